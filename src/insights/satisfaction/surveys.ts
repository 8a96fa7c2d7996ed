/** How customers answered the desk's surveys. */

import type { SurveyCount } from '../../ports/surveys.ts';
import type { ReportInput } from '../create-report.ts';
import type { Block } from '../report.ts';

/** More different answers than anybody reads. */
const MOST_COUNTS = 1_000;
/** Of one question, so many answers are shown, the commonest. */
const MOST_ANSWERS = 10;

/** A table for each survey that was begun since the period began. */
export async function surveys({ period, surveys: reads }: ReportInput): Promise<Block[]> {
  const counts = await reads.counts(period.since, MOST_COUNTS);
  return [...new Set(counts.map(({ survey }) => survey))].map((survey) =>
    surveyTable(
      survey,
      counts.filter((one) => one.survey === survey),
    ),
  );
}

function surveyTable(survey: string, counts: readonly SurveyCount[]): Block {
  const begun = counts.find(({ question }) => question === undefined)?.count ?? 0;
  const questions = [...new Set(counts.flatMap(({ question }) => question ?? []))];
  return {
    kind: 'table',
    title: `Survey ${survey}, begun ${begun} ×`,
    columns: [{ title: 'Question' }, { title: 'Answer' }, { title: 'Times', unit: 'count' }],
    rows: questions.flatMap((question) =>
      counts
        .filter((one) => one.question === question)
        .slice(0, MOST_ANSWERS)
        .map(({ value, count }) => [question, value, count]),
    ),
  };
}
