import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../src/config/config-error.ts';
import { parseDeskFile, readDeskFile } from '../../../src/config/desk-file.ts';
import { projectRoot } from '../../../src/config/project-root.ts';
import { openCalendar } from '../../../src/config/public-holidays.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/policy.ts';

/** How many hours the calendar of a file's section is open on a local date, and what it is closed for. */
function dayOf(section: string, date: string): { hours: number; closedFor: string | undefined } {
  const { calendars } = parseDeskFile(`calendars:\n  office:\n    time_zone: UTC\n${section}`);
  const { office } = calendars;
  if (office === undefined) throw new Error('there is no calendar');
  const spans = openCalendar(office).spans(Date.parse(date), Date.parse(`${date}T24:00Z`));
  const openMs = spans.filter(({ kind }) => kind === 'open').reduce((sum, { from, to }) => sum + to - from, 0);
  return { hours: openMs / HOUR_MS, closedFor: spans.find(({ kind }) => kind === 'holiday')?.name };
}

describe('hours', () => {
  const section = `
    hours:
      monday-thursday: ["13:30-18:00", "09:00-12:30"]
      friday: "22:00 – 06:00"
      sunday: closed
    dates:
      12-24: 09:00-12:00
      2026-12-28..2026-12-31: { name: Stocktaking, hours: closed }
      2026-06-13: { name: Made up, hours: monday }
`;
  test.each([
    ['a day of several spans', '2026-06-04', 8, undefined],
    ['the first of a night', '2026-06-05', 2, undefined],
    ['the rest of a night', '2026-06-06', 6, undefined],
    ['a day that is closed every week', '2026-06-07', 0, undefined],
    ['half a day of every year', '2029-12-24', 3, undefined],
    ['a date that is closed for a reason', '2026-12-30', 0, 'Stocktaking'],
    ['a Saturday with the hours of a Monday, after a night', '2026-06-13', 14, undefined],
  ])('of %s', (_what, date, hours, closedFor) => {
    expect(dayOf(section, date)).toEqual({ hours, closedFor });
  });

  test('may be round the clock', () => {
    expect(dayOf('    hours: always\n', '2026-06-07').hours).toBe(24);
    const { calendars } = parseDeskFile('');
    expect(calendars.always && openCalendar(calendars.always).elapsed(0, HOUR_MS)).toBe(HOUR_MS);
  });

  test('are those of the desk’s time zone where the calendar names none', () => {
    const text = 'time_zone: Asia/Kathmandu\ncalendars: { office: { hours: { monday-sunday: "09:00-10:00" } } }\n';
    expect(parseDeskFile(text).calendars.office?.definition.timeZone).toBe('Asia/Kathmandu');
  });
});

describe('public holidays', () => {
  const week = '    hours: { monday-sunday: 09:00-17:00 }\n';

  test('are those of a country and state, by their names there, but for those that are excepted', () => {
    const berlin = `${week}    holidays: { country: DE, state: BE, except: [Karfreitag, 05-01] }\n`;
    expect(dayOf(berlin, '2026-03-08').closedFor).toBe('Internationaler Frauentag');
    expect(dayOf(berlin, '2026-12-25')).toEqual({ hours: 0, closedFor: '1. Weihnachtstag' });
    expect(dayOf(berlin, '2026-04-03').hours).toBe(8);
    expect(dayOf(berlin, '2026-05-01').hours).toBe(8);
  });

  test('that are only a part of a day are not taken', () => {
    const china = `${week}    holidays: { country: CN, except: [六一儿童节] }\n`;
    const open = ['2026-03-08', '2026-05-04', '2026-06-01', '2026-08-01'].map((date) => dayOf(china, date).hours);
    expect(open).toEqual([8, 8, 8, 8]);
    expect(dayOf(china, '2026-10-01').closedFor).toBe('国庆节');
  });

  test('that last for several days close each of them', () => {
    const days = ['2026-03-18', '2026-03-19', '2026-03-22', '2026-03-23'];
    const hours = days.map((date) => dayOf(`${week}    holidays: { country: SA }\n`, date).hours);
    expect(hours).toEqual([8, 0, 0, 8]);
  });
});

