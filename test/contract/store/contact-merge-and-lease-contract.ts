import { describe, expect, test } from 'vitest';
import type { ContactMergeWrites } from '../../../src/ports/contact-merges.ts';
import type { LeaseWrites, Store } from '../../../src/ports/store.ts';
import { saveTicket } from '../../support/tickets.ts';
import { ticket } from './samples.ts';

const customer = (customerId: string) => ({
  customerId,
  conversationId: `c-${customerId}`,
  name: 'Kim',
  channel: 'web',
});

export function contactMergeContract(current: () => Store): void {
  describe('links', () => {
    const write = (work: (links: ContactMergeWrites) => Promise<void>) =>
      current().transaction((tx) => work(tx.contactMerges));
    const join = async (digest: string, one: string, other: string) => {
      await write((links) => links.giveCode(digest, customer(one), 100));
      await write((links) => links.merge(digest, one, other));
    };

    test('a code is known with who asked for it and who typed it, until its time is over', async () => {
      await write((links) => links.giveCode('d1', customer('u1'), 100));
      expect(await current().read.contactMerges.code('d1', 99)).toEqual({ owner: customer('u1'), other: undefined });
      await write((links) => links.takeCode('d1', customer('u2')));
      expect(await current().read.contactMerges.code('d1', 99)).toEqual({
        owner: customer('u1'),
        other: customer('u2'),
      });
      expect(await current().read.contactMerges.code('d1', 100)).toBeUndefined();
      await write((links) => links.prune(100));
      expect(await current().read.contactMerges.code('d1', 0)).toBeUndefined();
    });

    test('whoever is joined is one person, and the code is used up', async () => {
      await join('d1', 'u1', 'u2');
      expect(await current().read.contactMerges.code('d1', 0)).toBeUndefined();
      await join('d2', 'u4', 'u3');
      await join('d3', 'u2', 'u3');
      expect(await current().read.contactMerges.contactOf('u1')).toEqual(['u1', 'u2', 'u3', 'u4']);
      expect(await current().read.contactMerges.contactOf('u4')).toEqual(['u1', 'u2', 'u3', 'u4']);
      expect(await current().read.contactMerges.contactOf('u5')).toEqual(['u5']);
    });

    test("a person's tickets are those of all their channels", async () => {
      await join('d1', 'u1', 'u2');
      await current().transaction(async (tx) => {
        for (const [index, customerId] of ['u1', 'u3', 'u2'].entries()) {
          await saveTicket(tx, ticket(`t${index}`, { customerId }));
        }
      });
      const found = await current().read.tickets.ofCustomer('u1', 9);
      expect(found.map((stored) => stored.ticket.id)).toEqual(['t2', 't0']);
    });
  });
}

export function leaseContract(current: () => Store, setTime: (at: number) => void): void {
  describe('leases', () => {
    const at = <T>(now: number, work: (leases: LeaseWrites) => Promise<T>) => {
      setTime(now);
      return current().transaction((tx) => work(tx.leases));
    };
    const take = (holder: string, now: number) => at(now, (leases) => leases.take('discord', holder, 10));
    const renew = (holder: string, now: number) => at(now, (leases) => leases.renew('discord', holder, 10));
    const release = (holder: string, now: number) => at(now, (leases) => leases.release('discord', holder));

    test("a lease is held by one until it runs out, by the store's time, or is given back", async () => {
      expect(await take('a', 0)).toBe(true);
      expect(await take('b', 5)).toBe(false);
      expect(await take('a', 5)).toBe(true);
      expect(await take('b', 14)).toBe(false);
      expect(await take('b', 15)).toBe(true);
      expect(await take('a', 16)).toBe(false);
      expect(await release('a', 16)).toBe(false);
      expect(await take('a', 17)).toBe(false);
      expect(await release('b', 17)).toBe(true);
      expect(await take('a', 18)).toBe(true);
    });

    test('a lease is renewed by whoever had it last, and by nobody else', async () => {
      expect(await renew('a', 0)).toBe(false);
      await take('a', 0);
      expect(await renew('b', 5)).toBe(false);
      expect(await renew('a', 30)).toBe(true);
      expect(await take('b', 39)).toBe(false);
      expect(await take('b', 40)).toBe(true);
      expect(await renew('a', 41)).toBe(false);
    });

    test('of many who want a free lease at once one gets it', async () => {
      const holders = Array.from({ length: 20 }, (_, index) => `holder ${index}`);
      const taken = await Promise.all(holders.map((holder) => take(holder, 0)));
      expect(taken.filter(Boolean)).toHaveLength(1);
    });
  });
}
