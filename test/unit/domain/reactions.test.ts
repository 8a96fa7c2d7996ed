import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeReactions, normalizeEmoji, scoreOfReactions } from '../../../src/domain/reactions.ts';

const SCORES = { '👍': 1, '❤': 1, '👎': 0, ':shrug:': 0 } as const;

test.each([
  ['👍', '👍'],
  ['👍🏽', '👍'],
  ['❤️', '❤'],
  [':shrug:', ':shrug:'],
])('%s counts as %s', (emoji, counted) => {
  expect(normalizeEmoji(emoji)).toBe(counted);
});

describe('the score of the reactions on a message', () => {
  test.each([
    ['none', [], undefined],
    ['one that counts', ['👍'], 1],
    ['one that does not', ['🎈'], undefined],
    ['the newest of several that count', ['👍', '👎'], 0],
    ['one that counts below one that does not', ['👎', '🎈'], 0],
    ['one of the platform itself', [':shrug:'], 0],
  ])('%s', (_what, reactions, score) => {
    expect(scoreOfReactions(reactions, SCORES)).toBe(score);
  });

  test('what was put on and taken away again leaves the score as it was', () => {
    const emoji = fc.constantFrom('👍', '👎', '❤️', '🎈', ':shrug:');
    fc.assert(
      fc.property(fc.uniqueArray(emoji), emoji, (before, added) => {
        fc.pre(!before.includes(added));
        const on = changeReactions(
          before.reduce((all, one) => changeReactions(all, { emoji: one, added: true }), [] as string[]),
          {
            emoji: added,
            added: true,
          },
        );
        const off = changeReactions(on, { emoji: added, added: false });
        expect(off).toEqual(before.map(normalizeEmoji));
      }),
    );
  });
});
