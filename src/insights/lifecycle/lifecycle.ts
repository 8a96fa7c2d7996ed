/** Where customers are in their time with the desk, by stated definitions and by each one's own rhythm, and how loyal they are. */

import { DAY_MS } from '../../domain/policy.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import { quantile } from '../../lib/statistics/quantiles.ts';
import { type Loyalty, loyaltyOf } from './loyalty.ts';

/** All that is known of a customer, not only of the period. */
export interface CustomerRow {
  customerId: string;
  /** When the customer began talks, in epoch milliseconds, in any order; at least one. */
  contactedAt: readonly number[];
  /** Scores from 1 to 5. */
  ratings: readonly number[];
}

/**
 * In the words of customers' life cycle (acquire, convert, retain, loyal), as far as a desk sees it. Silence is the time since the last
 * day of contact, in rhythms:
 * - `new`: acquired; the first contact is at most 30 days ago, and there was no more than one day of contact.
 * - `active`: retained; silent for at most 2 rhythms.
 * - `loyal`: active, with a loyalty of at least 70.
 * - `returning`: won back; active, and the silence before the last contact was longer than 4 rhythms.
 * - `at_risk`: silent for more than 2 rhythms. Somebody who comes at random is silent for so long once in four times.
 * - `lapsed`: silent for more than 4 rhythms; once in sixteen times.
 */
export const STAGES = ['new', 'active', 'loyal', 'returning', 'at_risk', 'lapsed'] as const;
export type Stage = (typeof STAGES)[number];

export interface CustomerStage {
  customerId: string;
  stage: Stage;
  /** The customer's usual number of days between contacts, or the desk's where there are too few to tell. */
  rhythmDays: number;
  isOwnRhythm: boolean;
  silentDays: number;
  loyalty: Finding<Loyalty>;
}

export interface Lifecycle {
  customers: CustomerStage[];
  counts: Record<Stage, number>;
  /** The median of the days between contacts of all customers who came again. */
  deskRhythmDays: number;
}

const NEW_DAYS = 30;
const AT_RISK_AFTER = 2;
const LAPSED_AFTER = 4;
const LOYAL_FROM = 70;
/** A rhythm of one's own needs so many gaps, the desk's so many of anybody's. */
const LEAST_OWN_GAPS = 3;
const LEAST_GAPS = 30;
/** Several days in a row are one matter, and somebody who comes once a year has no rhythm to go by. */
const SHORTEST_RHYTHM_DAYS = 2;
const LONGEST_RHYTHM_DAYS = 180;

/** The stage of every customer at `now`, and how many there are in each. Contacts on one day (24 hours from the first) are one. */
export function findLifecycle(rows: readonly CustomerRow[], now: number): Finding<Lifecycle> {
  const customers = rows.map((row) => ({ row, days: contactDays(row, now) })).filter(({ days }) => days.length > 0);
  const gaps = customers.map(({ days }) => days.slice(1).map((day, index) => day - (days[index] ?? day)));
  const all = gaps.flat();
  const deskRhythm = quantile(all, 0.5);
  if (all.length < LEAST_GAPS || deskRhythm === undefined) {
    const reason = `Customers came again ${all.length} times; from ${LEAST_GAPS} on it can be told what is usual.`;
    return { kind: 'unknown', reason };
  }
  const deskRhythmDays = toRhythm(deskRhythm);
  const found = customers.map(({ row, days }, index) => {
    const own = gaps[index] ?? [];
    const isOwnRhythm = own.length >= LEAST_OWN_GAPS;
    const rhythmDays = isOwnRhythm ? toRhythm(quantile(own, 0.5) ?? deskRhythm) : deskRhythmDays;
    const silentDays = now / DAY_MS - (days.at(-1) ?? 0);
    const loyalty = loyaltyOf({
      contacts: days.length,
      tenureDays: now / DAY_MS - (days[0] ?? 0),
      silentDays,
      rhythmDays,
      ratings: row.ratings,
    });
    const stage = stageOf({ days, gaps: own, silentDays, rhythmDays, now, loyalty });
    return { customerId: row.customerId, stage, rhythmDays, isOwnRhythm, silentDays, loyalty };
  });
  const counts = Object.fromEntries(
    STAGES.map((stage) => [stage, found.filter((customer) => customer.stage === stage).length]),
  ) as Record<Stage, number>;
  return { kind: 'known', customers: found, counts, deskRhythmDays };
}

/** When each day of contact began, in days since 1970, in order; what is later than `now` is not known yet. */
function contactDays({ contactedAt }: CustomerRow, now: number): number[] {
  const days: number[] = [];
  for (const at of Float64Array.from(contactedAt).sort()) {
    const day = at / DAY_MS;
    if (at <= now && day >= (days.at(-1) ?? Number.NEGATIVE_INFINITY) + 1) days.push(day);
  }
  return days;
}

function toRhythm(days: number): number {
  return Math.min(LONGEST_RHYTHM_DAYS, Math.max(SHORTEST_RHYTHM_DAYS, days));
}

interface Known {
  days: number[];
  gaps: number[];
  silentDays: number;
  rhythmDays: number;
  now: number;
  loyalty: Finding<Loyalty>;
}

function stageOf({ days, gaps, silentDays, rhythmDays, now, loyalty }: Known): Stage {
  if (days.length === 1 && now / DAY_MS - (days[0] ?? 0) <= NEW_DAYS) return 'new';
  if (silentDays > LAPSED_AFTER * rhythmDays) return 'lapsed';
  if (silentDays > AT_RISK_AFTER * rhythmDays) return 'at_risk';
  if ((gaps.at(-1) ?? 0) > LAPSED_AFTER * rhythmDays) return 'returning';
  return loyalty.kind === 'known' && loyalty.score >= LOYAL_FROM ? 'loyal' : 'active';
}
