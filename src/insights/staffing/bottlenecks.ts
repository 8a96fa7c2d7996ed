/** Where tickets wait, for whom, and in which categories more than their number would have it. */

import type { Interval } from '../../lib/statistics/differences.ts';
import { studentQuantile } from '../../lib/statistics/distributions.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import { kaplanMeierQuantile, type LastingQuantile } from '../../lib/statistics/survival.ts';

/** The waits of a ticket, in order; what has not happened is undefined. */
export interface TicketWaits {
  category: string;
  openedAt: number;
  claimedAt: number | undefined;
  firstReplyAt: number | undefined;
  /** After the first reply, in the time that `elapsed` counts. */
  waitingForCustomerMs: number;
  resolvedAt: number | undefined;
}

/** What a ticket waits for: somebody to take it up, their first reply, what they do after it, or the customer. */
export const STAGES = ['claim', 'first_reply', 'work', 'customer'] as const;
export type Stage = (typeof STAGES)[number];

export const WAITS_FOR = { claim: 'team', first_reply: 'agent', work: 'agent', customer: 'customer' } as const;

export interface Bottleneck {
  category: string;
  stage: Stage;
  waitsFor: (typeof WAITS_FOR)[Stage];
  /** Of all waiting of all tickets, with 95 % certainty. */
  share: number;
  interval: Interval | undefined;
  /** Tickets that were in the stage, and those of them that still are: to the share they add their time so far. */
  tickets: number;
  unfinished: number;
  /** In milliseconds, of tickets until they leave the stage, with 95 % certainty; undefined where too few have left it. */
  median: LastingQuantile;
  ninetieth: LastingQuantile;
  /** Fewer than `FEW_TICKETS`: figures are of these tickets, and say little of others. */
  isFew: boolean;
  /** Its share of the stage's waiting is more than its share of the tickets in it: with 95 % certainty of all that are named together. */
  isOverdue: boolean;
}

export interface BottleneckOptions {
  /** The end of what is known: tickets that wait still have waited until then. */
  until: number;
  /** Counts the time between two moments, such as opening hours only. */
  elapsed?: (from: number, to: number) => number;
}

export const FEW_TICKETS = 20;
/** With fewer tickets in all nothing is said. */
const LEAST_TICKETS = 10;

/** The stages of all categories, those with most of all waiting first; says why where that cannot be told. */
export function findBottlenecks(
  tickets: readonly TicketWaits[],
  { until, elapsed = (from, to) => to - from }: BottleneckOptions,
): Finding<{ bottlenecks: Bottleneck[]; tickets: number }> {
  const opened = tickets.filter(({ openedAt }) => openedAt < until);
  if (opened.length < LEAST_TICKETS) {
    return {
      kind: 'unknown',
      reason: `There were ${opened.length} tickets; it takes ${LEAST_TICKETS} to tell where they wait.`,
    };
  }
  const waits = opened.map((ticket) => ({ category: ticket.category, stages: stagesOf(ticket, until, elapsed) }));
  const totals = waits.map(({ stages }) => stages.reduce((sum, { ms }) => sum + ms, 0));
  if (totals.every((total) => total === 0)) {
    return { kind: 'unknown', reason: `None of ${opened.length} tickets waited at all.` };
  }
  const categories = [...new Set(waits.map(({ category }) => category))];
  const certainty = 1 - 0.05 / (categories.length * STAGES.length);
  const bottlenecks = categories.flatMap((category) =>
    STAGES.flatMap((stage) => describe({ category, stage, certainty }, waits, totals)),
  );
  return { kind: 'known', tickets: opened.length, bottlenecks: bottlenecks.toSorted((a, b) => b.share - a.share) };
}

interface StageWait {
  stage: Stage;
  ms: number;
  isFinished: boolean;
}

interface CategoryWaits {
  category: string;
  stages: StageWait[];
}

/** The stages that a ticket reached until then; moments that are out of order leave stages of no length. */
function stagesOf(
  { openedAt, claimedAt, firstReplyAt, waitingForCustomerMs, resolvedAt }: TicketWaits,
  until: number,
  elapsed: (from: number, to: number) => number,
): StageWait[] {
  const seen = (at: number | undefined) => (at !== undefined && at < until ? at : undefined);
  const end = seen(resolvedAt);
  const repliedAt = seen(firstReplyAt) ?? end;
  // Who replies, or resolves, without claiming has taken it up by that.
  const takenAt = seen(claimedAt) ?? repliedAt;
  const length = (from: number, to = until) => Math.max(0, elapsed(from, Math.max(from, to)));
  const stages: StageWait[] = [{ stage: 'claim', ms: length(openedAt, takenAt), isFinished: takenAt !== undefined }];
  if (takenAt === undefined) return stages;
  stages.push({ stage: 'first_reply', ms: length(takenAt, repliedAt), isFinished: repliedAt !== undefined });
  if (repliedAt === undefined) return stages;
  const after = length(repliedAt, end);
  const customer = Math.min(after, Math.max(0, waitingForCustomerMs));
  const isFinished = end !== undefined;
  stages.push({ stage: 'work', ms: after - customer, isFinished });
  if (customer > 0) stages.push({ stage: 'customer', ms: customer, isFinished });
  return stages;
}

function describe(
  { category, stage, certainty }: { category: string; stage: Stage; certainty: number },
  waits: readonly CategoryWaits[],
  totals: readonly number[],
): Bottleneck[] {
  const inStage = waits.map(({ stages }) => stages.find((one) => one.stage === stage));
  const here = inStage.filter((one, index) => one && waits[index]?.category === category) as StageWait[];
  if (here.length === 0) return [];
  const ofCategory = inStage.map((one, index) => (waits[index]?.category === category ? (one?.ms ?? 0) : 0));
  const lastings = here.map(({ ms, isFinished }) => ({ lasted: ms, isComplete: isFinished }));
  const all = inStage.filter((one) => one !== undefined);
  const ofStage = shareOf(
    ofCategory.filter((_, index) => inStage[index] !== undefined),
    all.map(({ ms }) => ms),
    certainty,
  );
  const isFew = here.length < FEW_TICKETS;
  return [
    {
      ...{ category, stage, waitsFor: WAITS_FOR[stage], isFew },
      ...shareOf(ofCategory, totals),
      tickets: here.length,
      unfinished: here.filter(({ isFinished }) => !isFinished).length,
      median: kaplanMeierQuantile(lastings, 0.5),
      ninetieth: kaplanMeierQuantile(lastings, 0.9),
      isOverdue: !isFew && (ofStage.interval?.low ?? 0) > here.length / all.length,
    },
  ];
}

/**
 * The share that parts have of wholes, each ticket with both: a ratio of sums, whose error is that of what each ticket is off it (W. G. Cochran,
 * "Sampling Techniques", 2.11).
 */
function shareOf(
  parts: readonly number[],
  wholes: readonly number[],
  certainty = 0.95,
): { share: number; interval: Interval | undefined } {
  const whole = wholes.reduce((sum, value) => sum + value, 0);
  if (whole === 0) return { share: 0, interval: undefined };
  const share = parts.reduce((sum, value) => sum + value, 0) / whole;
  const count = parts.length;
  if (count < LEAST_TICKETS) return { share, interval: undefined };
  const squares = parts.reduce((sum, value, index) => sum + (value - share * (wholes[index] as number)) ** 2, 0);
  const reach = (studentQuantile(certainty, count - 1) * Math.sqrt((squares * count) / (count - 1))) / whole;
  return { share, interval: { low: Math.max(0, share - reach), high: Math.min(1, share + reach) } };
}
