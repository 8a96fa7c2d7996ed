import '../silence-known-warning.ts';
import { NormalizerEn, StemmerEn, TokenizerEn } from '@nlpjs/basic';
import { stemEnglish } from '../../lib/stemmers.ts';
import { conceptsOf } from '../../lib/thesaurus/concepts.ts';
import { toTokens } from '../../lib/word-tokens.ts';

/** A text as the classifiers see it. */
export interface Terms {
  /** Words, single characters of scripts that do not space words, and `{type}` marks. */
  tokens: string[];
  /** Tokens and pairs of neighbouring tokens. */
  words: string[];
  /** Three to five characters in a row within a word, with its edges: they survive a typo. */
  characters: string[];
}

const LONGEST_TOKEN = 40;

/** Takes a text apart into the terms that the linear classifier weighs. */
export function toTerms(text: string): Terms {
  const tokens = toTokens(text);
  const words = [...tokens];
  for (let index = 1; index < tokens.length; index += 1) words.push(`${tokens[index - 1]} ${tokens[index]}`);
  return { tokens, words, characters: tokens.flatMap(characterRuns) };
}

/**
 * The terms with what they mean, whichever of several words for it they use; in Chinese words that mean the same have characters in
 * common as it is, and naming them as well did not help small desks.
 */
export function withConcepts(terms: Terms, locale: string): Terms {
  if (!locale.startsWith('en')) return terms;
  return { ...terms, words: [...terms.words, ...conceptsOf(terms.tokens.map(stemEnglish), locale)] };
}

const normalizer = new NormalizerEn();
const tokenizer = new TokenizerEn();
const stemmer = new StemmerEn();
const STEMS_KEPT = 20_000;
let stemsUntilForgotten = STEMS_KEPT;

/**
 * The words that NLP.js's network reads. English goes through NLP.js's own tokenizer and stemmer, the first called where it
 * keeps no cache and the second made to forget its own now and then; Chinese is read as characters and pairs of them, since NLP.js's toned pinyin makes one word of many.
 */
export function toNeuralWords(text: string, locale: string, terms: Terms): string[] {
  if (!locale.startsWith('en')) return terms.words;
  const words = tokenizer.innerTokenize(normalizer.normalize(text));
  stemsUntilForgotten -= words.length;
  if (stemsUntilForgotten < 0) {
    stemmer.cache = {};
    stemsUntilForgotten = STEMS_KEPT;
  }
  return words.map((word) => stemmer.stemWord(word.slice(0, LONGEST_TOKEN)));
}

function characterRuns(token: string): string[] {
  if (token.length < 2 || token.startsWith('{')) return [];
  const padded = ` ${token} `;
  const runs: string[] = [];
  for (let length = 3; length <= 5; length += 1) {
    for (let start = 0; start + length <= padded.length; start += 1) runs.push(padded.slice(start, start + length));
  }
  return runs;
}
