import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareOutcomes, type PlayedMessage } from '../../../src/replay/compare-outcomes.ts';

function played(line: number, parts: Partial<PlayedMessage> = {}): PlayedMessage {
  const end = { outcome: 'answered' as const, asked: false, reason: undefined, actedOn: undefined, offered: [] };
  return { line, text: `text ${line}`, label: undefined, right: undefined, said: 'Yes.', ...end, ...parts };
}

describe('a message ends otherwise', () => {
  test.each<[string, Partial<PlayedMessage>, boolean]>([
    ['where nothing differs', {}, false],
    ['where the words differ alone', { said: 'Oh yes.' }, false],
    ['where the one desk hands over', { outcome: 'escalated', reason: 'no_answer' }, true],
    ['where another intent was acted on', { actedOn: { kind: 'intent', intent: 'b' } }, true],
    ['where the one desk asks for a value', { asked: true }, true],
    ['where other choices are offered', { offered: ['a', 'b'] }, true],
  ])('%s: %o', (_, parts, isOther) => {
    expect(compareOutcomes([played(2, parts)], [played(2)]).differences).toHaveLength(isOther ? 1 : 0);
  });
});

test('differences come in the order of the file with what both did, and labels say which desk was right', () => {
  const here = [played(3, { outcome: 'clarified', label: 'a', right: false }), played(2, { label: 'a', right: true })];
  const there = [played(2, { asked: true, label: 'a', right: false }), played(3, { label: 'a', right: true })];
  const comparison = compareOutcomes(here, there);
  expect(comparison).toMatchObject({ compared: 2, rightOnlyHere: 1, rightOnlyThere: 1, saidOtherwise: 0 });
  expect(comparison.differences).toMatchObject([
    { line: 2, text: 'text 2', label: 'a', here: { asked: false, said: 'Yes.' }, there: { asked: true } },
    { line: 3, here: { outcome: 'clarified' }, there: { outcome: 'answered' } },
  ]);
});

test('other words count where customers are answered; a handover says who waits, which is no difference', () => {
  const handover = { outcome: 'escalated', reason: 'requested' } as const;
  const here = [played(2, { said: 'Oh yes.' }), played(3, { ...handover, said: 'You are next.' })];
  const there = [played(2), played(3, { ...handover, said: 'Two are before you.' })];
  expect(compareOutcomes(here, there)).toMatchObject({ saidOtherwise: 1, differences: [] });
});

test('a desk compared with itself differs in nothing, and what only one of them handled is not compared', () => {
  const outcomes = constantFrom('answered' as const, 'clarified' as const, 'escalated' as const);
  const messages = array(record({ line: integer({ min: 2, max: 9 }), outcome: outcomes }));
  assert(
    property(messages, (made) => {
      const distinct = [...new Map(made.map(({ line, outcome }) => [line, played(line, { outcome })])).values()];
      expect(compareOutcomes(distinct, distinct)).toMatchObject({
        compared: distinct.length,
        saidOtherwise: 0,
        differences: [],
      });
      expect(compareOutcomes(distinct, [])).toMatchObject({ compared: 0, differences: [] });
    }),
  );
});
