import { expect, test } from 'vitest';
import { fillExample } from '../../../../src/domain/actions/fill-example.ts';

const values = { now: Date.parse('2026-02-27T23:30:00Z'), inputs: { day: '2026-03-02', 'constructor-like': 'x' } };

test('days from the one on which it answers, and inputs, are replaced wherever they stand in texts', () => {
  const body = { on: ['{today}', '{today + 2 days}', '{today - 1 day}'], at: '{day}T10:00:00Z', sum: 3, none: null };
  expect(fillExample(body, values)).toEqual({
    on: ['2026-02-27', '2026-03-01', '2026-02-26'],
    at: '2026-03-02T10:00:00Z',
    sum: 3,
    none: null,
  });
});

test.each(['{unknown}', '{constructor}', '{ today }', '{today + days}', '{}', '{{'])('%s stays as it is', (text) => {
  expect(fillExample(text, values)).toBe(text);
});
