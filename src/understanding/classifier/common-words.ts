import type { LabelledText } from './intent-classifier.ts';
import { toTerms } from './terms.ts';

/**
 * What stands against the examples in a language that has no background: each example without the words that only its own intent
 * has. What is left ("can I … the …") is said of anything.
 */
export function commonWords(examples: readonly LabelledText[]): string[] {
  const read = examples.map(({ intent, text }) => ({ intent, tokens: toTerms(text).tokens }));
  const intentsOf = new Map<string, Set<string>>();
  for (const { intent, tokens } of read) {
    for (const token of tokens) intentsOf.set(token, (intentsOf.get(token) ?? new Set()).add(intent));
  }
  const texts = read.map(({ tokens }) => tokens.filter((token) => (intentsOf.get(token)?.size ?? 0) > 1).join(' '));
  return [...new Set(texts)].filter((text) => text !== '');
}
