import { expect, test } from 'vitest';
import { formatDuration, moodOf } from '../../../src/console/format.ts';

test.each([
  [-5_000, '0 s'],
  [45_000, '45 s'],
  [12.7 * 60_000, '12 min'],
  [3 * 3_600_000, '3 h'],
  [(3 * 60 + 5) * 60_000, '3 h 5 min'],
  [52 * 3_600_000, '2 d 4 h'],
])('%d ms reads %s', (ms, words) => {
  expect(formatDuration(ms)).toBe(words);
});

test('an angry customer is upset, whatever the words measure', () => {
  expect(moodOf({ sentiment: 0.5, reason: 'angry' }).label).toBe('Upset');
  expect(moodOf({ sentiment: 0, reason: 'requested' }).label).toBe('Neutral');
});
