import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRetriever } from '../../../src/retrieval/retriever.ts';
import { article, contentOf, SHOP } from './articles.ts';

const retriever = createRetriever({ content: contentOf(SHOP) });

test.each([
  ['where is my order', 'en', 'track-order'],
  ['Where is my ORDER???', 'en', 'track-order'],
  ['has it shipped yet', 'en', 'track-order'],
  ['wher is my ordr', 'en', 'track-order'],
  ['i want to be refunded', 'en', 'refund-times'],
  ['forgott my pasword', 'en', 'reset-password'],
  ['giftcard', 'en', 'gift-cards'],
  ['我的订单在哪里', 'zh', 'track-order'],
  ['退款要多久', 'zh', 'refund-times'],
])('"%s" (%s) finds %s', (query, locale, expected) => {
  expect(retriever.search(query, locale, 3)[0]).toMatchObject({ articleId: expected, locale });
});

test('a title as it stands gets more confidence than a question about something else', () => {
  const [right] = retriever.search('I forgot my password', 'en', 1);
  const [wrong] = retriever.search('what is the capital of my country', 'en', 1);
  expect(right?.confidence).toBeGreaterThan(0.6);
  expect(wrong?.confidence ?? 0).toBeLessThan(0.3);
});

test('no more articles come back than asked for, best first, and none of another locale', () => {
  const matches = retriever.search('my order refund password card', 'en', 2);
  expect(matches).toHaveLength(2);
  expect(matches[0]?.score).toBeGreaterThanOrEqual(matches[1]?.score ?? 0);
  expect(retriever.search('退款', 'zh', 10).every(({ locale }) => locale === 'zh')).toBe(true);
  expect(retriever.search('order', 'fr', 10)).toEqual([]);
  expect(retriever.search('order', '__proto__', 10)).toEqual([]);
});

test.each(['', '   ', '🙂', '?!', '\u0000', '\ud800'])('%j finds nothing', (query) => {
  expect(retriever.search(query, 'en', 5)).toEqual([]);
});

test('articles of equal merit keep their order', () => {
  const twins = ['b', 'a'].map((id) => article({ id, title: 'Returns', body: 'Send it back.' }));
  const matches = createRetriever({ content: contentOf(twins) }).search('returns', 'en', 5);
  expect(matches.map(({ articleId }) => articleId)).toEqual(['b', 'a']);
});

test('no query throws, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom('en', 'zh'), (query, locale) => {
      for (const { confidence, score } of retriever.search(query, locale, 5)) {
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(Number.isFinite(score)).toBe(true);
      }
    }),
  );
});

test.each([
  ['one word', 'x'.repeat(100_000)],
  ['many words', 'order '.repeat(16_000)],
  ['Chinese', '订单'.repeat(50_000)],
  ['broken surrogates', '\ud83d'.repeat(100_000)],
  ['markup', '[<*`'.repeat(25_000)],
])('a query of 100 000 characters is answered: %s', (_, query) => {
  expect(retriever.search(query, 'en', 5).length).toBeLessThanOrEqual(5);
});

test('among a thousand articles the right one is found, misspelt or not', () => {
  const colours = ['red', 'green', 'blue', 'white', 'black', 'yellow', 'purple', 'orange', 'silver', 'golden'];
  const things = ['lamp', 'chair', 'table', 'sofa', 'carpet', 'mirror', 'curtain', 'cushion', 'candle', 'shelf'];
  const verbs = ['clean', 'repair', 'assemble', 'return', 'store', 'paint', 'move', 'insure', 'recycle', 'polish'];
  const articles = colours.flatMap((colour) =>
    things.flatMap((thing) =>
      verbs.map((verb) =>
        article({
          id: `${verb}-${colour}-${thing}`,
          title: `How do I ${verb} a ${colour} ${thing}?`,
          body: `Ask us first.`,
        }),
      ),
    ),
  );
  const large = createRetriever({ content: contentOf(articles) });
  expect(large.search('polish my golden shelf', 'en', 1)[0]?.articleId).toBe('polish-golden-shelf');
  expect(large.search('assmble the purpel curtain', 'en', 1)[0]?.articleId).toBe('assemble-purple-curtain');
  expect(large.search('nothing like that', 'en', 5).length).toBeLessThanOrEqual(5);
});

test('an article for staff is found for them alone, and weighs nothing in what customers find', () => {
  const secret = article({ id: 'margins', title: 'Margins of gift cards', body: 'It is 40 %.', audience: 'staff' });
  const withSecret = createRetriever({ content: contentOf([...SHOP, secret]) });
  const query = 'margins of gift cards';
  expect(withSecret.search(query, 'en', 5)).toEqual(retriever.search(query, 'en', 5));
  expect(withSecret.search(query, 'en', 5, 'staff')[0]).toMatchObject({ articleId: 'margins', forStaff: true });
});

test('articles that are changed, added, removed and moved are found as by a new retriever', () => {
  const words = fc.constantFrom('refund', 'parcel', 'lamp', 'the', 'returns', 'wärme', '退货', 'late', '49');
  const text = fc.array(words, { minLength: 1, maxLength: 6 }).map((all) => all.join(' '));
  const oneArticle = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    title: text,
    alternates: fc.array(text, { maxLength: 2 }),
    body: text.map((body) => `${body}. ${body} now.`),
    audience: fc.constantFrom('customers' as const, 'staff' as const),
  });
  const articles = fc.uniqueArray(oneArticle, { selector: ({ id }) => id, maxLength: 5 });
  const toContent = (all: Parameters<typeof article>[0][]) => ({
    version: '',
    locales: { en: { locale: 'en', intents: [], articles: all.map(article), phrases: {} } },
  });
  fc.assert(
    fc.property(fc.array(articles, { minLength: 2, maxLength: 4 }), text, (versions, query) => {
      const changed = createRetriever({ content: toContent([]) });
      for (const version of versions) changed.replace(toContent(version));
      const fresh = createRetriever({ content: toContent(versions.at(-1) ?? []) });
      for (const audience of ['customers', 'staff'] as const) {
        expect(changed.search(query, 'en', 5, audience)).toEqual(fresh.search(query, 'en', 5, audience));
      }
    }),
    { numRuns: 25 },
  );
});

test('marks tell words apart, and may be left out', () => {
  const vietnamese = createRetriever({
    content: contentOf([
      article({ id: 'postponed', locale: 'vi', title: 'hoãn tiền', body: 'Hoãn.' }),
      article({ id: 'refund', locale: 'vi', title: 'hoàn tiền', body: 'Hoàn.' }),
    ]),
  });
  expect(vietnamese.search('hoàn tiền', 'vi', 1)[0]?.articleId).toBe('refund');
  expect(vietnamese.search('hoãn tiền', 'vi', 1)[0]?.articleId).toBe('postponed');
  expect(vietnamese.search('hoan tien', 'vi', 2)).toHaveLength(2);
});
