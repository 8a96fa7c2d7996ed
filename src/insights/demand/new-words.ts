/** Words and phrases that customers use now and did not use before, or seldom. */

import { DAY_MS } from '../../domain/policy.ts';
import { holm, normalP } from '../../lib/statistics/distributions.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import { createWordReader, LEAST_CUSTOMERS, mostShown, standsAlone, type Word } from '../words.ts';

/** What a customer wrote. */
export interface TextRow {
  customerId: string;
  /** Epoch milliseconds. */
  at: number;
  text: string;
  locale: string;
}

export interface NewTerm {
  /** A word, or two that stand beside each other. */
  words: string;
  /** Customers who used it in the period. */
  customers: number;
  /** The share of customers' days it is used on, in the period and before. */
  share: number;
  shareBefore: number;
  /** How far beyond chance it is: the log-likelihood ratio. */
  likelihoodRatio: number;
}

export interface NewWords {
  /** Customers' days that were compared. */
  days: number;
  daysBefore: number;
  /** What is furthest beyond chance first. */
  terms: NewTerm[];
}

export interface NewWordsOptions {
  /** The period is from `since` until before `until`; before it everything earlier that is given. */
  since: number;
  until: number;
  most?: number;
}

const LEAST_DAYS = 30;
const LEVEL = 0.05;
const MOST_TERMS = 20;
/** A word is left out that so large a share of the time stands in a phrase that is shown. */
const WITHIN_PHRASE = 0.8;

/**
 * Compares on how many of customers' days (what one customer wrote on one day of 24 hours) each word and each pair of neighbouring words
 * occurs in the period and before, by the log-likelihood ratio (T. Dunning, "Accurate Methods for the Statistics of Surprise and
 * Coincidence", 1993), counts divided by how much more they vary since a customer's days are alike (J. N. K. Rao and A. J. Scott, "A
 * simple method for the analysis of clustered binary data", 1992), and Holm's correction for all that are looked at. Shown is only what
 * three customers or more used. The textbook's tokens, stop words, Porter's stems and word frequencies are for English and say what is
 * frequent; here languages have their own stemmers and dictionaries, and it is said what is new.
 */
export function findNewWords(rows: readonly TextRow[], options: NewWordsOptions): Finding<NewWords> {
  const { since, until, most = MOST_TERMS } = options;
  const readers = new Map<string, ReturnType<typeof createWordReader>>();
  const termsOf = ({ text, locale }: TextRow) => {
    const reader = readers.get(locale) ?? createWordReader(locale);
    readers.set(locale, reader);
    return reader(text).flatMap(wordsAndPairs);
  };
  const now = countTerms(
    rows.filter(({ at }) => at >= since && at < until),
    termsOf,
  );
  const candidates = [...now.terms].filter(([, { daysOf }]) => daysOf.size >= LEAST_CUSTOMERS);
  const wanted = new Set(candidates.map(([term]) => term));
  const before = countTerms(
    rows.filter(({ at }) => at < since),
    termsOf,
    wanted,
  );
  if (Math.min(now.days, before.days) < LEAST_DAYS) {
    const there = `There are texts of ${now.days} customers' days in the period and of ${before.days} before`;
    return { kind: 'unknown', reason: `${there}; ${LEAST_DAYS} of each are needed.` };
  }
  const compared = candidates.map(([term, counted]) => {
    return { term, counted, ...compare(counted, now, before.terms.get(term), before) };
  });
  const corrected = holm(compared.map(({ ratio }) => normalP(Math.sqrt(ratio))));
  const found = compared
    .filter(({ share, shareBefore }, index) => (corrected[index] ?? 1) < LEVEL && share > shareBefore)
    .toSorted((a, b) => b.ratio - a.ratio);
  const terms = withoutPartsOf(found)
    .slice(0, most)
    .map(({ term, counted, share, shareBefore, ratio }) => ({
      words: mostShown(term.replace('\n', ' '), counted.shown),
      customers: counted.daysOf.size,
      share,
      shareBefore,
      likelihoodRatio: ratio,
    }));
  return { kind: 'known', days: now.days, daysBefore: before.days, terms };
}

/** The words that tell by themselves, and each two neighbours. */
function wordsAndPairs(stretch: readonly Word[]): Word[] {
  const pairs = stretch.slice(1).map((word, index) => join(stretch[index] ?? word, word));
  return [...stretch.filter(standsAlone), ...pairs];
}

