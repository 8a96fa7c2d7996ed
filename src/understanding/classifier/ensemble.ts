import { trainLinear } from './linear.ts';
import { indexNeighbours } from './neighbours.ts';
import { trainNeural } from './neural.ts';
import { fitTfIdf, type TermCounts } from './tf-idf.ts';

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

/** Trains a linear classifier, NLP.js's network and a nearest-neighbour index on the same rows, which come shuffled. */
export function trainEnsemble(
  texts: readonly PreparedText[],
  labels: Int32Array,
  labelCount: number,
  termCount: number,
): Ensemble {
  const tfIdf = fitTfIdf(
    texts.map((text) => text.counts),
    termCount,
  );
  const vectors = texts.map((text) => tfIdf.weigh(text.counts));
  const linear = trainLinear(vectors, labels, labelCount, termCount);
  const neighbours = indexNeighbours(vectors, labels, labelCount);
  const neural = trainNeural(
    texts.map((text) => text.neuralWords),
    labels,
    labelCount,
  );
  return (text) => {
    const vector = tfIdf.weigh(text.counts);
    return {
      linear: linear(vector),
      neural: neural(text.neuralWords),
      neighbours: neighbours(vector),
      unseenShare: tfIdf.unseenShare(text.counts),
      tokenCount: text.counts.tokens.length,
    };
  };
}
