/** Who the customers are: groups, stages, who may not come back, and what they will ask next. */

import { HOUR_MS } from '../../domain/policy.ts';
import { groupBy } from '../../lib/group-by.ts';
import { holm } from '../../lib/statistics/distributions.ts';
import type { LogOdds } from '../../lib/statistics/maximum-likelihood.ts';
import { findChurn } from '../churn/churn.ts';
import type { Contribution } from '../churn/churn-model.ts';
import type { Features } from '../churn/design.ts';
import type { ReportInput } from '../create-report.ts';
import { createDayReader } from '../days.ts';
import type { History } from '../history/history.ts';
import type { Talk } from '../history/talks.ts';
import { ticketTimes } from '../history/ticket-times.ts';
import { findLifecycle, STAGES, type Stage } from '../lifecycle/lifecycle.ts';
import { learnNextQuestion } from '../next-question/next-question.ts';
import type { Block, Cell } from '../report.ts';
import type { BehaviourRow } from '../segments/behaviour.ts';
import { findSegments } from '../segments/segments.ts';
import { type CustomerPast, churnFeatures, churnRows } from './customer-past.ts';

const SEED = 1;
const MOST_SHOWN = 15;
/** Of one talk no behaviour can be told: it was by night or not, answered by the bot or not, and such accidents make no groups. */
const LEAST_TALKS = 2;

const STAGE_WORDS: Record<Stage, string> = {
  new: 'new: came once, within 30 days',
  active: 'active: within two of their rhythms',
  loyal: 'loyal: active, with a loyalty of 70 or more',
  returning: 'returning: back after a long silence',
  at_risk: 'at risk: silent for more than two rhythms',
  lapsed: 'lapsed: silent for more than four rhythms',
};

/** The blocks of the report. */
export function customers(input: ReportInput): Block[] {
  const { talks } = input.history;
  const pasts = pastsOf(input, talks);
  return [
    { kind: 'heading', text: 'Groups who behave alike' },
    ...segments(input),
    { kind: 'heading', text: 'Where they are in their time with the desk' },
    ...lifecycle(input, pasts),
    { kind: 'heading', text: 'Who may not come back' },
    ...churn(input, pasts),
    { kind: 'heading', text: 'What they ask next' },
    ...nextQuestion(input),
  ];
}

function pastsOf({ history, now }: ReportInput, talks: readonly Talk[]): CustomerPast[] {
  const ratings = groupBy(
    history.scores.filter(({ about, score }) => about === 'rating' && score !== undefined),
    ({ customerId }) => customerId,
  );
  const waits = new Map<string, { at: number; waitedMs: number }[]>();
  for (const ticket of history.tickets) {
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

/** How each customer behaved, in the order in which they came. */
export function behaviourRows({ talks, scores }: Pick<History, 'talks' | 'scores'>, timeZone: string): BehaviourRow[] {
  const days = createDayReader(timeZone);
  const isNight = (at: number) => {
    const hour = days.timeOfDayMs(at) / HOUR_MS;
    return hour >= 21 || hour < 7;
  };
  const rows = new Map<string, BehaviourRow>();
  for (const { customerId, turns, startedAt, end } of talks) {
    const row = rows.get(customerId) ?? { customerId, ...NOTHING_DONE };
    rows.set(customerId, row);
    row.conversations += 1;
    row.messages += turns;
    if (isNight(startedAt)) row.atNight += 1;
    if (end === 'confirmed' || end === 'assumed') row.answeredByBot += 1;
  }
  for (const { customerId, score } of scores) {
    const row = rows.get(customerId);
    if (row === undefined) continue;
    row.askedForScore += 1;
    if (score !== undefined) row.scored += 1;
  }
  return [...rows.values()];
}

const NOTHING_DONE = { conversations: 0, messages: 0, atNight: 0, answeredByBot: 0, askedForScore: 0, scored: 0 };

function segments({ history, timeZone }: ReportInput): Block[] {
  const all = behaviourRows(history, timeZone);
  const rows = all.filter(({ conversations }) => conversations >= LEAST_TALKS);
  const found = findSegments(rows, { seed: SEED });
  if (found.kind === 'unknown') return [{ kind: 'unknown', what: 'Groups', reason: found.reason }];
  const { best, oneGroup, three } = found;
  const leftOut = `${all.length - rows.length} customers who came once are left out, as one talk tells no behaviour.`;
  const table = (title: string, grouping: typeof three): Block[] =>
    grouping === undefined
      ? []
      : [
          {
            kind: 'table',
            title,
            columns: [{ title: 'They' }, { title: 'Customers', unit: 'count' }, { title: 'Share', unit: 'share' }],
            rows: grouping.segments.map(({ words, size, share }): Cell[] => [words, size, share]),
          },
        ];
  return [
    {
      kind: 'text',
      text:
        best === undefined
          ? `${oneGroup} ${leftOut}`
          : `${best.segments.length} groups tell ${found.customers} customers apart best (silhouette ${best.silhouette.toFixed(2)}). ${leftOut}`,
    },
    ...table('By the number of groups that fits best', best),
    ...(best?.segments.length === 3 ? [] : table('Three groups, for comparison', three)),
  ];
}

function lifecycle({ now }: ReportInput, pasts: readonly CustomerPast[]): Block[] {
  const found = findLifecycle(
    pasts.map(({ customerId, talks, ratings }) => ({
      customerId,
      contactedAt: talks.map(({ startedAt }) => startedAt),
      ratings: ratings.map(({ score }) => score),
    })),
    now,
  );
  if (found.kind === 'unknown') return [{ kind: 'unknown', what: 'Stages', reason: found.reason }];
  const loyalties = found.customers.flatMap(({ loyalty }) => (loyalty.kind === 'known' ? [loyalty.score] : []));
  const mean = loyalties.reduce((sum, score) => sum + score, 0) / Math.max(1, loyalties.length);
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'bars',
        title: 'Customers by stage',
        says: `Customers who come again do so after ${found.deskRhythmDays.toFixed(0)} days in the median. ${loyalties.length} are known well enough for a loyalty${loyalties.length === 0 ? '' : `, ${mean.toFixed(0)} of 100 in the mean`}.`,
        axis: { label: 'customers', unit: 'count' },
        bars: STAGES.map((stage) => ({ name: STAGE_WORDS[stage], value: found.counts[stage] })),
      },
    },
  ];
}

