/** Logistic regression. */

/** An observation: its features and whether the event occurred. */
export interface Observation {
  features: number[];
  occurred: boolean;
}

/** The event's log-odds at all features 0, and what each feature adds per unit. */
export interface LogisticModel {
  intercept: number;
  slopes: number[];
}

const STEPS = 150;
const STEP_SIZE = 1;

/** The probability of the event, strictly between 0 and 1. */
export function predictProbability(model: LogisticModel, features: number[]): number {
  let logOdds = model.intercept;
  for (const [at, slope] of model.slopes.entries()) logOdds += slope * (features[at] ?? 0);
  return 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, logOdds))));
}

/**
 * The model that fits the observations best without straying from `prior`: maximum a posteriori under normal priors
 * around the prior's coefficients, worth `priorObservations` observations in all. Features should be of the order of
 * 1. Deterministic; without observations it is the prior.
 */
export function fitLogistic(
  observations: Observation[],
  prior: LogisticModel,
  priorObservations: number,
): LogisticModel {
  const total = observations.length + priorObservations;
  let model = prior;
  for (let step = 0; step < STEPS; step += 1) {
    const intercept = { at: model.intercept, pull: priorObservations * (prior.intercept - model.intercept) };
    const slopes = model.slopes.map((slope, at) => priorObservations * ((prior.slopes[at] ?? 0) - slope));
    for (const { features, occurred } of observations) {
      const error = (occurred ? 1 : 0) - predictProbability(model, features);
      intercept.pull += error;
      for (const [at, feature] of features.entries()) slopes[at] = (slopes[at] ?? 0) + error * feature;
    }
    model = {
      intercept: intercept.at + (STEP_SIZE * intercept.pull) / total,
      slopes: model.slopes.map((slope, at) => slope + (STEP_SIZE * (slopes[at] ?? 0)) / total),
    };
  }
  return model;
}
