/** Labels by what their examples mean, where there are vectors of words. */

/** A centre of unit length for each label, and a linear function that tells it from the others. */
export interface MeaningModel {
  dimensions: number;
  centres: Float32Array;
  /** By label, `dimensions` weights each, and what is added. */
  weights: Float32Array;
  biases: Float32Array;
}

/** For each label, the cosine of its centre, and what the discriminant says; 0 where nothing is known. */
export interface MeaningOpinions {
  centres: Float32Array;
  discriminants: Float32Array;
}

/** How far the covariance is drawn towards being the same in all directions, so that few examples do. */
const SHRINKAGE = 0.3;
/** Brings discriminants to the order of what the other members say. */
const SCALE = 0.05;

/**
 * Takes the centre of each label, and its discriminant: Fisher's linear one, with one covariance for all labels that is shrunk as in
 * Friedman, Regularized Discriminant Analysis (1989). Rows without a meaning say nothing.
 */
export function trainMeaning(
  rows: readonly (Float32Array | undefined)[],
  labels: Int32Array,
  labelCount: number,
): MeaningModel {
  const dimensions = rows.find((row) => row !== undefined)?.length ?? 0;
  const known: KnownRow[] = rows.flatMap((meaning, row) =>
    meaning ? [{ meaning, label: labels[row] as number }] : [],
  );
  const { sums, counts, mean } = addUp(known, labelCount, dimensions);
  const means = sums.map((sum, label) =>
    counts[label] ? sum.map((value) => value / (counts[label] as number)) : mean,
  );
  const centres = new Float32Array(labelCount * dimensions);
  const weights = new Float32Array(labelCount * dimensions);
  const biases = new Float32Array(labelCount);
  if (dimensions === 0) return { dimensions, centres, weights, biases };
  const factor = choleskyFactor(covarianceOf(known, means, dimensions), dimensions);
  means.forEach((own, label) => {
    centres.set(toUnit(own), label * dimensions);
    const direction = solveFactored(
      factor,
      own.map((value, index) => value - (mean[index] as number)),
    ).map((value) => value * SCALE);
    weights.set(direction, label * dimensions);
    // Halfway between the label's mean and that of all, it says 0.
    biases[label] = -direction.reduce(
      (sum, value, at) => sum + (value * ((own[at] as number) + (mean[at] as number))) / 2,
      0,
    );
  });
  return { dimensions, centres, weights, biases };
}

export function meaningOpinions(model: MeaningModel, meaning: Float32Array | undefined): MeaningOpinions {
  const { dimensions, centres, weights, biases } = model;
  if (meaning === undefined || meaning.length !== dimensions) {
    return { centres: new Float32Array(biases.length), discriminants: new Float32Array(biases.length) };
  }
  return {
    centres: biases.map((_, label) => dotAt(centres, label * dimensions, meaning)),
    discriminants: biases.map((bias, label) => bias + dotAt(weights, label * dimensions, meaning)),
  };
}

interface KnownRow {
  meaning: Float32Array;
  label: number;
}

function addUp(rows: readonly KnownRow[], labelCount: number, dimensions: number) {
  const sums = Array.from({ length: labelCount }, () => new Float64Array(dimensions));
  const counts = new Int32Array(labelCount);
  const mean = new Float64Array(dimensions);
  for (const { meaning, label } of rows) {
    const sum = sums[label] as Float64Array;
    counts[label] = (counts[label] as number) + 1;
    for (let index = 0; index < dimensions; index += 1) {
      const value = meaning[index] as number;
      sum[index] = (sum[index] as number) + value;
      mean[index] = (mean[index] as number) + value / rows.length;
    }
  }
  return { sums, counts, mean };
}

/** How rows spread around the mean of their label, shrunk: the lower half of a symmetric matrix, row by row. */
function covarianceOf(rows: readonly KnownRow[], means: readonly Float64Array[], dimensions: number): Float64Array {
  const matrix = new Float64Array(dimensions * dimensions);
  const off = new Float64Array(dimensions);
  for (const { meaning, label } of rows) {
    const mean = means[label] as Float64Array;
    for (let index = 0; index < dimensions; index += 1)
      off[index] = (meaning[index] as number) - (mean[index] as number);
    for (let row = 0; row < dimensions; row += 1) {
      const value = off[row] as number;
      const start = row * dimensions;
      for (let column = 0; column <= row; column += 1) {
        matrix[start + column] = (matrix[start + column] as number) + value * (off[column] as number);
      }
    }
  }
  let trace = 0;
  for (let index = 0; index < dimensions; index += 1) trace += matrix[index * dimensions + index] as number;
  const degrees = Math.max(1, rows.length - means.length);
  // Where every label has but one example nothing is known of how examples spread.
  const even = trace > 0 ? (SHRINKAGE * trace) / dimensions : degrees;
  for (let index = 0; index < matrix.length; index += 1) {
    matrix[index] = ((1 - SHRINKAGE) * (matrix[index] as number)) / degrees;
  }
  for (let index = 0; index < dimensions; index += 1) {
    const at = index * dimensions + index;
    matrix[at] = (matrix[at] as number) + even / degrees;
  }
  return matrix;
}

/** The lower triangle L of L·Lᵀ, the Cholesky decomposition of a positive definite matrix. */
function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(matrix.length);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column] as number;
      for (let index = 0; index < column; index += 1) {
        sum -= (factor[row * size + index] as number) * (factor[column * size + index] as number);
      }
      factor[row * size + column] = row === column ? Math.sqrt(sum) : sum / (factor[column * size + column] as number);
    }
  }
  return factor;
}

/** Solves L·Lᵀ·x = right. */
function solveFactored(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const solution = right.slice();
  for (let row = 0; row < size; row += 1) {
    let sum = solution[row] as number;
    for (let index = 0; index < row; index += 1)
      sum -= (factor[row * size + index] as number) * (solution[index] as number);
    solution[row] = sum / (factor[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = solution[row] as number;
    for (let index = row + 1; index < size; index += 1)
      sum -= (factor[index * size + row] as number) * (solution[index] as number);
    solution[row] = sum / (factor[row * size + row] as number);
  }
  return solution;
}

function dotAt(values: Float32Array, start: number, vector: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < vector.length; index += 1)
    sum += (values[start + index] as number) * (vector[index] as number);
  return sum;
}

function toUnit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length > 0 ? vector.map((value) => value / length) : vector;
}
