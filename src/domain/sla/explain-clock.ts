/** Why a clock shows what it shows: each stretch of time from its start, and whether it counted. */

import type { Calendar } from './calendar.ts';
import type { TargetClock } from './clock.ts';

/** Why time counted, or did not. `resolved`: before the ticket was opened again. */
export type SegmentReason = 'counted' | 'outside_hours' | 'holiday' | 'waiting_for_customer' | 'snoozed' | 'resolved';

/** From `from` until before `to`, in epoch milliseconds. */
export interface ClockSegment {
  from: number;
  to: number;
  reason: SegmentReason;
  /** That of the holiday. */
  name: string | undefined;
}

/**
 * The time of a clock from its start to its end, or to the moment it was read, in order and without gaps: together the
 * segments are as long as that time, and those that counted as long as what is used.
 */
export function explainClock({ phases }: TargetClock, calendar: Calendar): ClockSegment[] {
  const segments: ClockSegment[] = [];
  for (const { from, to, phase } of phases) {
    if (phase !== 'with_staff') append(segments, { from, to, reason: phase, name: undefined });
    else for (const span of calendar.spans(from, to)) append(segments, toSegment(span));
  }
  return segments;
}

function toSegment({ from, to, kind, name }: ReturnType<Calendar['spans']>[number]): ClockSegment {
  return { from, to, reason: kind === 'open' ? 'counted' : kind, name };
}

/** A calendar that was changed is cut where nothing may have changed for the reader. */
function append(segments: ClockSegment[], segment: ClockSegment): void {
  const last = segments.at(-1);
  if (last !== undefined && last.reason === segment.reason && last.name === segment.name) last.to = segment.to;
  else segments.push(segment);
}
