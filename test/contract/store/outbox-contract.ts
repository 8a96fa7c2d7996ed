import { describe, expect, test } from 'vitest';
import type { OutboxAction, OutboxRow, Store, StoreTransaction } from '../../../src/ports/store.ts';
import { ADDRESS, outgoing, TEXTS } from './samples.ts';

export function outboxContract(current: () => Store, setTime: (at: number) => void): void {
  const add = (id: string, conversationId = 'c1', at = 5, kind: OutboxAction['kind'] = 'send') =>
    current().transaction(async (tx) => {
      const message = outgoing(id);
      if (kind === 'send') await tx.messages.addOutgoing(conversationId, message, at);
      await tx.outbox.add({ conversationId, address: ADDRESS, action: { kind, message }, at });
    });

  const unsent = () => current().read.outbox.unsent('c1', 100);
  const delivery = async (id: string) => (await current().read.messages.get(id))?.delivery;
  /** Does something with the first row that is to be sent. */
  const withFirst = async (action: (outbox: StoreTransaction['outbox'], row: OutboxRow) => Promise<unknown>) => {
    const [row] = await unsent();
    if (row === undefined) throw new Error('Nothing is to be sent.');
    await current().transaction((tx) => action(tx.outbox, row));
  };

  describe('outbox', () => {
    test('a row comes back as it was added', async () => {
      await add('m1');
      expect(await unsent()).toEqual([
        {
          id: expect.any(Number),
          conversationId: 'c1',
          address: ADDRESS,
          state: 'pending',
          attempts: 0,
          nextAttemptAt: 5,
          sendingForMs: undefined,
          lastError: undefined,
          action: { kind: 'send', message: outgoing('m1') },
        },
      ]);
    });

    test.each(Object.entries(TEXTS))('a text comes back exactly: %s', async (_name, text) => {
      const action: OutboxAction = { kind: 'send', message: outgoing('m1', { text }) };
      await current().transaction((tx) => tx.outbox.add({ conversationId: 'c1', address: ADDRESS, action, at: 5 }));
      expect((await unsent())[0]?.action.message.text).toBe(text);
    });

    test('rows of a conversation come in the order in which they were added', async () => {
      for (const id of ['m1', 'm2', 'm3']) await add(id);
      await add('other', 'c2');
      expect((await unsent()).map((row) => row.action.message.id)).toEqual(['m1', 'm2', 'm3']);
      expect(await current().read.outbox.unsent('c1', 2)).toHaveLength(2);
    });

    test('conversations with something to send come longest waiting first', async () => {
      await add('m1', 'b');
      await add('m2', 'a');
      await add('m3', 'b');
      await add('m4', 'c');
      expect(await current().read.outbox.conversationsWithUnsent(2)).toEqual(['b', 'a']);
    });

    test('a row being sent is still to be sent, its message says so, and the store how long it has been', async () => {
      await add('m1');
      setTime(1_000);
      await withFirst((outbox, row) => outbox.markSending(row.id));
      setTime(1_200);
      expect(await unsent()).toMatchObject([{ state: 'sending', sendingForMs: 200 }]);
      expect(await delivery('m1')).toBe('sending');
      expect(await current().read.outbox.messageKeys('m1')).toBeUndefined();
    });

    test("a message that was sent is known by the platform's id", async () => {
      await add('m1');
      await withFirst((outbox, row) => outbox.markSent(row.id, ['platform 1']));
      expect(await unsent()).toEqual([]);
      expect(await current().read.outbox.conversationsWithUnsent(9)).toEqual([]);
      expect(await delivery('m1')).toBe('sent');
      expect(await current().read.outbox.messageKeys('m1')).toEqual(['platform 1']);
      expect(await current().read.messages.findByPlatformKey('c1', 'platform 1')).toMatchObject({ id: 'm1' });
    });

    test('a message in several parts is found by the id of each, until it is sent in others', async () => {
      const find = async (key: string) => (await current().read.messages.findByPlatformKey('c1', key))?.id;
      await add('m1');
      await withFirst((outbox, row) => outbox.markSent(row.id, ['part 1', 'part 2', 'part 3']));
      expect(await current().read.outbox.messageKeys('m1')).toEqual(['part 1', 'part 2', 'part 3']);
      expect(await Promise.all(['part 1', 'part 2', 'part 3', 'part 4'].map(find))).toEqual([
        'm1',
        'm1',
        'm1',
        undefined,
      ]);
      await add('m1', 'c1', 6, 'edit');
      await withFirst((outbox, row) => outbox.markSent(row.id, ['part 1']));
      expect(await current().read.outbox.messageKeys('m1')).toEqual(['part 1']);
      expect(await Promise.all(['part 1', 'part 2'].map(find))).toEqual(['m1', undefined]);
    });

    test('why a message was not sent is known until it is', async () => {
      const lastError = () => current().read.outbox.lastError('m1');
      await add('m1');
      expect(await lastError()).toBeUndefined();
      await withFirst((outbox, row) => outbox.retry(row.id, 99, 'try later'));
      expect(await lastError()).toBe('try later');
      await withFirst((outbox, row) => outbox.markSent(row.id, ['platform 1']));
      expect(await lastError()).toBeUndefined();
    });

    test('a failed attempt is counted and tried again later, in its place', async () => {
      await add('m1');
      await add('m2');
      await withFirst((outbox, row) => outbox.markSending(row.id));
      await withFirst((outbox, row) => outbox.retry(row.id, 99, 'try later'));
      expect(await unsent()).toMatchObject([
        { state: 'pending', attempts: 1, nextAttemptAt: 99, lastError: 'try later' },
        { state: 'pending', attempts: 0 },
      ]);
      expect(await delivery('m1')).toBe('pending');
    });

    describe('a message that nobody has tried to send yet', () => {
      const addHeld = () =>
        current().transaction(async (tx) => {
          const message = outgoing('m1', { leavesAt: 99 });
          await tx.messages.addOutgoing('c1', message, 5);
          await tx.outbox.add({ conversationId: 'c1', address: ADDRESS, action: { kind: 'send', message }, at: 99 });
        });
      const withdraw = (conversationId = 'c1') =>
        current().transaction((tx) => tx.outbox.withdraw(conversationId, 'm1'));
      const replace = (text: string) =>
        current().transaction((tx) => tx.outbox.replace('c1', outgoing('m1', { text, leavesAt: 99 })));
      const leavesAt = async () => (await current().read.messages.get('m1'))?.leavesAt;

      test('is withdrawn once, and never sent', async () => {
        await addHeld();
        await add('m2');
        expect(await leavesAt()).toBe(99);
        expect(await withdraw('c2')).toBe(false);
        expect(await withdraw()).toBe(true);
        expect((await unsent()).map((row) => row.action.message.id)).toEqual(['m2']);
        expect(await delivery('m1')).toBe('withdrawn');
        expect(await leavesAt()).toBeUndefined();
        expect(await withdraw()).toBe(false);
        expect(await replace('other words')).toBe(false);
      });

      test('goes out as it was changed', async () => {
        await addHeld();
        expect(await replace('other words')).toBe(true);
        expect(await unsent()).toMatchObject([{ nextAttemptAt: 99, action: { message: { text: 'other words' } } }]);
      });

      test('is not sent where it was withdrawn before that is noted', async () => {
        await addHeld();
        const [row] = await unsent();
        await withdraw();
        expect(await current().transaction((tx) => tx.outbox.markSending(row?.id ?? 0))).toBe(false);
        expect(await delivery('m1')).toBe('withdrawn');
      });

      test.each<[string, (outbox: StoreTransaction['outbox'], row: OutboxRow) => Promise<unknown>]>([
        ['being sent', (outbox, row) => outbox.markSending(row.id)],
        ['sent', (outbox, row) => outbox.markSent(row.id, ['platform 1'])],
        ['to be tried again', (outbox, row) => outbox.retry(row.id, 99, 'the answer was lost')],
        ['given up', (outbox, row) => outbox.giveUp(row.id, 'unknown', 'the reason')],
      ])('is too late to withdraw or change once it is %s', async (_state, action) => {
        await addHeld();
        await withFirst(action);
        expect(await leavesAt()).toBeUndefined();
        expect(await withdraw()).toBe(false);
        expect(await replace('other words')).toBe(false);
        expect((await unsent()).map((row) => row.action.message.text)).not.toContain('other words');
      });
    });

    test.each(['unknown', 'failed'] as const)(
      'a row given up as %s is over, and its message says so',
      async (state) => {
        await add('m1');
        await withFirst((outbox, row) => outbox.giveUp(row.id, state, 'the reason'));
        expect(await unsent()).toEqual([]);
        expect(await delivery('m1')).toBe(state);
      },
    );

    test('how a row ended is written down once: who comes later changes nothing', async () => {
      await add('m1');
      const [row] = await unsent();
      const end = async (action: (outbox: StoreTransaction['outbox'], id: number) => Promise<unknown>) =>
        current().transaction((tx) => action(tx.outbox, row?.id ?? 0));
      expect(await end((outbox, id) => outbox.markSent(id, ['part 1', 'part 2']))).toBe(true);
      expect(await end((outbox, id) => outbox.markSent(id, ['part 1', 'part 2']))).toBe(false);
      expect(await end((outbox, id) => outbox.giveUp(id, 'unknown', 'the reason'))).toBe(false);
      await end((outbox, id) => outbox.retry(id, 99, 'try later'));
      expect(await unsent()).toEqual([]);
      expect(await delivery('m1')).toBe('sent');
      expect(await current().read.outbox.messageKeys('m1')).toEqual(['part 1', 'part 2']);
    });

    test('the edit of a message says nothing about whether the message arrived', async () => {
      await add('m1');
      await withFirst((outbox, row) => outbox.markSent(row.id, ['platform 1']));
      await add('m1', 'c1', 6, 'edit');
      expect(await unsent()).toMatchObject([{ action: { kind: 'edit', message: { id: 'm1' } } }]);
      await withFirst((outbox, row) => outbox.giveUp(row.id, 'failed', 'too old'));
      expect(await delivery('m1')).toBe('sent');
      expect(await current().read.outbox.messageKeys('m1')).toEqual(['platform 1']);
    });

    test('only ended rows from before a time are pruned, and what became of their messages stays known', async () => {
      await add('old', 'c1', 10);
      await add('new', 'c1', 20);
      await withFirst((outbox, row) => outbox.markSent(row.id, ['platform 1']));
      await withFirst((outbox, row) => outbox.markSent(row.id, ['platform 2']));
      await add('waiting', 'c1', 5);
      expect(await current().transaction((tx) => tx.outbox.prune(20))).toBe(1);
      expect(await delivery('old')).toBe('sent');
      expect(await current().read.outbox.messageKeys('old')).toEqual(['platform 1']);
      expect((await unsent()).map((row) => row.action.message.id)).toEqual(['waiting']);
    });
  });
}
