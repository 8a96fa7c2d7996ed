/** What the models of signals see of a text. */

import { toSimplifiedChinese } from '../../lib/simplified-chinese.ts';

const TOKEN =
  /:[+\w-]{2,30}:|\p{Script=Han}|[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\p{N}+|\p{Extended_Pictographic}|[?!.,…:;()]+/gu;
const HAN = /^\p{Script=Han}$/u;
/** Of a long text, what was said first and last: so many tokens of each. */
const LONGEST_END = 150;
/** Tokens in a row that are a term: Chinese words have several characters. */
const LONGEST_TERM = { words: 2, characters: 3 };
/** Tokens of a pair are so far apart at most. */
const PAIR_REACH = 12;
const SHOUTED_SHARE = 0.8;
const SHOUTED_LETTERS = 12;

/** A text as models see it. */
export interface TextTerms {
  tokens: readonly string[];
  terms: ReadonlySet<string>;
}

/** Takes a text apart. */
export function toTextTerms(text: string): TextTerms {
  const tokens = tokensOf(text);
  return { tokens, terms: termsOf(tokens, isShouted(text)) };
}

/**
 * Single tokens, those that follow each other, where `^` and `$` are the text's ends, and pairs of tokens that stand near each other,
 * with `_` between them: "not … human" and "没 … 问题" mean what neither word means.
 */
function termsOf(tokens: readonly string[], shouted: boolean): ReadonlySet<string> {
  const bounded = ['^', ...tokens, '$'];
  const terms = new Set<string>(shouted ? ['#shouted'] : []);
  for (const [start, first] of bounded.entries()) {
    const longest = HAN.test(first) ? LONGEST_TERM.characters : LONGEST_TERM.words;
    for (let length = 1; length <= longest && start + length <= bounded.length; length += 1) {
      terms.add(bounded.slice(start, start + length).join(' '));
    }
  }
  for (const [start, first] of tokens.entries()) {
    for (const second of tokens.slice(start + 2, start + 1 + PAIR_REACH)) terms.add(`${first} _ ${second}`);
  }
  terms.delete('^');
  terms.delete('$');
  return terms;
}

/** Words, simplified Chinese characters, numbers by their kind, emoji and punctuation, in lower case. */
function tokensOf(text: string): string[] {
  const plain = toSimplifiedChinese(text.normalize('NFKC')).toLowerCase().replace(/[’`]/g, "'");
  const tokens = (plain.match(TOKEN) ?? []).map(toToken);
  if (tokens.length <= 2 * LONGEST_END) return tokens;
  return [...tokens.slice(0, LONGEST_END), ...tokens.slice(-LONGEST_END)];
}

/** A number stands for all of its length, and a run of marks for any longer one. */
function toToken(token: string): string {
  if (/^\p{N}/u.test(token)) return token.length > 3 ? '#number' : `#${token.length}`;
  if (/^[?!.,…:;()]+$/.test(token)) return token.length > 1 ? `${token.charAt(0)}+` : token;
  return token;
}

/** Nearly all in capitals; what is written so may be calm, and is often not. */
function isShouted(text: string): boolean {
  const words = text.match(/(?<![\w#])[A-Za-z]{2,}(?!\w)/g) ?? [];
  const letters = words.join('');
  const capitals = letters.replace(/[^A-Z]/g, '').length;
  return letters.length >= SHOUTED_LETTERS && capitals >= letters.length * SHOUTED_SHARE;
}
