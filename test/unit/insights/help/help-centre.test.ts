import { expect, test } from 'vitest';
import { helpCentre } from '../../../../src/insights/help/help-centre.ts';
import type { Block } from '../../../../src/insights/report.ts';
import type { ArticleReads, SearchedWords } from '../../../../src/ports/help-use.ts';

const PERIOD = { since: 0, until: 86_400_000 };

async function blocksOf(
  reads: ArticleReads[],
  searches: SearchedWords[] = [],
  counted = {
    searches: searches.reduce((sum, one) => sum + one.searches, 0),
    withoutResult: searches.reduce((sum, one) => sum + one.withoutResult, 0),
  },
): Promise<Block[]> {
  const helpUse = { reads: async () => reads, searches: async () => searches, countSearches: async () => counted };
  return helpCentre({ helpUse, period: PERIOD });
}

const tables = (blocks: Block[]) => blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
const texts = (blocks: Block[]) => blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));

test('where nothing was counted it is said how to have it counted, and nothing else', async () => {
  const blocks = await blocksOf([]);
  expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'text']);
  expect(texts(blocks)[0]).toContain('help_centre: { count_use: true }');
});

test('articles are told by how often they were read, in each way and language', async () => {
  const blocks = await blocksOf([
    { articleId: 'returns', locale: 'en', way: 'page', count: 3 },
    { articleId: 'returns', locale: 'zh', way: 'chat', count: 9 },
    { articleId: 'returns', locale: 'en', way: 'more', count: 2 },
    { articleId: 'gifts', locale: 'en', way: 'chat', count: 1 },
  ]);
  expect(tables(blocks)[0]?.rows).toEqual([
    ['returns (zh)', 9, 0, 9, 0],
    ['returns (en)', 5, 3, 0, 2],
    ['gifts (en)', 1, 0, 1, 0],
  ]);
  expect(texts(blocks)[0]).toMatch(/^15 readings of 2 articles, 0 searches\./);
});

test('what was searched without result comes first, what misses an article most before the rest', async () => {
  const blocks = await blocksOf(
    [],
    [
      { words: 'returns', locale: 'en', searches: 9, customers: 8, withoutResult: 0 },
      { words: 'bicycle', locale: 'en', searches: 5, customers: 4, withoutResult: 5 },
      { words: 'wax', locale: 'en', searches: 7, customers: 3, withoutResult: 6 },
    ],
    { searches: 30, withoutResult: 20 },
  );
  const [missing, most] = tables(blocks);
  expect(missing?.title).toMatch(/^Searched without result/);
  expect(missing?.rows.map(([words]) => words)).toEqual(['wax', 'bicycle']);
  expect(most?.rows.map(([words]) => words)).toEqual(['returns', 'bicycle', 'wax']);
  expect(texts(blocks)[0]).toContain('30 searches, 20 of them without result');
});
