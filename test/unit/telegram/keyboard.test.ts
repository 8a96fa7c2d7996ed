import { expect, test } from 'vitest';
import { buildKeyboard, checkScore } from '../../../adapters/telegram/outbound/keyboard.ts';
import type { OutgoingMessage } from '../../../src/domain/message.ts';
import { toMessage } from '../../support/outgoing-message.ts';

const message = (parts: Partial<OutgoingMessage>) => toMessage('text', parts);
const labels = (parts: Partial<OutgoingMessage>) =>
  buildKeyboard(message(parts)).keyboard.map((row) => row.map(({ text }) => text));

test.each([
  ['nothing', {}, []],
  [
    'a row a choice',
    {
      choices: [
        { id: 'a', label: 'A' },
        { id: 'b', label: 'B' },
      ],
    },
    [['A'], ['B']],
  ],
  ['thumbs', { asksFeedback: true }, [['👍', '👎']]],
  ['a rating', { asksRatingOf: 't1' }, [['1', '2', '3', '4', '5']]],
])('%s is offered', (_name, parts, expected) => {
  expect(labels(parts)).toEqual(expected);
});

test('a choice that fits into 64 bytes is offered, a longer one is told of', () => {
  const fits = { id: 'x'.repeat(62), label: 'fits' };
  const tooLong = { id: 'é'.repeat(32), label: 'too long' };
  expect(labels({ choices: [fits, tooLong] })).toEqual([['fits']]);
  expect(buildKeyboard(message({ choices: [fits, tooLong] })).tooLong).toEqual([tooLong.id]);
});

test('the score given is marked, and pressing it again takes it back', () => {
  const { keyboard } = buildKeyboard(message({ choices: [{ id: 'a', label: 'A' }], asksRatingOf: 't1' }));
  const marked = checkScore(keyboard, 'r:2');
  expect(marked[1]?.[1]).toEqual({ text: '2 ✓', callback_data: 'r:' });
  expect(marked[0]).toEqual(keyboard[0]);
  expect(checkScore(marked, 'r:')).toEqual(keyboard);
});
