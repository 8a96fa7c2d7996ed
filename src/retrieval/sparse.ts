/** Sums over the few places where a query and a text meet. */

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

/** Σ values[k] · weights[i] over the given numbers i, the k-th of them. */
export function dotAt(numbers: Uint32Array, values: Float32Array, weights: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < numbers.length; at += 1) sum += (values[at] ?? 0) * (weights[numbers[at] ?? -1] ?? 0);
  return sum;
}

/** `part / whole`, or 0 when there is no whole. */
export function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
