/** The simplest way to a rota: what helps most is given first. */

import { type FlatProblem, OFF, type Rota } from './problem.ts';
import { apply, type Change, createSchedule, fits, shiftOf } from './schedule.ts';

/** Gives, one after the other, the shift that makes the cost smaller by most, until none does; takes nothing back. */
export function solveGreedily(flat: FlatProblem): Rota {
  const schedule = createSchedule(flat);
  for (;;) {
    const before = schedule.cost;
    let best: Change | undefined;
    let bestCost = before - 1e-9;
    for (const change of free()) {
      const undo = apply(flat, schedule, change);
      if (schedule.cost < bestCost) [best, bestCost] = [change, schedule.cost];
      apply(flat, schedule, undo);
      schedule.cost = before;
    }
    if (best === undefined) return schedule.rota;
    apply(flat, schedule, best);
  }

  function free(): Change[] {
    return flat.allowed.flatMap((days, agent) =>
      days.flatMap((shifts, day) =>
        shiftOf(schedule, agent, day) === OFF
          ? shifts.map((shift) => ({ agent, day, shift })).filter((change) => fits(flat, schedule, change))
          : [],
      ),
    );
  }
}
