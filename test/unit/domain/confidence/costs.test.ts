import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thresholdsFromCosts } from '../../../../src/domain/confidence/costs.ts';
import { decideIntent } from '../../../../src/domain/confidence-gate.ts';
import { DEFAULT_POLICY } from '../../../../src/domain/policy.ts';

const cost = fc.double({ min: 0.01, max: 100, noNaN: true });

test('what is done of a single candidate is what is expected to cost least', () => {
  fc.assert(
    fc.property(cost, cost, cost, fc.double({ min: 0.06, max: 1, noNaN: true }), (wrong, needless, back, p) => {
      const policy = {
        ...thresholdsFromCosts({ wrongAnswer: wrong, needlessHandover: needless, askingBack: back }),
        closeWithin: 0,
      };
      const expected = { answer: (1 - p) * wrong, clarify: back, none: p * needless };
      const least = Math.min(...Object.values(expected));
      expect(expected[decideIntent([{ confidence: p }], policy)]).toBeLessThanOrEqual(least * (1 + 1e-9));
    }),
  );
});

test.each([
  [{ wrongAnswer: 5, needlessHandover: 1, askingBack: 0.5 }, 0.9, 0.5],
  [{ wrongAnswer: 1, needlessHandover: 1, askingBack: 0.2 }, 0.8, 0.2],
  // A question back that costs more than anything else is never asked: there is nothing between a handover and an answer.
  [{ wrongAnswer: 1, needlessHandover: 1, askingBack: 2 }, 0.5, 0.5],
])('costs of %j answer from %d on and offer from %d on', (costs, answerAt, offerAt) => {
  expect(thresholdsFromCosts(costs)).toEqual({ answerIntentAt: answerAt, answerArticleAt: answerAt, offerAt });
});

test('the thresholds of a desk that says nothing are those of costs in the proportions 1, 2 and 0.4', () => {
  const { answerIntentAt, answerArticleAt, offerAt } = DEFAULT_POLICY;
  const thresholds = thresholdsFromCosts({ wrongAnswer: 1, needlessHandover: 2, askingBack: 0.4 });
  expect(thresholds).toEqual({ answerIntentAt, answerArticleAt, offerAt });
});
