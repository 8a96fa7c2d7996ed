import { expect, test } from 'vitest';
import { buttonsOf, checkScore } from '../../../adapters/slack/customers/presentation.ts';
import type { OutgoingMessage } from '../../../src/domain/message.ts';
import { toMessage } from '../../support/outgoing-message.ts';

const labels = (parts: Partial<OutgoingMessage>) =>
  buttonsOf(toMessage('text', parts)).map(({ elements }) => elements.map((element) => element.text.text));

test.each([
  ['nothing', {}, []],
  [
    'choices',
    {
      choices: [
        { id: 'a', label: 'A' },
        { id: 'b', label: 'B' },
      ],
    },
    [['A', 'B']],
  ],
  ['thumbs', { asksFeedback: true }, [['👍', '👎']]],
  ['a rating', { asksRatingOf: 't1' }, [['1', '2', '3', '4', '5']]],
])('%s is offered', (_name, parts, expected) => {
  expect(labels(parts)).toEqual(expected);
});

test('more choices than a block takes go on in another, and a long label is cut between characters', () => {
  const choices = Array.from({ length: 26 }, (_, index) => ({ id: `c${index}`, label: `${'x'.repeat(73)}😀😀` }));
  const rows = labels({ choices });
  expect(rows.map((row) => row.length)).toEqual([25, 1]);
  expect(rows[0]?.[0]).toBe(`${'x'.repeat(73)}…`);
});

test('the score given is checked, and clicking it again takes it back; the rest stays as it is', () => {
  const text = { type: 'rich_text', elements: [] };
  const rows = buttonsOf(toMessage('text', { choices: [{ id: 'a', label: 'A' }], asksRatingOf: 't1' }));
  const checked = checkScore([text, ...rows], 'r:2');
  expect(checked?.[0]).toBe(text);
  expect(checked?.[1]).toBe(rows[0]);
  expect(checked?.[2]).toMatchObject({ elements: { 1: { action_id: 'r:', text: { text: '2 ✓' } } } });
  expect(checkScore(checked ?? [], 'r:')).toEqual([text, ...rows]);
  expect(checkScore(rows, 'c:a')).toBeUndefined();
});
