import type { ClassifierModel, TrainingTexts } from './classifier/intent-classifier.ts';
import { trainIntentClassifier } from './classifier/intent-classifier.ts';
import type { SentenceEncoder } from './sentence-encoder.ts';

/** A text as an encoder is to read it: `{order_number}`, which stands for a value, in words. */
export function toSentence(text: string): string {
  const inWords = text.replace(/\{(\w+)\}/g, (_mark, name: string) => ` ${name.replaceAll('_', ' ')} `);
  return inWords.split(/\s+/).filter(Boolean).join(' ');
}

/** Trains a classifier with what the encoder, where the texts name one, makes of them. */
export async function trainWithEncoder(
  texts: TrainingTexts,
  encoder?: SentenceEncoder,
): Promise<ClassifierModel | undefined> {
  if (encoder === undefined || texts.encoder === undefined) return trainIntentClassifier(texts);
  const sentences = [...texts.examples.map(({ text }) => text), ...texts.background].map(toSentence);
  return trainIntentClassifier(texts, await encoder.encode(sentences));
}
