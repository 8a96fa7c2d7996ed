import fc from 'fast-check';
import { expect, test } from 'vitest';
import { presentMessage } from '../../../adapters/slack/customers/presentation.ts';
import { parseBlocks } from '../../platforms/slack/block-kit.ts';
import { toMessage } from '../../support/outgoing-message.ts';
import { shippedPhrasesIn } from '../../support/shipped-phrases.ts';

const present = (text: string, parts = {}, notes: string[] = []) =>
  presentMessage(toMessage(text, parts), { articleUrl: () => undefined, phrasesIn: shippedPhrasesIn }, notes);

test('whatever is said, Slack takes it, when it is sent and when it is changed', () => {
  const piece = fc.constantFrom(
    '<&>',
    'word ',
    '\n\n',
    '**bold** ',
    '> ',
    '- x\n',
    '```\n',
    '😀',
    '字',
    '[a](https://b.example)',
  );
  const choices = [{ id: 'a', label: 'A' }];
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 500 }), (pieces, times) => {
      const contents = present(pieces.join('').repeat(times), { choices });
      for (const { text, blocks } of contents) {
        expect(() => parseBlocks(blocks, 'message')).not.toThrow();
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(4_000);
        expect(text).not.toMatch(/[<>]/);
      }
      expect(contents.at(-1)?.blocks.at(-1)?.type).toBe('actions');
    }),
    { numRuns: 40 },
  );
});

test('a message that says nothing still shows', () => {
  expect(present('').map(({ text }) => text)).toEqual(['…']);
  expect(present('', {}, ['📎 a.txt']).map(({ text }) => text)).toEqual(['📎 a.txt']);
});
