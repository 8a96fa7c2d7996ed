import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../src/domain/policy.ts';
import { type CalendarDefinition, createCalendar, type Hours } from '../../../../src/domain/sla/calendar.ts';
import { joinVersions } from '../../../../src/domain/sla/calendar-versions.ts';

const ALWAYS = [hours('00:00-24:00')];
const OFFICE = [hours('09:00-12:30'), hours('13:30-18:00')];

/** `22:00-06:00` ends on the next day. */
function hours(text: string): Hours {
  const [from = 0, to = 0] = text.split('-').map((time) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return 60 * hour + minute;
  });
  return { fromMinute: from, toMinute: to > from ? to : to + 1_440 };
}

/** The same hours every day of the week, or a list of those of each, Sunday first. */
function calendar(timeZone: string, week: Hours[] | Hours[][], more: Partial<CalendarDefinition> = {}) {
  const days = Array.from({ length: 7 }, (_, day) => [week[day] ?? []].flat());
  const isWeek = week.some(Array.isArray);
  const all = Array.from({ length: 7 }, () => week.flat());
  return createCalendar({ timeZone, week: isWeek ? days : all, dates: {}, ...more });
}

function at(text: string): number {
  return Date.parse(text);
}

function hoursBetween(open: ReturnType<typeof calendar>, from: string, to: string): number {
  return open.elapsed(at(from), at(to)) / HOUR_MS;
}

describe('the hours of a day', () => {
  const office = calendar('Europe/Berlin', [[], OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, []]);

  test('several spans of one day count, the break between them does not', () => {
    expect(hoursBetween(office, '2026-06-01T08:00+02:00', '2026-06-01T20:00+02:00')).toBe(8);
    expect(hoursBetween(office, '2026-06-01T12:00+02:00', '2026-06-01T14:00+02:00')).toBe(1);
  });

  test('what is not used up on Friday goes on on Monday', () => {
    expect(office.deadline(at('2026-06-05T17:00+02:00'), 3 * HOUR_MS)).toBe(at('2026-06-08T11:00+02:00'));
  });

  test('what is used up as the desk closes is due then, not when it opens again nor at midnight', () => {
    expect(office.deadline(at('2026-06-05T09:00+02:00'), 8 * HOUR_MS)).toBe(at('2026-06-05T18:00+02:00'));
    expect(office.deadline(at('2026-06-05T09:00+02:00'), 8 * HOUR_MS + 1)).toBe(at('2026-06-08T09:00+02:00') + 1);
  });

  test('a ticket that comes at night waits until the desk opens', () => {
    expect(office.deadline(at('2026-06-01T00:00+02:00'), HOUR_MS)).toBe(at('2026-06-01T10:00+02:00'));
  });

  test('a night shift goes on after midnight, and belongs to the day on which it begins', () => {
    const friday = calendar('Europe/Berlin', [[], [], [], [], [], [hours('22:00-06:00')], []]);
    expect(friday.spans(at('2026-06-05T00:00+02:00'), at('2026-06-07T00:00+02:00'))).toEqual([
      { from: at('2026-06-05T00:00+02:00'), to: at('2026-06-05T22:00+02:00'), kind: 'outside_hours', name: undefined },
      { from: at('2026-06-05T22:00+02:00'), to: at('2026-06-06T06:00+02:00'), kind: 'open', name: undefined },
      { from: at('2026-06-06T06:00+02:00'), to: at('2026-06-07T00:00+02:00'), kind: 'outside_hours', name: undefined },
    ]);
  });

  test.each([
    'Europe/Berlin',
    'Asia/Kathmandu',
    'America/Santiago',
    'Asia/Beirut',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  ])('round the clock in %s no minute is lost at any midnight, nor when clocks change', (timeZone) => {
    const always = calendar(timeZone, ALWAYS);
    for (const start of ['2011-12-01T00:00Z', '2026-01-01T00:00Z', '2026-07-01T12:34:56.789Z'].map(at)) {
      expect(always.elapsed(start, start + 200 * DAY_MS)).toBe(200 * DAY_MS);
      expect(always.deadline(start, 200 * DAY_MS)).toBe(start + 200 * DAY_MS);
      expect(always.spans(start, start + 200 * DAY_MS)).toHaveLength(1);
    }
  });

  test('until 24:00 and from 00:00 meet without a gap', () => {
    const evening = calendar('Asia/Kolkata', [hours('20:00-24:00'), hours('00:00-02:00')]);
    expect(evening.spans(at('2026-06-01T20:00+05:30'), at('2026-06-02T02:00+05:30'))).toHaveLength(1);
    expect(evening.deadline(at('2026-06-01T23:00+05:30'), HOUR_MS)).toBe(at('2026-06-02T00:00+05:30'));
  });

  test('a desk that never opens has no deadline', () => {
    expect(calendar('Europe/Berlin', []).deadline(at('2026-06-01T00:00Z'), 1)).toBeUndefined();
  });

  test('a time zone that does not exist is refused', () => {
    expect(() => calendar('Mars/Olympus', ALWAYS)).toThrow(RangeError);
  });
});

