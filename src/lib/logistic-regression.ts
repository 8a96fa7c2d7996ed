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
  const table = toTable(examples, prior.length);
  const held = heldOf(prior, strength);
  const lossOf = (candidate: readonly number[]) => totalLoss(table, candidate, prior, held);
  let weights = [...prior];
  let loss = lossOf(weights);
  for (let step = 0; step < STEPS; step += 1) {
    const { gradient, curvature } = slopes(table, weights, prior, held);
    const change = solve(curvature, gradient);
    let scale = 1;
    let next = weights.map((weight, index) => weight + (change[index] as number));
    let nextLoss = lossOf(next);
    while (nextLoss > loss && scale > 1e-4) {
      scale /= 2;
      next = weights.map((weight, index) => weight + scale * (change[index] as number));
      nextLoss = lossOf(next);
    }
    const gained = loss - nextLoss;
    if (!(gained > 0)) break;
    weights = next;
    loss = nextLoss;
    if (gained < tolerance) break;
  }
  return weights;
}

/** What there is to say about fitted weights. */
export interface FitExamination {
  /** What one more of Newton's steps would add, by the examples alone: next to nothing where the likelihood has a highest point and was led there. */
  change: number[];
  /** Of the weights: the inverse of the information (McCullagh and Nelder, 4.4). */
  covariance: number[][];
  /** The negative logarithm of the likelihood. */
  loss: number;
}

export function examineFit(
  examples: readonly Example[],
  weights: readonly number[],
  strength: Strength,
): FitExamination {
  const table = toTable(examples, weights.length);
  const held = heldOf(weights, strength);
  const { gradient, curvature } = slopes(table, weights, weights, held);
  return {
    change: solve(curvature, gradient),
    covariance: weights.map((_, column) =>
      solve(
        curvature,
        weights.map((__, row) => Number(row === column)),
      ),
    ),
    loss: totalLoss(table, weights, weights, held),
  };
}

function heldOf(weights: readonly number[], strength: Strength): number[] {
  return weights.map((_, index) => (typeof strength === 'number' ? strength : (strength[index] ?? 0)));
}

/** Examples one after another, as arithmetic is quick with them. */
interface Table {
  features: Float64Array;
  happened: readonly boolean[];
  weights: Float64Array;
  count: number;
  size: number;
}

function toTable(examples: readonly Example[], size: number): Table {
  const features = new Float64Array(examples.length * size);
  for (let row = 0; row < examples.length; row += 1) {
    const example = examples[row] as Example;
    for (let column = 0; column < size; column += 1) features[row * size + column] = example.features[column] as number;
  }
  return {
    features,
    happened: examples.map(({ happened }) => happened),
    weights: Float64Array.from(examples, ({ weight }) => weight),
    count: examples.length,
    size,
  };
}

function probabilityAt({ features, size }: Table, row: number, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let column = 0; column < size; column += 1) {
    sum += (weights[column] as number) * (features[row * size + column] as number);
  }
  return 1 / (1 + Math.exp(-sum));
}

function totalLoss(
  table: Table,
  weights: readonly number[],
  prior: readonly number[],
  held: readonly number[],
): number {
  const distance = weights.reduce(
    (sum, weight, index) => sum + (held[index] as number) * (weight - (prior[index] as number)) ** 2,
    0,
  );
  let loss = distance / 2;
  for (let row = 0; row < table.count; row += 1) {
    const probability = probabilityAt(table, row, weights);
    loss -=
      (table.weights[row] as number) * Math.log(Math.max(table.happened[row] ? probability : 1 - probability, 1e-12));
  }
  return loss;
}

/** The gradient of the likelihood, and its curvature: symmetric, so that half of it is worked out. */
function slopes(
  table: Table,
  weights: readonly number[],
  prior: readonly number[],
  held: readonly number[],
): { gradient: number[]; curvature: number[][] } {
  const { features, size } = table;
  const gradient = Float64Array.from(
    weights,
    (weight, index) => (held[index] as number) * ((prior[index] as number) - weight),
  );
  const upper = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) upper[row * size + row] = held[row] as number;
  for (let example = 0; example < table.count; example += 1) {
    const probability = probabilityAt(table, example, weights);
    const weight = table.weights[example] as number;
    const error = weight * ((table.happened[example] ? 1 : 0) - probability);
    const spread = weight * probability * (1 - probability);
    const start = example * size;
    for (let row = 0; row < size; row += 1) {
      const value = features[start + row] as number;
      if (value === 0) continue;
      gradient[row] = (gradient[row] as number) + error * value;
      const scaled = spread * value;
      for (let column = row; column < size; column += 1) {
        const at = row * size + column;
        upper[at] = (upper[at] as number) + scaled * (features[start + column] as number);
      }
    }
  }
  const curvature = weights.map((_, row) =>
    weights.map((__, column) => upper[Math.min(row, column) * size + Math.max(row, column)] as number),
  );
  return { gradient: [...gradient], curvature };
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