test('policies are in business time, by the units of their names', () => {
  const { sla } = parseDeskFile(`
sla:
  - name: Payments
    calendar: always
    categories: [payment]
    channels: [web]
    priority_at_least: 4
    first_reply_minutes: 30
    resolution_hours: 1.5
    warn_before_minutes: [10]
    warn_at: [0.5]
    ladder:
      - { overdue_minutes: 0, call: reminder }
      - { overdue_minutes: 1.5, call: team, team: "@payments" }
    reopening: restart
`);
  expect(sla).toEqual([
    {
      name: 'Payments',
      calendar: 'always',
      categories: ['payment'],
      channels: ['web'],
      priorityAtLeast: 4,
      targetMs: { first_reply: 1_800_000, next_reply: undefined, resolution: 5_400_000 },
      warnBeforeMs: [600_000],
      warnAtShares: [0.5],
      ladder: [
        { overdueMs: 0, call: 'reminder', team: undefined },
        { overdueMs: 90_000, call: 'team', team: '@payments' },
      ],
      reopening: 'restart',
    },
  ]);
});

test('the calendar of China that the sample has is that of the notices: days off, and days worked for them', async () => {
  const { china } = (await readDeskFile(projectRoot())).calendars;
  if (china === undefined) throw new Error('the sample has no such calendar');
  const open = openCalendar(china);
  const isOpen = (day: number) => open.elapsed(day, day + DAY_MS) > 0;
  for (const [year, daysOff, workedOnWeekends] of [
    [2025, 28, 5],
    [2026, 33, 6],
  ] as const) {
    // Midnight in China.
    const first = Date.parse(`${year}-01-01T00:00+08:00`);
    const days = Array.from({ length: 365 }, (_, index) => first + index * DAY_MS);
    const isWeekend = (day: number) => [0, 6].includes(new Date(day + 8 * HOUR_MS).getUTCDay());
    expect(days.filter((day) => isWeekend(day) && isOpen(day))).toHaveLength(workedOnWeekends);
    expect(days.filter((day) => open.spans(day, day + DAY_MS)[0]?.kind === 'holiday')).toHaveLength(daysOff);
    // Whatever is arranged, a year has as many days of work as the law gives it: without weekends, and thirteen days off.
    expect(days.filter(isOpen)).toHaveLength(days.filter((day) => !isWeekend(day)).length - 13);
  }
});

