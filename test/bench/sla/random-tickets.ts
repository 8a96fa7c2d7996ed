/** Random desks and tickets: calendars, a change of them, what happened, and what was promised. */

import { MINUTE_MS } from '../../../src/domain/policy.ts';
import type { CalendarDefinition, Holiday, Hours, OwnDate } from '../../../src/domain/sla/calendar.ts';
import type { ClockEvent } from '../../../src/domain/sla/phases.ts';
import type { SlaPolicy } from '../../../src/domain/sla/sla-policy.ts';
import { createRandom, type Random } from '../large-store/random.ts';

/** Zones whose clocks change by an hour, by half of one and by two, at midnight, on a Saturday, in Ramadan, and never. */
export const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'America/Santiago',
  'Africa/Casablanca',
  'America/Havana',
  'Asia/Beirut',
  'Antarctica/Troll',
  'Pacific/Chatham',
  'Asia/Shanghai',
  'UTC',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Asia/Pyongyang',
  'America/Caracas',
  'Africa/Cairo',
  'Asia/Tehran',
];

/** When each stretch that is looked at begins: around the changes of clocks in these zones, the turn of a year, a leap day. */
export const STRETCHES = [
  '2026-03-24',
  '2026-10-20',
  '2026-03-04',
  '2026-10-29',
  '2026-03-31',
  '2026-09-01',
  '2026-02-12',
  '2025-12-27',
  '2024-02-25',
  '2011-12-26',
  '2018-05-01',
  '2018-11-01',
  '2016-04-28',
  '2026-07-01',
].map((date) => Date.parse(`${date}T00:00:00Z`));

export const STRETCH_MINUTES = 10 * 1_440;

export interface RandomCalendar {
  definition: CalendarDefinition;
  holidays: Holiday[];
}

/** A ticket looked at `now`; `calendars` in the order in which they came into force. */
export interface RandomTicket {
  seed: number;
  /** When the stretch begins that is looked at. */
  from: number;
  calendars: [{ from: number; calendar: RandomCalendar }, ...{ from: number; calendar: RandomCalendar }[]];
  events: ClockEvent[];
  policy: SlaPolicy;
  now: number;
}

interface Choices {
  zones: readonly string[];
  stretches: readonly number[];
}

/** The same ticket for the same seed. */
export function randomTicket(
  seed: number,
  { zones, stretches }: Choices = { zones: ZONES, stretches: STRETCHES },
): RandomTicket {
  const random = createRandom(Math.imul(seed + 1, 2_654_435_761));
  const from = pick(random, stretches);
  const minuteAfter = (share: number) => from + random.below(Math.floor(STRETCH_MINUTES * share)) * MINUTE_MS;
  const calendar = () => randomCalendar(random, pick(random, zones), from);
  const now = from + (STRETCH_MINUTES / 2 + random.below(STRETCH_MINUTES / 4)) * MINUTE_MS;
  const changes = Array.from({ length: random.below(3) }, () => minuteAfter(0.9)).toSorted((a, b) => a - b);
  return {
    seed,
    from,
    calendars: [{ from, calendar: calendar() }, ...changes.map((at) => ({ from: at, calendar: calendar() }))],
    events: randomEvents(random, from, now),
    policy: randomPolicy(random),
    now,
  };
}

function randomCalendar(random: Random, timeZone: string, from: number): RandomCalendar {
  const isAlways = random.below(8) === 0;
  const week = Array.from({ length: 7 }, () => (isAlways ? [{ fromMinute: 0, toMinute: 1_440 }] : randomHours(random)));
  const dates: Record<string, OwnDate> = {};
  for (let count = random.below(4); count > 0; count -= 1) {
    const date = randomDate(random, from);
    const name = random.below(2) === 0 ? undefined : 'Stocktaking';
    dates[random.below(3) === 0 ? date.slice(5) : date] = {
      hours: random.below(2) === 0 ? [] : randomHours(random),
      name,
    };
  }
  const holidays = Array.from({ length: random.below(4) }, (_, index) => ({
    date: randomDate(random, from),
    name: `Holiday ${index + 1}`,
  }));
  // A date has one name.
  return {
    definition: { timeZone, week, dates },
    holidays: [...new Map(holidays.map((day) => [day.date, day])).values()],
  };
}

function randomDate(random: Random, from: number): string {
  return new Date(from + random.below(STRETCH_MINUTES) * MINUTE_MS).toISOString().slice(0, 10);
}

/** None, one, or several, also overnight, to the minute before or at midnight, and overlapping. */
function randomHours(random: Random): Hours[] {
  return Array.from({ length: pick(random, [0, 1, 1, 1, 2, 2, 3]) }, () => {
    const fromMinute = pick(random, [0, 60, 120, 150, 540, 1_320, random.below(1_440)]);
    const lasts = pick(random, [30, 60, 480, 1_440, 1_440 - fromMinute, 1 + random.below(1_440)]);
    return { fromMinute, toMinute: fromMinute + Math.max(1, lasts) };
  });
}

const KINDS = [
  'customer_wrote',
  'customer_wrote',
  'replied',
  'replied',
  'snoozed',
  'woken',
  'claimed',
  'transferred',
  'unassigned',
  'note',
  'resolved',
  'resolved',
  'closed',
  'handed_back',
  'reopened',
  'reopened',
] as const;

function randomEvents(random: Random, from: number, now: number): ClockEvent[] {
  const minutes = (now - from) / MINUTE_MS;
  const times = Array.from({ length: 1 + random.below(12) }, () => from + random.below(minutes + 1) * MINUTE_MS);
  const [first = from, ...later] = times.toSorted((a, b) => a - b);
  return [{ kind: 'opened', at: first }, ...later.map((at) => ({ kind: pick(random, KINDS), at }))];
}

function randomPolicy(random: Random): SlaPolicy {
  const target = () =>
    random.below(6) === 0 ? undefined : (1 + random.below(pick(random, [60, 600, 3_000]))) * MINUTE_MS;
  return {
    name: 'Random',
    calendar: 'random',
    categories: undefined,
    channels: undefined,
    priorityAtLeast: undefined,
    targetMs: { first_reply: target(), next_reply: target(), resolution: target() },
    warnBeforeMs: [random.below(120) * MINUTE_MS].filter((ms) => ms > 0),
    warnAtShares: [],
    ladder: [],
    reopening: pick(random, ['continue', 'restart']),
  };
}

function pick<T>(random: Random, from: readonly T[]): T {
  const one = from[random.below(from.length)];
  if (one === undefined) throw new Error('there is nothing to choose from');
  return one;
}
