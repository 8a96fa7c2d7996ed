import type { SurveyReads, SurveyWrites } from '../../ports/surveys.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';

const insert = statement(
  (
    builder: QueryBuilder,
    given: Given<{
      survey: string;
      conversationId: string;
      question: string | null;
      value: string | null;
      at: number;
    }>,
  ) =>
    builder.insertInto('survey_answers').values({
      survey: given('survey'),
      conversation_id: given('conversationId'),
      question: given('question'),
      value: given('value'),
      at: given('at'),
    }),
);

const count = statement((builder: QueryBuilder, given: Given<{ since: number; limit: number }>) =>
  builder
    .selectFrom('survey_answers')
    .select(['survey', 'question', 'value', ({ fn }) => fn.countAll<number>().as('count')])
    .where('at', '>=', given('since'))
    .groupBy(['survey', 'question', 'value'])
    .orderBy('survey')
    .orderBy('question')
    .orderBy('count', 'desc')
    .orderBy('value')
    .limit(given('limit')),
);

const deleteBefore = statement((builder: QueryBuilder, given: Given<{ before: number }>) =>
  builder.deleteFrom('survey_answers').where('at', '<', given('before')),
);

/** What surveys were answered, over one connection. */
export function createSurveys(connection: Connection): SurveyReads & SurveyWrites {
  return {
    async keep({ survey, conversationId, question = null, value = null, at }) {
      await insert.run(connection, { survey, conversationId, question, value, at });
    },
    async prune(before) {
      await deleteBefore.run(connection, { before });
    },
    async counts(since, limit) {
      const rows = await count.rows(connection, { since, limit });
      return rows.map((row) => ({
        survey: row.survey,
        question: row.question ?? undefined,
        value: row.value ?? undefined,
        count: row.count,
      }));
    },
  };
}