describe('a mistake is told with its line and what to do', () => {
  const calendar = (lines: string) => `calendars:\n  office:\n    ${lines}\n`;
  test.each([
    [
      'hours that overlap',
      calendar('hours:\n      monday: ["09:00-13:00", "12:00-18:00"]'),
      4,
      'calendars.office.hours.monday is not usable: 09:00-13:00 and 12:00-18:00 overlap',
    ],
    [
      'a night that overlaps the next day',
      calendar('hours:\n      friday: 22:00-06:00\n      saturday: 05:00-12:00'),
      3,
      'calendars.office.hours is not usable: friday and saturday: 22:00-06:00 and 05:00-12:00 overlap',
    ],
    [
      'a time that is none',
      calendar('hours:\n      monday: 09:00-25:00'),
      4,
      'calendars.office.hours.monday is not usable: "25:00" is no time of day: write one from 00:00 to 24:00',
    ],
    [
      'a span that is none',
      calendar('hours:\n      monday: 9 to 5'),
      4,
      'calendars.office.hours.monday is not usable: "9 to 5" is no span of time: write one such as 09:00-17:30',
    ],
    [
      'a span without length',
      calendar('hours:\n      monday: 09:00-09:00'),
      4,
      'calendars.office.hours.monday is not usable: "09:00-09:00" has no length: all day is 00:00-24:00',
    ],
    [
      'a weekday that is none',
      calendar('hours:\n      mon-fri: 09:00-17:00'),
      4,
      'calendars.office.hours.mon-fri is not usable: mon-fri is no weekday: write one such as monday, or several such as monday-friday',
    ],
    [
      'a weekday twice',
      calendar('hours:\n      monday-friday: 09:00-17:00\n      friday: 09:00-12:00'),
      5,
      'calendars.office.hours.friday is not usable: the hours of friday are given twice',
    ],
    [
      'a calendar that never opens',
      calendar('hours: {}'),
      3,
      'calendars.office.hours is not usable: the calendar is never open',
    ],
    [
      'an unknown time zone',
      calendar('time_zone: Europe/Bonn\n    hours: always'),
      3,
      'calendars.office.time_zone is not usable: is no time zone: write one such as Europe/Berlin or Asia/Shanghai',
    ],
    [
      'an unknown country',
      calendar('hours: always\n    holidays: { country: XX }'),
      4,
      'calendars.office.holidays is not usable: no holidays are known of a country XX: write its two letters, such as DE or CN',
    ],
    [
      'a date that is none',
      calendar('hours: always\n    dates:\n      2026-02-29: closed'),
      5,
      'calendars.office.dates.2026-02-29 is not usable: there is no date 2026-02-29: write one such as 2026-12-24, or 12-24 for every year',
    ],
    [
      'a range that goes backwards',
      calendar('hours: always\n    dates:\n      12-27..01-02: closed'),
      5,
      'calendars.office.dates.12-27..01-02 is not usable: 12-27..01-02 ends before it begins: write two where it goes into the next year',
    ],
    [
      'a date twice',
      calendar('hours: always\n    dates:\n      2026-12-24..2026-12-31: closed\n      2026-12-28: 09:00-12:00'),
      6,
      'calendars.office.dates.2026-12-28 is not usable: the hours of 2026-12-28 are given twice',
    ],
    [
      'an unknown setting of a calendar',
      calendar('hour: always\n    hours: always'),
      3,
      'calendars.office.hour is no setting. Did you mean hours?',
    ],
    [
      'an unknown setting of a policy',
      'sla:\n  - name: A\n    calendar: always\n    first_reply_minute: 5\n    next_reply_minutes: 5\n',
      4,
      'sla.0.first_reply_minute is no setting. Did you mean first_reply_minutes?',
    ],
    [
      'a policy of an unknown calendar',
      'sla:\n  - name: A\n    calendar: offcie\n    next_reply_minutes: 5\n',
      3,
      'sla.0.calendar names no calendar. There are: always',
    ],
    [
      'a policy of an unknown channel',
      'sla:\n  - name: A\n    calendar: always\n    channels: [fax]\n    next_reply_minutes: 5\n',
      4,
      `sla.0.channels names fax, which is no channel. There are: ${['web', 'slack', 'discord', 'telegram'].join(', ')}`,
    ],
    [
      'a policy that promises nothing',
      'sla:\n  - name: A\n    calendar: always\n',
      2,
      'sla.0 is not usable: it promises nothing: set first_reply_minutes, next_reply_minutes or resolution_hours',
    ],
    [
      'two policies of one name',
      'sla:\n  - &a { name: A, calendar: always, resolution_hours: 5 }\n  - *a\n',
      3,
      'sla.1.name is A, as that of another policy',
    ],
  ])('%s', (_what, text, line, reason) => {
    expect(() => parseDeskFile(text)).toThrow(new ConfigError(`desk.yaml:${line}: ${reason}`));
  });

  test('a holiday that is excepted and is none, with those there are', () => {
    const text = calendar('hours: always\n    holidays: { country: DE, except: [Carfreitag] }');
    expect(() => parseDeskFile(text)).toThrow(/Carfreitag is no public holiday there\. There are: .*Karfreitag/);
  });

  test('a state that is none, with those there are', () => {
    const text = calendar('hours: always\n    holidays: { country: DE, state: XX }');
    expect(() => parseDeskFile(text)).toThrow(/DE has no state XX\. There are: .*BE \(Berlin\)/);
  });
});

test('opening hours that name no calendar are refused with what there is', () => {
  expect(() => parseDeskFile('opening_hours: office')).toThrow(
    'desk.yaml:1: opening_hours names no calendar. There are: always',
  );
});
