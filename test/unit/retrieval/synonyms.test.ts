import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeskContent } from '../../../src/domain/content.ts';
import { createRetriever } from '../../../src/retrieval/retriever.ts';
import { article, contentOf, SHOP } from './articles.ts';

function withSynonyms(content: DeskContent, synonyms: string[][]): DeskContent {
  const locales = Object.entries(content.locales).map(([locale, its]) => [locale, { ...its, synonyms }]);
  return { ...content, locales: Object.fromEntries(locales) };
}

test.each([
  ['en', 'How bright is the zorble?', ['zorble', 'quandle light'], 'about the quandle lights'],
  ['en', 'How bright is the quandle light?', ['zorble', 'quandle light'], 'zorbles'],
  ['zh', '魔灯怎么用？', ['魔灯', '琉璃盏'], '琉璃盏'],
  ['de', 'Wie hell ist die Zorbel?', ['Zorbel', 'Quandel'], 'quandel'],
])('in %s an article that says "%s" is found by the other of %j', (locale, title, list, query) => {
  const own = article({ id: 'own', locale, title });
  const plain = contentOf([...SHOP, own]);
  const found = (content: DeskContent) => createRetriever({ content }).search(query, locale, 1)[0];
  expect(found(withSynonyms(plain, [list]))?.articleId).toBe('own');
  expect(found(withSynonyms(plain, [list]))?.score).toBeGreaterThan(found(plain)?.score ?? 0);
});

test('synonyms that change are in force with the content', () => {
  const plain = contentOf([...SHOP, article({ id: 'own', title: 'How bright is the zorble?' })]);
  const retriever = createRetriever({ content: plain });
  for (const lists of [[['zorble', 'quandle']], [['zorble', 'frimp']], []]) {
    const content = withSynonyms(plain, lists);
    retriever.replace(content);
    for (const query of ['quandle', 'frimp'])
      expect(retriever.search(query, 'en', 3)).toEqual(createRetriever({ content }).search(query, 'en', 3));
  }
});

test('without synonyms nothing is found otherwise', () => {
  const content = contentOf(SHOP);
  const [plain, empty] = [createRetriever({ content }), createRetriever({ content: withSynonyms(content, []) })];
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('en', 'zh'), (query, locale) => {
      expect(empty.search(query, locale, 5)).toEqual(plain.search(query, locale, 5));
    }),
  );
});

test('any word of a list finds the article that says another', () => {
  const word = fc.stringMatching(/^[bdfgkmpvz][aeiou][bdfgkmpvz][aeiou][bdfgkmpvz]{2}$/);
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 2 }), ([said = '', asked = '']) => {
      const content = withSynonyms(contentOf([...SHOP, article({ id: 'own', title: said })]), [[said, asked]]);
      expect(createRetriever({ content }).search(asked, 'en', 1)[0]?.articleId).toBe('own');
    }),
    { numRuns: 30 },
  );
});
