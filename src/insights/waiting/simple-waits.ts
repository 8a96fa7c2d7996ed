/** The simple ways to say how long somebody will wait, as every other way has to do better than they. */

import { quantile } from '../../lib/statistics/quantiles.ts';
import { QUEUE_COLUMNS, type QueueColumn } from './queue-state.ts';

export const SIMPLE_WAYS = ['constant', 'lastToEnterService', 'headOfLine', 'queueLength', 'queueFormula'] as const;

export type SimpleWay = (typeof SIMPLE_WAYS)[number];

export interface Learning {
  /** States of the queue, one row after another, in the columns of QUEUE_COLUMNS. */
  states: Float64Array;
  /** How long each of them waited, in milliseconds of service. */
  waitsMs: Float64Array;
  /** Milliseconds of service between two who are taken up, while somebody waits. */
  intervalMs: number;
}

/**
 * Learns the simple ways; each gives milliseconds of service for a state.
 * - `constant`: the median.
 * - `lastToEnterService`: as long as the one who was taken up last has waited; `headOfLine`: as long as the one who waits longest has waited
 *   by now (R. Ibrahim and W. Whitt, "Real-Time Delay Estimation Based on Delay History", 2009).
 * - `queueLength`: (Q + 1) / (c μ), where c μ are those taken up in a unit of time while somebody waits.
 * - `queueFormula`: T = T_p + a (Q − Q_s) with the usual wait T_p and the usual length Q_s, both medians. Here a is 1 / (c μ), what one more
 *   in the queue adds in time: a rate of growth, as which it is found too, has no unit of time. Never below nothing.
 */
export function learnSimpleWays({
  states,
  waitsMs,
  intervalMs,
}: Learning): Record<SimpleWay, (state: Float64Array) => number> {
  const usualWait = quantile(Array.from(waitsMs), 0.5) ?? 0;
  const lengths = Array.from(waitsMs, (_, row) => states[row * QUEUE_COLUMNS.length + column('waiting')] as number);
  const usualLength = quantile(lengths, 0.5) ?? 0;
  const read = (name: QueueColumn) => {
    const at = column(name);
    return (state: Float64Array) => state[at] as number;
  };
  const lengthOf = read('waiting');
  const lastWaitOf = read('lastWait');
  return {
    constant: () => usualWait,
    lastToEnterService: (state) => (lastWaitOf(state) < 0 ? usualWait : lastWaitOf(state)),
    headOfLine: read('longestWait'),
    queueLength: (state) => (lengthOf(state) + 1) * intervalMs,
    queueFormula: (state) => Math.max(0, usualWait + intervalMs * (lengthOf(state) - usualLength)),
  };
}

export function column(name: QueueColumn): number {
  return QUEUE_COLUMNS.indexOf(name);
}
