/** What a text speaks of, whichever of several words that mean the same it uses. */

import { synonymGroups } from '../lib/thesaurus/thesaurus.ts';

/** Begins the terms that stand for a group of words, so that none is taken for a word. */
const MARK = '≈';

/** Whether a term stands for a group of words that mean the same. */
export function isConcept(term: string): boolean {
  return term.startsWith(MARK);
}

/** Finds the concepts in a text's tokens: a term for each. */
export type ConceptFinder = (tokens: readonly string[]) => string[];

/** One way to speak of a concept: tokens that follow each other. */
interface Expression {
  tokens: string[];
  concept: string;
}

/** By language. */
const FINDERS = new Map<string, ConceptFinder>();

/** The concept finder of a locale's language, which is made once. */
export function conceptFinderFor(locale: string, toTokens: (text: string) => string[]): ConceptFinder {
  const language = locale.slice(0, 2).toLowerCase();
  const finder = FINDERS.get(language) ?? createConceptFinder(locale, toTokens);
  FINDERS.set(language, finder);
  return finder;
}

/**
 * A function that finds the concepts in a text's tokens, a term for each; `toTokens` makes tokens of words as it does of texts. Of
 * expressions that begin at the same token, the longest counts.
 */
function createConceptFinder(locale: string, toTokens: (text: string) => string[]): ConceptFinder {
  const byFirst = new Map<string, Expression[]>();
  for (const [index, group] of synonymGroups(locale).entries()) {
    for (const member of group) {
      const tokens = toTokens(member);
      const [first] = tokens;
      if (first === undefined) continue;
      byFirst.set(first, [...(byFirst.get(first) ?? []), { tokens, concept: `${MARK}${index}` }]);
    }
  }
  for (const expressions of byFirst.values()) expressions.sort((a, b) => b.tokens.length - a.tokens.length);

  return (tokens) =>
    tokens.flatMap((first, at) => {
      const found = (byFirst.get(first) ?? []).filter(({ tokens: words }) =>
        words.every((word, offset) => tokens[at + offset] === word),
      );
      return found
        .filter(({ tokens: words }) => words.length === found[0]?.tokens.length)
        .map(({ concept }) => concept);
    });
}
