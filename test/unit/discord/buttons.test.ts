import { expect, test } from 'vitest';
import type { Components } from '../../../adapters/discord/inbound/interaction-wire.ts';
import { buildButtons, checkScore } from '../../../adapters/discord/outbound/buttons.ts';
import { toMessage } from '../../support/outgoing-message.ts';

function choices(count: number) {
  return Array.from({ length: count }, (_, index) => ({ id: `i:${index}`, label: `Choice ${index}` }));
}

function widths(components: Components): number[] {
  return components.map((row) => row.components.length);
}

function labels(components: Components | undefined): unknown[] | undefined {
  return components?.flatMap((row) => row.components.map(({ label }) => label));
}

test.each([
  [{ choices: choices(3) }, [1, 1, 1]],
  [{ choices: choices(4), asksFeedback: true }, [1, 1, 1, 1, 2]],
  [{ choices: choices(7), asksFeedback: true, asksRatingOf: 't1' }, [5, 2, 2, 5]],
  [{ choices: [] }, []],
])('choices and scores stand in rows that Discord takes', (parts, rows) => {
  expect(widths(buildButtons(toMessage('?', parts)).components)).toEqual(rows);
});

test('choices for which there is no room are told', () => {
  const { components, leftOut } = buildButtons(toMessage('?', { choices: choices(27) }));
  expect([widths(components), leftOut]).toEqual([
    [5, 5, 5, 5, 5],
    ['i:25', 'i:26'],
  ]);
});

test('a long label is cut, an empty one is not sent', () => {
  const { components } = buildButtons(
    toMessage('?', {
      choices: [
        { id: 'a', label: 'x'.repeat(100) },
        { id: 'b', label: ' ' },
      ],
    }),
  );
  expect(labels(components)).toEqual([`${'x'.repeat(79)}…`, '…']);
});

test('the score that was given is marked in its row alone', () => {
  const { components } = buildButtons(toMessage('?', { choices: choices(1), asksFeedback: true, asksRatingOf: 't1' }));
  const given = checkScore(components, 'f:0');
  expect(labels(given)).toEqual(['Choice 0', '👍', '👎 ✓', '1', '2', '3', '4', '5']);
  expect(labels(given && checkScore(given, 'f:'))).toEqual(labels(components));
  expect(checkScore(components, 'c:i:0')).toBeUndefined();
});
