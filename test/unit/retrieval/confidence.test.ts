import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logistic } from '../../../src/lib/logistic-regression.ts';
import { createArticleIndex, type RankedArticle } from '../../../src/retrieval/article-index.ts';
import { calibrate, confidenceFeatures, DEFAULT_WEIGHTS, toConfidences } from '../../../src/retrieval/confidence.ts';
import { article, SHOP } from './articles.ts';

/** A ranking with these scores. */
function ranking(scores: number[]): RankedArticle[] {
  return scores.map((score, at) => ({
    article: at,
    score,
    measures: {
      bm25f: 0,
      grams: score / 3,
      gramCoverage: 0,
      centroid: 0,
      dice: 0,
      windowCoverage: 0,
      windowGrams: 0,
      bodyCoverage: 0,
      coverage: score / 3,
    },
  }));
}

test('a clear lead gives more confidence than a close race', () => {
  const [clear] = toConfidences(DEFAULT_WEIGHTS, ranking([1, 0.3, 0.2]), 5, 3);
  const [close] = toConfidences(DEFAULT_WEIGHTS, ranking([1, 0.98, 0.2]), 5, 3);
  expect(clear).toBeGreaterThan(1.5 * (close ?? 1));
});

test('confidences never grow with rank and add up to at most 1', () => {
  const slope = fc.double({ min: -5, max: 5, noNaN: true });
  const model = fc.array(slope, { minLength: 6, maxLength: 6 });
  const scores = fc.array(fc.double({ min: 0.001, max: 3, noNaN: true }), { maxLength: 30 });
  fc.assert(
    fc.property(model, scores, fc.nat(4_000), fc.nat(40), (anyModel, anyScores, termCount, top) => {
      const ranked = ranking(anyScores.toSorted((a, b) => b - a));
      const confidences = toConfidences(anyModel, ranked, termCount, top);
      expect(confidences.length).toBe(Math.min(top, ranked.length));
      expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
      expect(confidences.every((confidence) => confidence >= 0)).toBe(true);
      expect(confidences.reduce((sum, confidence) => sum + confidence, 0)).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});

test('articles without alternates keep the default coefficients', () => {
  const index = createArticleIndex([article({ id: 'a', title: 'Returns', body: 'Send it back.' })], 'en');
  expect(calibrate(index)).toEqual(DEFAULT_WEIGHTS);
  expect(calibrate(createArticleIndex([], 'en'))).toEqual(DEFAULT_WEIGHTS);
});

test('phrasings that find their article without themselves raise the confidence, strangers to their article lower it', () => {
  const confidenceAfter = (alternates: (at: number) => string[]) => {
    const topics = ['parcel', 'refund', 'password', 'voucher', 'invoice', 'address'];
    const articles = topics.map((topic, at) => article({ id: topic, title: topic, alternates: alternates(at) }));
    const model = calibrate(createArticleIndex(articles, 'en'));
    return logistic(model, confidenceFeatures(ranking([1.5, 0.7, 0.5]), 4));
  };
  const topics = ['parcel', 'refund', 'password', 'voucher', 'invoice', 'address'];
  const telling = confidenceAfter((at) =>
    ['question about', 'help with', 'problem of'].map((start) => `${start} ${topics[at]}`),
  );
  const misleading = confidenceAfter((at) =>
    ['question about', 'help with'].map((start) => `${start} ${topics[(at + 1) % 6]}`),
  );
  expect(telling).toBeGreaterThan(misleading);
});

test('calibration is the same every time', () => {
  const english = SHOP.filter(({ locale }) => locale === 'en');
  const models = [1, 2].map(() => calibrate(createArticleIndex(english, 'en')));
  expect(models[0]).toEqual(models[1]);
  expect(models[0]).not.toEqual(DEFAULT_WEIGHTS);
});
