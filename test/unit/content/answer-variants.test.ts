import { expect, test } from 'vitest';
import { readIntentFile } from '../../../src/content/read-intent-file.ts';

function read(rest: string) {
  const utterances = ['a', 'b', 'c', 'd', 'e'].map((word) => `      - refund ${word}\n`).join('');
  return readIntentFile(
    `intents:\n  - name: refund\n    category: payment\n    utterances:\n${utterances}${rest}`,
    'en',
  );
}

test('several answers are read in order, and the first is the one that is given where none is drawn', () => {
  const { intents, diagnostics } = read('    answers:\n      - Within 5 days.\n      - yes\n    article: refunds\n');
  expect(diagnostics).toEqual([]);
  expect(intents[0]?.outcome).toEqual({
    kind: 'answer',
    text: 'Within 5 days.',
    sourceId: 'refunds',
    variants: { texts: ['Within 5 days.', 'yes'] },
  });
});

test('one of them may be fixed by its number', () => {
  const { intents } = read('    answers: [Within 5 days., In a week.]\n    fixed_answer: 2\n');
  expect(intents[0]?.outcome).toMatchObject({ text: 'In a week.', variants: { fixed: 1 } });
});

test.each([
  [
    'answers beside an answer',
    '    answer: One.\n    answers: [One., Two.]\n',
    /is one too many: write answer or answers/,
  ],
  ['one answer alone', '    answers: [One.]\n', /answers/],
  ['seven answers', '    answers: [a, b, c, d, e, f, g]\n', /answers/],
  ['the same answer twice', '    answers: [One., " One. "]\n', /has the same answer twice: delete one/],
  [
    'a number that no answer has',
    '    answers: [One., Two.]\n    fixed_answer: 3\n',
    /is no number of an answer: answers has 2/,
  ],
  ['a number without answers', '    answer: One.\n    fixed_answer: 1\n', /is no number of an answer: answers has 0/],
  [
    'answers beside escalate',
    '    answers: [One., Two.]\n    escalate: true\n',
    /is one too many: write answer or answers/,
  ],
])('%s is refused', (_, rest, reason) => {
  const { intents, diagnostics } = read(rest);
  expect(intents).toEqual([]);
  expect(diagnostics.map((one) => one.reason).join('\n')).toMatch(reason);
});
