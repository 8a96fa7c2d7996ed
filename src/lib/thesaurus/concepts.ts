/** What a text speaks of, whichever of several words that mean the same it uses. */

import { stemEnglish } from '../stemmers.ts';
import { synonymGroups } from './thesaurus.ts';

/** Begins the terms that stand for a group of words, so that none is taken for a word. */
const MARK = '≈';

/** Whether a term stands for a group of words that mean the same. */
export function isConcept(term: string): boolean {
  return term.startsWith(MARK);
}

/**
 * The concepts in a text, a term for each, in the order in which they are met. `tokens` are its words, stemmed where the language is
 * English, and each Chinese character by itself. Of expressions that begin at the same token, the longest counts.
 */
export function conceptsOf(tokens: readonly string[], locale: string): string[] {
  const byFirst = expressionsOf(locale.slice(0, 2).toLowerCase());
  return tokens.flatMap((first, at) => {
    const found = (byFirst.get(first) ?? []).filter(({ tokens: words }) =>
      words.every((word, offset) => tokens[at + offset] === word),
    );
    return found.filter(({ tokens: words }) => words.length === found[0]?.tokens.length).map(({ concept }) => concept);
  });
}

/** One way to speak of a concept: tokens that follow each other. */
interface Expression {
  tokens: string[];
  concept: string;
}

/** By language, and then by their first token; the longest first. */
const EXPRESSIONS = new Map<string, Map<string, Expression[]>>();

function expressionsOf(language: string): Map<string, Expression[]> {
  const known = EXPRESSIONS.get(language);
  if (known !== undefined) return known;
  const byFirst = new Map<string, Expression[]>();
  for (const [index, group] of synonymGroups(language).entries()) {
    for (const member of group) {
      const tokens = toTokens(member, language);
      const [first] = tokens;
      if (first === undefined) continue;
      byFirst.set(first, [...(byFirst.get(first) ?? []), { tokens, concept: `${MARK}${index}` }]);
    }
  }
  for (const expressions of byFirst.values()) expressions.sort((a, b) => b.tokens.length - a.tokens.length);
  EXPRESSIONS.set(language, byFirst);
  return byFirst;
}

const TOKEN = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;

function toTokens(member: string, language: string): string[] {
  const words = member.replace(/['’]/g, '').match(TOKEN) ?? [];
  return language === 'en' ? words.map(stemEnglish) : words;
}
