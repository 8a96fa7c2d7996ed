/** Small sums. */

/** Σ weights[i] over the given numbers i; a number beyond the array weighs nothing. */
export function sumAt(numbers: Uint32Array, weights: Float32Array): number {
  let sum = 0;
  for (const number of numbers) sum += weights[number] ?? 0;
  return sum;
}

/** Σ weights[i]² over the given numbers i. */
export function squaresAt(numbers: Uint32Array, weights: Float32Array): number {
  let sum = 0;
  for (const number of numbers) {
    const weight = weights[number] ?? 0;
    sum += weight * weight;
  }
  return sum;
}

/** `part / whole`, or 0 when there is no whole. */
export function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
