/** How long something lasts where for some it was cut short. */

/** How long something lasted, and whether it came to its end or was cut short, after which nobody knows how long it would have lasted. */
export interface Lasting {
  lasted: number;
  isComplete: boolean;
}

/**
 * The median of how long it would last if nothing cut it short (E. L. Kaplan and P. Meier, "Nonparametric Estimation from Incomplete
 * Observations", 1958); undefined where fewer than half are seen to end. Right as far as those cut short would have lasted like the others.
 */
export function kaplanMeierMedian(lastings: readonly Lasting[]): number | undefined {
  const inOrder = lastings.toSorted((a, b) => a.lasted - b.lasted || Number(b.isComplete) - Number(a.isComplete));
  let left = 1;
  let atRisk = inOrder.length;
  for (const { lasted, isComplete } of inOrder) {
    if (isComplete) left *= 1 - 1 / atRisk;
    // A half that is short of it by rounding alone is a half.
    if (left <= 0.5 + 1e-12) return lasted;
    atRisk -= 1;
  }
  return undefined;
}
