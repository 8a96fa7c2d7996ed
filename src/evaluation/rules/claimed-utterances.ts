/** Utterances that two intents lay claim to: nearly the same words in both, or many that are more like the other's than their own. */

import { distance } from 'fastest-levenshtein';
import { essenceOf } from '../../content/locale-rules.ts';
import type { Intent, LocaleContent } from '../../domain/content.ts';
import { normalize } from '../../retrieval/text-analysis.ts';
import { compareAll } from '../similar-texts.ts';
import type { Weakness } from '../weakness.ts';

/** From here on two utterances differ in an ending, an order of words or a typo. */
const NEARLY_THE_SAME = 0.9;
/**
 * Of the utterances of two intents whose nearest is in either of them, the share that is nearest to the other one: half in
 * intents that nobody can tell apart.
 */
const MIXED_TOGETHER = 0.4;
/** At least so many in each. */
const FEWEST_IN_EACH = 2;
/** Or so many of all utterances of one of them alone, and at least this count. */
const MIXED_IN_ONE = 0.6;
const FEWEST_IN_ONE = 3;
const MOST_EXAMPLES = 3;

interface Claim {
  intent: string;
  text: string;
}

/** An utterance and the one that is most like it. */
interface Neighbours {
  utterance: Claim;
  nearest: Claim;
  similarity: number;
}

/** The pairs of intents that share utterances nearly word for word, and those that are mixed up altogether. */
export function claimedUtterances({ locale, intents }: LocaleContent): Weakness[] {
  const own = intents.filter(({ builtIn }) => builtIn !== true);
  const claims = own.flatMap(({ name, utterances }) => utterances.map((text) => ({ intent: name, text })));
  const { repeats, neighbours } = compare(claims, locale);
  return [
    ...repeats.map((repeat) => toRepeat(locale, repeat)),
    ...overlaps(own, neighbours).map((overlap) => toOverlap(locale, overlap)),
  ];
}

/** Utterances that are the same but for case and punctuation are told by the check of the files, and are no repeats here. */
function compare(claims: readonly Claim[], locale: string): { repeats: Neighbours[]; neighbours: Neighbours[] } {
  const repeats: Neighbours[] = [];
  const neighbours: Neighbours[] = [];
  const visit = (index: number, similarities: Float64Array) => {
    const utterance = claims[index];
    if (utterance === undefined) return;
    let nearest: Neighbours | undefined;
    for (let other = 0; other < claims.length; other += 1) {
      const similarity = similarities[other] as number;
      const isNearer = similarity > (nearest?.similarity ?? 0);
      if (other === index || (!isNearer && similarity < NEARLY_THE_SAME)) continue;
      const pair = { utterance, nearest: claims[other] as Claim, similarity };
      if (isNearer) nearest = pair;
      if (other < index && isRepeat(pair)) repeats.push(pair);
    }
    if (nearest !== undefined) neighbours.push(nearest);
  };
  compareAll(
    claims.map(({ text }) => text),
    locale,
    visit,
  );
  return { repeats, neighbours };
}

function isRepeat({ utterance, nearest, similarity }: Neighbours): boolean {
  if (similarity < NEARLY_THE_SAME || utterance.intent === nearest.intent) return false;
  return essenceOf(utterance.text) !== essenceOf(nearest.text) && isSpeltAlike(utterance.text, nearest.text);
}

/** Words, and characters of Chinese; a mark is one word. */
function wordsOf(text: string): string[] {
  return normalize(text).match(/\{[^{}]*\}|\p{sc=Han}|(?:(?!\p{sc=Han})[\p{L}\p{M}\p{N}])+/gu) ?? [];
}

/** Whether no word stands in the place of another: many words may be the same, and yet the one that matters is not. */
function isSpeltAlike(a: string, b: string): boolean {
  const [ofA, ofB] = [a, b].map((text) => wordsOf(text).filter((word) => !word.startsWith('{')));
  const [onlyA = '', onlyB = ''] = [
    ofA?.filter((word) => !ofB?.includes(word)).join(''),
    ofB?.filter((word) => !ofA?.includes(word)).join(''),
  ];
  if (onlyA === '' || onlyB === '') return true;
  return distance(onlyA, onlyB) <= Math.max(1, Math.floor(Math.max(onlyA.length, onlyB.length) / 3));
}

function toRepeat(locale: string, { utterance, nearest }: Neighbours): Weakness {
  const [first, second] = [utterance, nearest].map(({ intent, text }) => `"${text}" in intent ${intent}`);
  return {
    rule: 'near_repeat',
    locale,
    subject: [utterance, nearest].map(({ intent, text }) => `${intent}: ${text}`).sort(),
    at: { intent: utterance.intent, utterance: utterance.text },
    reason: `${first} is nearly the same as ${second}: keep it where customers mean it`,
  };
}

interface Overlap {
  a: Intent;
  b: Intent;
  /** The utterances of one that are nearest to one of the other. */
  mixed: Neighbours[];
}

function overlaps(intents: readonly Intent[], neighbours: readonly Neighbours[]): Overlap[] {
  const loyal = new Map<string, number>();
  const pairs = new Map<string, Neighbours[]>();
  for (const one of neighbours) {
    const [own, other] = [one.utterance.intent, one.nearest.intent];
    const key = JSON.stringify([own, other].sort());
    if (own === other) loyal.set(own, (loyal.get(own) ?? 0) + 1);
    else pairs.set(key, [...(pairs.get(key) ?? []), one]);
  }
  const byName = new Map(intents.map((intent) => [intent.name, intent]));
  return [...pairs].flatMap(([key, mixed]) => {
    const [a, b] = (JSON.parse(key) as string[]).map((name) => byName.get(name));
    if (a === undefined || b === undefined) return [];
    const loyalToThese = (loyal.get(a.name) ?? 0) + (loyal.get(b.name) ?? 0);
    return isOverlap({ a, b, mixed }, loyalToThese) ? [{ a, b, mixed }] : [];
  });
}

function isOverlap({ a, b, mixed }: Overlap, loyalToThese: number): boolean {
  const counts = [a, b].map(({ name, utterances }) => {
    const count = mixed.filter(({ utterance }) => utterance.intent === name).length;
    return { count, share: count / utterances.length };
  });
  const isSwallowed = counts.some(({ count, share }) => count >= FEWEST_IN_ONE && share >= MIXED_IN_ONE);
  const isMixed = mixed.length / (mixed.length + loyalToThese) >= MIXED_TOGETHER;
  return isSwallowed || (isMixed && counts.every(({ count }) => count >= FEWEST_IN_EACH));
}

function toOverlap(locale: string, { a, b, mixed }: Overlap): Weakness {
  const examples = mixed
    .toSorted((one, other) => other.similarity - one.similarity)
    .slice(0, MOST_EXAMPLES)
    .map(({ utterance, nearest }) => `"${utterance.text}" (${utterance.intent}) is like "${nearest.text}"`);
  const all = a.utterances.length + b.utterances.length;
  const share = `${mixed.length} of their ${all} utterances are most like one of the other`;
  const advice = 'Move them, say in them what tells the two apart, or merge the intents.';
  return {
    rule: 'overlapping_intents',
    locale,
    subject: [a.name, b.name].sort(),
    at: { intent: a.name },
    reason: `intents ${a.name} and ${b.name} overlap: ${share}: ${examples.join('; ')}. ${advice}`,
  };
}
