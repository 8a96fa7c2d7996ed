import { expect, test } from 'vitest';
import { cutText, notification, plain, words } from '../../../adapters/slack/staff/blocks.ts';
import { fromActionValue, toActionValue } from '../../../adapters/slack/staff/ids.ts';
import { parseDuration } from '../../../adapters/slack/staff/mutes.ts';
import { duration, fileSize, languageName, moodOf } from '../../../adapters/slack/staff/wording.ts';

test.each([
  ['30m', 1_800_000],
  ['2 h', 7_200_000],
  ['1D', 86_400_000],
  ['31d', undefined],
  ['0h', undefined],
  ['-1h', undefined],
  ['soon', undefined],
  ['', undefined],
])('a time of "%s" is %s milliseconds', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each([
  [20_000, 'less than a minute'],
  [12 * 60_000, '12 min'],
  [185 * 60_000, '3 h 5 min'],
  [52 * 3_600_000, '2 d 4 h'],
])('%i milliseconds read %s', (ms, expected) => {
  expect(duration(ms)).toBe(expected);
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
  [-0.9, 'no_answer', '😠 upset'],
  [0, 'angry', '😠 upset'],
  [-0.3, 'no_answer', '🙁 unhappy'],
  [0, 'no_answer', '😐 neutral'],
  [0.5, 'no_answer', '🙂 friendly'],
] as const)('a sentiment of %f of one who %s is %s', (sentiment, reason, expected) => {
  expect(moodOf({ sentiment, reason })).toBe(expected);
});

test('a notification has no mention, link, format or emoji name in it', () => {
  expect(notification('<!here> & :smile: https://evil.example')).toBe(
    '&lt;!here&gt; &amp; :\u2060smile: https:\u2060//evil.example',
  );
});

test('texts are cut between characters, and never leave nothing', () => {
  expect(cutText('👍👍👍', 4)).toBe('👍…');
  expect(words('👍'.repeat(2_000)).every((element) => element.type === 'text' && element.text.isWellFormed())).toBe(
    true,
  );
  expect(plain('  ').text).toBe('–');
});

test('what a button stands for comes back from it, and nothing else does', () => {
  const press = { action: 'send_article' as const, ticketId: 't', subjectId: 'returns' };
  expect(fromActionValue(toActionValue('send_article', 't', 'returns'))).toEqual(press);
  expect(fromActionValue('drop_tables t')).toBeUndefined();
  expect(fromActionValue('')).toBeUndefined();
});
