/** How well scores put what happened before what did not. */

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
  const sorted = scored.toSorted((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let first = 0; first < sorted.length; ) {
    let last = first;
    while (sorted[last + 1]?.score === sorted[first]?.score) last += 1;
    const rank = (first + last) / 2 + 1;
    for (let index = first; index <= last; index += 1) if (sorted[index]?.happened) rankSum += rank;
    first = last + 1;
  }
  const value = (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
  const q1 = value / (2 - value);
  const q2 = (2 * value * value) / (1 + value);
  const variance =
    (value * (1 - value) + (positives - 1) * (q1 - value * value) + (negatives - 1) * (q2 - value * value)) /
    (positives * negatives);
  const reach = 1.96 * Math.sqrt(Math.max(0, variance));
  return { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach) };
}

/** How much more often it happened among the highest tenth than among all; undefined where it never happened. */
export function liftOfTopTenth(scored: readonly Scored[]): number | undefined {
  const rate = scored.filter(({ happened }) => happened).length / scored.length;
  if (!(rate > 0)) return undefined;
  const top = scored.toSorted((a, b) => b.score - a.score).slice(0, Math.max(1, Math.round(scored.length / 10)));
  return top.filter(({ happened }) => happened).length / top.length / rate;
}
