/** The simplest way to a rota: what helps most is given first. */

import { apply, type Change, createDraft, fits, shiftOf } from './draft.ts';
import { type FlatProblem, OFF, type Rota } from './problem.ts';

/** Gives, one after the other, the shift that makes the cost smaller by most, until none does; takes nothing back. */
export function solveGreedily(flat: FlatProblem): Rota {
  const draft = createDraft(flat);
  for (;;) {
    const before = draft.cost;
    let best: Change | undefined;
    let bestCost = before - 1e-9;
    for (const change of free()) {
      const undo = apply(flat, draft, change);
      if (draft.cost < bestCost) [best, bestCost] = [change, draft.cost];
      apply(flat, draft, undo);
      draft.cost = before;
    }
    if (best === undefined) return draft.rota;
    apply(flat, draft, best);
  }

  function free(): Change[] {
    return flat.allowed.flatMap((days, agent) =>
      days.flatMap((shifts, day) =>
        shiftOf(draft, agent, day) === OFF
          ? shifts.map((shift) => ({ agent, day, shift })).filter((change) => fits(flat, draft, change))
          : [],
      ),
    );
  }
}
