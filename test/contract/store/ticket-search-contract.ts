import { describe, expect, test } from 'vitest';
import { searchQuery } from '../../../src/lib/search-terms.ts';
import type { Store } from '../../../src/ports/store.ts';
import { MAX_HITS, type TicketFilter } from '../../../src/ports/tickets.ts';
import { indexAll, saveTicket } from '../../support/tickets.ts';
import { fromCustomer, outgoing, TEXTS, ticket } from './samples.ts';

export function ticketSearchContract(current: () => Store): void {
  /** A conversation of its own with a ticket, and what the customer said in it. */
  const opened = (name: string, openedAt: number, ...texts: string[]) =>
    current().transaction(async (tx) => {
      await saveTicket(tx, ticket(name, { conversationId: name, openedAt, customerName: 'Ann' }));
      for (const [index, text] of texts.entries()) {
        const id = `${name}-${index}`;
        await tx.messages.addFromCustomer({ ...fromCustomer(id, text, openedAt + index), conversationId: name });
      }
    });
  const search = async (words: string, page: { filter?: TicketFilter; offset?: number; limit?: number } = {}) => {
    await indexAll(current());
    return current().read.tickets.search(searchQuery(words), { offset: 0, limit: 20, ...page });
  };
  const found = async (words: string) => (await search(words)).tickets.map((stored) => stored.ticket.id);
  const note = (ticketId: string, detail: string) =>
    current().transaction((tx) =>
      tx.tickets.addEvent({
        ticketId,
        kind: 'note',
        at: 50,
        by: { kind: 'agent', id: 's1', name: 'Sam' },
        detail,
        staffPost: undefined,
      }),
    );

  describe('the search for tickets', () => {
    test.each([
      ['退货', 'Chinese words'],
      ['货', 'a Chinese character'],
      ['LF', 'two letters'],
      ['100234', 'a number beside letters'],
      ['lf100234', 'a number and its letters, however they are written'],
      ['refunds', 'another form of a word'],
      ['PEDIDO', 'another form of a Spanish word, in capitals'],
      ['cafe', 'a word without its accents'],
      ['返品', 'Japanese words'],
      ['refund café 退货', 'all of several words'],
    ])('%s is found: %s', async (words) => {
      await opened('t1', 1, 'nothing of it');
      await opened('t2', 2, '我想退货，订单 LF-100234. Refund for the Café, los pedidos; 返品したい');
      expect(await found(words)).toEqual(['t2']);
    });

    test('nothing is found by words that are not there together, by none, or by signs', async () => {
      await opened('t1', 1, 'a refund', 'my lamp', '退还货物');
      for (const words of [
        'refund lamp',
        '退货',
        '',
        '  ',
        '"',
        '(',
        'OR',
        '* NEAR',
        "'; drop table tickets; --",
        '👍',
      ]) {
        expect(await search(words)).toEqual({ tickets: [], found: { count: 0, isMore: false } });
      }
    });

    test.each(Object.entries(TEXTS))('a text of %s is kept and searched without harm', async (_name, text) => {
      await opened('t1', 1, text, 'zebra');
      expect(await found('zebra')).toEqual(['t1']);
      expect((await search(text)).found.isMore).toBe(false);
    });

    test('what the bot, agents and notes say is found as well, and so are customers by their names', async () => {
      await opened('t1', 1, 'hello');
      await opened('t2', 2, 'hello');
      await current().transaction((tx) => tx.messages.addOutgoing('t1', outgoing('m1', { text: 'Your parcel' }), 9));
      await note('t2', 'is a regular');
      await current().transaction((tx) =>
        saveTicket(tx, ticket('t3', { customerName: '小林 Müller', conversationId: 't3' })),
      );
      expect(await search('parcels')).toMatchObject({
        tickets: [{ number: 1, said: { kind: 'message', text: 'Your parcel' } }],
      });
      expect(await search('regulars')).toMatchObject({
        tickets: [{ number: 2, said: { kind: 'note', text: 'is a regular' } }],
      });
      expect(await search('muller')).toMatchObject({ tickets: [{ number: 3, said: undefined }] });
      expect(await found('小林')).toEqual(['t3']);
    });

    test('a ticket is found once, by the newest thing said; the one in which it was said last comes first', async () => {
      await opened('t1', 1, 'refund first', 'hello', 'refund last');
      await opened('t2', 2, 'refund');
      const { tickets, found: total } = await search('refund');
      expect(tickets.map(({ number, said }) => [number, said?.text])).toEqual([
        [1, 'refund last'],
        [2, 'refund'],
      ]);
      expect(total).toEqual({ count: 2, isMore: false });
    });

    test('an edited message is found by its new words alone, a deleted one by none', async () => {
      await opened('t1', 1, 'refund', 'lamp');
      await current().transaction(async (tx) => {
        await tx.messages.edit('t1-0', { text: 'parcel' }, 5);
        await tx.messages.remove('t1-1', 5);
      });
      expect([await found('refund'), await found('lamp'), await found('parcel')]).toEqual([[], [], ['t1']]);
    });

    test('a message is found by the words of what it passes on, and by the names of its files', async () => {
      await opened('t1', 1, 'look');
      const file = { channel: 'web', account: 'a', key: 'k', name: 'parcel.pdf', mediaType: '', sizeBytes: 1 };
      const forward = { kind: 'forward' as const, author: 'Lu', text: 'lantern' };
      await current().transaction((tx) =>
        tx.messages.edit('t1-0', { text: 'look', attachments: [file], enclosures: [forward] }, 5),
      );
      expect([await found('lantern'), await found('parcel'), await found('Lu')]).toEqual([['t1'], ['t1'], ['t1']]);
      const { tickets } = await search('lantern');
      expect(tickets[0]?.said?.text).toContain('lantern');
    });

    test('texts are taken in a part at a time, and what is changed or deleted after that is found as it is at once', async () => {
      await opened('t1', 1, 'refund', 'lamp', 'parcel');
      const take = () => current().transaction((tx) => tx.tickets.indexTexts(1));
      const foundNow = async (words: string) =>
        (await current().read.tickets.search(searchQuery(words), { offset: 0, limit: 9 })).tickets.length;
      expect(await take()).toBeGreaterThan(0);
      expect([await foundNow('refund'), await foundNow('lamp')]).toEqual([1, 0]);
      await current().transaction(async (tx) => {
        await tx.messages.edit('t1-0', { text: 'parasol' }, 5);
        await tx.messages.edit('t1-1', { text: 'lantern' }, 5);
      });
      expect([await foundNow('refund'), await foundNow('parasol'), await foundNow('lantern')]).toEqual([0, 1, 0]);
      expect([await take(), await take(), await take()]).toEqual([1, 1, 0]);
      expect([await foundNow('lamp'), await foundNow('lantern'), await foundNow('parcel')]).toEqual([0, 1, 1]);
      await current().transaction((tx) => tx.messages.remove('t1-2', 6));
      expect(await foundNow('parcel')).toBe(0);
    });

    test('nothing is found of work that was undone', async () => {
      await opened('t1', 1);
      const work = current().transaction(async (tx) => {
        await tx.messages.addFromCustomer({ ...fromCustomer('m1', 'refund'), conversationId: 't1' });
        throw new Error('no');
      });
      await expect(work).rejects.toThrow('no');
      await current().transaction((tx) =>
        tx.messages.addFromCustomer({ ...fromCustomer('m2', 'lamp'), conversationId: 't1' }),
      );
      expect([await found('refund'), await found('lamp')]).toEqual([[], ['t1']]);
    });

    test('what was said belongs to the ticket of its time, or to the one it led to', async () => {
      await current().transaction(async (tx) => {
        const say = (id: string, text: string, at: number) => tx.messages.addFromCustomer(fromCustomer(id, text, at));
        await say('m1', 'alpha', 1);
        await saveTicket(tx, ticket('t1', { openedAt: 5, status: 'resolved', resolvedAt: 20 }));
        await say('m2', 'beta', 10);
        await say('m3', 'gamma', 30);
        await saveTicket(tx, ticket('t2', { openedAt: 40, status: 'closed', resolvedAt: 60 }));
        await say('m4', 'delta', 50);
        await say('m5', 'epsilon', 70);
        await tx.messages.addFromCustomer({ ...fromCustomer('m6', 'zeta', 80), conversationId: 'with the bot alone' });
      });
      const words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta'];
      expect(await Promise.all(words.map(found))).toEqual([['t1'], ['t1'], ['t2'], ['t2'], ['t2'], []]);
    });

    test('a search is narrowed like a list, and comes a part at a time', async () => {
      for (const at of [1, 2, 3, 4, 5]) await opened(`t${at}`, at, 'refund');
      await current().transaction((tx) =>
        saveTicket(tx, ticket('t4', { conversationId: 't4', openedAt: 4, status: 'closed', tags: ['vip'] })),
      );
      const open = { statuses: ['open'] as const };
      const first = await search('refund', { filter: open, limit: 2 });
      const second = await search('refund', { filter: open, offset: 2, limit: 2 });
      expect([first, second].map(({ tickets }) => tickets.map(({ number }) => number))).toEqual([
        [5, 3],
        [2, 1],
      ]);
      expect(second.found).toEqual({ count: 4, isMore: false });
      const tagged = await search('refund', { filter: { statuses: ['open', 'closed'], tag: 'vip' } });
      expect(tagged.tickets.map(({ number }) => number)).toEqual([4]);
    });

    test('of more hits than are looked at the newest are, and it is said that there are more', async () => {
      await opened('old', 1, 'refund');
      await opened('new', 2, ...Array.from({ length: MAX_HITS - 1 }, () => 'refund'));
      expect((await search('refund')).found).toEqual({ count: 2, isMore: false });
      await opened('newest', 5_000, 'refund');
      const { tickets, found: total } = await search('refund');
      expect(total).toEqual({ count: 2, isMore: true });
      expect(tickets.map((stored) => stored.ticket.id)).toEqual(['newest', 'new']);
    });
  });
}
