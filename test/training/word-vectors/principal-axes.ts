import { createRandom } from '../../../src/lib/random.ts';

/** The mean of vectors, and the directions in which they differ most. */
export interface PrincipalAxes {
  mean: Float64Array;
  axes: Float64Array[];
}

/** So many vectors, evenly taken, are enough to find the axes by. */
const SAMPLE = 8_000;
const ITERATIONS = 8;

/**
 * Finds principal components by orthogonal iteration: Golub and Van Loan, Matrix Computations, 8.2.4. The same vectors give the same axes.
 */
export function findAxes(vectors: readonly Float32Array[], count: number): PrincipalAxes {
  const size = vectors[0]?.length ?? 0;
  const mean = new Float64Array(size);
  for (const vector of vectors)
    for (let at = 0; at < size; at += 1) add(mean, at, (vector[at] as number) / vectors.length);
  const step = Math.max(1, Math.ceil(vectors.length / SAMPLE));
  const covariance = Array.from({ length: size }, () => new Float64Array(size));
  for (let number = 0; number < vectors.length; number += step) {
    const centred = Float64Array.from(vectors[number] as Float32Array, (value, at) => value - (mean[at] as number));
    covariance.forEach((line, row) => {
      for (let column = 0; column < size; column += 1)
        add(line, column, (centred[row] as number) * (centred[column] as number));
    });
  }
  const random = createRandom(1);
  let axes = Array.from({ length: count }, () => Float64Array.from({ length: size }, () => random() - 0.5));
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    makeOrthonormal(axes);
    axes = axes.map((axis) => Float64Array.from(covariance, (line) => dot(line, axis)));
  }
  makeOrthonormal(axes);
  return { mean, axes };
}

/** A vector by the axes, of unit length. */
export function project(vector: Float32Array, { mean, axes }: PrincipalAxes): Float32Array {
  const centred = Float64Array.from(vector, (value, at) => value - (mean[at] as number));
  const projected = Float32Array.from(axes, (axis) => dot(axis, centred));
  const length = Math.hypot(...projected) || 1;
  return projected.map((value) => value / length);
}

/** By Gram and Schmidt, in place. */
function makeOrthonormal(axes: readonly Float64Array[]): void {
  axes.forEach((axis, number) => {
    for (const earlier of axes.slice(0, number)) {
      const shared = dot(axis, earlier);
      for (let at = 0; at < axis.length; at += 1) add(axis, at, -shared * (earlier[at] as number));
    }
    const length = Math.hypot(...axis) || 1;
    for (let at = 0; at < axis.length; at += 1) axis[at] = (axis[at] as number) / length;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

function add(values: Float64Array, at: number, value: number): void {
  values[at] = (values[at] as number) + value;
}
