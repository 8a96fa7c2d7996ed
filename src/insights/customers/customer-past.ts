/** What is known of a customer at a moment, as the model of who leaves reads it. */

import { DAY_MS, HOUR_MS } from '../../domain/policy.ts';
import { groupBy } from '../../lib/group-by.ts';
import type { CurrentCustomer } from '../churn/churn.ts';
import type { CustomerRow } from '../churn/churn-model.ts';
import type { Features } from '../churn/design.ts';
import type { History } from '../history/history.ts';
import type { Talk } from '../history/talks.ts';
import { ticketTimes } from '../history/ticket-times.ts';

/** Everything of one customer that is over. */
export interface CustomerPast {
  customerId: string;
  talks: readonly Talk[];
  ratings: readonly { score: number; at: number }[];
  waits: readonly { at: number; waitedMs: number }[];
}

/** What is known of each customer. */
export function pastsOf(
  { talks, scores, tickets }: Pick<History, 'talks' | 'scores' | 'tickets'>,
  now: number,
): CustomerPast[] {
  const ratings = groupBy(
    scores.filter(({ about, score }) => about === 'rating' && score !== undefined),
    ({ customerId }) => customerId,
  );
  const waits = new Map<string, { at: number; waitedMs: number }[]>();
  for (const ticket of tickets) {
    const waitedMs = ticketTimes(ticket, undefined, now).firstReply?.wallMs;
    if (waitedMs === undefined) continue;
    const wait = { at: ticket.openedAt, waitedMs };
    const known = waits.get(ticket.customerId);
    if (known === undefined) waits.set(ticket.customerId, [wait]);
    else known.push(wait);
  }
  return [...groupBy(talks, ({ customerId }) => customerId)].map(([customerId, own]) => ({
    customerId,
    talks: own,
    ratings: (ratings.get(customerId) ?? []).flatMap(({ score, scoredAt }) =>
      score === undefined || scoredAt === undefined ? [] : [{ score, at: scoredAt }],
    ),
    waits: waits.get(customerId) ?? [],
  }));
}

/** Those who have not left yet, as they are now. */
export function currentCustomers(pasts: readonly CustomerPast[], now: number): CurrentCustomer[] {
  return pasts.flatMap((past) => {
    const features = churnFeatures(past, now);
    return features === undefined ? [] : [{ id: past.customerId, features }];
  });
}

/** Who was silent for longer than this is taken to have left already, and teaches nothing about leaving. */
const LONGEST_SILENCE_DAYS = 60;
const HORIZONS_DAYS = [60, 45, 30] as const;

/** What is known of a customer, by what it is called where it is listed. */
export type ChurnFeature =
  | 'days of silence'
  | 'talks'
  | 'days since the first talk'
  | 'silence, as a multiple of the usual one'
  | 'last rating'
  | 'an answer did not help'
  | 'hours waited for a person'
  | 'needed a person'
  | 'left unanswered';

/** What is known at a moment; undefined of customers who had not come yet, or were silent for so long that they have left. */
function churnFeatures(
  { talks, ratings, waits }: CustomerPast,
  at: number,
): Record<ChurnFeature, Features[string]> | undefined {
  const before = talks.filter(({ startedAt }) => startedAt < at);
  const [first, last] = [before[0], before.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const silentDays = (at - last.startedAt) / DAY_MS;
  if (silentDays > LONGEST_SILENCE_DAYS) return undefined;
  const tenureDays = (at - first.startedAt) / DAY_MS;
  const rhythmDays = before.length < 2 ? 30 : (last.startedAt - first.startedAt) / DAY_MS / (before.length - 1);
  const waitedMs = waits.filter((one) => one.at < at).at(-1)?.waitedMs;
  return {
    'days of silence': silentDays,
    talks: before.length,
    'days since the first talk': tenureDays,
    'silence, as a multiple of the usual one': silentDays / Math.max(1, rhythmDays),
    'last rating': ratings.filter((one) => one.at < at).at(-1)?.score,
    'an answer did not help': last.notHelpedAt.some((one) => one < at),
    'hours waited for a person': waitedMs === undefined ? undefined : waitedMs / HOUR_MS,
    'needed a person': last.ticketSince !== undefined && last.ticketSince < at,
    'left unanswered': last.end === 'unanswered',
  };
}

/**
 * Customers as they were some time ago, with whether they have come since: as far back as leaves twice as much time before. A reason where
 * nothing is known for so long.
 */
export function churnRows(
  pasts: readonly CustomerPast[],
  { since, now }: { since: number; now: number },
): { rows: CustomerRow[]; horizonDays: number } | { reason: string } {
  const begun = Math.min(...pasts.map(({ talks }) => talks[0]?.startedAt ?? Number.POSITIVE_INFINITY));
  const knownDays = (now - Math.max(since, begun)) / DAY_MS;
  const horizonDays = HORIZONS_DAYS.find((days) => 2 * days <= knownDays);
  if (horizonDays === undefined) {
    return {
      reason: `Customers are known for ${Math.max(0, Math.floor(knownDays)) || 0} days; it takes 60 to see who stays away for 30.`,
    };
  }
  const cut = now - horizonDays * DAY_MS;
  const rows = pasts.flatMap((past): CustomerRow[] => {
    const features = churnFeatures(past, cut);
    if (features === undefined) return [];
    return [{ id: past.customerId, features, churned: !past.talks.some(({ startedAt }) => startedAt >= cut) }];
  });
  return { rows, horizonDays };
}
