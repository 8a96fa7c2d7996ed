/** The words of customers' texts that may be counted and shown: no numbers, addresses or names of accounts. */

import { foldText } from '../lib/fold-text.ts';
import { stemmerOf } from '../lib/language-stemmers.ts';
import { toSimplifiedChinese } from '../lib/simplified-chinese.ts';
import { createStopWordCheck } from '../lib/stop-words.ts';
import { firstUnits } from '../lib/text.ts';

export interface Word {
  /** The same for all forms of a word, as far as the language's stemmer is known here. */
  term: string;
  /** As it was written, in lower case and without accents. */
  shown: string;
}

/** Scripts whose words are not parted by spaces. */
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const CHUNK = new RegExp(String.raw`[${UNSPACED}]+|(?:(?![${UNSPACED}])\S)+`, 'gu');
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');
const LETTERS = /[\p{L}\p{M}]+/gu;
/** Numbers, mail addresses, links and names of accounts; what else is written together with them goes with them. */
const PERSONAL = /[\p{N}@]|:\/\/|\p{L}\.\p{L}/u;

const MOST_READ = 1_000;
const LONGEST_WORD = 40;

/**
 * A function that gives the words of a text of this language in stretches of neighbours: what only asks, what is personal and what is one
 * letter long ends a stretch. Chinese, Japanese and Thai are taken apart by dictionary. Only the first 1 000 UTF-16 units are read.
 */
export function createWordReader(locale: string): (text: string) => Word[][] {
  const stem = stemmerOf(locale) ?? ((word: string) => word);
  const isStopWord = createStopWordCheck(locale);
  const segmenter = new Intl.Segmenter(/^[a-z]{2,3}\b/i.exec(locale)?.[0] ?? 'und', { granularity: 'word' });

  return (text) => {
    const stretches: Word[][] = [[]];
    const add = (word: Word | undefined) => {
      if (word === undefined) stretches.push([]);
      else stretches.at(-1)?.push(word);
    };
    for (const [chunk] of foldText(firstUnits(text, MOST_READ)).matchAll(CHUNK)) {
      if (IS_UNSPACED.test(chunk)) for (const word of unspacedWords(chunk, segmenter, isStopWord)) add(word);
      else if (PERSONAL.test(chunk)) add(undefined);
      else for (const word of spacedWords(chunk, stem, isStopWord)) add(word);
    }
    return stretches.filter(({ length }) => length > 0);
  };
}

type Words = (Word | undefined)[];

function unspacedWords(chunk: string, segmenter: Intl.Segmenter, isStopWord: (term: string) => boolean): Words {
  return [...segmenter.segment(toSimplifiedChinese(chunk))].map(({ segment, index }) =>
    isStopWord(segment) || segment.length > LONGEST_WORD
      ? undefined
      : { term: segment, shown: chunk.slice(index, index + segment.length) },
  );
}

function spacedWords(chunk: string, stem: (word: string) => string, isStopWord: (term: string) => boolean): Words {
  return [...chunk.matchAll(LETTERS)].map(([word]) => {
    if (word.length < 2 || word.length > LONGEST_WORD || isStopWord(word)) return undefined;
    const term = stem(word);
    return isStopWord(term) ? undefined : { term, shown: word };
  });
}

/** A single character of a script without spaces tells little by itself. */
export function standsAlone({ term }: Word): boolean {
  return term.length > 1;
}

/** A word of fewer customers is not shown: it may be a name, or tell who wrote. */
export const LEAST_CUSTOMERS = 3;

/** A word as most customers write it, of the customers by each way of writing; where no way is of three, what all have in common. */
export function mostShown(term: string, waysOfWriting: ReadonlyMap<string, ReadonlySet<string>>): string {
  const [first] = [...waysOfWriting].toSorted((a, b) => b[1].size - a[1].size);
  return first !== undefined && first[1].size >= LEAST_CUSTOMERS ? first[0] : term;
}