describe('clocks that change', () => {
  test('a night is an hour shorter in spring and an hour longer in autumn', () => {
    const night = calendar('Europe/Berlin', [hours('22:00-06:00')]);
    expect(hoursBetween(night, '2026-03-28T22:00+01:00', '2026-03-29T12:00+02:00')).toBe(7);
    expect(hoursBetween(night, '2026-10-24T22:00+02:00', '2026-10-25T12:00+01:00')).toBe(9);
  });

  test('a day’s work is as long on both sides of a change', () => {
    const day = calendar('Europe/Berlin', [hours('09:00-17:00')]);
    for (const date of ['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25']) {
      expect(hoursBetween(day, `${date}T00:00Z`, `${date}T20:00Z`)).toBe(8);
    }
    expect(day.deadline(at('2026-03-28T16:00+01:00'), 2 * HOUR_MS)).toBe(at('2026-03-29T10:00+02:00'));
    expect(day.deadline(at('2026-10-24T16:00+02:00'), 2 * HOUR_MS)).toBe(at('2026-10-25T10:00+01:00'));
  });

  test('hours that the clock skips are no time, and hours that it shows twice count twice', () => {
    const early = calendar('Europe/Berlin', [hours('02:15-02:45')]);
    expect(hoursBetween(early, '2026-03-29T00:00+01:00', '2026-03-29T12:00+02:00')).toBe(0);
    expect(hoursBetween(early, '2026-10-25T00:00+02:00', '2026-10-25T12:00+01:00')).toBe(1);
    const until = calendar('Europe/Berlin', [hours('02:30-03:15')]);
    expect(hoursBetween(until, '2026-03-29T00:00+01:00', '2026-03-29T12:00+02:00')).toBe(0.25);
  });

  test('in Lord Howe, where clocks change by half an hour, the night is half an hour longer', () => {
    const night = calendar('Australia/Lord_Howe', [hours('22:00-06:00')]);
    expect(hoursBetween(night, '2026-04-04T22:00+11:00', '2026-04-05T06:00+10:30')).toBe(8.5);
  });

  test('in Santiago, where clocks change at midnight, the shorter and the longer day are round the clock as long as they are', () => {
    const always = calendar('America/Santiago', ALWAYS);
    expect(hoursBetween(always, '2026-09-06T01:00-03:00', '2026-09-07T00:00-03:00')).toBe(23);
    expect(hoursBetween(always, '2026-04-04T00:00-03:00', '2026-04-05T00:00-04:00')).toBe(25);
  });

  test('a date that a zone has left out is no time', () => {
    const samoa = calendar('Pacific/Apia', ALWAYS, { dates: { '2011-12-30': { hours: [], name: 'Never was' } } });
    expect(hoursBetween(samoa, '2011-12-29T00:00-10:00', '2012-01-01T00:00+14:00')).toBe(48);
  });
});

