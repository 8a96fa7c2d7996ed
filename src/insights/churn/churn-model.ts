/** A logistic regression of who leaves, held to “nothing counts” as firmly as suits the customers it learns from. */

import { type Example, examineFit, fitLogistic } from '../../lib/logistic-regression.ts';
import { type DesignColumn, type Features, type Interaction, learnDesign } from './design.ts';

/** A customer, and whether they left: features as of a day, and what became of them after it. */
export interface CustomerRow {
  id: string;
  churned: boolean;
  features: Features;
}

export interface ChurnModel {
  /** The log odds of an average customer. */
  average: number;
  columns: readonly DesignColumn[];
  weights: readonly number[];
  /** How firmly the weights are held to 0. */
  ridge: number;
}

/** How firmly weights may be held: the precisions of their normal priors, in standard deviations of their columns. */
const RIDGES = [0.3, 1, 3, 10, 30, 100];

/**
 * Learns from these customers alone: the columns, how firmly weights are held, and the weights. Of the ridges that is taken of which
 * Akaike's criterion expects the least loss on other customers, with effective degrees of freedom (R. J. Gray, 1992).
 */
export function learnChurn(customers: readonly CustomerRow[], interactions: readonly Interaction[]): ChurnModel {
  const columns = learnDesign(
    customers.map(({ features }) => features),
    interactions,
  );
  const examples = customers.map(({ features, churned }): Example => {
    return { features: [1, ...columns.map(({ measure }) => measure(features))], happened: churned, weight: 1 };
  });
  const fits = RIDGES.map((ridge) => {
    const strength = [0, ...columns.map(() => ridge)];
    const all = fitLogistic(examples, [0, ...columns.map(() => 0)], strength);
    const { covariance, loss } = examineFit(examples, all, strength);
    const held = columns.reduce((sum, _, index) => sum + ridge * (covariance[index + 1]?.[index + 1] ?? 0), 0);
    return { ridge, all, expectedLoss: loss + 1 + columns.length - held };
  });
  const { ridge, all } = fits.reduce((best, fit) => (fit.expectedLoss < best.expectedLoss ? fit : best));
  return { average: all[0] ?? 0, columns, weights: all.slice(1), ridge };
}

/** How likely a customer leaves. */
export function probabilityOf(model: ChurnModel, features: Features): number {
  const logOdds = model.columns.reduce(
    (sum, { measure }, index) => sum + (model.weights[index] ?? 0) * measure(features),
    model.average,
  );
  return 1 / (1 + Math.exp(-logOdds));
}

/** What makes a customer likelier to leave than an average one (below 0: less likely), in log odds. */
export interface Contribution {
  feature: string;
  logOdds: number;
}

/**
 * What each feature contributes, the largest first; all together are the customer's log odds less those of an average one. What two
 * features do together is halved between them (L. S. Shapley, 1953, of a product of deviations).
 */
export function contributionsOf(model: ChurnModel, features: Features): Contribution[] {
  const sums = new Map<string, number>();
  for (const [index, { about, measure }] of model.columns.entries()) {
    const part = ((model.weights[index] ?? 0) * measure(features)) / about.length;
    for (const feature of about) sums.set(feature, (sums.get(feature) ?? 0) + part);
  }
  return [...sums].map(([feature, logOdds]) => ({ feature, logOdds })).sort((a, b) => b.logOdds - a.logOdds);
}
