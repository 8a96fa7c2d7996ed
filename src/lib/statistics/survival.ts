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
  return kaplanMeierQuantile(lastings, 0.5).value;
}

export interface LastingQuantile {
  value: number | undefined;
  /** With 95 % certainty at least, and at most; undefined where that cannot be seen. */
  low: number | undefined;
  high: number | undefined;
}

/** A half that is short of it by rounding alone is a half. */
const ROUNDING = 1e-12;
/** The normal quantile for 95 %. */
const Z = 1.959964;

/**
 * Any quantile so, with the interval of R. Brookmeyer and J. Crowley, "A Confidence Interval for the Median Survival Time" (1982): the times at which
 * what is left might be that share, by M. Greenwood's variance (1926).
 */
export function kaplanMeierQuantile(lastings: readonly Lasting[], share: number): LastingQuantile {
  const inOrder = lastings.toSorted((a, b) => a.lasted - b.lasted || Number(b.isComplete) - Number(a.isComplete));
  const found: LastingQuantile = { value: undefined, low: undefined, high: undefined };
  let left = 1;
  let squares = 0;
  let atRisk = inOrder.length;
  for (const { lasted, isComplete } of inOrder) {
    if (isComplete) {
      left *= 1 - 1 / atRisk;
      squares += atRisk > 1 ? 1 / (atRisk * (atRisk - 1)) : 0;
    }
    atRisk -= 1;
    const reach = Z * left * Math.sqrt(squares);
    if (left - reach <= 1 - share + ROUNDING) found.low ??= lasted;
    if (left <= 1 - share + ROUNDING) found.value ??= lasted;
    // When the last is gone nothing is left by which to tell how sure that is.
    if (atRisk > 0 && left + reach <= 1 - share + ROUNDING) found.high ??= lasted;
  }
  return found;
}
