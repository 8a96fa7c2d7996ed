import { describe, expect, test } from 'vitest';
import type { ArticleMatch, IntentCandidate } from '../../../../src/domain/analysis.ts';
import { applyConfidence, type FitInForce, fitFor } from '../../../../src/domain/confidence/apply.ts';
import { analysis } from '../../../support/conversation.ts';

const intents = (...confidences: number[]): IntentCandidate[] =>
  confidences.map((confidence, index) => ({ intent: `intent-${index}`, confidence, slots: {} }));
const answers = (...confidences: number[]): ArticleMatch[] =>
  confidences.map((confidence, index) => ({
    ...{ articleId: `article-${index}`, locale: 'en', title: '', passage: '', score: 1 },
    confidence,
  }));
const reading = () => ({
  ...analysis([
    ['refund', 0.8],
    ['returns', 0.1],
  ]),
  answers: answers(0.8),
  inContext: { intents: intents(0.5), answers: answers(0.5) },
});
/** Takes a confidence of .8 to .5. */
const fitOf = (parts: Partial<FitInForce>): FitInForce => ({
  ...{ id: 1, kind: 'intent', locale: '', slope: 1, intercept: -Math.log(4) },
  ...parts,
});
const AS_TRAINED = { offTopicShare: 0.25, fits: [] };

describe('confidences in force', () => {
  test('are those that were read, where nothing is known of the desk', () => {
    const { understanding, answers: found } = applyConfidence(reading(), AS_TRAINED);
    expect(understanding.intents.map(({ confidence, asRead }) => [confidence, asRead])).toEqual([
      [0.8, 0.8],
      [0.1, 0.1],
    ]);
    expect(found[0]).toMatchObject({ confidence: 0.8, asRead: 0.8 });
    expect(understanding.scaledBy).toEqual({ intent: undefined, article: undefined });
  });

  test('go by the share of off-topic messages, for intents and not for articles', () => {
    const { understanding, answers: found } = applyConfidence(reading(), { ...AS_TRAINED, offTopicShare: 0.5 });
    expect(understanding.intents[0]?.confidence).toBeCloseTo(0.645, 3);
    expect(understanding.scaledBy).toEqual({ intent: { offTopicShare: 0.5 }, article: undefined });
    expect(found[0]?.confidence).toBe(0.8);
  });

  test('go by a fit, wherever a text is read: alone, in context and in parts', () => {
    const one = reading();
    const scaled = applyConfidence(
      { ...one, parts: [{ ...one, text: '' }] },
      { offTopicShare: 0.5, fits: [fitOf({ id: 7 })] },
    );
    for (const { understanding, inContext, answers: found } of [scaled, ...(scaled.parts ?? [])]) {
      expect(understanding.intents[0]?.confidence).toBeCloseTo(0.5);
      expect(understanding.intents[0]?.asRead).toBe(0.8);
      expect(understanding.intents[1]?.confidence).toBeCloseTo(0.0625);
      expect(inContext?.intents[0]?.confidence).toBeCloseTo(0.2);
      expect(found[0]?.confidence).toBe(0.8);
      expect(understanding.scaledBy?.intent).toEqual({ fitId: 7, slope: 1, intercept: -Math.log(4) });
    }
  });

  test('of articles go by a fit of their own', () => {
    const { understanding, answers: found } = applyConfidence(reading(), {
      ...AS_TRAINED,
      fits: [fitOf({ kind: 'article' })],
    });
    expect(found[0]?.confidence).toBeCloseTo(0.5);
    expect(understanding.intents[0]?.confidence).toBe(0.8);
  });
});

test('a locale has its own fit, or that of all together', () => {
  const fits = [fitOf({ id: 1 }), fitOf({ id: 2, locale: 'zh' }), fitOf({ id: 3, kind: 'article', locale: 'en' })];
  expect(fitFor(fits, 'intent', 'zh')?.id).toBe(2);
  expect(fitFor(fits, 'intent', 'en')?.id).toBe(1);
  expect(fitFor(fits, 'article', 'zh')).toBeUndefined();
});
