/** How well each way would have told the waits that are known by now. */

import type { DayReader } from '../days.ts';
import { stateIn } from './queue-state.ts';
import type { Wait } from './wait.ts';
import {
  createRanges,
  type ExpectedWait,
  forEachWay,
  learnWaits,
  type Ranges,
  WAIT_WAYS,
  type WaitWay,
} from './wait-model.ts';

/** A wait of somebody who was taken up, beside what each way expected when the customer came. */
export interface ToldWait {
  waitedMs: number;
  expected: Readonly<Record<WaitWay, ExpectedWait>>;
  /** Whether it is in the last third of all waits. */
  isLast: boolean;
}

/** Where in the waits everything is learnt anew; what is told begins at the first. */
const LEARNT_AT = [1 / 2, 2 / 3, 5 / 6];

/**
 * Goes through waits in order of arrival and tells those of their second half, each from what was known at its arrival: learnt from waits
 * that were over when the half, the last third and the last sixth began, with ranges as wide as was right for waits that were over at the
 * arrival. Returns how wide ranges are in the end.
 */
export function replayWaits(waits: readonly Wait[], days: DayReader, onTold: (told: ToldWait) => void): Ranges {
  const ranges = createRanges();
  const begins = LEARNT_AT.map((share) => Math.floor(waits.length * share));
  const first = begins[0] ?? 0;
  const tellsOver = createOver(waits);
  for (const [block, from] of begins.entries()) {
    const to = begins[block + 1] ?? waits.length;
    const began = waits[from]?.arrivedAt ?? 0;
    const model = learnWaits(
      waits.slice(0, from).filter(({ endedAt }) => endedAt < began),
      days,
      ranges,
    );
    const states = model.statesOf(waits.slice(0, to));
    for (let index = from; index < to; index += 1) {
      const wait = waits[index] as Wait;
      tellsOver(wait.arrivedAt, (over) => {
        if (over >= first && waits[over]?.served) model.learnRange(stateIn(states, over), waits[over] as Wait);
      });
      if (!wait.served) continue;
      onTold({
        waitedMs: wait.endedAt - wait.arrivedAt,
        expected: forEachWay((way) => model.expect(way, stateIn(states, index), wait.arrivedAt)),
        isLast: index >= (begins[1] ?? 0),
      });
    }
  }
  return ranges;
}

/** Tells each wait once, by its index, when it is over before a time; times go up. */
function createOver(waits: readonly Wait[]): (before: number, tell: (index: number) => void) => void {
  const endOf = (index: number) => waits[index]?.endedAt ?? 0;
  const byEnd = Uint32Array.from(waits.keys()).sort((a, b) => endOf(a) - endOf(b));
  let next = 0;
  return (before, tell) => {
    for (; next < byEnd.length && endOf(byEnd[next] as number) < before; next += 1) tell(byEnd[next] as number);
  };
}

export interface WaitScore {
  add(told: ToldWait): void;
  readonly count: number;
  /** By how much each way was off on average, in milliseconds. */
  meanErrorsMs(): Record<WaitWay, number>;
  /** The share of waits in a way's range. */
  rangeCovers(way: WaitWay): number;
}

/** Counts how well waits were told. */
export function createWaitScore(): WaitScore {
  const errors = new Map<WaitWay, number>();
  const covered = new Map<WaitWay, number>();
  let count = 0;
  return {
    add({ waitedMs, expected }) {
      count += 1;
      for (const way of WAIT_WAYS) {
        const { lowMs, medianMs, highMs } = expected[way];
        errors.set(way, (errors.get(way) ?? 0) + Math.abs(medianMs - waitedMs));
        if (waitedMs >= lowMs && waitedMs <= highMs) covered.set(way, (covered.get(way) ?? 0) + 1);
      }
    },
    get count() {
      return count;
    },
    meanErrorsMs: () => forEachWay((way) => (errors.get(way) ?? 0) / count),
    rangeCovers: (way) => (covered.get(way) ?? 0) / count,
  };
}
