import { expect, test } from 'vitest';
import { loadContent } from '../../../src/content/load-content.ts';

test('the sample desk has no mistakes and speaks English and Chinese about the same things', async () => {
  const { content, diagnostics } = await loadContent({ root: '.' });
  expect(diagnostics).toEqual([]);
  expect(Object.keys(content?.locales ?? {})).toEqual(['en', 'zh']);
  const { en, zh } = content?.locales ?? {};
  expect(en?.intents.map(({ name }) => name).sort()).toEqual(zh?.intents.map(({ name }) => name).sort());
  expect(en?.articles.map(({ id }) => id)).toEqual(zh?.articles.map(({ id }) => id));
  expect(en?.intents.length).toBeGreaterThanOrEqual(25);
  expect(en?.articles.length).toBeGreaterThanOrEqual(20);
});
