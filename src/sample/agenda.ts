/** What is to be done, by when. */

export interface Step {
  at: number;
  run(): Promise<void>;
}

export interface Agenda {
  add(step: Step): void;
  /** Takes the earliest away, of those for the same moment the one that was added first; undefined when nothing is left. */
  takeNext(): Step | undefined;
}

export function createAgenda(): Agenda {
  /** The latest first, so that the earliest is taken from the end. */
  const steps: Step[] = [];
  return {
    add(step) {
      let [from, to] = [0, steps.length];
      while (from < to) {
        const middle = (from + to) >> 1;
        if ((steps[middle]?.at ?? 0) > step.at) from = middle + 1;
        else to = middle;
      }
      steps.splice(from, 0, step);
    },
    takeNext: () => steps.pop(),
  };
}
