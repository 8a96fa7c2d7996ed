import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerKey,
  drawAnswer,
  evidenceOf,
  type GivenAnswer,
  SILENCE_MS,
  sharesOf,
  utilityOf,
} from '../../../../src/domain/answer-trial.ts';
import { trialReport, trialsOf } from '../../../../src/insights/bandit/trial-report.ts';
import { createRandom } from '../../../../src/lib/random.ts';
import { drawBeta } from '../../../../src/lib/statistics/beta.ts';
import { chancesOfBest, meanOf, posteriorOf, spreadOf } from '../../../../src/lib/statistics/thompson.ts';

const given = (over: Partial<GivenAnswer> = {}): GivenAnswer => ({
  answer: 'a',
  at: 0,
  score: undefined,
  handedOver: false,
  reopened: false,
  ...over,
});

const many = (count: number, over: Partial<GivenAnswer>) => Array.from({ length: count }, () => given(over));

test.each<[string, Partial<GivenAnswer>, number, number | undefined]>([
  ['that helped is worth 1', { score: 1 }, 0, 1],
  ['that did not help is worth 0', { score: 0 }, 0, 0],
  ['that led to people is worth 0', { handedOver: true }, 0, 0],
  ['that helped and still led to people is worth one half', { score: 1, handedOver: true }, 0, 0.5],
  ['whose matter came up again is worth 0', { reopened: true }, 0, 0],
  ['is never worth less than 0', { score: 0, handedOver: true, reopened: true }, 0, 0],
  ['of which nothing is known yet counts for nothing', {}, SILENCE_MS - 1, undefined],
  ['of which nothing came in time is worth one half', {}, SILENCE_MS, 0.5],
])('an answer %s', (_, over, now, utility) => {
  expect(utilityOf(given(over), now)).toBe(utility);
});

test('of successes and failures alone the posterior counts each once', () => {
  const evidence = evidenceOf([...many(30, { score: 1 }), ...many(30, { score: 0 })], 0).get('a');
  expect(evidence && posteriorOf(evidence)).toEqual({ alpha: 31, beta: 31 });
});

test('where most utilities are alike the mean is known better than a count of successes knows it', () => {
  const evidence = evidenceOf([...many(10, { score: 1 }), ...many(90, {})], SILENCE_MS).get('a');
  const { alpha, beta } = posteriorOf(evidence ?? { count: 0, sum: 0, sumOfSquares: 0 });
  expect(alpha + beta).toBeGreaterThan(200);
  expect(meanOf({ alpha, beta })).toBeCloseTo(0.55, 2);
});

