import { expect, test } from 'vitest';
import { satisfactionReport } from '../../../src/insights/satisfaction-report.ts';
import type { FeedbackRow } from '../../../src/ports/store.ts';

const BOT = { kind: 'bot', id: 'bot', name: 'Bot' } as const;

function row(parts: Partial<FeedbackRow>): FeedbackRow {
  const asked = { conversationId: 'c1', channel: 'web', intent: undefined, articleId: undefined, ticketId: undefined };
  const defaults = {
    messageId: 'm1',
    kind: 'answer',
    author: BOT,
    weight: 1,
    askedAt: 0,
    score: undefined,
    scoredAt: undefined,
  } as const;
  const reactions: string[] = [];
  return { ...asked, ...defaults, reactions, ...parts };
}

test('each subject is counted with the rows that concern it, the most asked first', () => {
  const rows = [
    row({ intent: 'track_order', articleId: 'tracking', score: 1 }),
    row({ intent: 'return_item', channel: 'discord', score: 0 }),
    row({ intent: 'return_item' }),
    row({ author: { kind: 'agent', id: 'ana', name: 'Ana' }, score: 1 }),
  ];
  const { answer } = satisfactionReport(rows, { minScores: 1 });
  expect(answer.bot.map(({ summary }) => [summary.asked, summary.scored])).toEqual([[3, 2]]);
  expect(answer.agent.map(({ name, summary }) => [name, summary.mean])).toEqual([['Ana', 1]]);
  expect(answer.intent.map(({ id, summary }) => [id, summary.asked])).toEqual([
    ['return_item', 2],
    ['track_order', 1],
  ]);
  expect(answer.article.map(({ id }) => id)).toEqual(['tracking']);
  expect(answer.channel.map(({ id }) => id)).toEqual(['web', 'discord']);
});

test('answers and ratings are never added up', () => {
  const rows = [
    row({ score: 1 }),
    row({ kind: 'rating', author: { kind: 'agent', id: 'ana', name: 'Ana' }, score: 4 }),
  ];
  const report = satisfactionReport(rows, { minScores: 1 });
  expect(report.answer.channel[0]?.summary.mean).toBe(1);
  expect(report.rating.channel[0]?.summary.mean).toBe(4);
  expect(report.rating.bot).toEqual([]);
});

test('a helpful answer counts as satisfied, and of ratings 4 and 5', () => {
  const ratings = [3, 4, 5].map((score) => row({ kind: 'rating', score }));
  const answers = [0, 1].map((score) => row({ score }));
  const report = satisfactionReport([...ratings, ...answers], { minScores: 1 });
  expect(report.rating.bot[0]?.summary.satisfiedShare).toBeCloseTo(2 / 3);
  expect(report.answer.bot[0]?.summary.satisfiedShare).toBe(0.5);
});

test('a subject with too few scores has counts and no score', () => {
  const rows = [row({ score: 1 }), row({}), row({})];
  const [bot] = satisfactionReport(rows, { minScores: 2 }).answer.bot;
  expect(bot?.summary).toMatchObject({ asked: 3, scored: 1, mean: undefined, satisfiedShare: undefined });
  expect(bot?.summary.responseRate).toBeCloseTo(1 / 3);
});

test('an agent who changed names is one agent, called by the newest', () => {
  const rows = ['Ana', 'Ana Maria'].map((name) => row({ author: { kind: 'agent', id: 'ana', name } }));
  expect(satisfactionReport(rows, { minScores: 1 }).answer.agent.map(({ name }) => name)).toEqual(['Ana Maria']);
});

test('important matters weigh more in the weighted mean', () => {
  const rows = [row({ score: 1, weight: 1 }), row({ score: 0, weight: 4 })];
  expect(satisfactionReport(rows, { minScores: 1 }).answer.bot[0]?.summary.weightedMean).toBe(0.2);
});
