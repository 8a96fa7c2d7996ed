/** How well scores put what happened before what did not. */

import { midranks } from './vectors.ts';

export interface Scored {
  /** The higher, the likelier. */
  score: number;
  happened: boolean;
}

/**
 * The area under the receiver operating characteristic: how often one that happened has a higher score than one that did not, ties counted
 * half (J. A. Hanley and B. J. McNeil, 1982), with the 95 % interval of their standard error. Undefined without one of each.
 */
export function areaUnderCurve(scored: readonly Scored[]): { value: number; low: number; high: number } | undefined {
  const positives = scored.filter(({ happened }) => happened).length;
  const negatives = scored.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  const ranks = midranks(scored.map(({ score }) => score));
  const rankSum = ranks.reduce((sum, rank, index) => sum + (scored[index]?.happened ? rank : 0), 0);
  const value = (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
  const q1 = value / (2 - value);
  const q2 = (2 * value * value) / (1 + value);
  const variance =
    (value * (1 - value) + (positives - 1) * (q1 - value * value) + (negatives - 1) * (q2 - value * value)) /
    (positives * negatives);
  const reach = 1.96 * Math.sqrt(Math.max(0, variance));
  return { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach) };
}

/**
 * How many times as often it happened among the highest tenth as among all; undefined where it never happened. Of those with the same
 * score at the tenth's edge as many count as belong to it, each with their share.
 */
export function liftOfTopTenth(scored: readonly Scored[]): number | undefined {
  const rate = shareOf(scored);
  if (!(rate > 0)) return undefined;
  const size = scored.length / 10;
  const edge = scored.toSorted((a, b) => b.score - a.score)[Math.ceil(size) - 1]?.score ?? 0;
  const above = scored.filter(({ score }) => score > edge);
  const at = scored.filter(({ score }) => score === edge);
  const found = above.filter(({ happened }) => happened).length + (size - above.length) * shareOf(at);
  return found / size / rate;
}

function shareOf(scored: readonly Scored[]): number {
  return scored.filter(({ happened }) => happened).length / scored.length;
}
