import { expect, test } from 'vitest';
import { articlesByCategory } from '../../../src/domain/article-categories.ts';
import { article } from '../retrieval/articles.ts';

test('articles are grouped in their order, however the category is capitalised, those without one last', () => {
  const groups = articlesByCategory([
    article({ id: 'a' }),
    article({ id: 'b', category: 'Delivery' }),
    article({ id: 'c', category: 'Payment' }),
    article({ id: 'd', category: 'delivery' }),
    article({ id: 'e', category: 'Margins', audience: 'staff' }),
  ]);
  expect(groups.map(({ category, articles }) => [category, articles.map(({ id }) => id)])).toEqual([
    ['Delivery', ['b', 'd']],
    ['Payment', ['c']],
    [undefined, ['a']],
  ]);
});
