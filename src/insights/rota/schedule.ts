/** A rota while it is being made: what a change would cost is worked out from the periods it touches alone. */

import { type FlatProblem, OFF, type Rota, staffingCost, wishCost } from './problem.ts';

/** One agent's shift on one day is changed to another. */
export interface Change {
  agent: number;
  day: number;
  shift: number;
}

export interface Schedule {
  rota: number[][];
  /** How many are missing in each period; negative where there are too many. */
  missing: number[];
  /** How many hours each agent has left. */
  hoursLeft: number[];
  cost: number;
}

/** A schedule in which nobody works, or those of a rota. */
export function createSchedule(flat: FlatProblem, rota?: Rota): Schedule {
  const missing = [...flat.needed];
  const schedule: Schedule = {
    rota: flat.problem.agents.map(() => Array.from({ length: flat.days }, () => OFF)),
    missing,
    hoursLeft: flat.problem.agents.map(({ mostHours }) => mostHours),
    cost: missing.reduce((sum, count) => sum + staffingCost(flat, count), 0),
  };
  for (const [agent, days] of rota?.entries() ?? []) {
    for (const [day, shift] of days.entries()) apply(flat, schedule, { agent, day, shift });
  }
  return schedule;
}

/** The agent's hours allow it. */
export function fits({ shiftHours }: FlatProblem, schedule: Schedule, { agent, day, shift }: Change): boolean {
  const freed = shiftHours[shiftOf(schedule, agent, day)] ?? 0;
  return (shiftHours[shift] ?? 0) <= (schedule.hoursLeft[agent] ?? 0) + freed;
}

/** Makes a change; returns what would take it back. */
export function apply(flat: FlatProblem, schedule: Schedule, { agent, day, shift }: Change): Change {
  const { covered, shiftHours } = flat;
  const former = shiftOf(schedule, agent, day);
  const days = schedule.rota[agent];
  if (former === shift || days === undefined) return { agent, day, shift: former };
  for (const period of covered[day]?.[former] ?? []) cover(flat, schedule, period, 1);
  for (const period of covered[day]?.[shift] ?? []) cover(flat, schedule, period, -1);
  schedule.cost += wishCost(flat, agent, day, shift) - wishCost(flat, agent, day, former);
  schedule.hoursLeft[agent] = (schedule.hoursLeft[agent] ?? 0) + (shiftHours[former] ?? 0) - (shiftHours[shift] ?? 0);
  days[day] = shift;
  return { agent, day, shift: former };
}

/** The shift of an agent on a day, or `OFF`. */
export function shiftOf({ rota }: Schedule, agent: number, day: number): number {
  return rota[agent]?.[day] ?? OFF;
}

function cover(flat: FlatProblem, schedule: Schedule, period: number, change: 1 | -1): void {
  const missing = schedule.missing[period] ?? 0;
  schedule.cost += staffingCost(flat, missing + change) - staffingCost(flat, missing);
  schedule.missing[period] = missing + change;
}
