import { expect, test } from 'vitest';
import { cutText, notification, plain, words } from '../../../adapters/slack/staff/blocks.ts';
import { parseDuration } from '../../../adapters/slack/staff/people/members.ts';
import {
  fromActionValue,
  TICKET_ACTION,
  toActionId,
  toActionValue,
} from '../../../adapters/slack/staff/timeline/ticket-actions.ts';

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
  const click = { action: 'send_article' as const, ticketId: 't', subjectId: 'returns' };
  expect(fromActionValue(toActionValue('send_article', 't', 'returns'))).toEqual(click);
  expect(fromActionValue('drop_tables t')).toBeUndefined();
  expect(fromActionValue('')).toBeUndefined();
});

test('buttons that an earlier version posted are heard like those of now', () => {
  for (const id of [toActionId('claim'), 'deed:claim']) expect(id).toMatch(TICKET_ACTION);
  expect(fromActionValue('claim ticket-12')).toMatchObject({ action: 'claim', ticketId: 'ticket-12' });
});
