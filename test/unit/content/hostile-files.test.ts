import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadContent } from '../../../src/content/load-content.ts';
import { readArticleFile } from '../../../src/content/read-article-file.ts';
import { readIntentFile } from '../../../src/content/read-intent-file.ts';
import { createTree, intentFile, write } from './content-tree.ts';

/** Pieces that files with mistakes are made of. */
const piece = fc.constantFrom(
  ...['intents:', 'phrases:', '- ', 'name', ': ', 'utterances', 'slots', 'answer', 'article', 'values', '__proto__'],
  ...['\n', '\n  ', '\n    - ', '\t', '{', '}', '[', ']', ',', '"', "'", '|', '>', '&a ', '*a', '!t ', '#', '?', '---'],
  ...[
    '---\n',
    'title: a\n',
    'updated: 2026-01-01\n',
    '<b>',
    '[x](y)',
    '`',
    '\0',
    '\u{feff}',
    '\r',
    '你好',
    '1',
    'null',
    '%YAML',
  ],
);
const nearlyContent = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
const anyText = fc.oneof(nearlyContent, fc.string({ unit: 'binary', maxLength: 300 }));

function expectLines(diagnostics: { line: number; reason: string }[], text: string): void {
  const lines = text.split('\n').length;
  for (const { line, reason } of diagnostics) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
    expect(reason).not.toBe('');
  }
}

test('any text as an intent file either gives intents or says where it is wrong', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { intents, phrases, diagnostics } = readIntentFile(text, 'en');
      expectLines(diagnostics, text);
      if (diagnostics.length === 0) expect(intents.length + phrases.length).toBeGreaterThan(0);
    }),
    { numRuns: 2_000 },
  );
});

test('any text as an article either gives an article or says where it is wrong', () => {
  const article = fc.tuple(nearlyContent, anyText).map(([head, body]) => `---\n${head}\n---\n${body}`);
  fc.assert(
    fc.property(fc.oneof(anyText, article), (text) => {
      const { article, diagnostics } = readArticleFile(text, 'a', 'en');
      expectLines(diagnostics, text);
      expect(article === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
    }),
    { numRuns: 2_000 },
  );
});

test('any bytes in the files of a desk end in content or in diagnostics with file and line', async () => {
  const root = await createTree({});
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    anyText.map((text) => Buffer.from(text)),
    fc
      .tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 4 }))
      .map(([at, dirt]) => spoil(intentFile('a'), at, dirt)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, bytes, async (yaml, markdown) => {
      await write(root, 'intents/en/a.yaml', yaml);
      await write(root, 'knowledge/en/a.md', markdown);
      const { content, diagnostics } = await loadContent({ root });
      expect(content === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
      for (const { file, line } of diagnostics) {
        expect(file).toMatch(/^(intents\/en\/a\.yaml|knowledge\/en\/a\.md)$/);
        expect(line).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 300 },
  );
});

/** A good file with a few bytes of it overwritten. */
function spoil(text: string, at: number, dirt: Uint8Array): Uint8Array {
  const bytes = Buffer.from(text);
  bytes.set(dirt, at % (bytes.length - dirt.length));
  return bytes;
}
