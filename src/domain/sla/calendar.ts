/**
 * Business time: when a desk is open, how much of a stretch of time that is, and when so much of it is used up.
 *
 * The desk is open whenever a clock on its wall shows a time within its hours. That decides what is otherwise unclear when
 * clocks change: hours that the clock skips are no time at all, and hours that it shows twice count twice.
 */

import { DAY_MS, MINUTE_MS } from '../policy.ts';
import { BLOCK_MS, zoneOffsets } from './zone-offsets.ts';

/**
 * From and until before these times of day, in minutes since midnight. `toMinute` is greater than `fromMinute`, and beyond
 * 1 440 on the next day, up to 2 880.
 */
export interface Hours {
  fromMinute: number;
  toMinute: number;
}

/** A date that has hours of its own, or none; `name` is why. */
export interface OwnDate {
  hours: readonly Hours[];
  name: string | undefined;
}

/** When a desk is open. All of it is data, and can be kept as JSON. */
export interface CalendarDefinition {
  /** An IANA name. */
  timeZone: string;
  /** Of each weekday, Sunday first. What begins on a day belongs to it, also after midnight. */
  week: readonly (readonly Hours[])[];
  /** By date, `2026-12-24`, or by `12-24` for every year. A date goes before the one of every year, and both before holidays. */
  dates: Readonly<Record<string, OwnDate>>;
}

/** A local date, `2026-12-25`, on which the desk is closed all day. */
export interface Holiday {
  date: string;
  name: string;
}

/** The holidays of a year. */
export type HolidaysOfYear = (year: number) => readonly Holiday[];

/** A stretch of time, from `from` until before `to` in epoch milliseconds, and whether the desk is open. */
export interface CalendarSpan {
  from: number;
  to: number;
  kind: 'open' | 'outside_hours' | 'holiday';
  /** That of the holiday, or of the date on which the desk is closed. */
  name: string | undefined;
}

export interface Calendar {
  /** The time from `from` until `to`, cut where the desk opens and closes: in order, without gaps; empty where `to` is not later. */
  spans(from: number, to: number): CalendarSpan[];
  /** For how many milliseconds the desk is open from `from` until `to`; 0 where `to` is not later. */
  elapsed(from: number, to: number): number;
  /**
   * The first moment at which the desk has been open for so many milliseconds since `start`. Undefined where that takes more
   * than thirty years, as for a desk that never opens. What is used up as the desk closes is used up then, not when it opens again.
   */
  deadline(start: number, businessMs: number): number | undefined;
}

/** Beyond so many blocks nothing is looked for: thirty years. */
const HORIZON_BLOCKS = Math.ceil((30 * 366 * DAY_MS) / BLOCK_MS);
const DAY_MINUTES = 1_440;
const CLOSED = 'Closed';

/**
 * A calendar that remembers what it has worked out.
 * @throws RangeError where the runtime does not know the time zone
 */
export function createCalendar(definition: CalendarDefinition, holidaysOfYear: HolidaysOfYear = () => []): Calendar {
  const blockAt = createBlocks(definition, holidaysOfYear);
  return {
    spans: (from, to) => {
      const spans: CalendarSpan[] = [];
      for (let index = blockOf(from); index * BLOCK_MS < to; index += 1) {
        for (const span of blockAt(index).spans) append(spans, span, from, to);
      }
      return spans;
    },
    elapsed: (from, to) => {
      if (!(to > from)) return 0;
      const last = blockOf(to);
      let elapsedMs = openBefore(blockAt(last), to) - openBefore(blockAt(blockOf(from)), from);
      for (let index = blockOf(from); index < last; index += 1) elapsedMs += blockAt(index).openMs;
      return elapsedMs;
    },
    deadline: (start, businessMs) => {
      if (businessMs <= 0) return start;
      const first = blockOf(start);
      let leftMs = businessMs + openBefore(blockAt(first), start);
      for (let index = first; index < first + HORIZON_BLOCKS; index += 1) {
        const block = blockAt(index);
        if (leftMs <= block.openMs) return whenUsed(block, leftMs);
        leftMs -= block.openMs;
      }
      return undefined;
    },
  };
}

function blockOf(at: number): number {
  return Math.floor(at / BLOCK_MS);
}

/** What is known of one block of time; of each opening, how long the desk was open before it in the block. */
interface Block {
  spans: readonly CalendarSpan[];
  openings: readonly { from: number; to: number; openMsBefore: number }[];
  openMs: number;
}

function createBlocks(definition: CalendarDefinition, holidaysOfYear: HolidaysOfYear): (index: number) => Block {
  const dayOf = createDays(definition, holidaysOfYear);
  const offsets = zoneOffsets(definition.timeZone);
  const blocks = new Map<number, Block>();
  return (index) => {
    const known = blocks.get(index) ?? toBlock(offsets.ofBlock(index).flatMap((span) => cutDays(span, dayOf)));
    blocks.set(index, known);
    return known;
  };
}

