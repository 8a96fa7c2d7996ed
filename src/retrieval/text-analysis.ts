/** From a text to what is matched: terms, which carry meaning, and grams, which forgive spelling. */

import { foldText } from '../lib/fold-text.ts';
import { type Stemmer, stemmerOf } from '../lib/language-stemmers.ts';
import { toSimplifiedChinese } from '../lib/simplified-chinese.ts';
import { conceptsOf, createOwnConcepts } from '../lib/thesaurus/concepts.ts';

/** A text taken apart, with repetitions; all empty when it holds no letter and no digit. */
export interface Analysis {
  terms: string[];
  grams: string[];
}

export interface Analyzer {
  analyze(text: string): Analysis;
  /** Whether terms are stems of words, which can be misspelt, rather than grams, which forgive it. */
  termsAreStems: boolean;
}

const RUN =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])[\p{L}\p{N}\p{M}])+/gu;
const SYLLABIC = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
const HAS_DIGIT = /\p{N}/u;

const GRAM_LENGTH = 4;

/** Longer words are cut, so that a text without spaces costs no more than another. */
const MAX_WORD_LENGTH = 64;

/** Beyond this many UTF-16 units a text is cut: its beginning and its end are what is read. */
const MAX_TEXT_LENGTH = 6_000;

/** The stems of so many words are remembered. */
const MAX_REMEMBERED = 20_000;

/**
 * The analyzer for a locale's language. Words are stemmed where the language has a stemmer here, and taken as their
 * 4-grams otherwise; Chinese, Japanese and Korean are taken as characters, pairs of them and dictionary words, in
 * any locale, so that mixed texts work. Words of a list of `synonyms` have a term in common.
 */
export function createAnalyzer(locale: string, synonyms: readonly string[][] = []): Analyzer {
  const stemmer = stemmerOf(locale);
  // English has no marks but those of borrowed words, with which they mean what they mean without.
  const marksTell = !/^en\b/i.test(locale);
  const toTerms = stemmer ? remembering(stemmer) : (word: string) => gramsOf(` ${word} `);
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const toTokens = (text: string): string[] =>
    (normalize(text).match(RUN) ?? []).flatMap((run) =>
      SYLLABIC.test(run) ? [...run] : [stemmer?.(run) ?? run].map((word) => word.slice(0, MAX_WORD_LENGTH)),
    );
  const ownConceptsOf = createOwnConcepts(synonyms.map((list) => list.map(toTokens)));

  return {
    termsAreStems: stemmer !== undefined,
    analyze(text) {
      const words: string[] = [];
      const analysis: Analysis = { terms: [], grams: [] };
      for (const run of normalize(text).match(RUN) ?? []) {
        if (SYLLABIC.test(run)) addSyllabic(run, segmenter, analysis);
        else words.push(run.slice(0, MAX_WORD_LENGTH));
      }
      for (const word of words) analysis.terms.push(...toTerms(word));
      if (marksTell) for (const word of markedWords(text)) analysis.terms.push(stemmer?.(word) ?? word);
      if (words.length > 0) analysis.grams.push(...gramsOf(` ${words.join(' ')} `));
      const tokens = toTokens(text);
      analysis.terms.push(...conceptsOf(tokens, locale), ...ownConceptsOf(tokens));
      return analysis;
    },
  };
}

/**
 * The words that folding changes, as they are written but for case and width: marks tell words apart, as the tones of Vietnamese do, and
 * stemmers know endings by them. They count beside the folded form, by which somebody finds them who leaves the marks out.
 */
function markedWords(text: string): string[] {
  const words = toSimplifiedChinese(cutMiddle(text).normalize('NFKC').toLowerCase()).match(RUN) ?? [];
  return words
    .filter((word) => !SYLLABIC.test(word) && foldText(word) !== word)
    .map((word) => word.slice(0, MAX_WORD_LENGTH));
}

/** Folds a text, traditional Chinese to simplified as well; of one of more than 6 000 UTF-16 units only the first and the last 3 000 remain. */
export function normalize(text: string): string {
  return toSimplifiedChinese(foldText(cutMiddle(text)));
}

function cutMiddle(text: string): string {
  if (text.length <= MAX_TEXT_LENGTH) return text;
  const half = MAX_TEXT_LENGTH / 2;
  return `${text.slice(0, half)} ${text.slice(-half)}`;
}

function remembering(stem: Stemmer): (word: string) => string[] {
  const remembered = new Map<string, string[]>();
  return (word) => {
    const known = remembered.get(word);
    if (known) return known;
    const terms = [HAS_DIGIT.test(word) ? word : stem(word)];
    if (remembered.size < MAX_REMEMBERED) remembered.set(word, terms);
    return terms;
  };
}

function addSyllabic(run: string, segmenter: Intl.Segmenter, analysis: Analysis): void {
  const characters = [...run];
  const grams = characters.flatMap((character, at) => {
    const next = characters[at + 1];
    return next === undefined ? [character] : [character, character + next];
  });
  for (const gram of grams) {
    analysis.grams.push(gram);
    analysis.terms.push(gram);
  }
  for (const { segment } of segmenter.segment(run)) if (segment.length > 2) analysis.terms.push(segment);
}

/** The 4-grams of a padded text, so that beginnings and endings of words count as such; all of it when it is shorter. */
function gramsOf(padded: string): string[] {
  const grams = [padded.slice(0, GRAM_LENGTH)];
  for (let at = 1; at + GRAM_LENGTH <= padded.length; at += 1) grams.push(padded.slice(at, at + GRAM_LENGTH));
  return grams;
}
