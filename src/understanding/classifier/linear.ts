import { createRandom, shuffled } from '../random.ts';
import { dotDense, type SparseVector } from './tf-idf.ts';

/** One margin for each label; above 0 speaks for the label. */
export type LinearClassifier = (vector: SparseVector) => Float32Array;

/** What a mistake costs, on a row of the label and on one of the rest: rows of the label are few. */
const OWN_COST = 3;
const OTHER_COST = 1;
const PASSES = 8;
const TOLERANCE = 0.3;

/**
 * Trains a linear support vector machine with squared hinge loss, one label against the rest, by dual coordinate descent:
 * Hsieh, Chang, Lin, Keerthi and Sundararajan, A Dual Coordinate Descent Method for Large-scale Linear SVM (ICML 2008),
 * algorithm 3 without the restart.
 */
export function trainLinear(
  vectors: readonly SparseVector[],
  labels: Int32Array,
  labelCount: number,
  termCount: number,
): LinearClassifier {
  const weights = new Float32Array((termCount + 1) * labelCount);
  const squares = Float64Array.from(vectors, (vector) => vector.values.reduce((sum, value) => sum + value * value, 1));
  const order = Int32Array.from(shuffled([...vectors.keys()], createRandom(7)));
  for (let label = 0; label < labelCount; label += 1) {
    const trained = trainOne({ vectors, squares, order, isPositive: (row) => labels[row] === label, termCount });
    for (let term = 0; term <= termCount; term += 1) weights[term * labelCount + label] = trained[term] as number;
  }
  return (vector) => margins(vector, weights, labelCount, termCount);
}

interface OneProblem {
  vectors: readonly SparseVector[];
  squares: Float64Array;
  order: Int32Array;
  isPositive(row: number): boolean;
  termCount: number;
}

/** The weights that tell one label from the rest, the last one the bias. */
function trainOne({ vectors, squares, order, isPositive, termCount }: OneProblem): Float64Array {
  const weights = new Float64Array(termCount + 1);
  const alphas = new Float64Array(vectors.length);
  const active = Int32Array.from(order);
  let activeCount = active.length;
  let shrinkAbove = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < PASSES; pass += 1) {
    let largest = Number.NEGATIVE_INFINITY;
    let smallest = Number.POSITIVE_INFINITY;
    for (let position = 0; position < activeCount; position += 1) {
      const row = active[position] as number;
      const vector = vectors[row] as SparseVector;
      const sign = isPositive(row) ? 1 : -1;
      const diagonal = 1 / (2 * (sign > 0 ? OWN_COST : OTHER_COST));
      const alpha = alphas[row] as number;
      const gradient = sign * (dotDense(vector, weights) + (weights[termCount] as number)) - 1 + alpha * diagonal;
      if (alpha === 0 && gradient > shrinkAbove) {
        activeCount -= 1;
        active[position] = active[activeCount] as number;
        active[activeCount] = row;
        position -= 1;
        continue;
      }
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      largest = Math.max(largest, projected);
      smallest = Math.min(smallest, projected);
      if (Math.abs(projected) < 1e-12) continue;
      const next = Math.max(alpha - gradient / ((squares[row] as number) + diagonal), 0);
      alphas[row] = next;
      addScaled(weights, vector, (next - alpha) * sign);
    }
    if (largest - smallest < TOLERANCE) break;
    shrinkAbove = largest > 0 ? largest : Number.POSITIVE_INFINITY;
  }
  return weights;
}

function addScaled(weights: Float64Array, vector: SparseVector, scale: number): void {
  for (let index = 0; index < vector.ids.length; index += 1) {
    const id = vector.ids[index] as number;
    weights[id] = (weights[id] as number) + scale * (vector.values[index] as number);
  }
  weights[weights.length - 1] = (weights[weights.length - 1] as number) + scale;
}

function margins(vector: SparseVector, weights: Float32Array, labelCount: number, termCount: number): Float32Array {
  const result = weights.slice(termCount * labelCount);
  for (let index = 0; index < vector.ids.length; index += 1) {
    const start = (vector.ids[index] as number) * labelCount;
    const value = vector.values[index] as number;
    for (let label = 0; label < labelCount; label += 1) {
      result[label] = (result[label] as number) + value * (weights[start + label] as number);
    }
  }
  return result;
}
