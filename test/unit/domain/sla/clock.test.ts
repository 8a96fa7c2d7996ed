import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../../src/domain/policy.ts';
import { createCalendar } from '../../../../src/domain/sla/calendar.ts';
import { earliestDue, targetClocks } from '../../../../src/domain/sla/clock.ts';
import { explainClock } from '../../../../src/domain/sla/explain-clock.ts';
import type { ClockEvent } from '../../../../src/domain/sla/phases.ts';
import {
  findPolicy,
  findUnknownCategories,
  type SlaPolicy,
  type Target,
  warningsOf,
} from '../../../../src/domain/sla/sla-policy.ts';

const POLICY: SlaPolicy = {
  name: 'Standard',
  calendar: 'office',
  categories: undefined,
  channels: undefined,
  priorityAtLeast: undefined,
  targetMs: { first_reply: HOUR_MS, next_reply: 2 * HOUR_MS, resolution: 8 * HOUR_MS },
  warnBeforeMs: [15 * MINUTE_MS],
  warnAtShares: [0.5],
  ladder: [],
  reopening: 'continue',
};

/** Monday to Friday from nine to five; the second of June is a holiday. The first is a Monday. */
const CALENDAR = createCalendar(
  {
    timeZone: 'UTC',
    week: [[], ...Array(5).fill([{ fromMinute: 540, toMinute: 1_020 }]), []],
    dates: {},
  },
  () => [{ date: '2026-06-02', name: 'Republic Day' }],
);

/** `day hour:minute` of June 2026. */
function at(text: string): number {
  const [day, time] = text.split(' ');
  return Date.parse(`2026-06-0${day}T${time}:00Z`);
}

function history(...lines: string[]): ClockEvent[] {
  return lines.map((line) => {
    const [day = '', time = '', kind] = line.split(' ');
    return { kind: kind as ClockEvent['kind'], at: at(`${day} ${time}`) };
  });
}

function clocks(events: ClockEvent[], now: string, policy = POLICY) {
  return targetClocks({ events, policy, calendar: CALENDAR, now: at(now) });
}

function clock(target: Target, events: ClockEvent[], now: string, policy = POLICY) {
  const found = clocks(events, now, policy).findLast((one) => one.target === target);
  if (found === undefined) throw new Error(`there is no clock of ${target}`);
  return found;
}

function hoursUsed(target: Target, events: ClockEvent[], now: string, policy = POLICY): number {
  return clock(target, events, now, policy).usedMs / HOUR_MS;
}

describe('the first reply', () => {
  test('runs from the opening, is due in business time, and warns before', () => {
    expect(clock('first_reply', history('1 16:30 opened'), '1 16:45')).toMatchObject({
      state: 'running',
      usedMs: 15 * MINUTE_MS,
      remainingMs: 45 * MINUTE_MS,
      dueAt: at('3 09:30'),
      breachedAt: undefined,
      warnings: [
        { usedMs: 30 * MINUTE_MS, at: at('1 17:00') },
        { usedMs: 45 * MINUTE_MS, at: at('3 09:15') },
      ],
    });
  });

  test('is met by an answer in time, and its clock stands from then on', () => {
    const events = history('1 10:00 opened', '1 10:30 claimed', '1 10:59 replied');
    expect(clock('first_reply', events, '5 12:00')).toMatchObject({
      state: 'met',
      endedAt: at('1 10:59'),
      usedMs: 59 * MINUTE_MS,
      dueAt: undefined,
    });
  });

  test('is breached when the time is used up, also where an answer comes after the desk has closed', () => {
    expect(clock('first_reply', history('1 16:00 opened'), '1 17:00').breachedAt).toBe(at('1 17:00'));
    const late = clock('first_reply', history('1 16:00 opened', '1 22:00 replied'), '5 12:00');
    expect(late).toMatchObject({ state: 'breached', breachedAt: at('1 17:00'), usedMs: HOUR_MS, remainingMs: 0 });
    const overdue = clock('first_reply', history('1 10:00 opened', '1 12:00 replied'), '5 12:00');
    expect(overdue).toMatchObject({ state: 'breached', breachedAt: at('1 11:00'), remainingMs: -HOUR_MS });
  });

  test('is not given by claiming, noting, or what the bot answers meanwhile', () => {
    const events = history('1 10:00 opened', '1 10:10 claimed', '1 10:20 note', '1 10:30 customer_wrote');
    expect(clock('first_reply', events, '1 10:40')).toMatchObject({ state: 'running', startedAt: at('1 10:00') });
    expect(clocks(events, '1 10:40').map(({ target }) => target)).toEqual(['first_reply', 'resolution']);
  });
});

