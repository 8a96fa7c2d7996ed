/** An example for a logistic regression: what is known, what happened, and how much it counts. */
export interface Example {
  features: readonly number[];
  happened: boolean;
  weight: number;
}

/** The probability that a logistic regression with these weights gives. */
export function logistic(weights: readonly number[], features: readonly number[]): number {
  return 1 / (1 + Math.exp(-dot(weights, features)));
}

const STEPS = 50;
/** What a step gains below this is no more worth taking. */
const TOLERANCE = 1e-6;

/** How strongly each weight is held to its prior (the precision of a normal prior): all alike, or each by itself. 0 holds it to nothing. */
export type Strength = number | readonly number[];

/**
 * Fits a logistic regression by Newton's method, held to `prior` with `strength`: few examples leave the prior as it is, many move it; with
 * a strength of 0 it is that of maximum likelihood. McCullagh and Nelder, Generalized Linear Models, 4.4; a step that would make things
 * worse is halved.
 */
export function fitLogistic(
  examples: readonly Example[],
  prior: readonly number[],
  strength: Strength,
  tolerance = TOLERANCE,
): number[] {
  const held = prior.map((_, index) => (typeof strength === 'number' ? strength : (strength[index] ?? 0)));
  const lossOf = (candidate: readonly number[]) => totalLoss(examples, candidate, prior, held);
  let weights = [...prior];
  let loss = lossOf(weights);
  for (let step = 0; step < STEPS; step += 1) {
    const { gradient, curvature } = slopes(examples, weights, prior, held);
    const change = solve(curvature, gradient);
    let scale = 1;
    let next = weights.map((weight, index) => weight + (change[index] as number));
    while (lossOf(next) > loss && scale > 1e-4) {
      scale /= 2;
      next = weights.map((weight, index) => weight + scale * (change[index] as number));
    }
    const gained = loss - lossOf(next);
    if (!(gained > 0)) break;
    weights = next;
    loss -= gained;
    if (gained < tolerance) break;
  }
  return weights;
}

/** The standard errors of fitted weights: the roots of the diagonal of the inverse of the information (McCullagh and Nelder, 4.4). */
export function standardErrors(examples: readonly Example[], weights: readonly number[], strength: Strength): number[] {
  const held = weights.map((_, index) => (typeof strength === 'number' ? strength : (strength[index] ?? 0)));
  const { curvature } = slopes(examples, weights, weights, held);
  return weights.map((_, index) => {
    const unit = weights.map((__, other) => (other === index ? 1 : 0));
    return Math.sqrt(solve(curvature, unit)[index] as number);
  });
}

function totalLoss(
  examples: readonly Example[],
  weights: readonly number[],
  prior: readonly number[],
  held: readonly number[],
): number {
  const distance = weights.reduce(
    (sum, weight, index) => sum + (held[index] as number) * (weight - (prior[index] as number)) ** 2,
    0,
  );
  return examples.reduce((sum, { features, happened, weight }) => {
    const probability = logistic(weights, features);
    return sum - weight * Math.log(Math.max(happened ? probability : 1 - probability, 1e-12));
  }, distance / 2);
}

/** The gradient of the likelihood, and its curvature: symmetric, so that half of it is worked out. */
function slopes(
  examples: readonly Example[],
  weights: readonly number[],
  prior: readonly number[],
  held: readonly number[],
): { gradient: number[]; curvature: number[][] } {
  const size = weights.length;
  const gradient = weights.map((weight, index) => (held[index] as number) * ((prior[index] as number) - weight));
  const curvature = weights.map((_, row) => weights.map((__, column) => (row === column ? (held[row] as number) : 0)));
  for (const { features, happened, weight } of examples) {
    const probability = logistic(weights, features);
    const error = weight * ((happened ? 1 : 0) - probability);
    const spread = weight * probability * (1 - probability);
    for (let row = 0; row < size; row += 1) {
      const value = features[row] as number;
      if (value === 0) continue;
      gradient[row] = (gradient[row] as number) + error * value;
      const line = curvature[row] as number[];
      const scaled = spread * value;
      for (let column = row; column < size; column += 1) {
        line[column] = (line[column] as number) + scaled * (features[column] as number);
      }
    }
  }
  for (let row = 1; row < size; row += 1) {
    const line = curvature[row] as number[];
    for (let column = 0; column < row; column += 1) line[column] = (curvature[column] as number[])[row] as number;
  }
  return { gradient, curvature };
}

/** Solves a symmetric positive definite system of equations by Gaussian elimination. */
export function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((line, index) => [...line, right[index] as number]);
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot += 1) {
    const pivotRow = rows[pivot] as number[];
    for (let below = pivot + 1; below < size; below += 1) {
      const row = rows[below] as number[];
      const factor = (row[pivot] as number) / (pivotRow[pivot] as number);
      for (let column = pivot; column <= size; column += 1) {
        row[column] = (row[column] as number) - factor * (pivotRow[column] as number);
      }
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let pivot = size - 1; pivot >= 0; pivot -= 1) {
    const row = rows[pivot] as number[];
    const known = solution.reduce(
      (sum, value, column) => sum + (column > pivot ? value * (row[column] as number) : 0),
      0,
    );
    solution[pivot] = ((row[size] as number) - known) / (row[pivot] as number);
  }
  return solution;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] as number) * (b[index] ?? 0);
  return sum;
}
