import { expect, test } from 'vitest';
import { createArticleIndex } from '../../../src/retrieval/article-index.ts';
import { inverseDocumentFrequency } from '../../../src/retrieval/collection.ts';
import type { Measures } from '../../../src/retrieval/measures.ts';
import { article, SHOP } from './articles.ts';

/** What each measure says of each of these articles. */
function measuresOf(query: string, bodies: Parameters<typeof article>[0][], locale = 'en'): Record<string, Measures> {
  const index = createArticleIndex(bodies.map(article), locale);
  const ranked = index.rank(index.compare(query));
  return Object.fromEntries(ranked.map(({ article: at, measures }) => [index.entries()[at]?.article.id, measures]));
}

const CARDS = [
  { id: 'gold', title: 'gold card', body: 'A gold card shines.' },
  { id: 'blue', title: 'blue card', alternates: ['azure card'], body: 'A blue card is calm.' },
  { id: 'tree', title: 'tall tree', body: 'A tree grows.' },
];

test('a term that few articles have tells more, and one that none has tells as much as one that one has', () => {
  const weights = [1, 2, 5, 10].map((holders) => inverseDocumentFrequency(10, holders));
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  expect(weights.at(-1)).toBeGreaterThan(0);
  expect(inverseDocumentFrequency(10, 0)).toBe(weights[0]);
});

test('the Dice share is 1 for the same words in another order and counts telling words more', () => {
  const { gold } = measuresOf('card, gold', CARDS);
  expect(gold?.dice).toBeCloseTo(1);
  const withoutBackground = 'fr';
  const { blue } = measuresOf('card, gold', CARDS, withoutBackground);
  const rare = inverseDocumentFrequency(3, 1);
  const common = inverseDocumentFrequency(3, 2);
  expect(blue?.dice).toBeCloseTo((2 * common) / (2 * common + 2 * rare));
});

test('a word that everybody uses tells less than the matter, however few the articles are', () => {
  const articles = [{ id: 'rent', title: 'can I rent a boat', body: 'A day is 40.' }];
  const { rent: common } = measuresOf('can I have a can', articles);
  const { rent: matter } = measuresOf('boat', articles);
  expect(common?.coverage).toBeLessThan(0.75);
  expect(matter?.coverage).toBe(1);
  expect(measuresOf('can I rent a horse', articles).rent?.dice).toBeLessThan(0.8);
});

test('of title and alternates the most alike one counts', () => {
  expect(measuresOf('azure card', CARDS).blue?.dice).toBeCloseTo(1);
});

test('the gram cosine sees through a misspelling that no correction mends', () => {
  const { blue, gold } = measuresOf('azurecard', CARDS);
  expect(blue?.grams).toBeGreaterThan(0.2);
  expect(gold?.grams ?? 0).toBeLessThan(blue?.grams ?? 0);
});

test('coverage is the telling share of the query that the body, or the article, has', () => {
  const { blue } = measuresOf('azure calm', CARDS);
  expect(blue?.coverage).toBeCloseTo(1);
  expect(blue?.bodyCoverage).toBeCloseTo(0.5);
});

test('BM25F grows with every occurrence, less each time, and counts a title more than a body', () => {
  const share = (parts: { title?: string; body?: string }) =>
    measuresOf('lamp', [
      { id: 'own', title: 'x', body: 'x x x', ...parts },
      { id: 'other', title: 'y', body: 'y y y' },
    ]).own?.bm25f ?? 0;
  const [none, one, two, three] = ['x x x', 'lamp x x', 'lamp lamp x', 'lamp lamp lamp'].map((body) => share({ body }));
  expect(none).toBe(0);
  expect(one).toBeLessThan(two ?? 0);
  expect((three ?? 0) - (two ?? 0)).toBeLessThan((two ?? 0) - (one ?? 0));
  expect(share({ title: 'lamp' })).toBeGreaterThan(one ?? 0);
});

test('every measure stays between 0 and 1', () => {
  const english = SHOP.filter(({ locale }) => locale === 'en');
  for (const query of ['order order order', 'my', 'Where is my order?', english.map(({ body }) => body).join(' ')]) {
    for (const measures of Object.values(measuresOf(query, english))) {
      for (const value of Object.values(measures)) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1.000001);
      }
    }
  }
});

test('a text that is left out neither resembles the query nor lends its words to the article', () => {
  const index = createArticleIndex(CARDS.map(article), 'en');
  const comparison = index.compare('azure card');
  const without = index.standingWithout(comparison, 1, 1)?.measures;
  const whole = index.rank(comparison).find((standing) => standing.article === 1)?.measures;
  expect(whole?.coverage).toBeCloseTo(1);
  expect(without?.coverage).toBeLessThan(0.5);
  expect(without?.dice).toBeLessThan(whole?.dice ?? 0);
  expect(without?.grams).toBeLessThan(whole?.grams ?? 0);
  expect(without?.bodyCoverage).toBeCloseTo(whole?.bodyCoverage ?? -1);
});

test('of very many articles a hundred are ranked, the best of them first', () => {
  const many = Array.from({ length: 200 }, (_, at) =>
    article({ id: String(at), title: at % 2 === 0 ? 'gold card' : 'card', body: 'A card.' }),
  );
  const index = createArticleIndex(many, 'en');
  const ranked = index.rank(index.compare('gold card'));
  const evens = Array.from({ length: 100 }, (_, at) => 2 * at);
  expect(ranked.map((standing) => standing.article)).toEqual(evens);
});
