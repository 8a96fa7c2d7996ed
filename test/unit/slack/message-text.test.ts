import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMrkdwn, mentionsIn, toReadableText, withoutMention } from '../../../adapters/slack/message-text.ts';

const names = new Map([['U1', 'Kim']]);
const read = (mrkdwn: string) => toReadableText(mrkdwn, (id) => names.get(id));

test.each([
  ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
  ['hello <@U1>', 'hello @Kim'],
  ['hello <@U2|ben>', 'hello @ben'],
  ['hello <@U3>', 'hello @unknown'],
  ['in <#C1|help> and <#C2|> and <#C3>', 'in #help and #channel and #channel'],
  ['<!here> <!subteam^S1|@team> <!subteam^S2>', '@here @team @group'],
  ['<https://shop.example/a?b=1&amp;c=2>', 'https://shop.example/a?b=1&c=2'],
  ['<https://shop.example|shop.example>', 'https://shop.example'],
  ['<https://shop.example/t|our terms>', 'our terms (https://shop.example/t)'],
  ['<mailto:kim@shop.example|kim@shop.example>', 'kim@shop.example'],
  ['<tel:+123|+123>', '+123'],
  ['&lt;@U1&gt;', '<@U1>'],
])('%s is read as %s', (mrkdwn, text) => {
  expect(read(mrkdwn)).toBe(text);
});

test('whatever a person typed is read as they typed it', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => read(escapeMrkdwn(text)) === text));
});

test('mentions are found once each, and the mention of the bot is taken out', () => {
  expect(mentionsIn('<@U1> and <@U2|ben> and <@U1> &lt;@U3&gt; <#U4>')).toEqual(['U1', 'U2']);
  expect(withoutMention('<@UBOT> where is <@U1>, <@UBOT|desk>?', 'UBOT')).toBe('where is <@U1>, ?');
});
