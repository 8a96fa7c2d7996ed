import { createRandom, shuffled } from '../../../src/lib/random.ts';

/** Words as numbers, and what they mean together: a unit vector. */
export interface Example {
  words: number[];
  meaning: Float32Array;
}

/** Sentences are learnt whole, and again without some of their words, so that each word says its part. */
const LEFT_OUT = 0.3;
/** Smooth inverse frequency, where a vector starts: Arora, Liang and Ma, ICLR 2017. */
const SMOOTHING = 1e-3;

/** How often all is learnt, and how far each example moves its words at first. */
export interface Pace {
  epochs: number;
  rate: number;
}

/**
 * A vector for each word, of which `ofOne` says what it means alone: added up, those of a text shall point where it means. So a word gets
 * longer the more it says. By stochastic gradient descent on the cosine of the two.
 */
export function learnVectors(texts: readonly Example[], ofOne: readonly Example[], pace: Pace): Float32Array[] {
  const vectors = startingVectors(texts, ofOne);
  const random = createRandom(1);
  for (let epoch = 0; epoch < pace.epochs; epoch += 1) {
    const rate = pace.rate * (1 - epoch / pace.epochs);
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
  const sum = new Float32Array(meaning.length);
  for (const word of words) addTo(sum, vectors[word] as Float32Array, 1);
  let squares = 0;
  let along = 0;
  for (let at = 0; at < meaning.length; at += 1) {
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
