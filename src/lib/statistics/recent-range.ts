/** How far ranges have to be widened to cover what they say: conformal prediction from what was seen lately. */

export interface RecentRange {
  /** Tells by how much a value lay outside its range; below nothing where it lay inside. */
  add(outsideBy: number): void;
  /** How far both ends have to move out, or in where it is below nothing, to have covered the share of what was seen lately. */
  readonly widenBy: number;
}

/**
 * Keeps how far off the last `window` ranges were. Y. Romano, E. Patterson and E. Candès, "Conformalized Quantile Regression", 2019, with a
 * window that moves, so that the share is held where things change.
 */
export function createRecentRange({ share, window }: { share: number; window: number }): RecentRange {
  const inOrder: number[] = [];
  const sorted: number[] = [];
  return {
    add(outsideBy) {
      inOrder.push(outsideBy);
      sorted.splice(firstNotBelow(sorted, outsideBy), 0, outsideBy);
      if (inOrder.length > window) sorted.splice(firstNotBelow(sorted, inOrder.shift() as number), 1);
    },
    get widenBy() {
      const rank = Math.min(sorted.length, Math.ceil((sorted.length + 1) * share));
      return sorted[rank - 1] ?? 0;
    },
  };
}

/** Where the first value stands that is not below this one. */
function firstNotBelow(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
