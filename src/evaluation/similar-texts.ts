/** Which of many short texts are like each other, by the words and the runs of characters they share. */

import { createVocabulary } from '../lib/vocabulary.ts';
import { createAnalyzer } from '../retrieval/text-analysis.ts';

/** Runs of characters repeat what words say, and are there for the sake of spelling. */
const GRAM_WEIGHT = 0.5;

interface Weighed {
  ids: Int32Array;
  values: Float64Array;
}

/**
 * Compares each text with all others: the cosine of terms and grams weighed by ln(1 + n / df). `visit` is called once for each text in
 * order, with the similarity of every text to it, which is overwritten afterwards.
 */
export function compareAll(
  texts: readonly string[],
  locale: string,
  visit: (index: number, similarities: Float64Array) => void,
): void {
  const rows = weigh(texts, locale);
  const holders = toHolders(rows);
  const similarities = new Float64Array(texts.length);
  rows.forEach(({ ids, values }, index) => {
    similarities.fill(0);
    for (let at = 0; at < ids.length; at += 1) {
      const held = holders[ids[at] as number];
      const weight = values[at] as number;
      if (held === undefined) continue;
      for (let place = 0; place < held.ids.length; place += 1) {
        const row = held.ids[place] as number;
        similarities[row] = (similarities[row] as number) + weight * (held.values[place] as number);
      }
    }
    visit(index, similarities);
  });
}

/** By term: the texts that hold it, with its value in each. */
function toHolders(rows: readonly Weighed[]): Weighed[] {
  const found: { ids: number[]; values: number[] }[] = [];
  rows.forEach(({ ids, values }, row) => {
    ids.forEach((id, at) => {
      const held = found[id] ?? { ids: [], values: [] };
      found[id] = held;
      held.ids.push(row);
      held.values.push(values[at] as number);
    });
  });
  return found.map(({ ids, values }) => ({ ids: Int32Array.from(ids), values: Float64Array.from(values) }));
}

/** Vectors of unit length; empty for a text without a letter or a digit. */
function weigh(texts: readonly string[], locale: string): Weighed[] {
  const { analyze } = createAnalyzer(locale);
  const vocabulary = createVocabulary();
  const isGram: boolean[] = [];
  const holders: number[] = [];
  const read = texts.map((text) => {
    const { terms, grams } = analyze(withoutMarks(text));
    const ids = [...new Set([...terms, ...grams.map((gram) => `~${gram}`)])].map((term) => {
      const id = vocabulary.intern(term);
      isGram[id] = term.startsWith('~');
      holders[id] = (holders[id] ?? 0) + 1;
      return id;
    });
    return Int32Array.from(ids);
  });
  return read.map((ids) => {
    const values = Float64Array.from(ids, (id) => {
      return Math.log(1 + texts.length / (holders[id] ?? 1)) * (isGram[id] ? GRAM_WEIGHT : 1);
    });
    const length = Math.hypot(...values) || 1;
    return { ids, values: values.map((value) => value / length) };
  });
}

/** A value is a value, whatever its slot is called. */
function withoutMarks(text: string): string {
  return text.replace(/\{[^{}]*\}/g, ' 0 ');
}
