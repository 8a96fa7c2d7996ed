import { documentShares, indexLabelDocuments, type LabelDocuments } from './label-documents.ts';
import { type LinearModel, linearMargins, trainLinear } from './linear.ts';
import { type MeaningModel, meaningOpinions, trainMeaning } from './meaning.ts';
import { createNeural, type NeuralModel, trainNeural } from './neural.ts';
import { createTfIdf, fitInverseFrequencies, type TermCounts } from './tf-idf.ts';

/** A text as every member of the ensemble reads it. */
export interface PreparedText {
  counts: TermCounts;
  neuralWords: string[];
  /** What its words mean together; undefined where that is not known. */
  meaning: Float32Array | undefined;
  /** What it means to a sentence encoder; undefined where none was asked. */
  sentence: Float32Array | undefined;
}

/** The members, in the order of their opinions. */
export const MEMBERS = [
  'linear',
  'neural',
  'words',
  'characters',
  'meaning',
  'discriminant',
  'sentence',
  'sentenceDiscriminant',
] as const;
export type Member = (typeof MEMBERS)[number];

/** What the members say of a text, one value for each label. */
export type Opinions = Record<Member, Float32Array>;

export type Ensemble = (text: PreparedText) => Opinions;

/** What the members have learnt: plain data, so that it can be kept. */
export interface EnsembleModel {
  inverseFrequencies: Float32Array;
  linear: LinearModel;
  neural: NeuralModel;
  words: LabelDocuments;
  characters: LabelDocuments;
  meaning: MeaningModel;
  sentences: MeaningModel;
}

/** Trains a linear classifier, NLP.js's network, documents of words and of characters, and what the words mean on the same rows, which come shuffled. */
export function trainEnsemble(
  texts: readonly PreparedText[],
  labels: Int32Array,
  labelCount: number,
  termCount: number,
): EnsembleModel {
  const counts = texts.map((text) => text.counts);
  const inverseFrequencies = fitInverseFrequencies(counts, termCount);
  const { weigh } = createTfIdf(inverseFrequencies);
  return {
    inverseFrequencies,
    linear: trainLinear(
      texts.map((text) => ({ terms: weigh(text.counts), meaning: text.meaning })),
      labels,
      labelCount,
      termCount,
    ),
    neural: trainNeural(
      texts.map((text) => text.neuralWords),
      labels,
      labelCount,
    ),
    words: indexLabelDocuments(
      counts.map(({ words }) => words),
      labels,
      labelCount,
      termCount,
    ),
    characters: indexLabelDocuments(
      counts.map(({ characters }) => characters),
      labels,
      labelCount,
      termCount,
    ),
    meaning: trainMeaning(
      texts.map((text) => text.meaning),
      labels,
      labelCount,
    ),
    sentences: trainMeaning(
      texts.map((text) => text.sentence),
      labels,
      labelCount,
    ),
  };
}

/** The trained members, to be asked. */
export function createEnsemble(model: EnsembleModel): Ensemble {
  const tfIdf = createTfIdf(model.inverseFrequencies);
  const network = createNeural(model.neural, model.linear.labelCount);
  return (text) => {
    const meaning = meaningOpinions(model.meaning, text.meaning);
    const sentence = meaningOpinions(model.sentences, text.sentence);
    return {
      linear: linearMargins(model.linear, { terms: tfIdf.weigh(text.counts), meaning: text.meaning }),
      neural: network(text.neuralWords),
      words: documentShares(model.words, text.counts.words),
      characters: documentShares(model.characters, text.counts.characters),
      meaning: meaning.centres,
      discriminant: meaning.discriminants,
      sentence: sentence.centres,
      sentenceDiscriminant: sentence.discriminants,
    };
  };
}
