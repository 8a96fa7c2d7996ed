/** Quantiles of a sample. */

/**
 * The quantile of sorted values, interpolated between neighbours (Hyndman and Fan, "Sample Quantiles in Statistical Packages",
 * 1996, type 7); undefined where there are none.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number | undefined {
  if (sorted.length === 0) return undefined;
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  return below + (above - below) * (position - Math.floor(position));
}

/** The same of values in any order. */
export function quantile(values: readonly number[], share: number): number | undefined {
  return quantileOfSorted(Float64Array.from(values).sort(), share);
}
