/**
 * The clocks of a ticket: how much of each target is used, and until when it has to be kept. All of it is worked out from the
 * ticket's events each time; nothing is counted up, so that nothing can drift.
 */

import type { Calendar } from './calendar.ts';
import { type ClockEvent, type Phase, phaseAfter } from './phases.ts';
import { type LadderStep, type SlaPolicy, type Target, warningsOf } from './sla-policy.ts';

/**
 * `running`: it is for staff to act, be the desk open or not. `paused`: for the customer, or put off. `met`: done before the
 * time was used up. `breached`: the time was used up, whether or not it was done later.
 */
export type ClockState = 'running' | 'paused' | 'met' | 'breached';

/** From `from` until before `to` the ticket was in this phase. */
export interface PhaseSpan {
  from: number;
  to: number;
  phase: Phase;
}

/** One target from when it began to count to its end; instants in epoch milliseconds, lengths in business time. */
export interface TargetClock {
  target: Target;
  state: ClockState;
  startedAt: number;
  /** When it was answered or resolved; undefined while that is to come. */
  endedAt: number | undefined;
  targetMs: number;
  usedMs: number;
  /** What is left; below 0, by how much it is overdue. */
  remainingMs: number;
  /** When the time is used up if nothing happens; when it was, where it is breached. Undefined while paused, once met, and where the desk never opens. */
  dueAt: number | undefined;
  breachedAt: number | undefined;
  /** What warnings are due at; `at` is undefined where that cannot be told now, or was not reached. */
  warnings: { usedMs: number; at: number | undefined }[];
  /** When each step of the policy's ladder is to be taken; `at` as with warnings. */
  ladder: { step: LadderStep; at: number | undefined }[];
  /** What it was in, from its start to its end or now. */
  phases: PhaseSpan[];
}

export interface TicketTimes {
  /** The ticket's events, in order. Those later than `now` are passed over, and those that concern no clock. */
  events: readonly ClockEvent[];
  policy: SlaPolicy;
  /** The policy's calendar; where it was changed, made of its versions. */
  calendar: Calendar;
  now: number;
}

/**
 * A ticket's clocks, in the order in which they began. There is one of `next_reply` for each time the customer was answered
 * later, and one of `resolution` for each time it was opened again where that begins anew.
 */
export function targetClocks(times: TicketTimes): TargetClock[] {
  return measureClocks(times, () => true);
}

/** Those of them that have not ended. */
export function openClocks(times: TicketTimes): TargetClock[] {
  return measureClocks(times, ({ endedAt }) => endedAt === undefined);
}

function measureClocks(
  { events, policy, calendar, now }: TicketTimes,
  isWanted: (interval: Interval) => boolean,
): TargetClock[] {
  const { changes, intervals, phase } = readEvents(
    withoutWithdrawn(events.filter(({ at }) => at <= now)),
    policy.reopening,
  );
  return intervals.filter(isWanted).flatMap((interval) => {
    const targetMs = policy.targetMs[interval.target];
    if (targetMs === undefined) return [];
    const phases = phasesWithin(changes, interval.startedAt, interval.endedAt ?? now);
    return [measure({ ...interval, targetMs, phases }, phase, policy, calendar, now)];
  });
}

/** When the first of these has to be kept that is still to be; in the past where it is overdue. Undefined where nothing is. */
export function earliestDue(clocks: readonly TargetClock[]): number | undefined {
  const due = clocks.flatMap(({ endedAt, dueAt }) => (endedAt === undefined && dueAt !== undefined ? [dueAt] : []));
  return due.length === 0 ? undefined : Math.min(...due);
}

/** A reply that was taken back before it left never was, nor was the resolution that followed it. */
export function withoutWithdrawn<Event extends Pick<ClockEvent, 'kind'>>(events: readonly Event[]): Event[] {
  let kept: Event[] = [];
  for (const event of events) {
    const replied = event.kind === 'reply_withdrawn' ? kept.findLastIndex(({ kind }) => kind === 'replied') : -1;
    if (replied >= 0)
      kept = kept.filter(({ kind }, index) => index < replied || (index > replied && kind !== 'resolved'));
    else kept.push(event);
  }
  return kept;
}

