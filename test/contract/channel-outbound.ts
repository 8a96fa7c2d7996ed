/** What customers see of the desk's messages. */

import { expect } from 'vitest';
import type { ConversationAddress } from '../../src/domain/inbound.ts';
import { escapeMarkdown } from '../../src/domain/markdown.ts';
import type { OutgoingMessage } from '../../src/domain/message.ts';
import type { ChannelHarness, Shown } from '../support/channels/channel-harness.ts';
import { toMessage } from '../support/outgoing-message.ts';
import { failureOf, longText, only, type Rules, wordsOf } from './channel-rules.ts';

const MARKDOWN = `A **bold** word, an *italic* one and \`some code\`.

> A quote

\`\`\`
a block
\`\`\`

- one
- two

See [our terms](https://shop.example/terms).`;

/** Markup of every dialect, and what breaks parsers; each on one line, as what a customer wrote is shown. */
const HOSTILE = [
  '**bold** __bold__ *italic* _italic_ ~~strike~~ ~strike~ ||hidden|| `code`',
  '# heading',
  '> quote',
  '>>> quote',
  '- item',
  '1. item',
  '-# small',
  '[your bank](https://evil.example) ![picture](https://evil.example/x.png)',
  '<https://evil.example|your bank> <javascript:alert(1)>',
  '<b>bold</b> <img src=x onerror=alert(1)> </div> <!-- &lt;i&gt; &amp; &#60;',
  '```js',
  '\\*not\\* \\\\ \\',
  '| a | b |',
  '***',
  '\u202Egnp.exe\u202C \u2066isolated\u2069',
  "'; drop table messages; --",
];
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

