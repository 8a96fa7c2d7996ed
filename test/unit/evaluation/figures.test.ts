import { array, assert, constantFrom, double, option, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareEvaluations } from '../../../src/evaluation/compare-figures.ts';
import { figuresOf } from '../../../src/evaluation/figures.ts';
import type { Judged } from '../../../src/evaluation/judge-fold.ts';
import { percent, signedPoints } from '../../../src/evaluation/percent.ts';

const one = (text: string, meant: string, takenFor: string | undefined, confidence = 0.5): Judged => {
  return { text, meant, takenFor, confidence };
};

const names = constantFrom('a', 'b', 'c');
const judgements = array(
  record({
    text: constantFrom('x', 'y', 'z'),
    meant: names,
    takenFor: option(names, { nil: undefined }),
    confidence: double({ min: 0, max: 1, noNaN: true }),
  }),
);

test('accuracy, macro-F1 and the figures of each intent, worked out by hand', () => {
  const figures = figuresOf([one('1', 'a', 'a'), one('2', 'a', 'a'), one('3', 'a', 'b'), one('4', 'b', 'b')]);
  expect(figures).toMatchObject({ utterances: 4, right: 3, accuracy: 0.75 });
  expect(figures.intents).toEqual([
    { intent: 'b', utterances: 1, precision: 0.5, recall: 1, f1: 2 / 3 },
    { intent: 'a', utterances: 3, precision: 1, recall: 2 / 3, f1: 0.8 },
  ]);
  expect(figures.macroF1).toBeCloseTo((2 / 3 + 0.8) / 2);
});

test('the calibration error is the mean distance of confidence from accuracy in fifteen bins of equal width', () => {
  const right = [one('1', 'a', 'a', 0.95), one('2', 'a', 'a', 0.97)];
  const { calibrationError, reliability } = figuresOf([...right, one('3', 'a', 'b', 0.3), one('4', 'a', 'b', 0)]);
  expect(reliability).toHaveLength(15);
  expect(reliability.filter(({ utterances }) => utterances > 0).map(({ from }) => Math.round(15 * from))).toEqual([
    0, 4, 14,
  ]);
  expect(calibrationError).toBeCloseTo((2 * 0.04 + 0.3 + 0) / 4);
});

test('a pair is confused whichever is taken for the other, the surest mistakes come first, and nothing is a mistake too', () => {
  const { confusions } = figuresOf([
    one('1', 'b', 'a', 0.2),
    one('2', 'a', 'b', 0.9),
    one('3', 'a', undefined, 0),
    one('4', 'a', 'a'),
  ]);
  expect(confusions.map(({ intents, utterances }) => [...intents, ...utterances.map(({ text }) => text)])).toEqual([
    ['a', 'b', '2', '1'],
    ['(nothing)', 'a', '3'],
  ]);
});

test('of nothing the figures are 0', () => {
  expect(figuresOf([])).toMatchObject({ accuracy: 0, macroF1: 0, calibrationError: 0, intents: [], confusions: [] });
});

test('shares stay within 0 and 1, every utterance is in one bin, and every mistake in one pair', () => {
  assert(
    property(judgements, (judged) => {
      const { accuracy, macroF1, calibrationError, reliability, confusions, right } = figuresOf(judged);
      for (const share of [accuracy, macroF1, calibrationError]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(reliability.reduce((sum, bin) => sum + bin.utterances, 0)).toBe(judged.length);
      expect(confusions.flatMap(({ utterances }) => utterances)).toHaveLength(judged.length - right);
    }),
  );
});

describe('two evaluations', () => {
  const evaluationOf = (judged: Judged[]) => ({ judged, figures: figuresOf(judged) });

  test('are compared by their figures, by intent, and by the utterances that both have', () => {
    const before = evaluationOf([one('1', 'a', 'a'), one('2', 'a', 'b'), one('3', 'b', 'b'), one('9', 'old', 'old')]);
    const now = evaluationOf([one('1', 'a', 'b'), one('2', 'a', 'a'), one('3', 'b', 'b'), one('new', 'c', 'c')]);
    const changes = compareEvaluations(now, before);
    expect(changes).toMatchObject({ accuracy: 0, addedIntents: ['c'], removedIntents: ['old'], intents: [] });
    expect(changes.newlyWrong.map(({ text }) => text)).toEqual(['1']);
    expect(changes.newlyRight.map(({ text }) => text)).toEqual(['2']);
  });

  test('that are the same differ in nothing', () => {
    assert(
      property(judgements, (judged) => {
        const { accuracy, intents, addedIntents, removedIntents } = compareEvaluations(
          evaluationOf(judged),
          evaluationOf(judged),
        );
        expect({ accuracy, intents, addedIntents, removedIntents }).toEqual({
          accuracy: 0,
          intents: [],
          addedIntents: [],
          removedIntents: [],
        });
      }),
    );
  });
});

test('shares and differences are told with one decimal', () => {
  expect([0, 0.8437, 1].map(percent)).toEqual(['0.0 %', '84.4 %', '100.0 %']);
  expect([0.004, -0.0123, 0.0001, -0.0001].map(signedPoints)).toEqual(['+0.4', '−1.2', '±0.0', '±0.0']);
});