/** The days that a wall clock shows while its offset stays the same, cut where the desk opens and closes. */
function cutDays(
  { from, to, offsetMs }: { from: number; to: number; offsetMs: number },
  dayOf: (dayNumber: number) => Day,
): CalendarSpan[] {
  const spans: CalendarSpan[] = [];
  for (let number = Math.floor((from + offsetMs) / DAY_MS); number * DAY_MS - offsetMs < to; number += 1) {
    const midnight = number * DAY_MS - offsetMs;
    const { hours, closedFor } = dayOf(number);
    const closed = {
      kind: closedFor === undefined ? ('outside_hours' as const) : ('holiday' as const),
      name: closedFor,
    };
    let until = midnight;
    for (const { fromMinute, toMinute } of hours) {
      const opensAt = midnight + fromMinute * MINUTE_MS;
      const closesAt = midnight + toMinute * MINUTE_MS;
      append(spans, { from: until, to: opensAt, ...closed }, from, to);
      append(spans, { from: opensAt, to: closesAt, kind: 'open', name: undefined }, from, to);
      until = closesAt;
    }
    append(spans, { from: until, to: midnight + DAY_MS, ...closed }, from, to);
  }
  return spans;
}

function toBlock(pieces: readonly CalendarSpan[]): Block {
  const spans: CalendarSpan[] = [];
  for (const piece of pieces) append(spans, piece, piece.from, piece.to);
  const openings: { from: number; to: number; openMsBefore: number }[] = [];
  let openMs = 0;
  for (const { from, to, kind } of spans) {
    if (kind !== 'open') continue;
    openings.push({ from, to, openMsBefore: openMs });
    openMs += to - from;
  }
  return { spans, openings, openMs };
}

/** Adds what of a span lies from `from` until `to`; to the last one, where that is of the same kind and ends where it begins. */
function append(spans: CalendarSpan[], span: CalendarSpan, from: number, to: number): void {
  const begins = Math.max(span.from, from);
  const ends = Math.min(span.to, to);
  if (begins >= ends) return;
  const last = spans.at(-1);
  if (last !== undefined && last.to === begins && last.kind === span.kind && last.name === span.name) last.to = ends;
  else spans.push({ ...span, from: begins, to: ends });
}

/** How long the desk is open in a block before a moment. */
function openBefore({ openings }: Block, at: number): number {
  const opening = lastWhere(openings, ({ from }) => from <= at);
  return opening === undefined ? 0 : opening.openMsBefore + Math.min(at, opening.to) - opening.from;
}

/** The first moment at which the desk has been open for so long in a block, which it is; longer than 0. */
function whenUsed({ openings }: Block, openMs: number): number {
  const opening = lastWhere(openings, ({ openMsBefore }) => openMsBefore < openMs);
  if (opening === undefined) throw new Error('a block that is open has an opening');
  return opening.from + openMs - opening.openMsBefore;
}

/** The last of these that passes, where all that pass come first. */
function lastWhere<T>(sorted: readonly T[], passes: (one: T) => boolean): T | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle];
    if (one !== undefined && passes(one)) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}

/** A date as a wall clock goes through it: the hours from midnight to midnight, in order and apart; why it is closed. */
interface Day {
  hours: readonly Hours[];
  closedFor: string | undefined;
}

/** Days by their number, counted from 1 January 1970. */
function createDays(definition: CalendarDefinition, holidaysOfYear: HolidaysOfYear): (dayNumber: number) => Day {
  const holidays = new Map<number, ReadonlyMap<string, string>>();
  const holidayOn = (date: string): string | undefined => {
    const year = Number(date.slice(0, 4));
    const known = holidays.get(year) ?? new Map(holidaysOfYear(year).map(({ date, name }) => [date, name]));
    holidays.set(year, known);
    return known.get(date);
  };
  /** What begins on a day, also what ends on the next. */
  const beginningOn = (dayNumber: number): Day => {
    const start = new Date(dayNumber * DAY_MS);
    const date = start.toISOString().slice(0, 10);
    const own = definition.dates[date] ?? definition.dates[date.slice(5)];
    if (own !== undefined) {
      return { hours: own.hours, closedFor: own.hours.length === 0 ? (own.name ?? CLOSED) : undefined };
    }
    const holiday = holidayOn(date);
    if (holiday !== undefined) return { hours: [], closedFor: holiday };
    return { hours: definition.week[start.getUTCDay()] ?? [], closedFor: undefined };
  };
  return (dayNumber) => {
    const { hours, closedFor } = beginningOn(dayNumber);
    const sinceYesterday = beginningOn(dayNumber - 1).hours.map(({ fromMinute, toMinute }) => ({
      fromMinute: fromMinute - DAY_MINUTES,
      toMinute: toMinute - DAY_MINUTES,
    }));
    return { hours: withinDay([...sinceYesterday, ...hours]), closedFor };
  };
}

/** What of these hours lies within one day, in order; hours that meet or overlap are one. */
function withinDay(hours: readonly Hours[]): Hours[] {
  const merged: Hours[] = [];
  for (const { fromMinute, toMinute } of hours.toSorted((a, b) => a.fromMinute - b.fromMinute)) {
    const begins = Math.max(fromMinute, 0);
    const ends = Math.min(toMinute, DAY_MINUTES);
    const last = merged.at(-1);
    if (begins >= ends) continue;
    if (last !== undefined && begins <= last.toMinute) last.toMinute = Math.max(last.toMinute, ends);
    else merged.push({ fromMinute: begins, toMinute: ends });
  }
  return merged;
}
