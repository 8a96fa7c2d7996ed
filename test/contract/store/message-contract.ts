import { describe, expect, test } from 'vitest';
import { EXCERPT_LENGTH, type Store } from '../../../src/ports/store.ts';
import { BOT, CUSTOMER, fromCustomer, outgoing, question, TEXTS } from './samples.ts';

export function messageContract(current: () => Store): void {
  const addFromCustomer = (id: string, text?: string, sentAt?: number) =>
    current().transaction((tx) => tx.messages.addFromCustomer(fromCustomer(id, text, sentAt)));

  const transcriptIds = async (limit: number, after?: string) =>
    (await current().read.messages.transcript('c1', { limit, after })).map((message) => message.id);

  describe('messages', () => {
    test("a customer's message comes back with nothing of what only ours have", async () => {
      await addFromCustomer('m1');
      expect(await current().read.messages.get('m1')).toEqual({
        id: 'm1',
        conversationId: 'c1',
        author: CUSTOMER,
        text: 'text of m1',
        locale: '',
        choices: [],
        source: undefined,
        asksFeedback: false,
        asksRatingOf: undefined,
        inReplyTo: [],
        replyToKey: undefined,
        attachments: [],
        staffPost: undefined,
        intent: undefined,
        messageKey: 'key of m1',
        sentAt: 1_700_000_000_000,
        editedAt: undefined,
        deletedAt: undefined,
        delivery: undefined,
        score: undefined,
      });
    });

    test('a message of ours comes back whole, waiting to be delivered', async () => {
      await current().transaction((tx) => tx.messages.addOutgoing('c1', outgoing('m1'), 5));
      expect(await current().read.messages.get('m1')).toEqual({
        ...outgoing('m1'),
        conversationId: 'c1',
        author: BOT,
        sentAt: 5,
        editedAt: undefined,
        deletedAt: undefined,
        delivery: 'pending',
        score: undefined,
      });
    });

    test.each(Object.entries(TEXTS))('a text comes back exactly: %s', async (_name, text) => {
      await addFromCustomer('m1', text);
      const message = outgoing('m2', { text, choices: [{ id: 'x', label: text }] });
      await current().transaction((tx) => tx.messages.addOutgoing('c1', message, 5));
      expect((await current().read.messages.get('m1'))?.text).toBe(text);
      expect(await current().read.messages.get('m2')).toMatchObject(message);
    });

    test('NUL and broken surrogates, which not every store can hold, become U+FFFD', async () => {
      const text = 'a\0b\ud83dc\udc4dd👍';
      const storable = 'a\ufffdb\ufffdc\ufffdd👍';
      await addFromCustomer('m1', text);
      const message = outgoing('m2', { choices: [{ id: 'x', label: text }] });
      await current().transaction((tx) => tx.messages.addOutgoing('c1', message, 5));
      expect((await current().read.messages.get('m1'))?.text).toBe(storable);
      expect((await current().read.messages.get('m2'))?.choices).toEqual([{ id: 'x', label: storable }]);
    });

    test('a transcript has the newest messages in the order in which they were recorded', async () => {
      await addFromCustomer('m1', 'x', 30);
      await addFromCustomer('m2', 'x', 10);
      await addFromCustomer('m3', 'x', 20);
      expect(await transcriptIds(10)).toEqual(['m1', 'm2', 'm3']);
      expect(await transcriptIds(2)).toEqual(['m2', 'm3']);
      expect(await current().read.messages.transcript('c2', { limit: 10 })).toEqual([]);
    });

    test('a transcript after a message has only what was recorded later', async () => {
      for (const id of ['m1', 'm2', 'm3', 'm4']) await addFromCustomer(id, 'x', 10);
      expect(await transcriptIds(10, 'm2')).toEqual(['m3', 'm4']);
      expect(await transcriptIds(1, 'm2')).toEqual(['m4']);
      expect(await transcriptIds(10, 'm4')).toEqual([]);
      expect(await transcriptIds(10, 'unknown')).toEqual([]);
    });

    test('a transcript before a message has only what was recorded earlier, the newest of it', async () => {
      for (const id of ['m1', 'm2', 'm3', 'm4']) await addFromCustomer(id, 'x', 10);
      const idsBefore = async (limit: number, before: string) =>
        (await current().read.messages.transcript('c1', { limit, before })).map((message) => message.id);
      expect(await idsBefore(10, 'm3')).toEqual(['m1', 'm2']);
      expect(await idsBefore(1, 'm3')).toEqual(['m2']);
      expect(await idsBefore(10, 'm1')).toEqual([]);
      expect(await idsBefore(10, 'unknown')).toEqual([]);
    });

    test.each([
      ['letters', 'x'],
      ['characters outside the basic plane', '😀'],
    ])('a transcript has the beginning of a long text of %s, and says so', async (_what, character) => {
      const text = character.repeat(EXCERPT_LENGTH);
      await addFromCustomer('m1', text);
      await addFromCustomer('m2', `${text}!`);
      const [exact, longer] = await current().read.messages.transcript('c1', { limit: 9 });
      expect([exact?.text, exact?.isCut]).toEqual([text, undefined]);
      expect([longer?.text, longer?.isCut]).toEqual([text, true]);
      const [short] = await current().read.messages.transcript('c1', { limit: 1, maxTextLength: 3 });
      expect(short?.text).toBe(character.repeat(3));
      expect((await current().read.messages.get('m2'))?.text).toBe(`${text}!`);
    });

    test("the customer's message is found by the platform's id, within its conversation", async () => {
      await addFromCustomer('m1');
      expect(await current().read.messages.findByPlatformKey('c1', 'key of m1')).toMatchObject({ id: 'm1' });
      expect(await current().read.messages.findByPlatformKey('c2', 'key of m1')).toBeUndefined();
      expect(await current().read.messages.findByPlatformKey('c1', 'unknown')).toBeUndefined();
    });

    test('an edit replaces the text and says when', async () => {
      await addFromCustomer('m1');
      await current().transaction((tx) => tx.messages.edit('m1', { text: 'better' }, 9));
      expect(await current().read.messages.get('m1')).toMatchObject({ text: 'better', editedAt: 9 });
    });

    test('an edit before anybody has seen the message is none to those who see it', async () => {
      await addFromCustomer('m1');
      await current().transaction((tx) => tx.messages.edit('m1', { text: 'better' }, undefined));
      expect(await current().read.messages.get('m1')).toMatchObject({ text: 'better', editedAt: undefined });
    });

    test('a removed message stays in its place without its text', async () => {
      await addFromCustomer('m1');
      await current().transaction((tx) => tx.messages.remove('m1', 9));
      expect(await current().read.messages.transcript('c1', { limit: 9 })).toMatchObject([
        { id: 'm1', text: '', deletedAt: 9 },
      ]);
    });

    test('a transcript shows the score a message got', async () => {
      await current().transaction(async (tx) => {
        await tx.messages.addOutgoing('c1', outgoing('m1'), 5);
        await tx.messages.addOutgoing('c1', outgoing('m2'), 6);
        await tx.feedback.ask(question('m1'));
        await tx.feedback.ask(question('m2'));
        await tx.feedback.score('m1', 0, 7);
      });
      const transcript = await current().read.messages.transcript('c1', { limit: 9 });
      expect(transcript.map((message) => message.score)).toEqual([0, undefined]);
    });
  });
}
