/** How far the clocks of a time zone are ahead of UTC, and when that changes, as the runtime's own time zone data has it. */

import { DAY_MS } from '../policy.ts';

/** From `from` until before `to`, in epoch milliseconds, local time is UTC plus `offsetMs`. */
export interface OffsetSpan {
  from: number;
  to: number;
  offsetMs: number;
}

/** Time is looked at in blocks of this length, counted from the epoch, each worked out once. */
export const BLOCK_MS = 32 * DAY_MS;

const zones = new Map<string, ZoneOffsets>();

/** The offsets in one time zone. */
export interface ZoneOffsets {
  /** Those of the block `index * BLOCK_MS` until before `(index + 1) * BLOCK_MS`, in order and without gaps. */
  ofBlock(index: number): readonly OffsetSpan[];
}

/**
 * The offsets of an IANA time zone, such as `Asia/Kathmandu`; exact to the second at which clocks change.
 * @throws RangeError where the runtime knows no such zone
 */
export function zoneOffsets(timeZone: string): ZoneOffsets {
  const known = zones.get(timeZone) ?? createZoneOffsets(timeZone);
  zones.set(timeZone, known);
  return known;
}

function createZoneOffsets(timeZone: string): ZoneOffsets {
  const offsetAt = offsetReader(timeZone);
  const blocks = new Map<number, readonly OffsetSpan[]>();
  return {
    ofBlock: (index) => {
      const known = blocks.get(index) ?? findOffsets(offsetAt, index * BLOCK_MS, (index + 1) * BLOCK_MS);
      blocks.set(index, known);
      return known;
    },
  };
}

/** Looks once a day: no zone has changed its clocks and changed them back within one. */
function findOffsets(offsetAt: (at: number) => number, from: number, to: number): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  let current = { from, to, offsetMs: offsetAt(from) };
  for (let at = from + DAY_MS; at <= to; at += DAY_MS) {
    const offsetMs = offsetAt(at);
    if (offsetMs === current.offsetMs) continue;
    const changesAt = findChange(offsetAt, at - DAY_MS, at);
    if (changesAt === to) break;
    spans.push({ ...current, to: changesAt });
    current = { from: changesAt, to, offsetMs };
  }
  return [...spans, current];
}

/** The first whole second after `before` at which the offset is that of `after`. */
function findChange(offsetAt: (at: number) => number, before: number, after: number): number {
  const offsetMs = offsetAt(after);
  let low = before / 1_000;
  let high = after / 1_000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1_000) === offsetMs) high = middle;
    else low = middle;
  }
  return high * 1_000;
}

const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

function offsetReader(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  return (at) => {
    const text = format.format(at);
    const [found, sign, hours = 0, minutes = 0, seconds = 0] = OFFSET.exec(text) ?? [];
    if (found === undefined) throw new Error(`the runtime writes the offset of ${timeZone} as "${text}"`);
    const offsetMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
    return sign === '-' ? -offsetMs : offsetMs;
  };
}
