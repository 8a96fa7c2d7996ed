import { expect, test } from 'vitest';
import { loadContent } from '../../../src/content/load-content.ts';
import { articleFile, createTree, intentFile, write } from './content-tree.ts';

const FILE = 'knowledge/en/synonyms.yaml';

async function load(synonyms: string) {
  const root = await createTree({ 'intents/en/orders.yaml': intentFile('track_order'), [FILE]: synonyms });
  return { root, ...(await loadContent({ root })) };
}

test('words that mean the same are part of the content and of its version', async () => {
  const { root, content, diagnostics } = await load(
    'synonyms:\n  - [lantern, lamp]\n  - [SKU, article  number, 404]\n',
  );
  expect(diagnostics).toEqual([]);
  expect(content?.locales.en?.synonyms).toEqual([
    ['lantern', 'lamp'],
    ['SKU', 'article number', '404'],
  ]);
  await write(root, FILE, 'synonyms: [[lantern, torch]]');
  expect((await loadContent({ root })).content?.version).not.toBe(content?.version);
});

test.each([
  ['', 1, 'the file says nothing yet'],
  ['synonyms: [a, b]', 1, 'must be a list'],
  ['synonyms: []', 1, '"synonyms" is empty: write a list such as [lantern, lamp], or delete the file'],
  ['synonym: [[a, b]]', 1, 'Did you mean "synonyms"?'],
  ['synonyms:\n  - [a, b]\n  - [c]', 3, 'entry 2 of "synonyms" needs two words or more that mean the same'],
  ['synonyms:\n  - [a, b]\n  - [c, É, e]', 3, 'is twice in its list: "e"'],
  ['synonyms:\n  - [a, b]\n  - [c, B]', 3, '("B") is also in the list that begins with "a": make one list of the two'],
  ['synonyms:\n  - [a, "?"]', 2, 'needs a letter or a digit'],
  [`synonyms:\n  - [a, ${'b'.repeat(61)}]`, 2, 'is too long: at most 60 characters'],
  [`synonyms:\n  - [${Array.from({ length: 21 }, (_, at) => `w${at}`)}]`, 2, 'has too many words: at most 20'],
  [`synonyms: [${Array.from({ length: 501 }, (_, at) => `[a${at}, b${at}]`)}]`, 1, 'has too many lists: at most 500'],
])('%j is refused at its line', async (text, line, reason) => {
  const { content, diagnostics } = await load(text);
  expect(content).toBeUndefined();
  expect(diagnostics).toContainEqual({ file: FILE, line, severity: 'error', reason: expect.stringContaining(reason) });
});

test('a file of synonyms is no article', async () => {
  const files = { 'intents/en/orders.yaml': intentFile('track_order'), 'knowledge/en/lamps.md': articleFile('Lamps') };
  const root = await createTree({ ...files, [FILE]: 'synonyms: [[lantern, lamp]]' });
  expect((await loadContent({ root })).counts).toEqual({ en: { intents: 1, articles: 1 } });
});