function churn({ now, history }: ReportInput, pasts: readonly CustomerPast[]): Block[] {
  const rows = churnRows(pasts, { since: history.since, now });
  if ('reason' in rows) return [{ kind: 'unknown', what: 'Who may not come back', reason: rows.reason }];
  const current = pasts.flatMap((past) => {
    const features = churnFeatures(past, now);
    return features === undefined ? [] : [{ id: past.customerId, features }];
  });
  const found = findChurn(rows.rows, current, { seed: SEED });
  if (found.kind === 'unknown') return [{ kind: 'unknown', what: 'Who may not come back', reason: found.reason }];
  const { quality, risks, associations } = found;
  const { value, low, high } = quality.areaUnderCurve;
  const featuresOf = new Map(current.map(({ id, features }) => [id, features]));
  return [
    {
      kind: 'text',
      text: `Learnt from ${found.count} customers of ${rows.horizonDays} days ago, of whom ${percent(found.churned / found.count)} % did not come again within ${rows.horizonDays} days. Of two customers one of whom leaves, it names the right one ${percent(value)} % of the time (AUC, cross-validated; 95 % interval ${percent(low)} to ${percent(high)}); its probabilities are ${(quality.calibrationError * 100).toFixed(1)} points off, and of the tenth at highest risk ${quality.liftOfTopTenth.toFixed(1)} times as many leave as of all.`,
    },
    {
      kind: 'table',
      title: 'At highest risk now, and what speaks for it',
      columns: [{ title: 'Customer' }, { title: 'Risk', unit: 'share' }, { title: 'Because of' }],
      rows: risks
        .slice(0, MOST_SHOWN)
        .map(({ id, probability, reasons }): Cell[] => [
          id,
          probability,
          reasonWords(reasons, featuresOf.get(id) ?? {}),
        ]),
    },
    associations.kind === 'unknown'
      ? { kind: 'unknown', what: 'What goes with staying away', reason: associations.reason }
      : associationTable(associations.coefficients.slice(1)),
  ];
}

function percent(share: number): string {
  return (share * 100).toFixed(0);
}

function reasonWords(reasons: readonly Contribution[], features: Features): string {
  const words = reasons.map(({ feature }) => `${feature}: ${valueWords(features[feature])}`);
  return words.length === 0 ? 'nothing in particular' : words.join(', ');
}

function valueWords(value: Features[string]): string {
  if (value === undefined) return 'not known';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? Number(value.toPrecision(2)).toString() : value;
}

function associationTable(coefficients: readonly LogOdds[]): Block {
  const corrected = holm(coefficients.map(({ p }) => p));
  return {
    kind: 'table',
    title: 'What goes with staying away, all others alike: an association, and no cause',
    columns: [
      { title: 'One more of, or yes to' },
      { title: 'Odds are times', unit: 'number' },
      { title: '95 % from', unit: 'number' },
      { title: 'to', unit: 'number' },
      { title: 'p, corrected' },
    ],
    rows: coefficients.map(({ name, estimate, low, high }, index): Cell[] => [
      ...[name, Math.exp(estimate), Math.exp(low), Math.exp(high)],
      (corrected[index] ?? 1) < 0.0001 ? '< 0.0001' : (corrected[index] ?? 1).toFixed(4),
    ]),
  };
}

function nextQuestion({ history }: ReportInput): Block[] {
  const { questions } = history;
  const found = learnNextQuestion(questions);
  if (found.kind === 'unknown') return [{ kind: 'unknown', what: 'What they ask next', reason: found.reason }];
  const { model, base, testedOn } = found;
  const common = [...groupBy(questions, ({ intent }) => intent)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_SHOWN);
  return [
    {
      kind: 'text',
      text: `On the last fifth of the time (${testedOn} questions that it had not seen) it names the next question ${(model.first * 100).toFixed(0)} % of the time, where the most frequent one is right ${(base.first * 100).toFixed(0)} % of the time; within three, ${(model.firstThree * 100).toFixed(0)} and ${(base.firstThree * 100).toFixed(0)} %.`,
    },
    {
      kind: 'table',
      title: 'After a question, a day later',
      columns: [
        { title: 'Who asked about' },
        { title: 'asks next about' },
        { title: 'Chance', unit: 'share' },
        { title: 'or about' },
        { title: 'Chance', unit: 'share' },
      ],
      rows: common.map(([intent]): Cell[] => {
        const [first, second] = found.predict({ intents: [intent], sinceLastMs: 24 * HOUR_MS });
        return [intent, first?.intent, first?.probability, second?.intent, second?.probability];
      }),
    },
  ];
}
