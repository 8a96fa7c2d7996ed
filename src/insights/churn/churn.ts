/** Who is likely to leave, why, and how far that can be relied on. */

import { createRandom, shuffled } from '../../lib/random.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import { fitMaximumLikelihood, type LikelihoodFit } from '../../lib/statistics/maximum-likelihood.ts';
import { quantile } from '../../lib/statistics/quantiles.ts';
import { learnBorneOut } from './borne-out.ts';
import { type Contribution, type CustomerRow, contributionsOf, learnChurn, probabilityOf } from './churn-model.ts';
import { type ChurnQuality, crossValidate, qualityOf } from './cross-validate.ts';
import type { Features, Interaction } from './design.ts';
import { plainColumns } from './plain-columns.ts';

export interface ChurnOptions {
  /** Pairs of features of which the one may count differently for each value of the other. */
  interactions?: readonly Interaction[];
  /** Of how customers are dealt into tenths. */
  seed?: number;
}

/** A customer of whom it is not known yet whether they leave. */
export interface CurrentCustomer {
  id: string;
  features: Features;
}

export interface ChurnRisk {
  id: string;
  probability: number;
  /** Whether they are as likely to leave as the likeliest tenth of those whose outcome is known. */
  isFlagged: boolean;
  /**
   * What speaks most for their leaving, against an average customer, and is borne out by those whose outcome is known; the strongest first.
   * None for who is not flagged.
   */
  reasons: Contribution[];
}

export interface Churn {
  /** The customers that it is learnt from, and how many of them left. */
  count: number;
  churned: number;
  /** Of customers that the model had not seen, by tenths. */
  quality: ChurnQuality;
  /** What goes with leaving, in log odds by maximum likelihood; association and no cause. */
  associations: Finding<LikelihoodFit>;
  /** Of the current customers, the likeliest to leave first. */
  risks: ChurnRisk[];
}

/** Fewer than so many of either outcome are not enough to learn from. */
const LEAST_OF_EITHER = 50;
/** More teach hardly more; so many are drawn. */
const MOST_CUSTOMERS = 3_000;
const MOST_REASONS = 3;
/** A feature that speaks less than this for leaving, in log odds, is no reason. */
const LEAST_REASON = 0.1;

/**
 * Learns from customers whose outcome is known who of the current ones is likely to leave. Features are as of one day and `churned` says
 * what happened after it, or the answer is among the questions. Where those who left cannot be told from the others in customers that
 * the model has not seen, nothing is shown. The probability is 1 / (1 + e^-(b0 + Σ bi·xi)), with a weight for each feature and found by
 * likelihood: least squares, at times named for it, fit no probabilities.
 */
export function findChurn(
  customers: readonly CustomerRow[],
  current: readonly CurrentCustomer[],
  { interactions = [], seed = 1 }: ChurnOptions = {},
): Finding<Churn> {
  const churned = customers.filter((customer) => customer.churned).length;
  const stayed = customers.length - churned;
  if (Math.min(churned, stayed) < LEAST_OF_EITHER) {
    return unknown(
      `Not enough data: ${churned} customers left and ${stayed} stayed; ${LEAST_OF_EITHER} of each are needed.`,
    );
  }
  const learnt = customers.length > MOST_CUSTOMERS ? draw(customers, seed) : customers;
  const scored = crossValidate(learnt, interactions, seed);
  const quality = qualityOf(scored);
  if (quality === undefined || quality.areaUnderCurve.low <= 0.5) {
    const { value = 0.5, low = 0, high = 1 } = quality?.areaUnderCurve ?? {};
    return unknown(
      `What is known of ${learnt.length} customers does not tell who leaves: of two of whom one left it names the right one in ${percent(value)} (${percent(low)} to ${percent(high)}), and chance in 50 %.`,
    );
  }
  const model = learnChurn(learnt, interactions);
  const flaggedFrom =
    quantile(
      scored.map(({ score }) => score),
      0.9,
    ) ?? 1;
  const isBorneOut = learnBorneOut(learnt);
  const reasonsOf = (features: Features) =>
    contributionsOf(model, features)
      .filter(({ feature, logOdds }) => logOdds >= LEAST_REASON && isBorneOut(feature, features[feature]))
      .slice(0, MOST_REASONS);
  const plain = plainColumns(learnt.map(({ features }) => features));
  return {
    kind: 'known',
    count: learnt.length,
    churned: learnt.filter((customer) => customer.churned).length,
    quality,
    associations: fitMaximumLikelihood(
      plain.names,
      plain.rows,
      learnt.map((customer) => customer.churned),
    ),
    risks: current
      .map(({ id, features }): ChurnRisk => {
        const probability = probabilityOf(model, features);
        const isFlagged = probability >= flaggedFrom;
        return { id, probability, isFlagged, reasons: isFlagged ? reasonsOf(features) : [] };
      })
      .sort((a, b) => b.probability - a.probability),
  };
}

/** As many as are learnt from, in the order given. */
function draw(customers: readonly CustomerRow[], seed: number): CustomerRow[] {
  const drawn = new Set(shuffled([...customers.keys()], createRandom(seed)).slice(0, MOST_CUSTOMERS));
  return customers.filter((_, index) => drawn.has(index));
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function unknown(reason: string): { kind: 'unknown'; reason: string } {
  return { kind: 'unknown', reason };
}
