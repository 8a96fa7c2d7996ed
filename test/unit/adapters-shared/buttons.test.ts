import { expect, test } from 'vitest';
import { choiceButtons, fromButtonId, isScoreRowOf, scoreRowAfter } from '../../../adapters/shared/buttons.ts';

test.each([
  ['c:i:gift_card', { kind: 'choice', messageKey: '7', choiceId: 'i:gift_card' }],
  ['f:1', { kind: 'feedback', messageKey: '7', score: 1 }],
  ['f:0', { kind: 'feedback', messageKey: '7', score: 0 }],
  ['f:', { kind: 'feedback', messageKey: '7', score: null }],
  ['r:5', { kind: 'rating', messageKey: '7', score: 5 }],
  ['r:', { kind: 'rating', messageKey: '7', score: null }],
  ['r:6', undefined],
  ['f:2', undefined],
  ['', undefined],
  ['something else', undefined],
])('pressing a button with the id "%s" says what it means', (id, body) => {
  expect(fromButtonId(id, '7')).toEqual(body);
});

test('a choice comes back as what was offered', () => {
  const [button] = choiceButtons([{ id: 'language:zh', label: '中文' }]);
  expect(fromButtonId(button?.id ?? '', '7')).toMatchObject({ choiceId: 'language:zh' });
});

test('the row of scores marks the one that was given, whose button then takes it back', () => {
  const labels = (pressed: string) => scoreRowAfter(pressed)?.map(({ id, label }) => `${id} ${label}`);
  expect(labels('f:1')).toEqual(['f: 👍 ✓', 'f:0 👎']);
  expect(labels('f:')).toEqual(['f:1 👍', 'f:0 👎']);
  expect(labels('r:2')).toEqual(['r:1 1', 'r: 2 ✓', 'r:3 3', 'r:4 4', 'r:5 5']);
  expect(labels('c:a')).toBeUndefined();
});

test('only the row of the pressed score is marked', () => {
  expect(isScoreRowOf('f:1', ['f:1', 'f:0'])).toBe(true);
  expect(isScoreRowOf('f:1', ['r:1', 'r:2'])).toBe(false);
  expect(isScoreRowOf('f:1', [undefined])).toBe(false);
  expect(isScoreRowOf('c:a', ['c:a'])).toBe(false);
});
