/** Satisfaction by bot, agent, intent, article and channel. */

import { type Satisfaction, type SatisfactionSummary, summarizeSatisfaction } from '../domain/satisfaction.ts';
import type { FeedbackKind, FeedbackRow } from '../ports/store.ts';

/** What can be satisfied with. */
export const SUBJECT_KINDS = ['bot', 'agent', 'intent', 'article', 'channel'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** The satisfaction with one bot, agent, intent, article or channel. */
export interface SubjectSatisfaction {
  /** The staff member's id, the intent's or channel's name, the article's id; `bot` for the bot. */
  id: string;
  /** What people call it: the newest name of an agent or the bot, otherwise the id. */
  name: string;
  summary: SatisfactionSummary;
}

/** For each kind of subject, those that were asked about, the most asked first. */
export type SatisfactionBySubject = Record<SubjectKind, SubjectSatisfaction[]>;

/** Answers are scored 0 or 1 and ratings 1 to 5, so the two are never added up. */
export type SatisfactionReport = Record<FeedbackKind, SatisfactionBySubject>;

/** The lowest score that counts as satisfied. */
const SATISFIED_AT: Record<FeedbackKind, number> = { answer: 1, rating: 4 };

/** Summarises feedback, oldest first, by subject; a subject with fewer than `minScores` scores gets counts and no score. */
export function satisfactionReport(rows: FeedbackRow[], options: { minScores: number }): SatisfactionReport {
  return { answer: bySubject(rows, 'answer', options.minScores), rating: bySubject(rows, 'rating', options.minScores) };
}

/** Summarises feedback without telling subjects apart. */
export function satisfactionOf(rows: FeedbackRow[], options: { minScores: number }): Satisfaction {
  const ofKind = (kind: FeedbackKind) =>
    summarize(
      rows.filter((row) => row.kind === kind),
      { satisfiedAt: SATISFIED_AT[kind], ...options },
    );
  return { ratings: ofKind('rating'), answers: ofKind('answer') };
}

function bySubject(rows: FeedbackRow[], kind: FeedbackKind, minScores: number): SatisfactionBySubject {
  const ofKind = rows.filter((row) => row.kind === kind);
  const group = (subject: SubjectKind) => groupBy(ofKind, subject, { satisfiedAt: SATISFIED_AT[kind], minScores });
  return {
    bot: group('bot'),
    agent: group('agent'),
    intent: group('intent'),
    article: group('article'),
    channel: group('channel'),
  };
}

function groupBy(
  rows: FeedbackRow[],
  kind: SubjectKind,
  limits: { satisfiedAt: number; minScores: number },
): SubjectSatisfaction[] {
  const groups = new Map<string, { name: string; rows: FeedbackRow[] }>();
  for (const row of rows) {
    const subject = subjectOf(row, kind);
    if (subject === undefined) continue;
    const group = groups.get(subject.id) ?? { name: subject.name, rows: [] };
    group.name = subject.name;
    group.rows.push(row);
    groups.set(subject.id, group);
  }
  return Array.from(groups, ([id, group]) => ({ id, name: group.name, summary: summarize(group.rows, limits) })).sort(
    (a, b) => b.summary.asked - a.summary.asked || a.id.localeCompare(b.id, 'en'),
  );
}

/** Which subject of this kind a row is about, if any. */
function subjectOf(row: FeedbackRow, kind: SubjectKind): { id: string; name: string } | undefined {
  switch (kind) {
    case 'bot':
    case 'agent':
      return row.author.kind === kind ? row.author : undefined;
    case 'intent':
      return named(row.intent);
    case 'article':
      return named(row.articleId);
    case 'channel':
      return named(row.channel);
  }
}

function named(id: string | undefined): { id: string; name: string } | undefined {
  return id === undefined ? undefined : { id, name: id };
}

function summarize(rows: FeedbackRow[], limits: { satisfiedAt: number; minScores: number }): SatisfactionSummary {
  const scores = rows.flatMap(({ score, weight }) => (score === undefined ? [] : [{ score, weight }]));
  return summarizeSatisfaction({ asked: rows.length, scores, ...limits });
}