describe('chances of being the best', () => {
  test('are those of the textbook for two', () => {
    // P(Beta(2, 1) > Beta(1, 1)) is the mean of the former, 2/3.
    expect(
      chancesOfBest([
        { alpha: 2, beta: 1 },
        { alpha: 1, beta: 1 },
      ])[0],
    ).toBeCloseTo(2 / 3, 4);
  });

  test('sum to 1, are never NaN, and go with the order of posteriors', () => {
    const posterior = fc.record({
      alpha: fc.double({ min: 1, max: 1e6, noNaN: true }),
      beta: fc.double({ min: 1, max: 1e6, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(posterior, { minLength: 1, maxLength: 6 }), (posteriors) => {
        const chances = chancesOfBest(posteriors);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
        expect(chances.every((chance) => chance >= 0)).toBe(true);
        for (const [index, chance] of chancesOfBest(posteriors.toReversed()).toReversed().entries()) {
          expect(chance).toBeCloseTo(chances[index] ?? Number.NaN, 9);
        }
      }),
    );
  });
});

test('draws from a beta distribution have its mean and its variance', () => {
  const random = createRandom(5);
  const drawn = Array.from({ length: 20_000 }, () => drawBeta(3, 7, random));
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
  expect(mean).toBeCloseTo(0.3, 2);
  expect(variance).toBeCloseTo((3 * 7) / (100 * 11), 3);
});

test('regret is nothing where the best alone was used, and its interval holds what is expected', () => {
  const posteriors = [
    { alpha: 80, beta: 20 },
    { alpha: 20, beta: 80 },
  ];
  expect(spreadOf(posteriors, [100, 0]).regret.expected).toBe(0);
  const { regret } = spreadOf(posteriors, [0, 100]);
  expect(regret.expected).toBeCloseTo(60, 6);
  expect(regret.low).toBeLessThan(60);
  expect(regret.high).toBeGreaterThan(60);
});

describe('what a message is answered', () => {
  test('is always the same, and over many messages goes by the shares', () => {
    const counts = [0, 0, 0];
    for (let message = 0; message < 30_000; message++) {
      const drawn = drawAnswer(`message ${message}`, 'refund', [0.2, 0.5, 0.3]);
      expect(drawAnswer(`message ${message}`, 'refund', [0.2, 0.5, 0.3])).toBe(drawn);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    expect(counts.map((count) => Math.round((count / 30_000) * 100))).toEqual([20, 50, 30]);
  });

  test('is any of them as often as any other while nothing is known', () => {
    for (const share of sharesOf(['a', 'b', 'c', 'd'], new Map())) expect(share).toBeCloseTo(0.25, 6);
  });

  test('is mostly what helped most, and an answer that is added is tried', () => {
    const evidence = evidenceOf([...many(80, { score: 1 }), ...many(80, { answer: 'b', score: 0 })], 0);
    const [a, b] = sharesOf(['a', 'b'], evidence);
    expect(a).toBeGreaterThan(0.99);
    expect(b).toBeLessThan(0.01);
    expect(sharesOf(['a', 'b', 'new'], evidence)[2]).toBeGreaterThan(0.005);
  });
});

test('a changed text is another answer; blanks around it change nothing', () => {
  expect(answerKey('Within 5 days.\n')).toBe(answerKey('Within 5 days.'));
  expect(answerKey('Within 6 days.')).not.toBe(answerKey('Within 5 days.'));
});

test('the trials of a desk are told by intent, with what came up again within three days', () => {
  const texts = ['Within 5 days.', 'In a week.'];
  const outcome = { kind: 'answer' as const, text: 'In a week.', variants: { texts, fixed: 1 } };
  const intent = {
    name: 'refund',
    locale: 'en',
    category: 'x',
    importance: 3,
    utterances: ['refund'],
    slots: [],
    outcome,
  };
  const content = { version: '1', locales: { en: { locale: 'en', intents: [intent], articles: [], phrases: {} } } };
  const [first, second] = texts.map(answerKey);
  const row = (conversationId: string, at: number, answer = first ?? '') => ({
    ...{ conversationId, at, answer, locale: 'en', intent: 'refund', outcome: undefined },
  });
  const rows = [row('kim', 0), row('kim', SILENCE_MS - 1, second), row('kim', 3 * SILENCE_MS), row('lea', 5)];
  expect(trialsOf(content, rows, 9 * SILENCE_MS)).toMatchObject([
    {
      ...{ locale: 'en', intent: 'refund', fixed: second },
      report: {
        kind: 'known',
        answers: [
          { answer: first, drawn: 3, known: 3, reopened: 1 },
          { drawn: 1, reopened: 0 },
        ],
      },
    },
  ]);
});

describe('the report of a trial', () => {
  test('counts what became of each answer, names the best, and keeps apart what is no longer tried', () => {
    const report = trialReport(
      ['a', 'b'],
      [
        ...many(60, { score: 1 }),
        ...many(30, { answer: 'b', handedOver: true }),
        ...many(3, { answer: 'old', score: 0 }),
      ],
      0,
    );
    expect(report).toMatchObject({
      kind: 'known',
      best: { kind: 'known', answer: 'a' },
      answers: [
        { answer: 'a', drawn: 60, known: 60, scored: 60, helped: 60, handedOver: 0, reopened: 0 },
        { answer: 'b', drawn: 30, scored: 0, handedOver: 30 },
      ],
      former: [{ answer: 'old', drawn: 3, scored: 3, helped: 0 }],
    });
    expect(report.kind === 'known' && report.regret.expected).toBeGreaterThan(20);
  });

  test.each<[string, string[], GivenAnswer[], string]>([
    ['there is but one answer', ['a'], many(5, {}), 'The intent has 1 of the 2 answers that a comparison needs.'],
    ['none was given', ['a', 'b'], [], 'Of these answers 0 were given so far; at least 1 is needed.'],
  ])('says why there is none where %s', (_, answers, all, reason) => {
    expect(trialReport(answers, all, 0)).toEqual({ kind: 'unknown', reason });
  });

  test.each<[string, GivenAnswer[], RegExp]>([
    [
      'too little is known',
      many(50, { score: 1 }),
      /^Of the answer that is known least, 0 outcomes are known of the 10 needed/,
    ],
    [
      'two are alike',
      [...many(50, { score: 1 }), ...many(50, { answer: 'b', score: 1 })],
      /^The likeliest to be the best is so with 50 % of the 95 % needed/,
    ],
  ])('names no best one where %s', (_, all, reason) => {
    const report = trialReport(['a', 'b'], all, 0);
    expect(report.kind === 'known' && report.best.kind === 'unknown' && report.best.reason).toMatch(reason);
  });
});
