/** What is asked more, or less, than before: by intent and week. */

import { DAY_MS } from '../../domain/policy.ts';
import { holm, studentQuantile } from '../../lib/statistics/distributions.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import { compareRates } from './rates.ts';

/** A question that a customer asked. */
export interface DemandRow {
  customerId: string;
  /** Epoch milliseconds. */
  at: number;
  intent: string;
}

export interface IntentDemand {
  intent: string;
  /** Questions in each week, the last one last. */
  questions: number[];
  /** Customers who asked, each once a week: the sum of the last weeks, and what is usual for so many weeks. */
  customers: number;
  usual: number;
  /** How many times as many customers a week as before, with its interval of 95 %; undefined where nobody asked before. */
  times: number | undefined;
  low: number;
  high: number | undefined;
  /** Corrected for the number of intents. */
  p: number;
  /** What is beyond chance. */
  change: 'rising' | 'falling' | undefined;
}

export interface Demand {
  /** When each week begins. */
  weeks: number[];
  /** How many of the weeks, the last ones, are compared with those before. */
  recentWeeks: number;
  /** All questions together: what rises with it rises with the whole desk. */
  all: IntentDemand;
  /** Those with the most customers first. */
  intents: IntentDemand[];
}

export interface DemandOptions {
  /** Weeks are counted back from here. */
  until: number;
  /** From when on everything is known; weeks before that are left out. */
  knownSince: number;
  recentWeeks?: number;
  weeksBefore?: number;
}

const WEEK_MS = 7 * DAY_MS;
const LEAST_WEEKS_BEFORE = 4;
/** What fewer customers asked in all these weeks cannot be told from chance. */
const LEAST_CUSTOMERS = 5;
const LEVEL = 0.05;
/** So many degrees of freedom make Student's t the normal distribution. */
const CERTAIN = 1e7;
/** How many weeks' worth of the other intents' spread stands beside an intent's own. */
const HELD_TO_OTHERS = 16;

/**
 * Compares each intent's last weeks with those before. A customer counts once a week, so that who asks ten times is no rise. Rates are
 * compared by the conditional test of two Poisson rates (J. Przyborowski and H. Wilenski, 1940), counts and all divided by how much more
 * weeks differ than chance has them differ (R. W. M. Wedderburn's quasi-likelihood, 1974), which is estimated from the weeks before, of the
 * intent and of all; and by Holm's correction some intent is named by mistake in about one period of twenty at most.
 */
export function findDemand(rows: readonly DemandRow[], options: DemandOptions): Finding<Demand> {
  const { until, knownSince, recentWeeks = 1, weeksBefore = 8 } = options;
  const whole = Math.min(weeksBefore + recentWeeks, Math.floor((until - knownSince) / WEEK_MS));
  const before = whole - recentWeeks;
  if (!(before >= LEAST_WEEKS_BEFORE)) {
    const reason = `There are ${Math.max(0, before)} whole weeks to compare with; ${LEAST_WEEKS_BEFORE} are needed.`;
    return { kind: 'unknown', reason };
  }
  const weeks = Array.from({ length: whole }, (_, index) => until - (whole - index) * WEEK_MS);
  const counted = countByWeek(rows, weeks, until);
  const all = sumOf([...counted.values()], whole);
  const some = [...counted].filter(([, { customers }]) => sum(customers) >= LEAST_CUSTOMERS);
  if (some.length === 0) {
    const reason = `No question was asked by ${LEAST_CUSTOMERS} customers in these ${whole} weeks.`;
    return { kind: 'unknown', reason };
  }
  const spread = createSpread(some.map(([, { customers }]) => customers.slice(0, before)));
  const compare = (intent: string, { questions, customers }: Weekly): IntentDemand => {
    const was = customers.slice(0, before);
    const compared = compareRates(
      { count: sum(customers.slice(before)), length: recentWeeks },
      { count: sum(was), length: before },
      spread(was),
    );
    const usual = (sum(was) / before) * recentWeeks;
    return { intent, questions, customers: sum(customers.slice(before)), usual, ...compared, change: undefined };
  };
  const compared = some.map(([intent, weekly]) => compare(intent, weekly));
  const corrected = holm(compared.map(({ p }) => p));
  const intents = compared
    .map((demand, index) => withChange({ ...demand, p: corrected[index] ?? 1 }))
    .toSorted((a, b) => b.customers - a.customers || b.usual - a.usual);
  return { kind: 'known', weeks, recentWeeks, all: withChange(compare('all', all)), intents };
}

function withChange(demand: IntentDemand): IntentDemand {
  const change = demand.customers > demand.usual ? 'rising' : 'falling';
  return { ...demand, change: demand.p < LEVEL ? change : undefined };
}

interface Weekly {
  questions: number[];
  customers: number[];
}

function countByWeek(rows: readonly DemandRow[], weeks: readonly number[], until: number): Map<string, Weekly> {
  const first = weeks[0] ?? until;
  const counted = new Map<string, Weekly>();
  const seen = new Set<string>();
  for (const { customerId, at, intent } of rows) {
    if (at < first || at >= until) continue;
    const week = Math.floor((at - first) / WEEK_MS);
    const weekly = counted.get(intent) ?? { questions: weeks.map(() => 0), customers: weeks.map(() => 0) };
    counted.set(intent, weekly);
    weekly.questions[week] = (weekly.questions[week] ?? 0) + 1;
    const key = JSON.stringify([week, intent, customerId]);
    if (seen.has(key)) continue;
    seen.add(key);
    weekly.customers[week] = (weekly.customers[week] ?? 0) + 1;
  }
  return counted;
}

function sumOf(weeklies: readonly Weekly[], whole: number): Weekly {
  const sumBy = (of: (weekly: Weekly) => number[]) =>
    Array.from({ length: whole }, (_, week) => weeklies.reduce((total, weekly) => total + (of(weekly)[week] ?? 0), 0));
  return { questions: sumBy(({ questions }) => questions), customers: sumBy(({ customers }) => customers) };
}

/**
 * How many times as much weekly counts vary as Poisson's would: Pearson's statistic by its degrees of freedom, held to that of all, which
 * grows with the mean as the negative binomial's does (1 + α · mean); at least 1. What is beyond 1 is only estimated, and counts more by
 * as much as Student's t is wider than the normal distribution where intents are named.
 */
function createSpread(all: readonly (readonly number[])[]): (counts: readonly number[]) => number {
  const mean = (counts: readonly number[]) => sum(counts) / counts.length;
  const pearson = (counts: readonly number[]) =>
    mean(counts) === 0 ? 0 : sum(counts.map((count) => (count - mean(counts)) ** 2)) / mean(counts);
  const beyond = sum(all.map((counts) => pearson(counts) - (counts.length - 1)));
  const scale = sum(all.map((counts) => (counts.length - 1) * mean(counts)));
  const alpha = scale === 0 ? 0 : Math.max(0, beyond / scale);
  return (counts) => {
    const usual = 1 + alpha * mean(counts);
    const degrees = counts.length - 1 + HELD_TO_OTHERS;
    const spread = Math.max(1, (pearson(counts) + HELD_TO_OTHERS * usual) / degrees);
    const level = 1 - LEVEL / all.length;
    const unsure = (studentQuantile(level, degrees) / studentQuantile(level, CERTAIN)) ** 2;
    return 1 + (spread - 1) * unsure;
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
