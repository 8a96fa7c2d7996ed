import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomesKnownAt } from '../../../../src/insights/sla-risk/known-outcomes.ts';
import type { SlaRow } from '../../../../src/insights/sla-risk/sla-row.ts';

/** `opened-known` and `+` for kept, `-` for missed. */
function rowsOf(text: string): SlaRow[] {
  return text.split(' ').map((word) => {
    const [opened, known] = word.slice(0, -1).split('/').map(Number);
    return { openedAt: opened ?? 0, known: {}, kept: word.endsWith('+'), knownAt: known };
  });
}

test.each([
  ['what is known is as it is', '0/1+ 0/2- 5/6+', 10, [1, 0, 1]],
  // Of three as old as 5 or older, two were missed and one was kept.
  ['what is not known goes as with those that were as old', '0/1+ 0/6- 0/7- 0/8+ 15/30+', 20, [1, 0, 0, 1, 1 / 3]],
  ['what is older than all that are known goes like all of them', '0/99+ 50/51+ 50/52-', 60, [0.5, 1, 0]],
  ['without anything known it may go either way', '0/99+ 1/99-', 10, [0.5, 0.5]],
  ['what comes to be known at the moment itself is not known yet', '0/10+ 0/5- 0/4-', 10, [0, 0, 0]],
])('%s', (_, text, at, outcomes) => {
  const found = Array.from(outcomesKnownAt(rowsOf(text), at), (outcome) => Number(outcome.toFixed(10)));
  expect(found).toEqual(outcomes.map((outcome) => Number(outcome.toFixed(10))));
});

test('chances lie between 0 and 1, and nothing that comes to be known later changes them', () => {
  const row = fc.tuple(fc.nat(50), fc.nat(50), fc.boolean()).map(([openedAt, lasted, kept]) => ({
    openedAt,
    known: {},
    kept,
    knownAt: openedAt + lasted,
  }));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const at = 51;
      const unknown = rows.map((one) => (one.knownAt < at ? one : { ...one, kept: undefined, knownAt: undefined }));
      const outcomes = outcomesKnownAt(rows, at);
      expect(outcomes.every((outcome) => outcome >= 0 && outcome <= 1)).toBe(true);
      expect(outcomesKnownAt(unknown, at)).toEqual(outcomes);
    }),
  );
});