describe('the next reply', () => {
  const answered = history('1 09:00 opened', '1 09:10 replied');

  test('runs from the first of the messages that nobody has answered', () => {
    const events = [...answered, ...history('1 10:00 customer_wrote', '1 11:00 customer_wrote')];
    expect(clock('next_reply', events, '1 11:30')).toMatchObject({ startedAt: at('1 10:00'), dueAt: at('1 12:00') });
  });

  test('begins anew with each message after an answer', () => {
    const events = [...answered, ...history('1 10:00 customer_wrote', '1 10:30 replied', '1 14:00 customer_wrote')];
    const [first, second, ...more] = clocks(events, '1 14:30').filter(({ target }) => target === 'next_reply');
    expect([first?.state, first?.usedMs, second?.state, second?.usedMs, more]).toEqual([
      'met',
      30 * MINUTE_MS,
      'running',
      30 * MINUTE_MS,
      [],
    ]);
  });

  test('is not started by a second answer of the staff, nor by waking a ticket that was answered', () => {
    const events = [...answered, ...history('1 10:00 replied', '1 11:00 snoozed', '1 12:00 woken')];
    expect(clocks(events, '1 13:00').filter(({ target }) => target === 'next_reply')).toEqual([]);
  });
});

describe('the resolution', () => {
  test('pauses while it waits for the customer and while it is snoozed, and cannot then be due', () => {
    const events = history('1 09:00 opened', '1 10:00 replied', '1 12:00 customer_wrote', '1 13:00 snoozed');
    expect(hoursUsed('resolution', events, '1 11:00')).toBe(1);
    expect(clock('resolution', events, '3 12:00')).toMatchObject({
      state: 'paused',
      usedMs: 2 * HOUR_MS,
      dueAt: undefined,
    });
    const woken = [...events, ...history('3 10:00 woken')];
    expect(clock('resolution', woken, '3 12:00')).toMatchObject({
      state: 'running',
      usedMs: 4 * HOUR_MS,
      dueAt: at('3 16:00'),
    });
  });

  test('reads the phase of the very moment in which it changes', () => {
    const events = history('1 09:00 opened', '1 10:00 snoozed');
    expect(clock('resolution', events, '1 10:00')).toMatchObject({ state: 'paused', dueAt: undefined });
  });

  test('ends the clocks, and neither a reply nor a word of the customer starts one again', () => {
    const events = history(
      '1 09:00 opened',
      '1 09:30 resolved',
      '1 10:00 replied',
      '1 11:00 customer_wrote',
      '3 09:00 woken',
    );
    const ended = clocks(events, '5 17:00').map(({ target, state, usedMs }) => [target, state, usedMs]);
    expect(ended).toEqual([
      ['first_reply', 'met', 30 * MINUTE_MS],
      ['resolution', 'met', 30 * MINUTE_MS],
    ]);
    expect(earliestDue(clocks(events, '5 17:00'))).toBeUndefined();
  });

  test.each(['closed', 'handed_back'] as const)('ends where the ticket is %s', (kind) => {
    expect(clock('resolution', history('1 09:00 opened', `1 10:00 ${kind}`), '3 12:00').endedAt).toBe(at('1 10:00'));
  });

  test('goes on with the time it had when the ticket is opened again, or begins anew, as the policy says', () => {
    const events = history('1 09:00 opened', '1 11:00 replied', '1 12:00 resolved', '3 09:00 reopened');
    expect(hoursUsed('resolution', events, '3 10:00')).toBe(3);
    const anew = clocks(events, '3 10:00', { ...POLICY, reopening: 'restart' }).filter(
      ({ target }) => target === 'resolution',
    );
    expect(anew.map(({ state, usedMs }) => [state, usedMs / HOUR_MS])).toEqual([
      ['met', 2],
      ['running', 1],
    ]);
    expect(clock('next_reply', events, '3 10:00')).toMatchObject({ startedAt: at('3 09:00'), state: 'running' });
  });
});

