import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  expectedCalibrationError,
  fitScaling,
  judgeFit,
  type Label,
  reliabilityTable,
} from '../../../../src/domain/confidence/fit.ts';
import { scaleConfidence } from '../../../../src/domain/confidence/scaling.ts';

const UNSCALED = { slope: 1, intercept: 0 };
const asRead = (confidence: number) => confidence;

/** Labels spread over all confidences, of which `share` of its confidence are right, in turn about ten intents. */
function labels(count: number, share: (confidence: number) => number): Label[] {
  return Array.from({ length: count }, (_, index) => {
    const confidence = ((index * 37) % count) / count;
    const right = ((index * 61) % 100) / 100 < share(confidence);
    return { confidence, right, about: `intent ${index % 10}` };
  });
}

describe('a fit', () => {
  test('is where it starts without labels, and near it with few', () => {
    expect(fitScaling([], { slope: 1, intercept: -0.4 })).toEqual({ slope: 1, intercept: -0.4 });
    const { slope, intercept } = fitScaling(
      labels(5, () => 0),
      UNSCALED,
    );
    expect(Math.abs(slope - 1)).toBeLessThan(0.5);
    expect(intercept).toBeGreaterThan(-1.5);
  });

  test('lowers confidences that are too sure, and raises those that are too shy', () => {
    const tooSure = fitScaling(
      labels(200, (confidence) => confidence / 2),
      UNSCALED,
    );
    expect(scaleConfidence(0.8, tooSure)).toBeLessThan(0.6);
    const tooShy = fitScaling(
      labels(200, (confidence) => (1 + confidence) / 2),
      UNSCALED,
    );
    expect(scaleConfidence(0.4, tooShy)).toBeGreaterThan(0.6);
  });

  test('leaves honest confidences about as they are', () => {
    const { slope, intercept } = fitScaling(
      labels(1_000, (confidence) => confidence),
      UNSCALED,
    );
    expect(slope).toBeCloseTo(1, 0);
    expect(intercept).toBeCloseTo(0, 0);
  });

  test('to answers that the bot was sure of lowers what is sure, and does not raise what is not', () => {
    const sure = labels(100, () => 0.5).map((label) => ({ ...label, confidence: 0.97 }));
    const fit = fitScaling(sure, UNSCALED);
    expect(scaleConfidence(0.97, fit)).toBeLessThan(0.65);
    expect(scaleConfidence(0.05, fit)).toBeLessThan(0.1);
  });

  test('is moved little by labels that are all about one answer', () => {
    const honest = labels(100, (confidence) => confidence);
    const broken = Array.from({ length: 50 }, () => ({ confidence: 0.8, right: false }));
    const about = (names: (index: number) => string) => broken.map((one, index) => ({ ...one, about: names(index) }));
    const ofOne = fitScaling([...honest, ...about(() => 'parking')], UNSCALED);
    const ofMany = fitScaling([...honest, ...about((index) => `other ${index}`)], UNSCALED);
    expect(scaleConfidence(0.8, ofOne)).toBeGreaterThan(scaleConfidence(0.8, ofMany) + 0.05);
  });
});

describe('a fit that is judged', () => {
  test('is better where confidences were off, and says by how much', () => {
    const fit = judgeFit(
      labels(100, (confidence) => confidence / 2),
      UNSCALED,
      asRead,
    );
    expect(fit).toMatchObject({ labels: 100, isBetter: true });
    expect(fit.after.loss).toBeLessThan(fit.before.loss);
    expect(fit.after.error).toBeLessThan(fit.before.error);
  });

  test('is not better where there is nothing to learn', () => {
    const exact = labels(60, () => 0).map((label, index) => ({ ...label, confidence: 0.5, right: index % 2 === 0 }));
    expect(judgeFit(exact, UNSCALED, asRead).isBetter).toBe(false);
  });

  test('is not better where being sure means being wrong', () => {
    const turned = labels(400, (confidence) => 1 - confidence);
    expect(judgeFit(turned, UNSCALED, asRead).isBetter).toBe(false);
  });
});

describe('a reliability table', () => {
  const opinions = [
    { confidence: 0.05, right: false },
    { confidence: 0.92, right: true },
    { confidence: 0.98, right: false },
    { confidence: 1, right: true },
  ];

  test('has a row for each range with something in it', () => {
    const [first, second, ...others] = reliabilityTable(opinions, 10);
    expect(first).toEqual({ from: 0, to: 0.1, count: 1, meanConfidence: 0.05, shareRight: 0 });
    expect(second).toMatchObject({ from: 0.9, to: 1, count: 3 });
    expect(second?.meanConfidence).toBeCloseTo(0.967, 3);
    expect(second?.shareRight).toBeCloseTo(0.667, 3);
    expect(others).toEqual([]);
  });

  test('has every opinion in one row', () => {
    const some = fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() });
    fc.assert(
      fc.property(fc.array(some), fc.integer({ min: 1, max: 20 }), (all, ranges) => {
        expect(reliabilityTable(all, ranges).reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
        expect(expectedCalibrationError(all)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('its error is what the ranges are off by, each by its share', () => {
    expect(expectedCalibrationError([])).toBe(0);
    expect(expectedCalibrationError([{ confidence: 0.9, right: true }])).toBeCloseTo(0.1);
    // Half of them sure by 0.9 and right, half by 0.3 and wrong.
    const [sure, unsure] = [
      { confidence: 0.9, right: true },
      { confidence: 0.3, right: false },
    ];
    expect(expectedCalibrationError([sure, unsure, sure, unsure])).toBeCloseTo(0.2);
  });
});
