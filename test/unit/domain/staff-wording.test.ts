import { expect, test } from 'vitest';
import { duration, fileSize, languageName, moodOf, subjectWords } from '../../../src/domain/staff-wording.ts';

test.each([
  [-5_000, 'less than a minute'],
  [20_000, 'less than a minute'],
  [59_900, 'less than a minute'],
  [12.7 * 60_000, '12 min'],
  [3 * 3_600_000, '3 h'],
  [(3 * 60 + 5) * 60_000, '3 h 5 min'],
  [52 * 3_600_000, '2 d 4 h'],
])('%d ms reads %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test.each([
  [undefined, 'size unknown'],
  [3, '3 B'],
  [45_000, '45 kB'],
  [2_340_000, '2.3 MB'],
])('a file of %s bytes reads %s', (bytes, expected) => {
  expect(fileSize(bytes)).toBe(expected);
});

test('languages are named with their code, also one that nobody knows', () => {
  expect(['zh', 'pt-BR', 'x_y'].map(languageName)).toEqual(['Chinese (zh)', 'Brazilian Portuguese (pt-BR)', 'x_y']);
});

test.each([
  [-0.9, 'no_answer', 'Upset'],
  [0.5, 'angry', 'Upset'],
  [-0.3, 'no_answer', 'Unhappy'],
  [0, 'requested', 'Neutral'],
  [0.5, 'no_answer', 'Friendly'],
] as const)('a sentiment of %f in a ticket because of %s is %s', (sentiment, reason, expected) => {
  expect(moodOf({ sentiment, reason })).toBe(expected);
});

test('a ticket without words has a subject all the same', () => {
  expect(['  ', ' Where? '].map((subject) => subjectWords({ subject }))).toEqual(['No words', 'Where?']);
});
