import { countEach } from '../../lib/vocabulary.ts';
import type { Terms } from './terms.ts';

/** A text's terms as numbers: ids of a vocabulary with how often each occurs. */
export interface TermCounts {
  words: Counts;
  characters: Counts;
}

/** Plain arrays: so many small typed ones leave the process's memory in holes. */
export interface Counts {
  ids: number[];
  counts: number[];
  /** How many terms the vocabulary does not have. */
  unknownCount: number;
}

/** A vector of unit length that is zero but at `ids`. */
export interface SparseVector {
  ids: number[];
  values: number[];
}

/** Counts a text's terms under the ids that `idOf` gives them. */
export function countTerms(terms: Terms, idOf: (term: string) => number | undefined): TermCounts {
  return {
    words: countAll(terms.words, idOf),
    characters: countAll(terms.characters.map(characterKey), idOf),
  };
}

/** Vectors one after the other: row `i` goes from `starts[i]` to before `starts[i + 1]`. */
export interface SparseRows {
  starts: Int32Array;
  ids: Int32Array;
  values: Float32Array;
}

const CHARACTERS_AGAINST_WORDS = 1.5;

/** Weighs terms by how rare they are in the texts it was fitted to. */
export interface TfIdf {
  weigh(text: TermCounts): SparseVector;
}

/**
 * Inverse document frequencies by id, 0 for what no text has: ln((1 + n) / (1 + df)) + 1, as in Manning, Raghavan and Schütze,
 * Introduction to Information Retrieval, 6.2, smoothed.
 */
export function fitInverseFrequencies(texts: readonly TermCounts[], vocabularySize: number): Float32Array {
  const frequency = new Int32Array(vocabularySize);
  for (const text of texts) {
    for (const id of text.words.ids) frequency[id] = (frequency[id] ?? 0) + 1;
    for (const id of text.characters.ids) frequency[id] = (frequency[id] ?? 0) + 1;
  }
  return Float32Array.from(frequency, (df) => (df === 0 ? 0 : Math.log((1 + texts.length) / (1 + df)) + 1));
}

/**
 * Weighs terms by 1 + ln(tf) and their inverse document frequencies (the same book, 6.4). Words and characters are brought to unit
 * length apart, so that the number of characters does not decide how much they weigh against the words.
 */
export function createTfIdf(inverse: Float32Array): TfIdf {
  return {
    weigh: (text) =>
      joinUnit(weighBlock(text.words, inverse, 1), weighBlock(text.characters, inverse, CHARACTERS_AGAINST_WORDS)),
  };
}

/** Puts vectors one after the other. */
export function toRows(vectors: readonly SparseVector[]): SparseRows {
  const starts = new Int32Array(vectors.length + 1);
  for (const [row, { ids }] of vectors.entries()) starts[row + 1] = (starts[row] as number) + ids.length;
  const ids = new Int32Array(starts[vectors.length] as number);
  const values = new Float32Array(ids.length);
  for (const [row, vector] of vectors.entries()) {
    ids.set(vector.ids, starts[row]);
    values.set(vector.values, starts[row]);
  }
  return { starts, ids, values };
}

function countAll(terms: string[], idOf: (term: string) => number | undefined): Counts {
  const ids = terms.flatMap((term) => idOf(term) ?? []);
  const counts = countEach(ids);
  return {
    ids: [...counts.keys()],
    counts: [...counts.values()],
    unknownCount: terms.length - ids.length,
  };
}

function characterKey(run: string): string {
  return `~${run}`;
}

function weighBlock({ ids, counts }: Counts, inverse: Float32Array, length: number): SparseVector {
  const values = ids.map((id, index) => (1 + Math.log(counts[index] as number)) * (inverse[id] as number));
  return { ids, values: toLength(values, length) };
}

function joinUnit(a: SparseVector, b: SparseVector): SparseVector {
  return { ids: [...a.ids, ...b.ids], values: toLength([...a.values, ...b.values], 1) };
}

function toLength(values: number[], length: number): number[] {
  const squares = values.reduce((sum, value) => sum + value * value, 0);
  return squares > 0 ? values.map((value) => (value * length) / Math.sqrt(squares)) : values;
}
