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

/**
 * Fits a logistic regression by Newton's method, held to `prior` with `strength` (the precision of a normal prior): few
 * examples leave the prior as it is, many move it. McCullagh and Nelder, Generalized Linear Models, 4.4; a step that would
 * make things worse is halved.
 */
export function fitLogistic(examples: readonly Example[], prior: readonly number[], strength: number): number[] {
  const lossOf = (candidate: readonly number[]) => totalLoss(examples, candidate, prior, strength);
  let weights = [...prior];
  let loss = lossOf(weights);
  for (let step = 0; step < STEPS; step += 1) {
    const change = newtonStep(examples, weights, prior, strength);
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
    if (gained < 1e-6) break;
  }
  return weights;
}

function totalLoss(
  examples: readonly Example[],
  weights: readonly number[],
  prior: readonly number[],
  strength: number,
): number {
  const held = weights.reduce((sum, weight, index) => sum + (weight - (prior[index] as number)) ** 2, 0);
  return examples.reduce(
    (sum, { features, happened, weight }) => {
      const probability = logistic(weights, features);
      return sum - weight * Math.log(Math.max(happened ? probability : 1 - probability, 1e-12));
    },
    (strength * held) / 2,
  );
}

function newtonStep(
  examples: readonly Example[],
  weights: readonly number[],
  prior: readonly number[],
  strength: number,
): number[] {
  const gradient = weights.map((weight, index) => strength * ((prior[index] as number) - weight));
  const curvature = weights.map((_, row) => weights.map((__, column) => (row === column ? strength : 0)));
  for (const { features, happened, weight } of examples) {
    const probability = logistic(weights, features);
    const error = weight * ((happened ? 1 : 0) - probability);
    const spread = weight * probability * (1 - probability);
    features.forEach((value, row) => {
      gradient[row] = (gradient[row] as number) + error * value;
      const line = curvature[row] as number[];
      features.forEach((other, column) => {
        line[column] = (line[column] as number) + spread * value * other;
      });
    });
  }
  return solve(curvature, gradient);
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
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
