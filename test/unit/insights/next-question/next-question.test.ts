import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../../../src/domain/policy.ts';
import {
  countSteps,
  LEFT_OUT,
  nextProbabilities,
  type Question,
  toSteps,
} from '../../../../src/insights/next-question/model.ts';
import { learnNextQuestion } from '../../../../src/insights/next-question/next-question.ts';
import { questionsInTurn } from '../../../support/questions-in-turn.ts';

function known(questions: Question[]) {
  const found = learnNextQuestion(questions);
  if (found.kind === 'unknown') throw new Error(found.reason);
  return found;
}

test('where a question follows from the last, the next is told, and better than by how often it is asked', () => {
  const found = known(questionsInTurn(300, 0.5, 1));
  expect(found.predict({ intents: ['account', 'missing_parcel'], sinceLastMs: DAY_MS })[0]).toMatchObject({
    intent: 'return_item',
  });
  expect(found.model.first).toBeGreaterThan(found.base.first + 0.1);
  expect(found.model.firstThree).toBeGreaterThan(found.model.first);
  expect(found.gain.low).toBeGreaterThan(0);
  expect(found.learntFrom / (found.learntFrom + found.testedOn)).toBeCloseTo(0.8);
});

test('where it follows from nothing, nothing is shown and the reason says so', () => {
  expect(learnNextQuestion(questionsInTurn(300, 0, 2))).toMatchObject({
    kind: 'unknown',
    reason: expect.stringContaining('does not tell the next question better'),
  });
});

test('who asks the same again and again is known by it', () => {
  const questions = Array.from({ length: 800 }, (_, index) => ({
    customerId: `c${index % 100}`,
    at: index * DAY_MS,
    intent: ['a', 'b', 'c', 'd'][index % 4] ?? '',
  }));
  expect(known(questions).predict({ intents: ['c', 'c'], sinceLastMs: 100 * DAY_MS })[0]?.intent).toBe('c');
});

test.each([
  ['no questions', [], 'Customers came back with a question 0 times; 200 are needed.'],
  [
    'one intent',
    Array.from({ length: 300 }, (_, at) => ({ customerId: `c${at % 50}`, at, intent: 'a' })),
    'All questions are of one intent; two are needed.',
  ],
  [
    'one customer',
    Array.from({ length: 300 }, (_, at) => ({ customerId: 'c', at, intent: `${at % 2}` })),
    'The last fifth is of 1 customers; 20 are needed.',
  ],
])('%s are not enough, and it is said what is', (_what, questions, reason) => {
  expect(learnNextQuestion(questions)).toEqual({ kind: 'unknown', reason });
});

test('what is learnt from comes before what it is tested on, and the order of the rows says nothing', () => {
  const questions = questionsInTurn(300, 0.5, 3);
  const { predict: _, ...figures } = known(questions);
  const { predict: __, ...reversed } = known(questions.toReversed());
  expect(reversed).toEqual(figures);
});

test('probabilities add up to 1, also of a past that nobody had', () => {
  const questions = questionsInTurn(30, 0.5, 4);
  const intents = [...new Set(questions.map(({ intent }) => intent))];
  const counts = countSteps(toSteps(questions, 1_000), intents);
  const strength = fc.constantFrom(2, 40, Number.POSITIVE_INFINITY);
  const strengths = fc.record({ last: strength, lastAndTime: strength, lastTwo: strength, own: strength });
  const past = fc.array(fc.constantFrom(...intents, 'nobody asked'));
  fc.assert(
    fc.property(past, fc.nat(), strengths, (asked, sinceLastMs, chosen) => {
      const probabilities = nextProbabilities(counts, { intents: asked, sinceLastMs }, { ...LEFT_OUT, ...chosen });
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1);
      expect(Math.min(...probabilities)).toBeGreaterThan(0);
    }),
  );
});
