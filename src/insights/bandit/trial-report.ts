/** How the answers of an intent that are tried side by side do, and what the trying costs. */

import {
  answerKey,
  drawnFor,
  evidenceOf,
  type GivenAnswer,
  givenAnswers,
  type VariantGiven,
} from '../../domain/answer-trial.ts';
import type { DeskContent, Intent } from '../../domain/content.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import { chancesOfBest, meanOf, NO_EVIDENCE, posteriorOf, spreadOf } from '../../lib/statistics/thompson.ts';

/** One intent's trial, as a page shows it. */
export interface IntentTrial {
  locale: string;
  intent: string;
  /** The texts by their keys, in the order of the file. */
  texts: ReadonlyMap<string, string>;
  /** The key of the one that is fixed by hand. */
  fixed: string | undefined;
  report: Finding<TrialFigures>;
}

/** The intents of a desk; those without several answers may be left out. */
export interface TrialContent {
  locales: Readonly<Record<string, { locale: string; intents: readonly Intent[] }>>;
}

/** What of a desk's content has several answers, and nothing else of it. */
export function trialContentOf({ locales }: DeskContent): TrialContent {
  return {
    locales: Object.fromEntries(
      Object.entries(locales).map(([name, { locale, intents }]) => [
        name,
        {
          locale,
          intents: intents.filter(({ outcome }) => outcome.kind === 'answer' && outcome.variants !== undefined),
        },
      ]),
    ),
  };
}

/** The trial of each intent that has several answers, from what `decisions.variants` reads. */
export function trialsOf(content: TrialContent, variants: readonly VariantGiven[], now: number): IntentTrial[] {
  const given = givenAnswers(variants);
  return Object.values(content.locales).flatMap(({ locale, intents }) =>
    intents.flatMap((intent) => {
      const several = intent.outcome.kind === 'answer' ? intent.outcome.variants : undefined;
      if (several === undefined) return [];
      const keys = several.texts.map(answerKey);
      return {
        ...{ locale, intent: intent.name },
        texts: new Map(several.texts.map((text, index) => [keys[index] ?? '', text])),
        fixed: several.fixed === undefined ? undefined : keys[several.fixed],
        report: trialReport(keys, given.get(drawnFor(intent)) ?? [], now),
      };
    }),
  );
}

/** An answer is named the best where it is at least so likely to be. */
export const NAMED_AT = 0.95;
/** And of each answer so much is known at least. */
const LEAST_KNOWN = 10;

export interface AnswerFigures {
  answer: string;
  /** How often it was given, and of how many it is known what they were worth. */
  drawn: number;
  known: number;
  scored: number;
  helped: number;
  handedOver: number;
  reopened: number;
  /** The mean utility, and its 95 % interval. */
  utility: number;
  interval: { low: number; high: number };
  /** How likely it is the best of those there are. */
  chanceOfBest: number;
}

export interface TrialFigures {
  /** In the order of the file; those of which the file knows no more come last, and are compared with nothing. */
  answers: AnswerFigures[];
  former: Omit<AnswerFigures, 'utility' | 'interval' | 'chanceOfBest'>[];
  /** The one that is likely enough to be the best. */
  best: Finding<{ answer: string; chance: number }>;
  /** What was lost by not giving the best one all the time, in answers that help: expected, and the 95 % interval. */
  regret: { expected: number; low: number; high: number };
}

/** Compares the answers of an intent; unknown where there is but one, or none was given. */
export function trialReport(
  answers: readonly string[],
  given: readonly GivenAnswer[],
  now: number,
): Finding<TrialFigures> {
  if (answers.length < 2) {
    return { kind: 'unknown', reason: `The intent has ${answers.length} of the 2 answers that a comparison needs.` };
  }
  if (given.length === 0) {
    return { kind: 'unknown', reason: 'Of these answers 0 were given so far; at least 1 is needed.' };
  }
  const evidence = evidenceOf(given, now);
  const counts = (answer: string) => countsOf(answer, given, evidence.get(answer)?.count ?? 0);
  const posteriors = answers.map((answer) => posteriorOf(evidence.get(answer) ?? NO_EVIDENCE));
  const all = answers.map(counts);
  const chances = chancesOfBest(posteriors);
  const { intervals, regret } = spreadOf(
    posteriors,
    all.map(({ drawn }) => drawn),
  );
  const figures = all.map((one, index) => ({
    ...one,
    utility: meanOf(posteriors[index] ?? { alpha: 1, beta: 1 }),
    interval: intervals[index] ?? { low: 0, high: 1 },
    chanceOfBest: chances[index] ?? 0,
  }));
  const former = [...new Set(given.map(({ answer }) => answer))].filter((answer) => !answers.includes(answer));
  return { kind: 'known', answers: figures, former: former.map(counts), best: bestOf(figures), regret };
}

function countsOf(answer: string, given: readonly GivenAnswer[], known: number) {
  const own = given.filter((one) => one.answer === answer);
  const count = (holds: (one: GivenAnswer) => boolean) => own.filter(holds).length;
  return {
    answer,
    drawn: own.length,
    known,
    scored: count(({ score }) => score !== undefined),
    helped: count(({ score }) => score === 1),
    handedOver: count(({ handedOver }) => handedOver),
    reopened: count(({ reopened }) => reopened),
  };
}

/** With next to nothing known of an answer, chances are those of the start. */
function bestOf(figures: readonly AnswerFigures[]): TrialFigures['best'] {
  const fewest = Math.min(...figures.map(({ known }) => known));
  if (fewest < LEAST_KNOWN) {
    const reason = `Of the answer that is known least, ${fewest} outcomes are known of the ${LEAST_KNOWN} needed to name the best one.`;
    return { kind: 'unknown', reason };
  }
  const first = figures.reduce((best, one) => (one.chanceOfBest > best.chanceOfBest ? one : best));
  if (first.chanceOfBest < NAMED_AT) {
    const chance = (first.chanceOfBest * 100).toFixed(0);
    return {
      kind: 'unknown',
      reason: `The likeliest to be the best is so with ${chance} % of the ${NAMED_AT * 100} % needed to name it.`,
    };
  }
  return { kind: 'known', answer: first.answer, chance: first.chanceOfBest };
}
