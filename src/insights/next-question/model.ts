/** What is asked after what: probabilities learnt from the order in which customers asked. */

import { DAY_MS } from '../../domain/policy.ts';

/** A question that a customer asked. */
export interface Question {
  customerId: string;
  /** Epoch milliseconds. */
  at: number;
  intent: string;
}

/** What is known before a question is asked: what this customer asked until then, in order, and how long ago the last was. */
export interface Past {
  intents: readonly string[];
  sinceLastMs: number;
}

export interface Step {
  customerId: string;
  at: number;
  past: Past;
  next: string;
}

/** The steps from each question to the customer's next, in order of time; the last `most` of them. */
export function toSteps(questions: readonly Question[], most: number): Step[] {
  const pasts = new Map<string, { intents: string[]; at: number }>();
  const steps: Step[] = [];
  let left = questions.length - new Set(questions.map(({ customerId }) => customerId)).size;
  for (const { customerId, at, intent } of questions.toSorted((a, b) => a.at - b.at)) {
    const known = pasts.get(customerId);
    if (known === undefined) {
      pasts.set(customerId, { intents: [intent], at });
      continue;
    }
    if (left <= most) {
      const past = { intents: known.intents.slice(-MOST_PAST), sinceLastMs: at - known.at };
      steps.push({ customerId, at, past, next: intent });
    }
    left -= 1;
    known.intents.push(intent);
    known.at = at;
  }
  return steps;
}

/** So many of a customer's last questions count. */
export const MOST_PAST = 20;

/**
 * What may tell the next question, the least telling first. Each has its own counts; where they are few, what the one before it says counts
 * more.
 */
const CONTEXTS = {
  last: ({ intents }: Past) => [intents.at(-1) ?? ''],
  lastAndTime: ({ intents, sinceLastMs }: Past) => [intents.at(-1) ?? '', timeSince(sinceLastMs)],
  lastTwo: ({ intents }: Past) => [intents.at(-1) ?? '', intents.at(-2) ?? ''],
} as const;
type ContextName = keyof typeof CONTEXTS;

function timeSince(ms: number): string {
  if (ms <= DAY_MS) return 'a day';
  return ms <= 7 * DAY_MS ? 'a week' : 'longer';
}

/** How many times what the context before it says counts beside the counts; infinite for a context that is left out. */
export type Strengths = Record<ContextName | 'own', number>;

const CONTEXT_NAMES = Object.keys(CONTEXTS) as ContextName[];
export const STRENGTH_NAMES: readonly (keyof Strengths)[] = [...CONTEXT_NAMES, 'own'];
export const LEFT_OUT: Strengths = {
  last: Number.POSITIVE_INFINITY,
  lastAndTime: Number.POSITIVE_INFINITY,
  lastTwo: Number.POSITIVE_INFINITY,
  own: Number.POSITIVE_INFINITY,
};

/** Counts of what came next, all in all and by context. */
export interface Counts {
  intents: readonly string[];
  base: ReadonlyMap<string, number>;
  total: number;
  byContext: ReadonlyMap<string, Counted>;
}

interface Counted {
  total: number;
  next: Map<string, number>;
}

export function countSteps(steps: readonly Step[], intents: readonly string[]): Counts {
  const base = new Map<string, number>();
  const byContext = new Map<string, Counted>();
  for (const { past, next } of steps) {
    base.set(next, (base.get(next) ?? 0) + 1);
    for (const name of CONTEXT_NAMES) {
      const key = keyOf(name, past);
      const counted = byContext.get(key) ?? { total: 0, next: new Map() };
      counted.total += 1;
      counted.next.set(next, (counted.next.get(next) ?? 0) + 1);
      byContext.set(key, counted);
    }
  }
  return { intents, base, total: steps.length, byContext };
}

function keyOf(name: ContextName, past: Past): string {
  return JSON.stringify([name, ...CONTEXTS[name](past)]);
}

/** How often each intent comes next whatever came before, one question of each added, in the order of `intents`. */
export function baseRates({ intents, base, total }: Counts): number[] {
  return intents.map((intent) => ((base.get(intent) ?? 0) + 1) / (total + intents.length));
}

/**
 * The probability of each intent to be asked next: the base rates, corrected by each context in turn, p = (count + strength · p before) /
 * (total + strength), after D. J. C. MacKay and L. C. Bauman Peto, "A hierarchical Dirichlet language model", 1995; at last by what the
 * customer asked before, all in all. They add up to 1.
 */
export function nextProbabilities(counts: Counts, past: Past, strengths: Strengths): number[] {
  let probabilities = baseRates(counts);
  for (const name of CONTEXT_NAMES) {
    const counted = Number.isFinite(strengths[name]) ? counts.byContext.get(keyOf(name, past)) : undefined;
    if (counted !== undefined) probabilities = corrected(counts, probabilities, counted, strengths[name]);
  }
  if (!Number.isFinite(strengths.own)) return probabilities;
  const known = new Set(counts.intents);
  const next = new Map<string, number>();
  for (const intent of past.intents) if (known.has(intent)) next.set(intent, (next.get(intent) ?? 0) + 1);
  const total = [...next.values()].reduce((sum, count) => sum + count, 0);
  return corrected(counts, probabilities, { total, next }, strengths.own);
}

function corrected(
  { intents }: Counts,
  before: readonly number[],
  { total, next }: Counted,
  strength: number,
): number[] {
  return intents.map(
    (intent, index) => ((next.get(intent) ?? 0) + strength * (before[index] ?? 0)) / (total + strength),
  );
}
