import { CHINESE, ENGLISH, type Lexicon } from './lexicon.ts';
import { hasHan } from './text.ts';

/** A negation within so many words or characters turns a word round. */
const REACH = 3;
const TURNED_ROUND = -0.6;
/** Brings a sum of strengths into -1..1, as VADER does (Hutto and Gilbert, ICWSM 2014). */
const NORMALIZER = 15;

/** How glad (1) or cross (-1) a text sounds; 0 when nothing in it tells. Reads English and Chinese words. */
export function sentimentOf(text: string): number {
  const sum = englishStrength(text) + (hasHan(text) ? chineseStrength(text) : 0);
  return Math.round((sum / Math.sqrt(sum * sum + NORMALIZER)) * 1000) / 1000;
}

function englishStrength(text: string): number {
  const words =
    text
      .toLowerCase()
      .replace(/['’]/g, '')
      .match(/[a-z]+/g) ?? [];
  let sum = 0;
  words.forEach((word, index) => {
    const strength = englishWordStrength(word);
    if (strength === 0) return;
    const before = words.slice(Math.max(0, index - REACH), index);
    const intensity = ENGLISH.intensifiers.get(before.at(-1) ?? '') ?? 1;
    sum += strength * intensity * (before.some((other) => ENGLISH.negations.has(other)) ? TURNED_ROUND : 1);
  });
  return sum;
}

const LONGEST_STEM = 12;

/** A word's own strength, or else that of the longest stem it begins with. */
function englishWordStrength(word: string): number {
  const own = ENGLISH.words.get(word);
  if (own !== undefined) return own;
  for (let length = Math.min(word.length, LONGEST_STEM); length >= 4; length -= 1) {
    const strength = ENGLISH.words.get(`${word.slice(0, length)}*`);
    if (strength !== undefined) return strength;
  }
  return 0;
}

function chineseStrength(text: string): number {
  let sum = 0;
  let index = 0;
  while (index < text.length) {
    const word = longestWordAt(text, index, CHINESE);
    if (word === undefined) {
      index += 1;
      continue;
    }
    const before = text.slice(Math.max(0, index - REACH), index);
    sum += (CHINESE.words.get(word) ?? 0) * factorBefore(before);
    index += word.length;
  }
  return sum;
}

function longestWordAt(text: string, index: number, lexicon: Lexicon): string | undefined {
  for (let length = 4; length >= 1; length -= 1) {
    const word = text.slice(index, index + length);
    if (word.length === length && lexicon.words.has(word)) return word;
  }
  return undefined;
}

function factorBefore(before: string): number {
  const endsWith = (word: string) => before.endsWith(word);
  const intensifier = [...CHINESE.intensifiers].find(([word]) => endsWith(word))?.[1] ?? 1;
  return intensifier * ([...CHINESE.negations].some(endsWith) ? TURNED_ROUND : 1);
}
