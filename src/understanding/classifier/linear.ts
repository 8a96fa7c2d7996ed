import { createRandom, shuffled } from '../../lib/random.ts';
import { type SparseRows, type SparseVector, toRows } from './tf-idf.ts';

/** What the classifier reads of a text: its terms, and beside them what it means, where that is known. */
export interface LinearText {
  terms: SparseVector;
  meaning: Float32Array | undefined;
}

/**
 * A weight for each feature and label, a feature's labels side by side, in steps of the feature's factor; and the bias of each label. Features
 * are the terms, and after them the dimensions of meaning.
 */
export interface LinearModel {
  weights: Int8Array;
  /** By feature. */
  factors: Float32Array;
  biases: Float32Array;
  labelCount: number;
  termCount: number;
}

/** How much meaning counts beside the terms, which are a vector of length 1. */
const MEANING_SHARE = 0.5;
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
  texts: readonly LinearText[],
  labels: Int32Array,
  labelCount: number,
  termCount: number,
): LinearModel {
  const dimensions = texts.find(({ meaning }) => meaning !== undefined)?.meaning?.length ?? 0;
  const featureCount = termCount + dimensions;
  const order = Int32Array.from(shuffled([...labels.keys()], createRandom(7)));
  const problem = toProblem(texts, order, termCount, dimensions);
  const buffers: Buffers = {
    weights: new Float64Array(featureCount + 1),
    alphas: new Float64Array(labels.length),
    active: new Int32Array(labels.length),
    signs: new Int8Array(labels.length),
  };
  const trained = new Float32Array(featureCount * labelCount);
  const biases = new Float32Array(labelCount);
  for (let label = 0; label < labelCount; label += 1) {
    labels.forEach((own, row) => {
      buffers.signs[row] = own === label ? 1 : -1;
    });
    trainOne(problem, buffers);
    for (let feature = 0; feature < featureCount; feature += 1) {
      trained[feature * labelCount + label] = buffers.weights[feature] as number;
    }
    biases[label] = buffers.weights[featureCount] as number;
  }
  return { ...inSteps(trained, labelCount, featureCount), biases, labelCount, termCount };
}

/** One margin for each label; above 0 speaks for the label. */
export function linearMargins(model: LinearModel, { terms, meaning }: LinearText): Float32Array {
  const margins = model.biases.slice();
  const [ofTerms, ofMeaning] = sharesOf(meaning);
  terms.ids.forEach((id, index) => {
    addFeature(margins, model, id, ofTerms * (terms.values[index] as number));
  });
  meaning?.forEach((value, index) => {
    addFeature(margins, model, model.termCount + index, ofMeaning * value);
  });
  return margins;
}

function addFeature(margins: Float32Array, model: LinearModel, feature: number, value: number): void {
  const { weights, factors, labelCount } = model;
  const start = feature * labelCount;
  const scaled = value * (factors[feature] ?? 0);
  if (scaled === 0) return;
  for (let label = 0; label < labelCount; label += 1) {
    margins[label] = (margins[label] as number) + scaled * (weights[start + label] as number);
  }
}

/** What terms and meaning are multiplied by, so that together they are a vector of length 1. */
function sharesOf(meaning: Float32Array | undefined): [ofTerms: number, ofMeaning: number] {
  if (meaning === undefined) return [1, 0];
  const length = Math.hypot(1, MEANING_SHARE);
  return [1 / length, MEANING_SHARE / length];
}

const MOST_STEPS = 127;

/** Weights in 8 bits: a quarter of the memory, and no message is told otherwise. */
function inSteps(trained: Float32Array, labelCount: number, featureCount: number) {
  const weights = new Int8Array(trained.length);
  const factors = new Float32Array(featureCount);
  for (let feature = 0; feature < featureCount; feature += 1) {
    const ofFeature = trained.subarray(feature * labelCount, (feature + 1) * labelCount);
    const largest = ofFeature.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    if (largest === 0) continue;
    factors[feature] = largest / MOST_STEPS;
    for (let label = 0; label < labelCount; label += 1) {
      weights[feature * labelCount + label] = Math.round(((ofFeature[label] as number) / largest) * MOST_STEPS);
    }
  }
  return { weights, factors };
}

