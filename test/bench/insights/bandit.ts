/** What trying several answers costs, and how often the best is named rightly, with scores that come late and mostly never. */

import { drawAnswer, evidenceOf, type GivenAnswer, SILENCE_MS, sharesOf } from '../../../src/domain/answer-trial.ts';
import { trialReport } from '../../../src/insights/bandit/trial-report.ts';
import { createRandom } from '../../../src/lib/random.ts';
import type { Evidence } from '../../../src/lib/statistics/thompson.ts';
import type { Measure } from './measure.ts';

const RUNS_PER_SET = 50;
const DAYS = 120;
const MESSAGES = 6_000;
const DAY_MS = 24 * 60 * 60_000;
/** What is known is read anew so often: a desk does so oftener. */
const REFRESH_MS = DAY_MS;
const EXPLORED = 0.1;

/** How likely each answer is to help. */
const SETS = [
  [0.5, 0.7],
  [0.6, 0.75, 0.55],
  [0.4, 0.5, 0.6, 0.75],
  [0.8, 0.65],
  [0.6, 0.66, 0.5],
];
const SCORED_SHARE = 0.15;
/** Of those whom it did not help and who give no score. */
const HANDED_OVER_SHARE = 0.4;
const REOPENED_SHARE = 0.1;

type Choose = (evidence: ReadonlyMap<string, Evidence>, random: () => number) => (messageId: string) => number;

/** Measures all sets of answers together. */
export async function measureBandit(): Promise<Measure[]> {
  const regrets = { thompson: 0, greedy: 0, uniform: 0 };
  let named = 0;
  let right = 0;
  let runs = 0;
  let covered = 0;
  for (const [number, helps] of SETS.entries()) {
    const answers = helps.map((_, index) => `answer ${index}`);
    for (let run = 0; run < RUNS_PER_SET; run++) {
      runs++;
      const seed = 1_000 * (number + 1) + run + 1;
      const sampled = simulate(helps, thompson(answers), seed);
      regrets.thompson += sampled.regret;
      regrets.greedy += simulate(helps, greedy(answers), seed).regret;
      regrets.uniform += simulate(helps, (_, random) => () => Math.floor(random() * answers.length), seed).regret;
      const report = trialReport(answers, sampled.given, DAYS * DAY_MS);
      if (report.kind === 'unknown') continue;
      if (report.regret.low <= sampled.regret && sampled.regret <= report.regret.high) covered++;
      if (report.best.kind === 'unknown') continue;
      named++;
      if (report.best.answer === answers[helps.indexOf(Math.max(...helps))]) right++;
    }
  }
  const stated = `${MESSAGES} answers in ${DAYS} days, 2 to 4 answers that help ${SETS.map((set) => set.join('/')).join(', ')}`;
  const peers = { 'epsilon-greedy 0.1': 1, uniform: regrets.uniform / regrets.greedy };
  return [
    {
      name: 'bandit.regret_of_epsilon_greedy',
      value: regrets.thompson / regrets.greedy,
      atMost: 0.8,
      peers,
      note: `${(regrets.thompson / runs).toFixed(0)} utilities lost a run; ${stated}`,
    },
    {
      name: 'bandit.named_right',
      value: right / named,
      atLeast: 0.95,
      note: `where one is named, ${named} of ${runs} runs`,
    },
    { name: 'bandit.named', value: named / runs, atLeast: 0.6 },
    {
      name: 'bandit.regret_interval_covers',
      value: covered / runs,
      atLeast: 0.9,
      note: 'shown regret, of the true one',
    },
  ];
}

function thompson(answers: readonly string[]): Choose {
  return (evidence) => {
    const shares = sharesOf(answers, evidence);
    return (messageId) => drawAnswer(messageId, 'intent', shares);
  };
}

function greedy(answers: readonly string[]): Choose {
  return (evidence, random) => {
    const means = answers.map((answer) => {
      const { count, sum } = evidence.get(answer) ?? { count: 0, sum: 0 };
      return count === 0 ? Number.POSITIVE_INFINITY : sum / count;
    });
    const best = Math.max(...means);
    const leaders = answers.flatMap((_, index) => (means[index] === best ? [index] : []));
    return () =>
      random() < EXPLORED
        ? Math.floor(random() * answers.length)
        : (leaders[Math.floor(random() * leaders.length)] ?? 0);
  };
}

/** Plays one desk; the regret is what the chosen answers are worth less than the best in expectation. */
function simulate(helps: readonly number[], choose: Choose, seed: number): { regret: number; given: GivenAnswer[] } {
  const random = createRandom(seed * 104_729);
  for (let warm = 0; warm < 5; warm++) random();
  const worths = helps.map(expectedWorth);
  const best = Math.max(...worths);
  const waiting: { given: GivenAnswer; knownAt: number }[] = [];
  const known: GivenAnswer[] = [];
  const given: GivenAnswer[] = [];
  let pick = choose(new Map(), random);
  let refreshedAt = 0;
  let regret = 0;
  for (let message = 0; message < MESSAGES; message++) {
    const at = (message * DAYS * DAY_MS) / MESSAGES;
    if (at - refreshedAt >= REFRESH_MS) {
      const heard = waiting.filter(({ knownAt }) => knownAt <= at);
      known.push(...heard.map((one) => one.given));
      waiting.splice(0, waiting.length, ...waiting.filter(({ knownAt }) => knownAt > at));
      pick = choose(evidenceOf(known, at), random);
      refreshedAt = at;
    }
    const index = pick(`${seed} ${message}`);
    regret += best - (worths[index] ?? 0);
    const outcome = { answer: `answer ${index}`, at, ...outcomeOf(helps[index] ?? 0, random) };
    const isSilent = outcome.score === undefined && !outcome.handedOver && !outcome.reopened;
    given.push(outcome);
    waiting.push({ given: outcome, knownAt: at + (isSilent ? SILENCE_MS : SILENCE_MS * random() ** 2) });
  }
  return { regret, given };
}

function outcomeOf(help: number, random: () => number): Pick<GivenAnswer, 'score' | 'handedOver' | 'reopened'> {
  const helped = random() < help;
  if (random() < SCORED_SHARE) return { score: helped ? 1 : 0, handedOver: false, reopened: false };
  const handedOver = !helped && random() < HANDED_OVER_SHARE;
  return { score: undefined, handedOver, reopened: !helped && !handedOver && random() < REOPENED_SHARE };
}

function expectedWorth(help: number): number {
  const unscored = 1 - SCORED_SHARE;
  const comesBack = HANDED_OVER_SHARE + (1 - HANDED_OVER_SHARE) * REOPENED_SHARE;
  return SCORED_SHARE * help + unscored * 0.5 * (1 - (1 - help) * comesBack);
}
