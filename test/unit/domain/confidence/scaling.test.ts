import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Scaling,
  scaleCandidates,
  scaleConfidence,
  shiftConfidence,
} from '../../../../src/domain/confidence/scaling.ts';

const confidences = fc.double({ min: 0, max: 1, noNaN: true });
const scalings: fc.Arbitrary<Scaling> = fc.record({
  slope: fc.double({ min: 0.1, max: 5, noNaN: true }),
  intercept: fc.double({ min: -8, max: 8, noNaN: true }),
});
const shares = fc.double({ min: 0.01, max: 0.95, noNaN: true });
/** Candidates as they are read: best first, and at most 1 together. */
const candidates = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 })
  .map((weights) => {
    const sum = Math.max(
      1,
      weights.reduce((total, weight) => total + weight, 0),
    );
    return weights.map((weight) => ({ confidence: weight / sum })).sort((a, b) => b.confidence - a.confidence);
  });
const scales = fc.oneof(
  scalings.map((scaling) => (confidence: number) => scaleConfidence(confidence, scaling)),
  shares.map((share) => (confidence: number) => shiftConfidence(confidence, share)),
);

const ROUNDING = 1e-9;

describe('a scaled confidence', () => {
  test('rises with the confidence, and stays a probability', () => {
    fc.assert(
      fc.property(confidences, confidences, scales, (one, other, scale) => {
        const [less, more] = [scale(Math.min(one, other)), scale(Math.max(one, other))];
        expect(less).toBeLessThanOrEqual(more + ROUNDING);
        expect(less).toBeGreaterThanOrEqual(0);
        expect(more).toBeLessThanOrEqual(1 + ROUNDING);
      }),
    );
  });

  test.each<[number, Scaling, number]>([
    [0.8, { slope: 1, intercept: 0 }, 0.8],
    [0.8, { slope: 0.5, intercept: 0 }, 0.667],
    [0.8, { slope: 2, intercept: 0 }, 0.941],
    [0.8, { slope: 1, intercept: -Math.log(4) }, 0.5],
    [0.5, { slope: 3, intercept: 1 }, 0.731],
  ])('%d scaled by %j is %d', (confidence, scaling, expected) => {
    expect(scaleConfidence(confidence, scaling)).toBeCloseTo(expected, 3);
  });
});

describe('a confidence at another share of off-topic messages', () => {
  test('is the same at the share that readings take for granted', () => {
    fc.assert(
      fc.property(confidences, (confidence) => {
        expect(shiftConfidence(confidence, 0.25)).toBe(confidence);
      }),
    );
  });

  test('falls as the share rises', () => {
    fc.assert(
      fc.property(confidences, shares, shares, (confidence, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(shiftConfidence(confidence, more)).toBeLessThanOrEqual(shiftConfidence(confidence, less) + ROUNDING);
      }),
    );
  });

  test.each([
    [0.6, 0.1, 0.714],
    [0.6, 0.5, 0.405],
    [0.9, 0.7, 0.662],
  ])('%d at a share of %d is %d', (confidence, share, expected) => {
    expect(shiftConfidence(confidence, share)).toBeCloseTo(expected, 3);
  });
});

describe('scaled candidates', () => {
  test('keep their order, the best one stays the best, and they add up to at most 1', () => {
    fc.assert(
      fc.property(candidates, scales, (before, scale) => {
        const after = scaleCandidates(before, scale).map(({ confidence }) => confidence);
        after.slice(1).forEach((confidence, index) => {
          expect(confidence).toBeLessThanOrEqual((after[index] ?? 0) + ROUNDING);
        });
        expect(after.reduce((sum, confidence) => sum + confidence, 0)).toBeLessThanOrEqual(1 + ROUNDING);
      }),
    );
  });

  test('are the same by a slope of 1 and an intercept of 0', () => {
    fc.assert(
      fc.property(candidates, (before) => {
        expect(scaleCandidates(before, (one) => scaleConfidence(one, { slope: 1, intercept: 0 }))).toEqual(before);
      }),
    );
  });

  test('keep all else that is known of them', () => {
    const read = [
      { intent: 'refund', confidence: 0.6, slots: { order: '1' } },
      { intent: 'returns', confidence: 0.2, slots: {} },
    ];
    expect(scaleCandidates(read, () => 0.3)).toEqual([
      { intent: 'refund', confidence: 0.3, slots: { order: '1' } },
      { intent: 'returns', confidence: 0.1, slots: {} },
    ]);
  });

  test('are none where there are none', () => expect(scaleCandidates([], () => 1)).toEqual([]));
});
