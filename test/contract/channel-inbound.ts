/** What customers do, as a channel tells the desk of it. */

import { expect } from 'vitest';
import { toMessage } from '../support/outgoing-message.ts';
import { expectKeysToDiffer, failureOf, only, type Rules } from './channel-rules.ts';

/** Longer than what goes over a wire at once. */
const PICTURE = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));

export const INBOUND = {
  async 'a message comes with its words, who wrote it, when and where'({ desk, kim, direct }) {
    const before = Date.now();
    const text = 'Where is <b>my</b> order & *bill*?\nIt was 请看 👍🏽 “12”';
    await kim.says(text);
    const event = await desk.hears('message');
    expect(event).toMatchObject({ ...direct, customer: { key: kim.key, name: kim.name }, body: { text } });
    expect(event.body.messageKey).not.toBe('');
    expect(Math.abs(event.occurredAt - before)).toBeLessThan(5_000);
  },

  async 'a customer’s name is one line, without marks that hide or turn what stands beside it'({ desk, lu }) {
    await lu.says('hello');
    const { customer } = await desk.hears('message');
    expect(customer).toMatchObject({
      key: lu.key,
      name: expect.stringMatching(/^[^\p{Cc}\u202A-\u202E\u2066-\u2069]+$/u),
    });
  },

  async 'messages come in the order in which they were written'(harness) {
    const { desk, kim } = harness;
    const texts = ['one', 'two', 'three', 'four', 'five'];
    for (const text of texts) await kim.says(text);
    await desk.hears('message', texts.length);
    expect(desk.events.map(({ body }) => 'text' in body && body.text)).toEqual(texts);
    expectKeysToDiffer(desk.events);
  },

  async 'an event that comes twice has the same key both times'({ desk, kim, settled, twice }) {
    await twice(() => kim.says('hello'));
    await kim.says('again');
    await desk.hears('message', 2);
    await settled();
    expect(desk.events).toHaveLength(2);
    expect(new Set(desk.offered.map(({ eventKey }) => eventKey)).size).toBe(2);
  },

  async 'what the desk cannot keep comes again until it can, and what went wrong is reported'({ desk, kim, settled }) {
    desk.isFull = true;
    await kim.says('one');
    await kim.says('two');
    await desk.isOffered(1);
    desk.isFull = false;
    await settled();
    await desk.hears('message', 2);
    const texts = desk.events.map(({ body }) => 'text' in body && body.text);
    expect(texts.toSorted()).toEqual(['one', 'two']);
    expect(desk.errors.map(String).join()).toContain('The disk is full');
  },

  async 'the bot does not hear itself'(harness) {
    const { desk, send, edit, settled } = harness;
    const keys = await send(toMessage('Hello'));
    await edit(keys, toMessage('Good morning', { id: keys[0] }));
    await settled();
    expect(desk.offered).toEqual([]);
  },

  async 'commands are taken with what follows them'({ desk, kim }) {
    const given = [['help'], ['human'], ['status'], ['language', 'zh'], ['link', '4711']] as const;
    for (const [index, [command, argument]] of given.entries()) {
      await kim.commands(command, argument);
      const { body } = await desk.hears('command', index + 1);
      expect(body).toMatchObject({ command, argument: argument ?? '' });
    }
    expect(desk.events.map(({ customer }) => customer.key)).toEqual(given.map(() => kim.key));
    expectKeysToDiffer(desk.events);
  },

  async 'the first greeting is a command'({ desk, kim }) {
    await kim.commands('start', 'from-the-shop');
    const { body } = await desk.hears('command');
    expect(body).toMatchObject({ command: 'start', argument: 'from-the-shop' });
  },

  async 'an edit comes with the key of the message and its new words, each time anew'({ desk, kim }) {
    await kim.says('wher is it');
    const { body } = await desk.hears('message');
    for (const [index, text] of ['where is it', 'where is it now'].entries()) {
      await kim.edits(body.messageKey, text);
      const edit = await desk.hears('edit', index + 1);
      expect(edit.body).toMatchObject({ kind: 'edit', messageKey: body.messageKey, text });
    }
    expectKeysToDiffer(desk.events);
  },

  async 'a deletion comes with the key of the message'({ desk, kim }) {
    await kim.says('my password is …');
    const { body } = await desk.hears('message');
    await kim.deletes(body.messageKey);
    const event = await desk.hears('delete');
    expect(event).toMatchObject({ customer: { key: kim.key }, body: { messageKey: body.messageKey } });
  },

  async 'a file comes with its name, type and size, and opens to its very bytes as often as asked'(harness) {
    const { desk, kim, direct, channel } = harness;
    await kim.sendsFile({ name: 'bill.pdf', mediaType: 'application/pdf', bytes: PICTURE }, 'my bill');
    const { body } = await desk.hears('message');
    expect(body.text).toBe('my bill');
    const attachment = only(body.attachments ?? []);
    const { channel: name, account } = direct;
    expect(attachment).toMatchObject({ channel: name, account, name: 'bill.pdf', mediaType: 'application/pdf' });
    expect(attachment.sizeBytes).toBe(PICTURE.length);
    expect(attachment.key).not.toMatch(/:\/\//);
    for (let time = 0; time < 2; time++) {
      const { content, sizeBytes } = await channel.openAttachment(attachment);
      expect((await bytesOf(content)).equals(PICTURE)).toBe(true);
      expect([PICTURE.length, undefined]).toContain(sizeBytes);
    }
  },

  async 'a file without words is a message with an empty text'({ desk, kim }) {
    await kim.sendsFile({ name: '"; <b>.png', mediaType: 'image/png', bytes: PICTURE });
    const { body } = await desk.hears('message');
    expect(body.text).toBe('');
    expect(only(body.attachments ?? []).name).not.toBe('');
  },

  async 'a file that is gone is refused, with words for whoever wanted it'(harness) {
    const { channel, direct, goneFileKey } = harness;
    const attachment = { ...direct, key: goneFileKey, name: 'bill.pdf', mediaType: undefined, sizeBytes: undefined };
    const failure = await failureOf(harness, channel.openAttachment(attachment));
    expect(failure).toMatchObject({ name: 'DeliveryError', failure: 'refused' });
    expect(failure.message).toMatch(/\w+ \w+/);
  },

  async 'a file that cannot be had for now is not given up'(harness) {
    const { desk, kim, meets, channel } = harness;
    await kim.sendsFile({ name: 'bill.pdf', mediaType: 'application/pdf', bytes: PICTURE });
    const { body } = await desk.hears('message');
    const attachment = only(body.attachments ?? []);
    meets('open', { kind: 'server-error', status: 503, accepted: false });
    expect(await failureOf(harness, channel.openAttachment(attachment))).toMatchObject({ failure: 'unavailable' });
    const { content } = await channel.openAttachment(attachment);
    expect((await bytesOf(content)).equals(PICTURE)).toBe(true);
  },

  async 'a question that everybody reads is a conversation of its own, and is answered there'(harness) {
    const { desk, kim, direct, send, sees } = harness;
    await kim.asksInPublic('do you sell gift cards?');
    const event = await desk.hears('message');
    expect(event).toMatchObject({ customer: { key: kim.key }, body: { text: 'do you sell gift cards?' } });
    expect(event.conversationKey).not.toBe(direct.conversationKey);
    await send(toMessage('We do.', { replyToKey: event.body.messageKey }), event);
    expect((await sees(event)).map(({ text }) => text)).toEqual(['We do.']);
    expect(await sees()).toEqual([]);
  },

  async 'in a public conversation customers write on, and others are heard as who they are'(harness) {
    const { desk, kim, lu, send } = harness;
    await kim.asksInPublic('do you sell gift cards?');
    const asked = await desk.hears('message');
    await send(toMessage('We do.', { replyToKey: asked.body.messageKey }), asked);
    await kim.says('how much?', asked);
    await lu.says('I want one too', asked);
    await desk.hears('message', 3);
    const { channel, account, conversationKey } = asked;
    expect(desk.events.slice(1)).toMatchObject([
      { channel, account, conversationKey, customer: { key: kim.key, name: kim.name }, body: { text: 'how much?' } },
      { channel, account, conversationKey, customer: { key: lu.key }, body: { text: 'I want one too' } },
    ]);
  },

  async 'who cannot be written to is told of'(harness) {
    const { desk, direct, kim, refusesMessages, send } = harness;
    refusesMessages();
    expect(await failureOf(harness, send(toMessage('Hello')))).toMatchObject({ failure: 'refused' });
    const event = await desk.hears('reachability');
    expect(event).toMatchObject({ ...direct, customer: { key: kim.key }, body: { reachable: false } });
    expect(event.body.detail).toMatch(/\w+ \w+/);
  },
} satisfies Rules;

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}
