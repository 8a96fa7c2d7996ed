/** Where axes begin and end, and which numbers and moments stand on them. */

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/policy.ts';
import { BLOCK_MS, zoneOffsets } from '../domain/sla/zone-offsets.ts';
import { clamp } from './axis-words.ts';
import { type AxisUnit, hasRange } from './chart.ts';

/** The ends of an axis, and the numbers that stand on it, both included. */
export interface Scale {
  domain: [number, number];
  ticks: number[];
}

interface ScaleOptions {
  unit: AxisUnit;
  /** About as many numbers as there is room for, at least 2. */
  room: number;
  /** Whether lengths are compared on it, so that it begins at 0. */
  fromZero: boolean;
}

/** An axis is not finer than this share of its numbers, whose words would be the same. */
const FINEST = 1e-4;
const LENGTH_STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
];

/** Where shares are no more than this, an axis up to 100 % would leave most of the room empty. */
const SMALL_SHARE = 0.5;

/** An axis of round numbers that holds all of these. Shares stand between 0 and 100 %, small ones from 0 to as far as they go. */
export function scaleOf(values: readonly number[], { unit, room, fromZero }: ScaleOptions): Scale {
  const finite = values.filter(Number.isFinite).map(clamp);
  const areShares = unit === 'share' && finite.every((value) => value >= 0 && value <= 1);
  if (areShares && !(finite.length > 0 && finite.every((value) => value <= SMALL_SHARE))) {
    return { domain: [0, 1], ticks: room >= 5 ? [0, 0.2, 0.4, 0.6, 0.8, 1] : [0, 0.5, 1] };
  }
  const held = fromZero || areShares || finite.length === 0 ? [...finite, 0] : finite;
  const least = held.reduce((a, b) => Math.min(a, b));
  const most = held.reduce((a, b) => Math.max(a, b));
  const size = Math.max(Math.abs(least), Math.abs(most));
  const finest = Math.max(size * FINEST, unit === 'count' ? 1 : 0) || 1;
  const step = roundStep(Math.max((most - least) / Math.max(1, room - 1), finest), unit);
  const first = Math.floor(least / step);
  const last = Math.max(Math.ceil(most / step), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => exact((first + index) * step));
  return { domain: [exact(first * step), exact(last * step)], ticks };
}

/** The next step at or above, of 1, 2 and 5 times a power of ten; of lengths of time as clocks count them. */
function roundStep(least: number, unit: AxisUnit): number {
  if (unit === 'ms' && least > 1_000) {
    const found = LENGTH_STEPS_MS.find((step) => step >= least);
    return found ?? DAY_MS * roundStep(least / DAY_MS, 'number');
  }
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= least * (1 - 1e-9)) ?? 10 * power;
}

/** Without what binary fractions add, such as that of 0.1 + 0.2. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}

/** All that has to be on the axis of these: the values with their ranges. */
export function reachOf(
  values: readonly { value: number; low?: number | undefined; high?: number | undefined }[],
): number[] {
  return values.flatMap((one) => (hasRange(one) ? [one.value, one.low, one.high] : [one.value]));
}

export interface TimeTick {
  at: number;
  /** A date such as `2026-11-28`, a month such as `2026-11`, or a time of day between dates. */
  label: string;
}

const WEEK_MS = 7 * DAY_MS;
/** A Monday, 1970-01-05, which weeks are counted from. */
const MONDAY_MS = 4 * DAY_MS;
const STEPS_MS = [...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS), DAY_MS, WEEK_MS, 2 * WEEK_MS, 4 * WEEK_MS];
const MONTH_STEPS = [1, 2, 3, 6];
const MONTH_MS = 30 * DAY_MS;

/**
 * Beginnings of hours, days, weeks (which begin on Monday), months or years by the clocks of a time zone, at most about `room` of them.
 * @throws RangeError where the runtime knows no such zone
 */
export function timeTicks(from: number, to: number, timeZone: string, room: number): TimeTick[] {
  const localOf = localReader(timeZone);
  const least = (to - from) / room;
  const stepMs = STEPS_MS.find((step) => step >= least);
  const locals =
    stepMs === undefined
      ? monthStarts(localOf(from), localOf(to), least)
      : stepStarts(localOf(from), localOf(to), stepMs);
  return locals
    .map((local) => ({ at: momentOf(local, localOf), label: timeWords(local, stepMs) }))
    .filter(({ at }) => at >= from && at <= to);
}

/** What the clocks on the wall show, as if they were those of UTC. */
export function localReader(timeZone: string): (at: number) => number {
  const zone = zoneOffsets(timeZone);
  return (at) => {
    const spans = zone.ofBlock(Math.floor(at / BLOCK_MS));
    return at + (spans.find(({ to }) => at < to)?.offsetMs ?? spans.at(-1)?.offsetMs ?? 0);
  };
}

function momentOf(local: number, localOf: (at: number) => number): number {
  const near = local - (localOf(local) - local);
  return near + local - localOf(near);
}

function stepStarts(from: number, to: number, stepMs: number): number[] {
  const first = Math.ceil((from - MONDAY_MS) / stepMs) * stepMs + MONDAY_MS;
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / stepMs) + 1) },
    (_, index) => first + index * stepMs,
  );
}

function monthStarts(from: number, to: number, leastMs: number): number[] {
  const months = Math.ceil(leastMs / MONTH_MS);
  const step = MONTH_STEPS.find((one) => one >= months) ?? 12 * roundStep(months / 12, 'count');
  const start = new Date(from);
  const first = Math.ceil((12 * start.getUTCFullYear() + start.getUTCMonth()) / step) * step;
  const starts: number[] = [];
  for (let month = first; ; month += step) {
    const at = new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    if (!(at <= to)) return starts;
    starts.push(at);
  }
}

function timeWords(local: number, stepMs: number | undefined): string {
  const iso = new Date(local).toISOString();
  if (stepMs === undefined) return iso.slice(0, 7);
  return stepMs >= DAY_MS || local % DAY_MS === 0 ? iso.slice(0, 10) : iso.slice(11, 16);
}