interface Interval {
  target: Target;
  startedAt: number;
  endedAt: number | undefined;
}

interface PhaseChange {
  at: number;
  phase: Phase;
}

/** When the phase changed, which it is now, and from when to when each target counts. */
function readEvents(
  events: readonly ClockEvent[],
  reopening: SlaPolicy['reopening'],
): { changes: PhaseChange[]; intervals: Interval[]; phase: Phase } {
  const openedIndex = events.findIndex(({ kind }) => kind === 'opened');
  const opened = events[openedIndex];
  if (opened === undefined) return { changes: [], intervals: [], phase: 'resolved' };
  const changes: PhaseChange[] = [{ at: opened.at, phase: 'with_staff' }];
  const intervals: Interval[] = [];
  const start = (target: Target, at: number): Interval => {
    const interval: Interval = { target, startedAt: at, endedAt: undefined };
    intervals.push(interval);
    return interval;
  };
  let reply: Interval | undefined = start('first_reply', opened.at);
  let resolution = start('resolution', opened.at);
  let phase: Phase = 'with_staff';
  for (const { kind, at } of events.slice(openedIndex + 1)) {
    const before: Phase = phase;
    phase = phaseAfter(before, kind);
    if (phase !== before) changes.push({ at, phase });
    const isReopened = before === 'resolved' && phase !== 'resolved';
    if (reply !== undefined && (kind === 'replied' || phase === 'resolved')) {
      reply.endedAt = at;
      reply = undefined;
    }
    if (isReopened || (kind === 'customer_wrote' && phase !== 'resolved')) reply ??= start('next_reply', at);
    if (isReopened && reopening === 'restart') resolution = start('resolution', at);
    if (phase !== before) resolution.endedAt = phase === 'resolved' ? at : undefined;
  }
  return { changes, intervals, phase };
}

function phasesWithin(changes: readonly PhaseChange[], from: number, to: number): PhaseSpan[] {
  const spans: PhaseSpan[] = [];
  for (const [index, { at, phase }] of changes.entries()) {
    const begins = Math.max(at, from);
    const ends = Math.min(changes[index + 1]?.at ?? to, to);
    if (begins < ends) spans.push({ from: begins, to: ends, phase });
  }
  return spans;
}

function measure(
  clock: Interval & { targetMs: number; phases: PhaseSpan[] },
  phaseNow: Phase,
  policy: SlaPolicy,
  calendar: Calendar,
  now: number,
): TargetClock {
  const { targetMs, phases, endedAt } = clock;
  const counted = phases
    .filter(({ phase }) => phase === 'with_staff')
    .map(({ from, to }) => ({ from, elapsedMs: calendar.elapsed(from, to) }));
  const isRunning = endedAt === undefined && phaseNow === 'with_staff';
  const usedMs = counted.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
  const whenUsed = (ms: number) =>
    findWhenUsed(counted, calendar, ms) ?? (isRunning ? calendar.deadline(now, ms - usedMs) : undefined);
  const dueAt = whenUsed(targetMs);
  const isBreached = dueAt !== undefined && dueAt <= (endedAt ?? now);
  return {
    ...clock,
    state: isBreached ? 'breached' : endedAt !== undefined ? 'met' : isRunning ? 'running' : 'paused',
    usedMs,
    remainingMs: targetMs - usedMs,
    dueAt,
    breachedAt: isBreached ? dueAt : undefined,
    warnings: warningsOf(policy, targetMs).map((ms) => ({ usedMs: ms, at: whenUsed(ms) })),
    ladder: policy.ladder.map((step) => ({ step, at: whenUsed(targetMs + step.overdueMs) })),
  };
}

/** The first moment at which so much business time was used in these stretches of time; undefined where it is less. */
function findWhenUsed(
  counted: readonly { from: number; elapsedMs: number }[],
  calendar: Calendar,
  businessMs: number,
): number | undefined {
  let leftMs = businessMs;
  for (const { from, elapsedMs } of counted) {
    if (leftMs <= elapsedMs) return calendar.deadline(from, leftMs);
    leftMs -= elapsedMs;
  }
  return undefined;
}
