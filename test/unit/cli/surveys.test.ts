import { expect, test } from 'vitest';
import { renderSurveys } from '../../../src/cli/surveys.ts';

const count = (question: string | undefined, value: string | undefined, times: number) => ({
  survey: 'advice_survey',
  question,
  value,
  count: times,
});

test('a survey is told with how often it was begun, and of each question the answers and, of numbers, their average', () => {
  const counts = [
    count(undefined, undefined, 4),
    count('comment', 'late\u001b[31m', 1),
    count('score', '5', 2),
    count('score', '2', 1),
  ];
  expect(renderSurveys(counts, 90)).toBe(`advice_survey: begun 4 ×
  comment: 1 answered
    1 × late\ufffd[31m
  score: 3 answered, 4.00 on average
    2 × 5
    1 × 2
`);
});

test('of many answers the commonest are told, and how many more there are', () => {
  const counts = Array.from({ length: 25 }, (_, index) => count('comment', `word ${index}`, 1));
  const lines = renderSurveys(counts, 90).trimEnd().split('\n');
  expect(lines).toHaveLength(23);
  expect(lines.at(-1)).toBe('    and 5 other answers');
});

test('that there is nothing is said', () => {
  expect(renderSurveys([], 30)).toBe('No survey was begun or answered in the last 30 days.\n');
});
