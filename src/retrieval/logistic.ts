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
  for (let at = 0; at < features.length; at += 1) logOdds += (model.slopes[at] ?? 0) * (features[at] ?? 0);
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
    const pull = pullOf(observations, model);
    const moved = (at: number, from: number, home: number) =>
      from + (STEP_SIZE * ((pull[at] ?? 0) + priorObservations * (home - from))) / total;
    model = {
      intercept: moved(prior.slopes.length, model.intercept, prior.intercept),
      slopes: model.slopes.map((slope, at) => moved(at, slope, prior.slopes[at] ?? 0)),
    };
  }
  return model;
}

/** How far the observations would have each slope rise, and behind them the intercept: the gradient of the likelihood. */
function pullOf(observations: Observation[], model: LogisticModel): Float64Array {
  const intercept = model.slopes.length;
  const pull = new Float64Array(intercept + 1);
  for (const { features, occurred } of observations) {
    const error = (occurred ? 1 : 0) - predictProbability(model, features);
    for (let at = 0; at < intercept; at += 1) pull[at] = (pull[at] ?? 0) + error * (features[at] ?? 0);
    pull[intercept] = (pull[intercept] ?? 0) + error;
  }
  return pull;
}