interface Problem {
  rows: SparseRows;
  /** What each row means, `dimensions` values one after the other; 0 where it is not known. */
  meanings: Float32Array;
  dimensions: number;
  /** The squared length of each row, with 1 for the bias. */
  squares: Float64Array;
  /** The rows in the order in which they are looked at. */
  order: Int32Array;
  termCount: number;
}

/** What each label's training needs; the next label's uses it again. */
interface Buffers {
  /** By feature, the bias after them: the result. */
  weights: Float64Array;
  alphas: Float64Array;
  active: Int32Array;
  /** 1 for the rows of the label, -1 for the rest. */
  signs: Int8Array;
}

/** Finds the weights that tell one label from the rest. */
function trainOne(problem: Problem, { weights, alphas, active, signs }: Buffers): void {
  const { squares, order } = problem;
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
      const sign = signs[row] as number;
      const diagonal = 1 / (2 * (sign > 0 ? OWN_COST : OTHER_COST));
      const alpha = alphas[row] as number;
      const gradient = sign * marginOf(problem, weights, row) - 1 + alpha * diagonal;
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
      addRow(problem, weights, row, (next - alpha) * sign);
    }
    if (largest - smallest < TOLERANCE) break;
    shrinkAbove = largest > 0 ? largest : Number.POSITIVE_INFINITY;
  }
}

function marginOf({ rows, meanings, dimensions, termCount }: Problem, weights: Float64Array, row: number): number {
  const { starts, ids, values } = rows;
  const end = starts[row + 1] as number;
  let margin = weights[termCount + dimensions] as number;
  for (let index = starts[row] as number; index < end; index += 1) {
    margin += (values[index] as number) * (weights[ids[index] as number] as number);
  }
  const start = row * dimensions;
  for (let index = 0; index < dimensions; index += 1) {
    margin += (meanings[start + index] as number) * (weights[termCount + index] as number);
  }
  return margin;
}

function addRow(
  { rows, meanings, dimensions, termCount }: Problem,
  weights: Float64Array,
  row: number,
  scale: number,
): void {
  const { starts, ids, values } = rows;
  const end = starts[row + 1] as number;
  for (let index = starts[row] as number; index < end; index += 1) {
    const id = ids[index] as number;
    weights[id] = (weights[id] as number) + scale * (values[index] as number);
  }
  const start = row * dimensions;
  for (let index = 0; index < dimensions; index += 1) {
    const at = termCount + index;
    weights[at] = (weights[at] as number) + scale * (meanings[start + index] as number);
  }
  weights[termCount + dimensions] = (weights[termCount + dimensions] as number) + scale;
}

function toProblem(texts: readonly LinearText[], order: Int32Array, termCount: number, dimensions: number): Problem {
  const rows = toRows(
    texts.map(({ terms, meaning }) => {
      const [ofTerms] = sharesOf(meaning);
      return { ids: terms.ids, values: terms.values.map((value) => value * ofTerms) };
    }),
  );
  const meanings = new Float32Array(texts.length * dimensions);
  texts.forEach(({ meaning }, row) => {
    const [, ofMeaning] = sharesOf(meaning);
    meaning?.forEach((value, index) => {
      meanings[row * dimensions + index] = value * ofMeaning;
    });
  });
  const squares = Float64Array.from(texts, (_, row) => {
    const terms = rows.values.subarray(rows.starts[row], rows.starts[row + 1]);
    const meaning = meanings.subarray(row * dimensions, (row + 1) * dimensions);
    return 1 + sumOfSquares(terms) + sumOfSquares(meaning);
  });
  return { rows, meanings, dimensions, squares, order, termCount };
}

function sumOfSquares(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
