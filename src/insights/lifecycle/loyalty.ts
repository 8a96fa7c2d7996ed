/** How loyal a customer is, as a score of stated parts. */

import type { Finding } from '../../lib/statistics/finding.ts';

export interface LoyaltyInput {
  /** Days with a contact. */
  contacts: number;
  /** Since the first contact. */
  tenureDays: number;
  /** Since the last contact. */
  silentDays: number;
  /** The usual number of days between contacts. */
  rhythmDays: number;
  /** From 1 to 5. */
  ratings: readonly number[];
}

/** Each part from 0 to 1, the score from 0 to 100. */
export interface Loyalty {
  score: number;
  recency: number;
  frequency: number;
  tenure: number;
  satisfaction: number;
}

/** What each part counts. */
const WEIGHTS = { recency: 0.3, frequency: 0.15, tenure: 0.2, satisfaction: 0.35 } as const;

const LEAST_CONTACTS = 3;
const LEAST_TENURE_DAYS = 30;
const LEAST_RATINGS = 1;
/** So much of each is half of all that can be had. */
const HALF_CONTACTS = 4;
const HALF_TENURE_DAYS = 90;
/** A mean of few ratings counts as if so many 3s had been given besides. */
const HELD_TO_MIDDLE = 1;

/**
 * Loyalty = 100 · (.3 recency + .15 frequency + .2 tenure + .35 satisfaction), where recency = 1 up to one rhythm of silence and half
 * for each further one, frequency = contacts / (contacts + 4), tenure = days / (days + 90), and satisfaction = (mean rating - 1) / 4 with
 * one 3 added to the ratings. It is nothing that was measured but a definition, and says most beside itself at another time. Nothing is
 * said of fewer than 3 days of contact, 30 days, or without a rating.
 */
export function loyaltyOf({ contacts, tenureDays, silentDays, rhythmDays, ratings }: LoyaltyInput): Finding<Loyalty> {
  const reason = whatIsMissing(contacts, tenureDays, ratings.length);
  if (reason !== undefined) return { kind: 'unknown', reason };
  const sum = ratings.reduce((total, rating) => total + rating, 3 * HELD_TO_MIDDLE);
  const parts = {
    recency: 0.5 ** Math.max(0, silentDays / rhythmDays - 1),
    frequency: contacts / (contacts + HALF_CONTACTS),
    tenure: tenureDays / (tenureDays + HALF_TENURE_DAYS),
    satisfaction: (sum / (ratings.length + HELD_TO_MIDDLE) - 1) / 4,
  };
  const score =
    100 *
    (WEIGHTS.recency * parts.recency +
      WEIGHTS.frequency * parts.frequency +
      WEIGHTS.tenure * parts.tenure +
      WEIGHTS.satisfaction * parts.satisfaction);
  return { kind: 'known', score, ...parts };
}

function whatIsMissing(contacts: number, tenureDays: number, ratings: number): string | undefined {
  if (contacts < LEAST_CONTACTS)
    return `The customer came on ${contacts} days; loyalty is told from ${LEAST_CONTACTS} on.`;
  if (tenureDays < LEAST_TENURE_DAYS) {
    return `The customer has been known for ${Math.floor(tenureDays)} days; loyalty is told from ${LEAST_TENURE_DAYS} on.`;
  }
  if (ratings < LEAST_RATINGS) return `The customer gave no rating; loyalty is told from ${LEAST_RATINGS} on.`;
  return undefined;
}
