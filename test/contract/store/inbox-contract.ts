import { describe, expect, test } from 'vitest';
import { EXCERPT_LENGTH, type Store } from '../../../src/ports/store.ts';
import { inboxRow, TEXTS } from './samples.ts';

export function inboxContract(current: () => Store): void {
  const add = (eventKey: string, changes = {}) =>
    current().transaction((tx) => tx.inbox.add(inboxRow(eventKey, changes)));

  const pendingIds = async (conversationId = 'c1') =>
    (await current().read.inbox.pending(conversationId, 100)).map((row) => row.id);

  describe('inbox', () => {
    test('a row comes back as it was added', async () => {
      await add('e1');
      expect(await current().read.inbox.pending('c1', 10)).toEqual([
        { ...inboxRow('e1'), id: expect.any(Number), attempts: 0, deaths: 0 },
      ]);
    });

    test.each(Object.entries(TEXTS))('a text comes back exactly: %s', async (_name, text) => {
      await add('e1', { body: { kind: 'message', messageKey: 'm', text } });
      expect((await current().read.inbox.pending('c1', 1))[0]?.body).toEqual({
        kind: 'message',
        messageKey: 'm',
        text,
      });
    });

    test('an event delivered again is told apart and changes nothing', async () => {
      expect(await add('e1')).toBe(true);
      const again = { body: { kind: 'message', messageKey: 'm', text: 'another text' } };
      expect(await add('e1', again)).toBe(false);
      expect(await current().read.inbox.pending('c1', 10)).toMatchObject([{ body: { text: 'text of e1' } }]);
    });

    test('one event key may come from another channel and from another account', async () => {
      expect(await add('e1', { channel: 'web' })).toBe(true);
      expect(await add('e1', { channel: 'slack' })).toBe(true);
      expect(await add('e1', { account: 'second' })).toBe(true);
    });

    test('rows of a conversation come oldest first, at most as many as asked for', async () => {
      for (const eventKey of ['e1', 'e2', 'e3']) await add(eventKey);
      await add('other', { conversationId: 'c2' });
      const rows = await current().read.inbox.pending('c1', 2);
      expect(rows.map((row) => row.eventKey)).toEqual(['e1', 'e2']);
      expect(await current().read.inbox.countPending('c1')).toBe(3);
    });

    test('messages that wait come without the rest, the newest ones, long ones cut and marked', async () => {
      const file = { channel: 'web', account: 'a', key: 'k', name: 'n.txt', mediaType: 'text/plain', sizeBytes: 3 };
      await add('e1');
      await add('e2', { body: { kind: 'message', messageKey: 'm', text: '"😀"\n', attachments: [file] } });
      await add('e3', { body: { kind: 'delete', messageKey: 'm' } });
      await add('e4', { body: { kind: 'message', messageKey: 'm', text: '字'.repeat(EXCERPT_LENGTH + 1) } });
      const waiting = await current().read.inbox.pendingMessages('c1', 2);
      expect(waiting).toEqual([
        { id: 2, receivedAt: 1_700_000_000_123, customerName: 'Ann', text: '"😀"\n', attachments: [file] },
        expect.objectContaining({ id: 4, text: `${'字'.repeat(EXCERPT_LENGTH)}…`, attachments: [] }),
      ]);
      await current().transaction((tx) => tx.inbox.finish([2, 4]));
      expect((await current().read.inbox.pendingMessages('c1', 9)).map(({ id }) => id)).toEqual([1]);
    });

    test('conversations that wait come in the order of their oldest row', async () => {
      await add('e1', { conversationId: 'b' });
      await add('e2', { conversationId: 'a' });
      await add('e3', { conversationId: 'b' });
      await add('e4', { conversationId: 'c' });
      expect(await current().read.inbox.conversationsWithPending(2)).toEqual(['b', 'a']);
      const [first] = await pendingIds('b');
      await current().transaction((tx) => tx.inbox.finish(first === undefined ? [] : [first]));
      expect(await current().read.inbox.conversationsWithPending(9)).toEqual(['a', 'b', 'c']);
    });

    test('a handled row no longer waits, and the same event is still known', async () => {
      await add('e1');
      await add('e2');
      const ids = await pendingIds();
      await current().transaction((tx) => tx.inbox.finish(ids));
      expect(await current().read.inbox.countPending('c1')).toBe(0);
      expect(await current().read.inbox.conversationsWithPending(9)).toEqual([]);
      expect(await add('e1')).toBe(false);
    });

    test('a staff command says how it ended once it is handled', async () => {
      const staff = { id: 's1', name: 'Sam', role: 'agent' };
      await add('k', {
        customer: undefined,
        body: { kind: 'staff_command', ticketId: 't', staff, command: { kind: 'claim' } },
      });
      const outcome = () => current().read.inbox.outcome('web', 'default', 'k');
      expect((await current().read.inbox.pending('c1', 1))[0]).toMatchObject({ customer: undefined, body: { staff } });
      const waitsIn = () => current().read.inbox.waitsIn('web', 'default', 'k');
      expect(await outcome()).toBeUndefined();
      expect(await waitsIn()).toBe('c1');
      const ids = await pendingIds();
      await current().transaction((tx) => tx.inbox.finish(ids, { ok: true, message: 'Claimed.' }));
      expect(await outcome()).toEqual({ ok: true, message: 'Claimed.' });
      expect(await waitsIn()).toBeUndefined();
      expect(await current().read.inbox.outcome('web', 'default', 'unknown')).toBeUndefined();
    });

    test('a failed attempt is counted once, however many processes made it, and the row waits on', async () => {
      await add('e1');
      const [id = 0] = await pendingIds();
      const fail = (attempts: number) => current().transaction((tx) => tx.inbox.fail({ id, attempts }, 'boom'));
      await fail(0);
      await fail(0);
      expect(await current().read.inbox.pending('c1', 1)).toMatchObject([{ id, attempts: 1 }]);
      await fail(1);
      expect(await current().read.inbox.pending('c1', 1)).toMatchObject([{ id, attempts: 2 }]);
      expect(await current().read.inbox.dead(9)).toEqual([]);
    });

    test('a row set aside no longer waits, and is kept with its content and the reason', async () => {
      await add('e1');
      await add('e2');
      for (const id of await pendingIds()) await current().transaction((tx) => tx.inbox.setAside([id], `boom ${id}`));
      expect(await current().read.inbox.countDead()).toBe(2);
      expect(await current().read.inbox.countPending('c1')).toBe(0);
      const dead = await current().read.inbox.dead(9);
      expect(dead.map((row) => row.eventKey)).toEqual(['e2', 'e1']);
      expect(dead[1]).toEqual({
        ...inboxRow('e1'),
        id: dead[1]?.id,
        attempts: 0,
        deaths: 0,
        lastError: `boom ${dead[1]?.id}`,
      });
    });

    test('a death is counted of the rows that still wait, and of no others', async () => {
      await add('e1');
      await add('e2');
      const [first = 0, second = 0] = await pendingIds();
      await current().transaction((tx) => tx.inbox.finish([first]));
      await current().transaction((tx) => tx.inbox.countDeath([first, second, 99]));
      expect(await current().read.inbox.pending('c1', 9)).toMatchObject([{ id: second, deaths: 1 }]);
      expect(await current().read.inbox.conversationsWithDeaths(9)).toEqual(['c1']);
      await current().transaction((tx) => tx.inbox.finish([second]));
      expect(await current().read.inbox.conversationsWithDeaths(9)).toEqual([]);
    });

    test('only handled rows received before a time are pruned', async () => {
      await add('old', { receivedAt: 10 });
      await add('new', { receivedAt: 20 });
      const ids = await pendingIds();
      await current().transaction((tx) => tx.inbox.finish(ids));
      await add('waiting', { receivedAt: 5 });
      expect(await current().transaction((tx) => tx.inbox.prune(20))).toBe(1);
      expect(await add('old')).toBe(true);
      expect(await add('new')).toBe(false);
      expect(await add('waiting')).toBe(false);
    });

    test('ids rise even after every row was pruned', async () => {
      await add('e1', { receivedAt: 1 });
      const before = await pendingIds();
      await current().transaction(async (tx) => {
        await tx.inbox.finish(before);
        await tx.inbox.prune(2);
      });
      await add('e2');
      expect((await pendingIds())[0]).toBeGreaterThan(before[0] ?? Number.POSITIVE_INFINITY);
    });
  });
}
