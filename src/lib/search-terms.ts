/**
 * What texts are found by, in any language and whatever engine keeps it: the stems of words, numbers, and of scripts without spaces
 * each character and each pair. A number is a term of its own also where it stands beside letters: `LF100234` is `lf` and `100234`.
 */

import { foldText } from './fold-text.ts';
import { stemEnglish, stemSpanish } from './stemmers.ts';
import { cutText, firstUnits, toStorableText } from './text.ts';

/** Scripts whose words are not parted by spaces, or seldom. */
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const RUN = new RegExp(String.raw`(?:(?=[\p{L}\p{M}])[${UNSPACED}])+|\p{N}+|(?:(?![${UNSPACED}])[\p{L}\p{M}])+`, 'gu');
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');
const IS_NUMBER = /^\p{N}/u;

const STEMMERS = [stemEnglish, stemSpanish];
const MAX_TERM_LENGTH = 64;
/** More different terms than this are not kept of one text. */
const MAX_TERMS = 4_000;
/** Nor asked for at once. */
const MAX_ASKED = 32;

/** The terms a text is found by, each once. */
export function searchTerms(text: string): string[] {
  const terms = new Set<string>();
  for (const [run] of foldText(text).matchAll(RUN)) {
    if (terms.size >= MAX_TERMS) break;
    for (const term of IS_UNSPACED.test(run) ? charactersAndPairs(run) : formsOf(run)) terms.add(term);
  }
  return [...terms].slice(0, MAX_TERMS);
}

/** What a text must have to be found by these words: of each inner list one term at least. Empty where there is nothing to look for. */
export function searchQuery(words: string): string[][] {
  const wanted = new Map<string, string[]>();
  for (const [run] of foldText(words).matchAll(RUN)) {
    for (const forms of IS_UNSPACED.test(run) ? charactersOrPairs(run).map((term) => [term]) : [formsOf(run)]) {
      if (wanted.size < MAX_ASKED) wanted.set(forms.join(' '), forms);
    }
  }
  return [...wanted.values()];
}

/** A part of a text of about so many UTF-16 units with the first word in it that a query asks for; its beginning when there is none. */
export function excerptAround(text: string, query: string[][], length: number): string {
  const wanted = new Set(query.flat());
  let from = 0;
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (!searchTerms(run).some((term) => wanted.has(term))) continue;
    if (index > length / 2) from = index - Math.floor(length / 4);
    break;
  }
  const beginning = from === 0 ? 0 : text.indexOf(' ', from) + 1 || from;
  const start = beginning > from + length / 4 ? from : beginning;
  const line = firstUnits(text.slice(start), length + 1).replace(/\s+/g, ' ');
  return `${start === 0 ? '' : '…'}${cutText(toStorableText(line), length)}`;
}

/** The stems a word has in the languages that are known here; a number is itself. */
function formsOf(run: string): string[] {
  const word = run.slice(0, MAX_TERM_LENGTH);
  if (IS_NUMBER.test(word)) return [word];
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const forms = [...new Set(STEMMERS.map((stem) => stem(word)))];
  if (remembered.size < MAX_REMEMBERED) remembered.set(word, forms);
  return forms;
}

/** The forms of so many words are remembered: most words of a text have been seen before. */
const MAX_REMEMBERED = 20_000;
const remembered = new Map<string, string[]>();

function charactersAndPairs(run: string): string[] {
  const characters = [...run];
  return characters.flatMap((character, at) => {
    const next = characters[at + 1];
    return next === undefined ? [character] : [character, character + next];
  });
}

/** Pairs say more than the characters in them. */
function charactersOrPairs(run: string): string[] {
  const characters = [...run];
  return characters.length === 1 ? characters : characters.slice(1).map((next, at) => `${characters[at]}${next}`);
}
