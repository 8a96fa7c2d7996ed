/** Satisfaction with each agent, channel, category, intent and article. */

import { type SatisfactionSummary, summarizeSatisfaction } from '../../domain/satisfaction.ts';
import { groupBy } from '../../lib/group-by.ts';
import type { ReportInput } from '../create-report.ts';
import type { Score } from '../history/history.ts';
import type { Block, Cell, Column } from '../report.ts';

/** Answers are scored 0 or 1 and ratings 1 to 5, so the two are never added up. */
const ABOUT = {
  rating: { satisfiedAt: 4, words: 'ratings of 4 and 5', axis: 'satisfied' },
  answer: { satisfiedAt: 1, words: 'answers that helped', axis: 'helped' },
} as const;

const MOST_ROWS = 12;

interface Subject {
  title: string;
  about: keyof typeof ABOUT;
  what: string;
  nameOf(score: Score): string | undefined;
}

const COLUMNS: Column[] = [
  { title: 'With' },
  { title: 'Asked', unit: 'count' },
  { title: 'Scored', unit: 'count' },
  { title: 'Satisfied', unit: 'share' },
  { title: 'Mean', unit: 'score' },
  { title: 'Weighted', unit: 'score' },
];

/** A picture for each kind of subject, and a table of all of them. Those with fewer scores than `min_scores` are left out. */
export function bySubject(input: ReportInput): Block[] {
  const asked = input.history.scores.filter(
    ({ askedAt }) => askedAt >= input.period.since && askedAt < input.period.until,
  );
  const found = subjectsOf(input).map((subject) => ({
    subject,
    summaries: summariesOf(asked, subject, input.minScores),
  }));
  const charts = found.flatMap(({ subject, summaries }) => chartOf(subject, summaries));
  const rows = found.flatMap(({ subject, summaries }) =>
    summaries
      .filter(isScored)
      .slice(0, MOST_ROWS)
      .map((one) => cellsOf(subject, one)),
  );
  if (rows.length === 0) return [];
  return [
    ...charts,
    {
      kind: 'table',
      title: `The same in numbers; weighted by importance (Σwr/Σw). Those with fewer than ${input.minScores} scores are left out.`,
      columns: COLUMNS,
      rows,
    },
  ];
}

function subjectsOf({ staffNames, history }: ReportInput): Subject[] {
  const tickets = new Map(history.tickets.map((ticket) => [ticket.ticketId, ticket]));
  const ticketOf = ({ ticketId }: Score) => tickets.get(ticketId ?? '');
  const ofRatings = { about: 'rating' } as const;
  const ofAnswers = { about: 'answer' } as const;
  return [
    { ...ofRatings, title: 'Agents', what: 'agent', nameOf: ({ by: { id } }) => staffNames.get(id) ?? id },
    { ...ofRatings, title: 'Tickets by channel', what: 'channel', nameOf: ({ channel }) => channel },
    { ...ofRatings, title: 'Categories of tickets', what: 'category', nameOf: (score) => ticketOf(score)?.category },
    {
      ...{ ...ofRatings, title: 'What tickets were about', what: 'intent' },
      nameOf: (score) => ticketOf(score)?.intent ?? score.intent,
    },
    { ...ofAnswers, title: 'What answers were about', what: 'intent', nameOf: ({ intent }) => intent },
    { ...ofAnswers, title: 'Articles', what: 'article', nameOf: ({ articleId }) => articleId },
    { ...ofAnswers, title: 'Answers by channel', what: 'channel', nameOf: ({ channel }) => channel },
  ];
}

interface Named {
  name: string;
  summary: SatisfactionSummary;
}

/** Those who were asked about, the most scored first. */
function summariesOf(scores: readonly Score[], { about, nameOf }: Subject, minScores: number): Named[] {
  const asked = scores.filter((score) => score.about === about && nameOf(score) !== undefined);
  return [...groupBy(asked, (score) => nameOf(score) as string)]
    .map(([name, found]) => ({
      name,
      summary: summarizeSatisfaction({
        asked: found.length,
        scores: found.flatMap(({ score, weight }) => (score === undefined ? [] : [{ score, weight }])),
        satisfiedAt: ABOUT[about].satisfiedAt,
        minScores,
      }),
    }))
    .toSorted((a, b) => b.summary.scored - a.summary.scored);
}

function isScored({ summary: { satisfiedShare } }: Named): boolean {
  return satisfiedShare !== undefined;
}

function chartOf({ title, about, what }: Subject, summaries: readonly Named[]): Block[] {
  const rows = summaries.flatMap(({ name, summary: { satisfiedShare, satisfiedInterval, scored } }) =>
    satisfiedShare === undefined || satisfiedInterval === undefined
      ? []
      : [{ name, value: satisfiedShare, ...satisfiedInterval, count: scored }],
  );
  if (rows.length === 0) return [];
  const { words, axis } = ABOUT[about];
  const scored = rows.reduce((sum, { count }) => sum + count, 0);
  const all = rows.reduce((sum, { value, count }) => sum + value * count, 0) / scored;
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'intervals',
        title,
        says: `The share of ${words} by ${what}, with its 95 % Wilson interval: where intervals overlap, the order may be chance.`,
        axis: { label: axis, unit: 'share' },
        rows: rows.slice(0, MOST_ROWS),
        reference: { value: all, label: 'all' },
      },
    },
  ];
}

function cellsOf({ title }: Subject, { name, summary }: Named): Cell[] {
  const { asked, scored, satisfiedShare, mean, weightedMean } = summary;
  return [`${title}: ${name}`, asked, scored, satisfiedShare, mean, weightedMean];
}
