import { describe, expect, test } from 'vitest';
import type { HelpSearch } from '../../../src/ports/help-use.ts';
import type { Store } from '../../../src/ports/store.ts';

const DAY = 86_400_000;
const ALL = { since: 0, until: 9 * DAY };

export function helpUseContract(current: () => Store): void {
  const read = (parts: object = {}) =>
    current().transaction((tx) =>
      tx.helpUse.addReads({ articleId: 'returns', locale: 'en', way: 'page', count: 1, at: 5, ...parts }),
    );
  const search = (searcher: string, parts: Partial<HelpSearch> = {}) => {
    const { words = 'old lamp', locale = 'en' } = parts;
    const wordsDigest = `digest of ${locale} ${words}`;
    return current().transaction((tx) =>
      tx.helpUse.addSearch({ words, wordsDigest, locale, isFound: false, at: 5, searcher, ...parts }),
    );
  };
  const searches = () => current().read.helpUse.searches(ALL, 99);

  describe('the use of help articles', () => {
    test('readings add up by article, language and way, over the days of a period', async () => {
      await read();
      await read({ at: DAY - 1, count: 3 });
      await read({ at: DAY, count: 10 });
      await read({ way: 'more' });
      await read({ locale: 'zh' });
      const { helpUse } = current().read;
      expect(await helpUse.reads({ since: 0, until: DAY }, 99)).toEqual([
        { articleId: 'returns', locale: 'en', way: 'page', count: 4 },
        { articleId: 'returns', locale: 'en', way: 'more', count: 1 },
        { articleId: 'returns', locale: 'zh', way: 'page', count: 1 },
      ]);
      expect(await helpUse.reads(ALL, 1)).toEqual([{ articleId: 'returns', locale: 'en', way: 'page', count: 14 }]);
    });

    test('words are known once three customers searched for them, and then of all their searches', async () => {
      for (const searcher of ['a', 'a', 'b', 'b']) await search(searcher);
      expect(await searches()).toEqual([]);
      await search('c', { isFound: true });
      await search('c', { words: 'something else' });
      expect(await searches()).toEqual([
        { words: 'old lamp', locale: 'en', searches: 5, customers: 3, withoutResult: 4 },
      ]);
      await search('d');
      expect((await searches())[0]).toMatchObject({ searches: 6, customers: 4 });
    });

    test('the same words in another language are other words', async () => {
      for (const locale of ['en', 'zh', 'de']) await search('a', { locale });
      expect(await searches()).toEqual([]);
    });

    test('all searches are counted, of the period alone', async () => {
      await search('a');
      await search('b', { isFound: true, words: 'x' });
      await search('b', { at: DAY });
      const { helpUse } = current().read;
      expect(await helpUse.countSearches({ since: 0, until: DAY })).toEqual({ searches: 2, withoutResult: 1 });
      expect(await helpUse.countSearches({ since: 3 * DAY, until: DAY })).toEqual({ searches: 0, withoutResult: 0 });
    });

    test('searches whose words are not known are forgotten after their time, the others stay', async () => {
      for (const searcher of ['a', 'b', 'c']) await search(searcher);
      await search('a', { words: 'my name' });
      await search('a', { words: 'my name', at: 20 });
      await current().transaction((tx) => tx.helpUse.prune(20));
      expect(await current().read.helpUse.countSearches(ALL)).toMatchObject({ searches: 4 });
      expect(await searches()).toHaveLength(1);
    });
  });
}
