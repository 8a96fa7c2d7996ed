/** What customers will ask next, as far as it can be told better than by how often each question is asked. */

import type { Interval } from '../../lib/statistics/differences.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import {
  baseRates,
  type Counts,
  countSteps,
  LEFT_OUT,
  nextProbabilities,
  type Past,
  type Question,
  STRENGTH_NAMES,
  type Step,
  type Strengths,
  toSteps,
} from './model.ts';

/** How well a way of telling did on the last fifth of the steps, which it had not seen. */
export interface Accuracy {
  /** Share of steps where the next question was the likeliest, or one of the three likeliest. */
  first: number;
  firstThree: number;
  /** The mean of -ln p of what was asked; smaller is better. */
  logLoss: number;
}

export interface NextQuestion {
  learntFrom: number;
  testedOn: number;
  intents: number;
  model: Accuracy;
  base: Accuracy;
  /** Log loss of the base rates less that of the model, of 95 %: above 0 the model is better. */
  gain: Interval;
  gainInFirst: Interval;
  /** Each intent with how likely this customer asks it next, the likeliest first; learnt from everything. */
  predict(past: Past): { intent: string; probability: number }[];
}

const LEAST_STEPS = 200;
const LEAST_TESTED_CUSTOMERS = 20;
const TESTED_SHARE = 0.2;
/** More questions than this are not learnt from; the last are. */
const MOST_STEPS = 20_000;
const STRENGTHS = [2, 10, 40, 160, Number.POSITIVE_INFINITY] as const;

/**
 * Learns from the first four fifths by time what is asked after what, and is known only where on the last fifth its log loss is better
 * than that of the base rates beyond chance (the interval of the difference takes a customer's questions as one draw) and it names
 * no fewer questions rightly. The textbook's mean squared error of categories' numbers means nothing; the log loss takes its place, and
 * what is measured is what was not learnt from, where the textbook's one row of test data gave an error of 0. What helps (the last question, the
 * time since, the last two, what the customer asks usually) is chosen within the first four fifths.
 */
export function learnNextQuestion(questions: readonly Question[]): Finding<NextQuestion> {
  const steps = toSteps(questions, MOST_STEPS);
  if (steps.length < LEAST_STEPS) {
    return unknown(`Customers came back with a question ${steps.length} times; ${LEAST_STEPS} are needed.`);
  }
  const intents = [...new Set(questions.map(({ intent }) => intent))].toSorted();
  if (intents.length < 2) return unknown('All questions are of one intent; two are needed.');
  const { learn, test } = splitByTime(steps);
  const customers = new Set(test.map(({ customerId }) => customerId)).size;
  if (customers < LEAST_TESTED_CUSTOMERS) {
    return unknown(`The last fifth is of ${customers} customers; ${LEAST_TESTED_CUSTOMERS} are needed.`);
  }
  const strengths = chooseStrengths(learn, intents);
  const counts = countSteps(learn, intents);
  const model = judge(test, counts, ({ past }) => nextProbabilities(counts, past, strengths));
  const rates = baseRates(counts);
  const base = judge(test, counts, () => rates);
  const gain = differenceByCustomer(test, base.losses, model.losses);
  const gainInFirst = differenceByCustomer(test, model.firsts, base.firsts);
  if (!(gain.low > 0) || model.accuracy.first < base.accuracy.first) {
    const found = `it loses ${model.accuracy.logLoss.toFixed(3)} a question where these lose ${base.accuracy.logLoss.toFixed(3)}`;
    return unknown(
      `What was asked before does not tell the next question better than how often each is asked: over ${test.length} questions ${found}.`,
    );
  }
  const all = countSteps(steps, intents);
  return {
    ...{ kind: 'known', learntFrom: learn.length, testedOn: test.length, intents: intents.length },
    ...{ model: model.accuracy, base: base.accuracy, gain, gainInFirst },
    predict: (past) =>
      nextProbabilities(all, past, strengths)
        .map((probability, index) => ({ intent: intents[index] ?? '', probability }))
        .toSorted((a, b) => b.probability - a.probability),
  };
}

function unknown(reason: string): { kind: 'unknown'; reason: string } {
  return { kind: 'unknown', reason };
}

/** Steps of one moment stay on one side. */
function splitByTime(steps: readonly Step[]): { learn: Step[]; test: Step[] } {
  const cut = steps[Math.floor(steps.length * (1 - TESTED_SHARE))]?.at ?? Number.POSITIVE_INFINITY;
  return { learn: steps.filter(({ at }) => at < cut), test: steps.filter(({ at }) => at >= cut) };
}

/** One strength after the other, each the best on the last fifth of what is learnt from; a context that does not help is left out. */
function chooseStrengths(steps: readonly Step[], intents: readonly string[]): Strengths {
  const { learn, test } = splitByTime(steps);
  const counts = countSteps(learn, intents);
  const lossOf = (strengths: Strengths) =>
    judge(test, counts, ({ past }) => nextProbabilities(counts, past, strengths)).accuracy.logLoss;
  let chosen = LEFT_OUT;
  let least = lossOf(chosen);
  for (const name of STRENGTH_NAMES) {
    for (const strength of STRENGTHS) {
      const candidate = { ...chosen, [name]: strength };
      const loss = lossOf(candidate);
      if (loss >= least) continue;
      chosen = candidate;
      least = loss;
    }
  }
  return chosen;
}

function judge(steps: readonly Step[], { intents }: Counts, tell: (step: Step) => readonly number[]) {
  const losses: number[] = [];
  const firsts: number[] = [];
  let firstThree = 0;
  for (const step of steps) {
    const probabilities = tell(step);
    const own = probabilities[intents.indexOf(step.next)] ?? 0;
    const before = probabilities.filter((probability) => probability > own).length;
    losses.push(-Math.log(Math.max(own, 1e-12)));
    firsts.push(before === 0 ? 1 : 0);
    if (before < 3) firstThree += 1;
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const accuracy = { first: mean(firsts), firstThree: firstThree / steps.length, logLoss: mean(losses) };
  return { losses, firsts, accuracy };
}

/** The mean of `a - b` with its interval, the steps of a customer taken as one draw (W. G. Cochran, "Sampling Techniques", 1977, 6.4). */
function differenceByCustomer(steps: readonly Step[], a: readonly number[], b: readonly number[]): Interval {
  const mean = a.reduce((sum, value, index) => sum + value - (b[index] ?? 0), 0) / steps.length;
  const sums = new Map<string, number>();
  for (const [index, { customerId }] of steps.entries()) {
    sums.set(customerId, (sums.get(customerId) ?? 0) + (a[index] ?? 0) - (b[index] ?? 0) - mean);
  }
  const squares = [...sums.values()].reduce((sum, value) => sum + value ** 2, 0);
  const reach = (1.96 * Math.sqrt((squares * sums.size) / (sums.size - 1))) / steps.length;
  return { low: mean - reach, high: mean + reach };
}
