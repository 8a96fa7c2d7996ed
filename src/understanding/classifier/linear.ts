import { createRandom, shuffled } from '../random.ts';
import type { SparseRows, SparseVector } from './tf-idf.ts';

/** A weight for each term and label, a term's labels side by side, in steps of the term's factor; and the bias of each label. */
export interface LinearModel {
  weights: Int8Array;
  /** By term. */
  factors: Float32Array;
  biases: Float32Array;
  labelCount: number;
  termCount: number;
}

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
export function trainLinear(rows: SparseRows, labels: Int32Array, labelCount: number, termCount: number): LinearModel {
  const order = Int32Array.from(shuffled([...labels.keys()], createRandom(7)));
  const problem: Problem = { rows, squares: squaresOf(rows), order, termCount };
  const buffers: Buffers = {
    weights: new Float64Array(termCount + 1),
    alphas: new Float64Array(labels.length),
    active: new Int32Array(labels.length),
    signs: new Int8Array(labels.length),
  };
  const trained = new Float32Array(termCount * labelCount);
  const biases = new Float32Array(labelCount);
  for (let label = 0; label < labelCount; label += 1) {
    labels.forEach((own, row) => {
      buffers.signs[row] = own === label ? 1 : -1;
    });
    trainOne(problem, buffers);
    for (let term = 0; term < termCount; term += 1) {
      trained[term * labelCount + label] = buffers.weights[term] as number;
    }
    biases[label] = buffers.weights[termCount] as number;
  }
  return { ...inSteps(trained, labelCount, termCount), biases, labelCount, termCount };
}

/** One margin for each label; above 0 speaks for the label. */
export function linearMargins(model: LinearModel, vector: SparseVector): Float32Array {
  const { weights, factors, biases, labelCount } = model;
  const result = biases.slice();
  for (let index = 0; index < vector.ids.length; index += 1) {
    const term = vector.ids[index] as number;
    const start = term * labelCount;
    const value = (vector.values[index] as number) * (factors[term] as number);
    for (let label = 0; label < labelCount; label += 1) {
      result[label] = (result[label] as number) + value * (weights[start + label] as number);
    }
  }
  return result;
}

const MOST_STEPS = 127;

/** Weights in 8 bits: a quarter of the memory, and no message is told otherwise. */
function inSteps(trained: Float32Array, labelCount: number, termCount: number) {
  const weights = new Int8Array(trained.length);
  const factors = new Float32Array(termCount);
  for (let term = 0; term < termCount; term += 1) {
    const ofTerm = trained.subarray(term * labelCount, (term + 1) * labelCount);
    const largest = ofTerm.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    if (largest === 0) continue;
    factors[term] = largest / MOST_STEPS;
    for (let label = 0; label < labelCount; label += 1) {
      weights[term * labelCount + label] = Math.round(((ofTerm[label] as number) / largest) * MOST_STEPS);
    }
  }
  return { weights, factors };
}

interface Problem {
  rows: SparseRows;
  /** The squared length of each row, with 1 for the bias. */
  squares: Float64Array;
  /** The rows in the order in which they are looked at. */
  order: Int32Array;
  termCount: number;
}

/** What each label's training needs; the next label's uses it again. */
interface Buffers {
  /** By term, the bias after them: the result. */
  weights: Float64Array;
  alphas: Float64Array;
  active: Int32Array;
  /** 1 for the rows of the label, -1 for the rest. */
  signs: Int8Array;
}

/** Finds the weights that tell one label from the rest. */
function trainOne({ rows, squares, order, termCount }: Problem, { weights, alphas, active, signs }: Buffers): void {
  const { starts, ids, values } = rows;
  weights.fill(0);
  alphas.fill(0);
  active.set(order);
  let activeCount = active.length;
  let shrinkAbove = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < PASSES; pass += 1) {
    let largest = Number.NEGATIVE_INFINITY;
    let smallest = Number.POSITIVE_INFINITY;
    for (let position = 0; position < activeCount; position += 1) {
      const row = active[position] as number;
      const start = starts[row] as number;
      const end = starts[row + 1] as number;
      const sign = signs[row] as number;
      const diagonal = 1 / (2 * (sign > 0 ? OWN_COST : OTHER_COST));
      const alpha = alphas[row] as number;
      let margin = 0;
      for (let index = start; index < end; index += 1) {
        margin += (values[index] as number) * (weights[ids[index] as number] as number);
      }
      const gradient = sign * (margin + (weights[termCount] as number)) - 1 + alpha * diagonal;
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
      const scale = (next - alpha) * sign;
      for (let index = start; index < end; index += 1) {
        const id = ids[index] as number;
        weights[id] = (weights[id] as number) + scale * (values[index] as number);
      }
      weights[termCount] = (weights[termCount] as number) + scale;
    }
    if (largest - smallest < TOLERANCE) break;
    shrinkAbove = largest > 0 ? largest : Number.POSITIVE_INFINITY;
  }
}

function squaresOf({ starts, values }: SparseRows): Float64Array {
  const squares = new Float64Array(starts.length - 1).fill(1);
  for (let row = 0; row < squares.length; row += 1) {
    for (let index = starts[row] as number; index < (starts[row + 1] as number); index += 1) {
      squares[row] = (squares[row] as number) + (values[index] as number) ** 2;
    }
  }
  return squares;
}
