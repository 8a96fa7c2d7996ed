/** A rota while it is being made: what a change would cost is worked out from the periods it touches alone. */

import { type FlatProblem, OFF, type Rota, staffingCost, wishCost } from './problem.ts';

/** One agent's shift on one day is changed to another. */
export interface Change {
  agent: number;
  day: number;
  shift: number;
}

export interface Draft {
  rota: number[][];
  /** How many are missing in each period; negative where there are too many. */
  missing: number[];
  /** How many hours each agent has left. */
  hoursLeft: number[];
  cost: number;
}

/** A draft in which nobody works, or those of a rota. */
export function createDraft(flat: FlatProblem, rota?: Rota): Draft {
  const missing = [...flat.needed];
  const draft: Draft = {
    rota: flat.problem.agents.map(() => Array.from({ length: flat.days }, () => OFF)),
    missing,
    hoursLeft: flat.problem.agents.map(({ mostHours }) => mostHours),
    cost: missing.reduce((sum, count) => sum + staffingCost(flat, count), 0),
  };
  for (const [agent, days] of rota?.entries() ?? []) {
    for (const [day, shift] of days.entries()) apply(flat, draft, { agent, day, shift });
  }
  return draft;
}

/** The agent's hours allow it. */
export function fits({ shiftHours }: FlatProblem, draft: Draft, { agent, day, shift }: Change): boolean {
  const freed = shiftHours[shiftOf(draft, agent, day)] ?? 0;
  return (shiftHours[shift] ?? 0) <= (draft.hoursLeft[agent] ?? 0) + freed;
}

/** Makes a change; returns what would take it back. */
export function apply(flat: FlatProblem, draft: Draft, { agent, day, shift }: Change): Change {
  const { covered, shiftHours } = flat;
  const former = shiftOf(draft, agent, day);
  const days = draft.rota[agent];
  if (former === shift || days === undefined) return { agent, day, shift: former };
  for (const period of covered[day]?.[former] ?? []) cover(flat, draft, period, 1);
  for (const period of covered[day]?.[shift] ?? []) cover(flat, draft, period, -1);
  draft.cost += wishCost(flat, agent, day, shift) - wishCost(flat, agent, day, former);
  draft.hoursLeft[agent] = (draft.hoursLeft[agent] ?? 0) + (shiftHours[former] ?? 0) - (shiftHours[shift] ?? 0);
  days[day] = shift;
  return { agent, day, shift: former };
}

/** The shift of an agent on a day, or `OFF`. */
export function shiftOf({ rota }: Draft, agent: number, day: number): number {
  return rota[agent]?.[day] ?? OFF;
}

function cover(flat: FlatProblem, draft: Draft, period: number, change: 1 | -1): void {
  const missing = draft.missing[period] ?? 0;
  draft.cost += staffingCost(flat, missing + change) - staffingCost(flat, missing);
  draft.missing[period] = missing + change;
}