/** Words that need no space between them are put together without. */
function join(a: Word, b: Word): Word {
  const space = /\p{sc=Han}$/u.test(a.term) && /^\p{sc=Han}/u.test(b.term) ? '' : ' ';
  return { term: `${a.term}\n${b.term}`, shown: `${a.shown}${space}${b.shown}` };
}

interface CountedTerm {
  /** On how many days each customer used it. */
  daysOf: Map<string, number>;
  /** The customers of each way it is written. */
  shown: Map<string, Set<string>>;
}

interface CountedPeriod {
  days: number;
  daysOf: Map<string, number>;
  terms: Map<string, CountedTerm>;
}

/** Rows of a customer's day are read as one text. */
function countTerms(
  rows: readonly TextRow[],
  termsOf: (row: TextRow) => Word[],
  wanted?: ReadonlySet<string>,
): CountedPeriod {
  const texts = new Map<string, TextRow[]>();
  for (const row of rows) {
    const day = JSON.stringify([Math.floor(row.at / DAY_MS), row.customerId]);
    const known = texts.get(day);
    if (known) known.push(row);
    else texts.set(day, [row]);
  }
  const daysOf = new Map<string, number>();
  const terms = new Map<string, CountedTerm>();
  for (const ofDay of texts.values()) {
    const customerId = ofDay[0]?.customerId ?? '';
    add(daysOf, customerId);
    const written = new Map(ofDay.flatMap(termsOf).map(({ term, shown }) => [term, shown]));
    for (const [term, shown] of written) {
      if (wanted?.has(term) === false) continue;
      const counted = terms.get(term) ?? { daysOf: new Map(), shown: new Map() };
      terms.set(term, counted);
      add(counted.daysOf, customerId);
      counted.shown.set(shown, (counted.shown.get(shown) ?? new Set()).add(customerId));
    }
  }
  return { days: texts.size, daysOf, terms };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function daysIn(counted: CountedTerm | undefined): number {
  return [...(counted?.daysOf.values() ?? [])].reduce((sum, days) => sum + days, 0);
}

function compare(
  counted: CountedTerm,
  now: CountedPeriod,
  countedBefore: CountedTerm | undefined,
  before: CountedPeriod,
): { share: number; shareBefore: number; ratio: number } {
  const days = daysIn(counted);
  const daysBefore = daysIn(countedBefore);
  const effect = designEffect(counted, days, now);
  const effectBefore = countedBefore === undefined ? effect : designEffect(countedBefore, daysBefore, before);
  return {
    share: days / now.days,
    shareBefore: daysBefore / before.days,
    ratio: likelihoodRatio(days / effect, now.days / effect, daysBefore / effectBefore, before.days / effectBefore),
  };
}

/** How many times as much a word's share varies as it would if each day were another customer's; at least 1. */
function designEffect(counted: CountedTerm, days: number, { days: all, daysOf }: CountedPeriod): number {
  const share = days / all;
  if (share === 1 || daysOf.size < 2) return 1;
  const squares = [...daysOf].reduce(
    (sum, [customer, own]) => sum + ((counted.daysOf.get(customer) ?? 0) - share * own) ** 2,
    0,
  );
  return Math.max(1, (squares * daysOf.size) / (daysOf.size - 1) / (all * share * (1 - share)));
}

/** G² of a two by two table: with and without, now and before. */
function likelihoodRatio(now: number, allNow: number, before: number, allBefore: number): number {
  const share = (now + before) / (allNow + allBefore);
  const part = (count: number, expected: number) => (count <= 0 ? 0 : count * Math.log(count / expected));
  const parts =
    part(now, allNow * share) +
    part(before, allBefore * share) +
    part(allNow - now, allNow * (1 - share)) +
    part(allBefore - before, allBefore * (1 - share));
  return Math.max(0, 2 * parts);
}

interface Found {
  term: string;
  counted: CountedTerm;
  share: number;
  shareBefore: number;
  ratio: number;
}

function withoutPartsOf(found: readonly Found[]): Found[] {
  const phrases = found.filter(({ term }) => term.includes('\n'));
  return found.filter(({ term, counted }) => {
    const isWithin = (phrase: Found) =>
      phrase.term.split('\n').includes(term) && daysIn(phrase.counted) >= WITHIN_PHRASE * daysIn(counted);
    return !phrases.some(isWithin);
  });
}
