/** What is to be done about a ticket's clocks, and when: warnings before a target's time is used up, and the ladder after. */

import type { TargetClock } from './clock.ts';
import type { LadderStep, Target } from './sla-policy.ts';

export interface ClockStep {
  /** The same each time the clocks are worked out, and of no other step of the ticket. */
  id: string;
  target: Target;
  /** In epoch milliseconds. */
  at: number;
  call: LadderStep['call'];
  team: string | undefined;
  /** How much of the target's time is left then; 0 or less, by how much it is overdue. */
  leftMs: number;
}

/** The steps of the clocks that have not ended, in the order in which they are due; without those whose time cannot be told now. */
export function stepsOf(clocks: readonly TargetClock[]): ClockStep[] {
  const steps = clocks
    .filter(({ endedAt }) => endedAt === undefined)
    .flatMap((clock) => [
      ...clock.warnings.map(({ usedMs, at }) => toStep(clock, at, 'reminder', undefined, clock.targetMs - usedMs)),
      ...clock.ladder.map(({ step, at }) => toStep(clock, at, step.call, step.team, -step.overdueMs)),
    ]);
  return steps.filter((step) => step !== undefined).toSorted((a, b) => a.at - b.at);
}

function toStep(
  { target, startedAt, targetMs }: TargetClock,
  at: number | undefined,
  call: LadderStep['call'],
  team: string | undefined,
  leftMs: number,
): ClockStep | undefined {
  if (at === undefined) return undefined;
  const id = [target, startedAt, targetMs - leftMs, call, ...(team === undefined ? [] : [team])].join('/');
  return { id, target, at, call, team, leftMs };
}
