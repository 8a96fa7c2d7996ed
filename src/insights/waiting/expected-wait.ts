/** How long somebody who comes now will wait for a person, where the past shows that it can be told. */

import type { Finding } from '../../lib/statistics/finding.ts';
import { quantile } from '../../lib/statistics/quantiles.ts';
import { kaplanMeierMedian } from '../../lib/statistics/survival.ts';
import type { DayReader } from '../days.ts';
import { stateIn } from './queue-state.ts';
import type { Wait } from './wait.ts';
import { createWaitScore, replayWaits } from './wait-backtest.ts';
import { type ExpectedWait, learnWaits, WAIT_WAYS, type WaitWay } from './wait-model.ts';

/** Fewer who were taken up than so many teach nothing. */
export const LEAST_WAITS = 200;
const LEAST_TOLD = 30;
/** The chosen way has to be off by at most so much of what the constant is off by. */
const MOST_OF_CONSTANT = 0.95;

export interface WaitForecast {
  /** The way that told the middle third best, of all of WAIT_WAYS. */
  way: WaitWay;
  /** By how much each way was off in the last third, on average, in milliseconds; none of it was looked at to choose. */
  meanErrorsMs: Readonly<Record<WaitWay, number>>;
  /** The share of waits in the last third that lay in the range of 80 %. */
  rangeCovers: number;
  /** How many who were taken up were told in the last third. */
  tested: number;
  /** Of all who waited. */
  gaveUpShare: number;
  medianMs: number;
  /** The median if everybody stayed however long it took; undefined where too many gave up to say. */
  medianIfNobodyGaveUpMs: number | undefined;
  /**
   * What somebody who comes now may expect. `recent` are the last waits in order of arrival, a few hundred of them, with `endedAt: Infinity` and
   * `served: false` for those who still wait.
   */
  expect(recent: readonly Wait[], comes: Pick<Wait, 'arrivedAt' | 'onDuty' | 'priority'>): ExpectedWait;
}

/**
 * Chooses a way by going through waits that are over, in order of arrival; unknown where there are too few of them, and where none of the ways
 * is clearly better than to say the same each time.
 */
export function learnExpectedWait(waits: readonly Wait[], days: DayReader): Finding<WaitForecast> {
  const servedCount = waits.filter((wait) => wait.served).length;
  if (servedCount < LEAST_WAITS) {
    return unknown(
      `Only ${servedCount} customers were taken up by a person; ${LEAST_WAITS} are needed to tell how long it takes.`,
    );
  }
  const [choosing, judging] = [createWaitScore(), createWaitScore()];
  const ranges = replayWaits(waits, days, (told) => (told.isLast ? judging : choosing).add(told));
  if (Math.min(choosing.count, judging.count) < LEAST_TOLD) {
    return unknown(
      `Of ${servedCount} customers who were taken up, ${choosing.count} came while ways are compared and ${judging.count} while the best is tried; ${LEAST_TOLD} are needed in each.`,
    );
  }
  const errors = choosing.meanErrorsMs();
  const way = WAIT_WAYS.reduce((best, next) => (errors[next] < errors[best] ? next : best));
  const meanErrorsMs = judging.meanErrorsMs();
  if (!(meanErrorsMs[way] < MOST_OF_CONSTANT * meanErrorsMs.constant)) {
    return unknown(
      `In the last ${judging.count} waits no way to tell them was at least 5 % closer than to say the same each time.`,
    );
  }
  const model = learnWaits(waits, days, ranges);
  return {
    kind: 'known',
    way,
    meanErrorsMs,
    rangeCovers: judging.rangeCovers(way),
    tested: judging.count,
    gaveUpShare: 1 - servedCount / waits.length,
    ...medianWaits(waits),
    expect(recent, comes) {
      const states = model.statesOf([...recent, { ...comes, endedAt: Number.POSITIVE_INFINITY, served: false }]);
      return model.expect(way, stateIn(states, recent.length), comes.arrivedAt);
    },
  };
}

function unknown(reason: string): { kind: 'unknown'; reason: string } {
  return { kind: 'unknown', reason };
}

function medianWaits(waits: readonly Wait[]): Pick<WaitForecast, 'medianMs' | 'medianIfNobodyGaveUpMs'> {
  const lengths = waits.map(({ arrivedAt, endedAt, served }) => ({ lasted: endedAt - arrivedAt, isComplete: served }));
  const complete = lengths.filter(({ isComplete }) => isComplete);
  return {
    medianMs:
      quantile(
        complete.map(({ lasted }) => lasted),
        0.5,
      ) ?? 0,
    medianIfNobodyGaveUpMs: kaplanMeierMedian(lengths),
  };
}
