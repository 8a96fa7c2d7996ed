import { expect, test } from 'vitest';
import type { ScoredFact } from '../../../../src/domain/fact.ts';
import { satisfaction } from '../../../../src/insights/satisfaction/satisfaction.ts';
import { satisfactionOf } from '../../../../src/insights/satisfaction/satisfaction-of.ts';
import type { FeedbackRow } from '../../../../src/ports/store.ts';
import { HOUR_MS, inOrder, rated } from '../facts.ts';
import { PERIOD, reportInput } from '../report-input.ts';

const IN = PERIOD.since + HOUR_MS;

/** So many scores of one kind. */
function scores(given: readonly (number | undefined)[], changes: Partial<ScoredFact> = {}) {
  return given.map((score, index) =>
    rated(IN + index * HOUR_MS, `t${index}`, score, { messageId: `${JSON.stringify(changes)} ${index}`, ...changes }),
  );
}

const ANSWER = { about: 'answer' as const, ticketId: undefined, by: { kind: 'bot' as const, id: 'bot' } };

async function rowsOf(facts: Parameters<typeof inOrder>[0], minScores = 1) {
  const blocks = await satisfaction(reportInput(inOrder(facts), { minScores }));
  const table = blocks.find((block) => block.kind === 'table' && block.title.startsWith('The same in numbers'));
  return table?.kind === 'table' ? table.rows : [];
}

test('each subject is counted with the scores that concern it, those of answers and of tickets apart', async () => {
  const rows = await rowsOf([
    ...scores([5, 3], { by: { kind: 'agent', id: 'ana' } }),
    ...scores([1, 0, undefined], { ...ANSWER, intent: 'return_item', articleId: 'returns' }),
  ]);
  expect(rows).toContainEqual(['Agents: ana', 2, 2, 0.5, 4, 4]);
  expect(rows).toContainEqual(['Tickets by channel: web', 2, 2, 0.5, 4, 4]);
  expect(rows).toContainEqual(['What answers were about: return_item', 3, 2, 0.5, 0.5, 0.5]);
  expect(rows).toContainEqual(['Articles: returns', 3, 2, 0.5, 0.5, 0.5]);
  expect(rows).toContainEqual(['Answers by channel: web', 3, 2, 0.5, 0.5, 0.5]);
});

test('important matters weigh more in the weighted mean', async () => {
  const rows = await rowsOf([
    ...scores([1], { ...ANSWER, intent: 'x', weight: 1 }),
    ...scores([0], { ...ANSWER, intent: 'x', weight: 4 }),
  ]);
  expect(rows).toContainEqual(['What answers were about: x', 2, 2, 0.5, 0.5, 0.2]);
});

test('a subject with too few scores has none', async () => {
  const facts = [
    ...scores([1, undefined, undefined], { ...ANSWER, intent: 'rare' }),
    ...scores([1, 1, 0], { ...ANSWER, intent: 'frequent' }),
  ];
  expect(JSON.stringify(await rowsOf(facts, 2))).not.toContain('rare');
  const blocks = await satisfaction(reportInput(inOrder(facts), { minScores: 2 }));
  const picture = blocks.find((block) => block.kind === 'chart' && block.chart.title === 'What answers were about');
  expect(picture).toMatchObject({ chart: { rows: [{ name: 'frequent', count: 3 }] } });
});

test('how surveys were answered stands below, the commonest first', async () => {
  const blocks = await satisfaction(
    reportInput([], {
      surveys: {
        counts: async () => [
          { survey: 'advice', question: undefined, value: undefined, count: 7 },
          { survey: 'advice', question: 'score', value: '5', count: 4 },
          { survey: 'advice', question: 'score', value: '1', count: 2 },
        ],
      },
    }),
  );
  expect(blocks.at(-1)).toMatchObject({
    title: 'Survey advice, begun 7 ×',
    rows: [
      ['score', '5', 4],
      ['score', '1', 2],
    ],
  });
});

test('taken together a helpful answer counts as satisfied, and of ratings 4 and 5', () => {
  const row = (kind: FeedbackRow['kind'], score: number) => ({ kind, score, weight: 1 }) as FeedbackRow;
  const rows = [...[3, 4, 5].map((score) => row('rating', score)), ...[0, 1].map((score) => row('answer', score))];
  const { ratings, answers } = satisfactionOf(rows, { minScores: 1 });
  expect(ratings.satisfiedShare).toBeCloseTo(2 / 3);
  expect(answers.satisfiedShare).toBe(0.5);
});
