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
  return conceptsAmong(tokens, expressionsOf(locale.slice(0, 2).toLowerCase()));
}

/** A function that finds the concepts of a desk's own lists of expressions that mean the same; each expression is its tokens. */
export function createOwnConcepts(lists: readonly string[][][]): (tokens: readonly string[]) => string[] {
  const byFirst = toExpressions(lists, (index) => `${MARK}own ${index}`);
  return (tokens) => conceptsAmong(tokens, byFirst);
}

function conceptsAmong(tokens: readonly string[], byFirst: ExpressionsByFirst): string[] {
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

/** By their first token; the longest first. */
type ExpressionsByFirst = Map<string, Expression[]>;

/** By language. */
const EXPRESSIONS = new Map<string, ExpressionsByFirst>();

function expressionsOf(language: string): ExpressionsByFirst {
  const known = EXPRESSIONS.get(language);
  if (known !== undefined) return known;
  const lists = synonymGroups(language).map((group) => group.map((member) => toTokens(member, language)));
  const byFirst = toExpressions(lists, (index) => `${MARK}${index}`);
  EXPRESSIONS.set(language, byFirst);
  return byFirst;
}

function toExpressions(lists: readonly string[][][], nameOf: (index: number) => string): ExpressionsByFirst {
  const byFirst: ExpressionsByFirst = new Map();
  for (const [index, list] of lists.entries()) {
    for (const tokens of list) {
      const [first] = tokens;
      if (first === undefined) continue;
      byFirst.set(first, [...(byFirst.get(first) ?? []), { tokens, concept: nameOf(index) }]);
    }
  }
  for (const expressions of byFirst.values()) expressions.sort((a, b) => b.tokens.length - a.tokens.length);
  return byFirst;
}

const TOKEN = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;

function toTokens(member: string, language: string): string[] {
  const words = member.replace(/['’]/g, '').match(TOKEN) ?? [];
  return language === 'en' ? words.map(stemEnglish) : words;
}
