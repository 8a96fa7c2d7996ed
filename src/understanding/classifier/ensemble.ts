import { type LinearModel, linearMargins, trainLinear } from './linear.ts';
import { indexNeighbours, type NeighbourIndex, nearestCosines } from './neighbours.ts';
import { createNeural, type NeuralModel, trainNeural } from './neural.ts';
import { createTfIdf, fitInverseFrequencies, type TermCounts, toRows } from './tf-idf.ts';

/** A text as every member of the ensemble reads it. */
export interface PreparedText {
  counts: TermCounts;
  neuralWords: string[];
}

/** What the members say of a text, one value for each label. */
export interface Opinions {
  linear: Float32Array;
  neural: Float32Array;
  neighbours: Float32Array;
  /** The share of the text's tokens that no row has. */
  unseenShare: number;
  tokenCount: number;
}

export type Ensemble = (text: PreparedText) => Opinions;

/** What the members have learnt: plain data, so that it can be kept. */
export interface EnsembleModel {
  inverseFrequencies: Float32Array;
  linear: LinearModel;
  neighbours: NeighbourIndex;
  neural: NeuralModel;
}

/** Trains a linear classifier, NLP.js's network and a nearest-neighbour index on the same rows, which come shuffled. */
export function trainEnsemble(
  texts: readonly PreparedText[],
  labels: Int32Array,
  labelCount: number,
  termCount: number,
): EnsembleModel {
  const counts = texts.map((text) => text.counts);
  const inverseFrequencies = fitInverseFrequencies(counts, termCount);
  const rows = toRows(counts.map(createTfIdf(inverseFrequencies).weigh));
  const words = texts.map((text) => text.neuralWords);
  return {
    inverseFrequencies,
    linear: trainLinear(rows, labels, labelCount, termCount),
    neighbours: indexNeighbours(rows, labels, labelCount, termCount),
    neural: trainNeural(words, labels, labelCount),
  };
}

/** The trained members, to be asked. */
export function createEnsemble({ inverseFrequencies, linear, neighbours, neural }: EnsembleModel): Ensemble {
  const tfIdf = createTfIdf(inverseFrequencies);
  const network = createNeural(neural, linear.labelCount);
  return (text) => {
    const vector = tfIdf.weigh(text.counts);
    return {
      linear: linearMargins(linear, vector),
      neural: network(text.neuralWords),
      neighbours: nearestCosines(neighbours, vector),
      unseenShare: tfIdf.unseenShare(text.counts),
      tokenCount: text.counts.tokens.length,
    };
  };
}