describe('dates of their own', () => {
  const holidaysOfYear = (year: number) => [
    { date: `${year}-12-25`, name: 'Christmas Day' },
    { date: `${year}-12-24`, name: 'Christmas Eve' },
  ];
  const definition: CalendarDefinition = {
    timeZone: 'Asia/Kathmandu',
    week: [[], OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, []],
    dates: {
      '12-24': { hours: [hours('09:00-12:00')], name: undefined },
      '2026-12-24': { hours: [], name: 'Moving house' },
      '12-29': { hours: [], name: undefined },
      '2026-12-26': { hours: OFFICE, name: 'Made up for the move' },
    },
  };
  const open = createCalendar(definition, holidaysOfYear);
  const day = (date: string) => open.spans(at(`${date}T00:00+05:45`), at(`${date}T24:00+05:45`));

  test('a holiday closes the whole local day, and says its name', () => {
    const [only, ...more] = day('2026-12-25');
    expect([only?.kind, only?.name, more]).toEqual(['holiday', 'Christmas Day', []]);
  });

  test('the hours of a date go before a holiday, and those of one year before those of every year', () => {
    expect(open.elapsed(at('2027-12-24T00:00+05:45'), at('2027-12-25T00:00+05:45'))).toBe(3 * HOUR_MS);
    expect(day('2026-12-24').map(({ kind, name }) => [kind, name])).toEqual([['holiday', 'Moving house']]);
  });

  test('a Saturday can be a working day', () => {
    expect(open.elapsed(at('2026-12-26T00:00+05:45'), at('2026-12-27T00:00+05:45'))).toBe(8 * HOUR_MS);
  });

  test('a date without hours and name is called closed', () => {
    expect(day('2026-12-29').map(({ kind, name }) => [kind, name])).toEqual([['holiday', 'Closed']]);
  });

  test('a night shift that began before a holiday ends in it, and none begins', () => {
    const nights = createCalendar(
      { timeZone: 'UTC', week: Array(7).fill([hours('22:00-06:00')]), dates: {} },
      holidaysOfYear,
    );
    expect(nights.elapsed(at('2026-12-23T12:00Z'), at('2026-12-24T12:00Z'))).toBe(8 * HOUR_MS);
    expect(nights.elapsed(at('2026-12-24T12:00Z'), at('2026-12-26T12:00Z'))).toBe(0);
  });
});

describe('a calendar that was changed', () => {
  const nine = calendar('UTC', [hours('09:00-17:00')]);
  const half = calendar('UTC', [hours('09:00-13:00')]);
  const changed = joinVersions([
    { from: at('2026-01-01T00:00Z'), calendar: nine },
    { from: at('2026-06-02T11:00Z'), calendar: half },
  ]);

  test('what was used before stays used, and what is open moves', () => {
    expect(changed.elapsed(at('2026-06-01T09:00Z'), at('2026-06-02T11:00Z'))).toBe(10 * HOUR_MS);
    expect(changed.deadline(at('2026-06-01T09:00Z'), 16 * HOUR_MS)).toBe(at('2026-06-03T13:00Z'));
    expect(nine.deadline(at('2026-06-01T09:00Z'), 16 * HOUR_MS)).toBe(at('2026-06-02T17:00Z'));
  });

  test('what was due before the change is due when it was', () => {
    expect(changed.deadline(at('2026-06-01T09:00Z'), 8 * HOUR_MS)).toBe(at('2026-06-01T17:00Z'));
  });

  test('the first version also holds for the time before it', () => {
    expect(changed.elapsed(at('2025-06-01T00:00Z'), at('2025-06-02T00:00Z'))).toBe(8 * HOUR_MS);
    expect(changed.elapsed(at('2025-06-01T09:00Z'), at('2025-06-01T09:00Z') - MINUTE_MS)).toBe(0);
  });
});