describe('the explanation', () => {
  test('tells every stretch with its reason, and adds up', () => {
    const events = history(
      '1 16:00 opened',
      '1 16:30 replied',
      '1 16:40 customer_wrote',
      '3 10:00 snoozed',
      '3 11:00 woken',
      '3 12:00 resolved',
      '4 09:00 reopened',
    );
    const read = clock('resolution', events, '4 10:00');
    const segments = explainClock(read, CALENDAR);
    expect(segments.map(({ from, to, reason, name }) => [(to - from) / MINUTE_MS, reason, name])).toEqual([
      [30, 'counted', undefined],
      [10, 'waiting_for_customer', undefined],
      [20, 'counted', undefined],
      [7 * 60, 'outside_hours', undefined],
      [24 * 60, 'holiday', 'Republic Day'],
      [9 * 60, 'outside_hours', undefined],
      [60, 'counted', undefined],
      [60, 'snoozed', undefined],
      [60, 'counted', undefined],
      [21 * 60, 'resolved', undefined],
      [60, 'counted', undefined],
    ]);
    expect(segments.at(-1)?.to).toBe(at('4 10:00'));
    const counted = segments.filter(({ reason }) => reason === 'counted');
    expect(counted.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(read.usedMs);
  });
});

describe('a policy', () => {
  const policies: SlaPolicy[] = [
    { ...POLICY, name: 'Urgent payment', categories: ['payment'], priorityAtLeast: 4 },
    { ...POLICY, name: 'Chat', channels: ['web'] },
    POLICY,
  ];

  test.each([
    [{ category: 'payment', channel: 'web', priority: 4 }, 'Urgent payment'],
    [{ category: 'payment', channel: 'web', priority: 3.9 }, 'Chat'],
    [{ category: 'delivery', channel: 'mail', priority: 5 }, 'Standard'],
  ])('of %o is the first that fits: %s', (ticket, name) => {
    expect(findPolicy(policies, ticket)?.name).toBe(name);
  });

  test('may promise nothing of a kind, or to nobody', () => {
    const resolution = { ...POLICY, targetMs: { ...POLICY.targetMs, first_reply: undefined, next_reply: undefined } };
    expect(clocks(history('1 09:00 opened'), '1 10:00', resolution).map(({ target }) => target)).toEqual([
      'resolution',
    ]);
    expect(findPolicy([], { category: 'a', channel: 'b', priority: 1 })).toBeUndefined();
  });

  test('does not warn of a target that is shorter than the warning', () => {
    expect(warningsOf({ ...POLICY, warnAtShares: [] }, 10 * MINUTE_MS)).toEqual([]);
  });

  test('of several targets the one that has to be kept first is due', () => {
    expect(earliestDue(clocks(history('1 09:00 opened'), '1 09:30'))).toBe(at('1 10:00'));
    expect(earliestDue(clocks(history('1 09:00 opened'), '1 12:00'))).toBe(at('1 10:00'));
    expect(earliestDue(clocks(history('1 09:00 opened', '1 09:30 replied'), '1 12:00'))).toBeUndefined();
  });
});

test('a category that no ticket has is found in policies, so that the desk can warn of it', () => {
  const policies = [{ ...POLICY, categories: ['payment', 'paiment'] }, POLICY];
  expect(findUnknownCategories(policies, ['payment', 'general'])).toEqual([
    { policy: 'Standard', category: 'paiment' },
  ]);
});

test('having another system asked answers nobody: the clocks run on', () => {
  const acted = ['1 10:10 action_requested', '1 10:11 action_ended'];
  expect(clocks(history('1 10:00 opened', ...acted), '1 12:00')).toEqual(clocks(history('1 10:00 opened'), '1 12:00'));
  const answered = ['1 10:00 opened', '1 10:05 replied'];
  expect(clocks(history(...answered, ...acted), '1 12:00')).toEqual(clocks(history(...answered), '1 12:00'));
});

describe('a reply that was taken back before it left', () => {
  const opened = '1 10:00 opened';

  test.each<[string, string[], string[]]>([
    ['has answered nobody', [`1 10:30 replied`, '1 10:31 reply_withdrawn'], []],
    ['was not resolved behind', ['1 10:30 replied', '1 10:31 resolved', '1 10:32 reply_withdrawn'], []],
    [
      'leaves the reply before it',
      ['1 10:20 replied', '1 10:30 replied', '1 10:31 reply_withdrawn'],
      ['1 10:20 replied'],
    ],
    [
      'leaves what the customer wrote meanwhile',
      ['1 10:30 replied', '1 10:31 customer_wrote', '1 10:32 reply_withdrawn'],
      ['1 10:31 customer_wrote'],
    ],
  ])('%s', (_name, events, asIf) => {
    expect(clocks(history(opened, ...events), '1 12:00')).toEqual(clocks(history(opened, ...asIf), '1 12:00'));
  });
});