export const OUTBOUND = {
  async 'CommonMark shows as formats of the platform’s own'({ send, sees }) {
    await send(toMessage(MARKDOWN));
    const shown = only(await sees());
    expect(shown.formats).toEqual(
      expect.arrayContaining(['bold', 'italic', 'code', 'quote', 'code block'] satisfies Shown['formats']),
    );
    expect(shown.links).toEqual(['https://shop.example/terms']);
    expect(shown.text).not.toMatch(/[*`[\]]|https:/);
    for (const words of ['A bold word', 'some code', 'A quote', 'a block', 'one', 'two', 'our terms']) {
      expect(shown.text).toContain(words);
    }
  },

  async 'an answer names the article it is from, and links to it'({ send, sees }) {
    const source = { articleId: 'gift-cards', locale: 'en', title: 'Gift *cards* <b>' };
    await send(toMessage('They never expire.', { source }));
    const shown = only(await sees());
    expect(shown.text).toContain('Gift *cards* <b>');
    expect(only(shown.links)).toMatch(/\/help\/en\/gift-cards$/);
  },

  async 'what an agent writes begins with who it is, whatever the name has in it'({ send, sees }) {
    const name = '*Ann* <b>O’Neill</b> @everyone';
    await send(toMessage('I am *here*.', { author: { kind: 'agent', id: 'ann', name } }));
    const { byline, text, pings, formats } = only(await sees());
    expect(visible(`${byline}${text}`).startsWith(name)).toBe(true);
    expect(text).toContain('I am here.');
    expect(pings).toEqual([]);
    expect(formats.filter((format) => format !== 'bold')).toEqual(['italic']);
  },

  async 'a customer’s words show as they are: nobody is called, nothing is formatted or linked'(harness) {
    await showsAsTheyAre(harness, harness.direct);
  },

  async 'so they do where everybody reads them'(harness) {
    await harness.kim.asksInPublic('do you sell gift cards?');
    const asked = await harness.desk.hears('message');
    await showsAsTheyAre(harness, asked, asked.body.messageKey);
  },

  async 'nobody is called by what an agent pastes either'(harness) {
    const { mentions, send, sees } = harness;
    const author = { kind: 'agent', id: 'ann', name: 'Ann' } as const;
    await send(toMessage(mentions.join('\n'), { author }));
    expect((await sees()).flatMap(({ pings }) => pings)).toEqual([]);
  },

  async 'ten thousand marks of one kind arrive all the same'({ send, sees }) {
    for (const mark of ['`', '*', '[', '<', '&', '\\']) {
      const before = (await sees()).length;
      await send(toMessage(escapeMarkdown(mark.repeat(10_000))));
      const text = (await sees())
        .slice(before)
        .map((part) => part.text)
        .join('');
      expect(text.replace(/\s/g, '')).toBe(mark.repeat(10_000));
    }
  },

  async 'a long text arrives whole and in order, the buttons under its end'({ send, sees, channel }) {
    const text = longText(10);
    const keys = await send(toMessage(text, { asksFeedback: true }));
    const parts = await sees();
    expect(wordsOf(parts.map((part) => part.text).join('\n'))).toEqual(wordsOf(text));
    expect(parts.map(({ key }) => key)).toEqual(keys);
    expect(parts.every((part) => part.text.length <= channel.capabilities.maxTextLength)).toBe(true);
    expect(parts.map(({ buttons }) => buttons.length)).toEqual([...keys.slice(1).map(() => 0), 2]);
  },

  async 'a long text without spaces is cut between characters'({ send, sees }) {
    const text = '请看👍🏽'.repeat(2_500);
    await send(toMessage(text));
    const parts = (await sees()).map((part) => part.text);
    expect(parts.join('')).toBe(text);
    expect(parts.every((part) => part.isWellFormed())).toBe(true);
  },

  async 'a message without words still shows'({ send, sees }) {
    const keys = await send(toMessage('<!-- -->', { asksFeedback: true }));
    const { key, buttons } = only(await sees());
    expect([key]).toEqual(keys);
    expect(buttons).toHaveLength(2);
  },

  async 'an edit shows the new words in the place of the old, as often as asked'({ send, edit, sees }) {
    const message = toMessage('one', { asksFeedback: true });
    const keys = await send(message);
    for (const text of ['**two**', '**two**', 'three']) {
      expect(await edit(keys, { ...message, text })).toEqual(keys);
      expect(await sees()).toMatchObject([{ key: keys[0], text: text.replaceAll('*', '') }]);
    }
    expect(only(await sees()).buttons).toHaveLength(2);
  },

  async 'a long message becomes short, and long again'({ send, edit, sees }) {
    const long = toMessage(longText(10), { asksFeedback: true });
    const keys = await send(long);
    const shorter = await edit(keys, { ...long, text: 'Short.' });
    expect(await sees()).toMatchObject([{ text: 'Short.', key: shorter[0] }]);
    expect(only(await sees()).buttons).toHaveLength(2);
    const longer = await edit(shorter, long);
    const parts = await sees();
    expect(wordsOf(parts.map((part) => part.text).join('\n'))).toEqual(wordsOf(long.text));
    expect(parts.map(({ key }) => key)).toEqual(longer);
    expect(parts.map(({ buttons }) => buttons.length)).toEqual([...longer.slice(1).map(() => 0), 2]);
  },

  async 'a message is taken back with all its parts; one that is gone counts as taken back'(harness) {
    const { send, remove, sees } = harness;
    await send(toMessage('This stays.'));
    const keys = await send(toMessage(longText(10)));
    await remove(keys);
    await remove(keys);
    expect((await sees()).map(({ text }) => text)).toEqual(['This stays.']);
  },

  async 'a long answer where everybody reads stands there whole, is changed there and taken back'(harness) {
    const { channel, desk, kim, send, sees } = harness;
    await kim.asksInPublic('what are your terms?');
    const asked = await desk.hears('message');
    const long = toMessage(longText(7), { replyToKey: asked.body.messageKey });
    const keys = await send(long, asked);
    const parts = await sees(asked);
    expect(wordsOf(parts.map((part) => part.text).join('\n'))).toEqual(wordsOf(long.text));
    expect(parts.map(({ key }) => key)).toEqual(keys);
    const shorter = await channel.edit(asked, keys, { ...long, text: 'We have none.' });
    expect((await sees(asked)).map(({ text }) => text)).toEqual(['We have none.']);
    await channel.remove(asked, shorter);
    expect(await sees(asked)).toEqual([]);
  },

  async 'an answer to words that were deleted meanwhile goes out'({ desk, kim, send, sees, direct }) {
    await kim.says('never mind');
    const asked = await desk.hears('message');
    await kim.deletes(asked.body.messageKey);
    await send(toMessage('What was it?', { replyToKey: asked.body.messageKey }), direct);
    expect((await sees()).map(({ text }) => text)).toEqual(['What was it?']);
  },

  async 'an answer to a public question that was deleted meanwhile goes out, or is refused in words'(harness) {
    const { desk, kim, send, sees } = harness;
    await kim.asksInPublic('never mind');
    const asked = await desk.hears('message');
    await kim.deletes(asked.body.messageKey, asked);
    const sending = send(toMessage('What was it?', { replyToKey: asked.body.messageKey }), asked);
    const keys = await sending.catch(() => undefined);
    if (keys === undefined) expect(await failureOf(harness, sending)).toMatchObject({ failure: 'refused' });
    else expect((await sees(asked)).map(({ text }) => text)).toEqual(['What was it?']);
  },

  async 'it shows that somebody is writing'({ showsTyping, desk }) {
    await showsTyping();
    expect(desk.errors).toEqual([]);
  },
} satisfies Rules;

/** Each alone, as a mark often counts at the beginning of a text only. */
async function showsAsTheyAre(harness: ChannelHarness, where: ConversationAddress, replyToKey?: string): Promise<void> {
  const { mentions, send, sees } = harness;
  for (const words of [...HOSTILE, ...mentions]) {
    const message: OutgoingMessage = toMessage(escapeMarkdown(words), { replyToKey });
    const [key] = await send(message, where);
    const shown = (await sees(where)).find((each) => each.key === key);
    expect(shown && { ...shown, text: visible(shown.text) }).toMatchObject({
      text: visible(words),
      formats: [],
      links: [],
      pings: [],
    });
  }
}

function visible(text: string): string {
  return text.replace(INVISIBLE, '').trim();
}
