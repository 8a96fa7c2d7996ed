/** From a text to what is matched: terms, which carry meaning, and grams, which forgive spelling. */

import { normalize } from './normalize.ts';
import { stemEnglish } from './stem-english.ts';
import { stemSpanish } from './stem-spanish.ts';

/** A text taken apart, with repetitions; all empty when it holds no letter and no digit. */
export interface Analysis {
  /** Stems of words; never fewer than 1 character, never with a space. */
  stems: string[];
  terms: string[];
  grams: string[];
}

export type Analyzer = (text: string) => Analysis;

const RUN =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])[\p{L}\p{N}\p{M}])+/gu;
const SYLLABIC = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
const HAS_DIGIT = /\p{N}/u;

const GRAM_LENGTH = 4;

/** Longer words are cut, so that a text without spaces costs no more than another. */
const MAX_WORD_LENGTH = 64;

const STEMMERS: Record<string, (word: string) => string> = { en: stemEnglish, es: stemSpanish };

/**
 * The analyzer for a locale's language. Words are stemmed where the language has a stemmer here, and taken as their
 * 4-grams otherwise; Chinese, Japanese and Korean are taken as characters, pairs of them and dictionary words, in
 * any locale, so that mixed texts work.
 */
export function createAnalyzer(locale: string): Analyzer {
  const stem = STEMMERS[locale.slice(0, 2).toLowerCase()];
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

  return (text) => {
    const words: string[] = [];
    const analysis: Analysis = { terms: [], grams: [] };
    for (const [run] of normalize(text).matchAll(RUN)) {
      if (SYLLABIC.test(run)) addSyllabic(run, segmenter, analysis);
      else words.push(run.slice(0, MAX_WORD_LENGTH));
    }
    addWords(words, stem, analysis);
    return analysis;
  };
}

function addWords(words: string[], stem: ((word: string) => string) | undefined, analysis: Analysis): void {
  for (const word of words) {
    if (stem) analysis.terms.push(HAS_DIGIT.test(word) ? word : stem(word));
    else analysis.terms.push(...gramsOf(` ${word} `));
  }
  if (words.length > 0) analysis.grams.push(...gramsOf(` ${words.join(' ')} `));
}

function addSyllabic(run: string, segmenter: Intl.Segmenter, analysis: Analysis): void {
  const characters = [...run];
  for (const [at, character] of characters.entries()) {
    const next = characters[at + 1];
    const grams = next === undefined ? [character] : [character, character + next];
    analysis.grams.push(...grams);
    analysis.terms.push(...grams);
  }
  for (const { segment } of segmenter.segment(run)) if (segment.length > 2) analysis.terms.push(segment);
}

/** The 4-grams of a padded text, so that beginnings and endings of words count as such; all of it when it is shorter. */
function gramsOf(padded: string): string[] {
  const grams = [padded.slice(0, GRAM_LENGTH)];
  for (let at = 1; at + GRAM_LENGTH <= padded.length; at += 1) grams.push(padded.slice(at, at + GRAM_LENGTH));
  return grams;
}
