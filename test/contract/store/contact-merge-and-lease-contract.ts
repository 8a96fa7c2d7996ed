import { describe, expect, test } from 'vitest';
import type { ContactMergeWrites } from '../../../src/ports/contact-merges.ts';
import type { LeaseWrites, Store } from '../../../src/ports/store.ts';
import { saveTicket } from '../../support/tickets.ts';
import { ADDRESS, conversation, ticket } from './samples.ts';

const customer = (customerId: string) => ({
  customerId,
  conversationId: `c-${customerId}`,
  name: 'Kim',
  channel: 'web',
});

export function contactMergeContract(current: () => Store): void {
  describe('contact merges', () => {
    const write = <T>(work: (merges: ContactMergeWrites) => Promise<T>) =>
      current().transaction((tx) => work(tx.contactMerges));
    const code = (digest: string, now = 0) => current().read.contactMerges.code(digest, now);
    const contactOf = (id: string) => current().read.contactMerges.contactOf(id);
    const agree = async (digest: string, one: string, other: string) => {
      await write((merges) => merges.giveCode(digest, customer(one), 100));
      await write((merges) => merges.takeCode(digest, customer(other)));
      await write((merges) => merges.agreeToCode(digest, other));
    };
    const join = async (one: string, other: string) => {
      const digest = `${one}-${other}`;
      await agree(digest, one, other);
      return write((merges) => merges.merge(digest, customer(one), customer(other)));
    };

    test('a code is known with who asked for it, who typed it and whether they agreed, until its time is over', async () => {
      await write((merges) => merges.giveCode('d1', customer('u1'), 100));
      const given = { owner: customer('u1'), taker: undefined, takerAgreed: false };
      expect(await code('d1', 99)).toEqual(given);
      expect(await write((merges) => merges.takeCode('d1', customer('u2')))).toBe(true);
      expect(await code('d1', 99)).toEqual({ ...given, taker: customer('u2') });
      expect(await write((merges) => merges.agreeToCode('d1', 'u2'))).toBe(true);
      expect(await code('d1', 99)).toEqual({ ...given, taker: customer('u2'), takerAgreed: true });
      expect(await code('d1', 100)).toBeUndefined();
      await write((merges) => merges.prune(100));
      expect(await code('d1')).toBeUndefined();
    });

    test('of many who type a code at once one has it, and nobody else can agree to it', async () => {
      await write((merges) => merges.giveCode('d1', customer('u1'), 100));
      const takers = Array.from({ length: 9 }, (_, index) => customer(`t${index}`));
      const taken = await Promise.all(takers.map((taker) => write((merges) => merges.takeCode('d1', taker))));
      expect(taken.filter(Boolean)).toHaveLength(1);
      const { customerId } = takers[taken.indexOf(true)] ?? customer('');
      expect((await code('d1'))?.taker).toEqual(customer(customerId));
      expect(await write((merges) => merges.agreeToCode('d1', 'somebody'))).toBe(false);
      expect((await code('d1'))?.takerAgreed).toBe(false);
    });

    test('a customer has one code at a time, and one that is ended is good no more', async () => {
      await write((merges) => merges.giveCode('d1', customer('u1'), 100));
      await write((merges) => merges.giveCode('d2', customer('u1'), 100));
      expect(await code('d1')).toBeUndefined();
      expect(await write((merges) => merges.endCode('d2'))).toBe(true);
      expect(await code('d2')).toBeUndefined();
      expect(await write((merges) => merges.endCode('d2'))).toBe(false);
      expect(await write((merges) => merges.takeCode('d2', customer('u2')))).toBe(false);
    });

    test('who is joined is one contact, through others also, and the code is used up', async () => {
      expect(await join('u1', 'u2')).toBe(true);
      expect(await code('u1-u2')).toBeUndefined();
      await join('u4', 'u3');
      await join('u2', 'u3');
      for (const id of ['u1', 'u2', 'u3', 'u4']) expect(await contactOf(id)).toEqual(['u1', 'u2', 'u3', 'u4']);
      expect(await contactOf('u5')).toEqual(['u5']);
    });

    test('nobody is joined by a code that its taker has not agreed to, that is used up, or with whom they are joined', async () => {
      await write((merges) => merges.giveCode('d1', customer('u1'), 100));
      await write((merges) => merges.takeCode('d1', customer('u2')));
      const merge = (digest: string, one: string, other: string) =>
        write((merges) => merges.merge(digest, customer(one), customer(other)));
      expect(await merge('d1', 'u1', 'u2')).toBe(false);
      await write((merges) => merges.agreeToCode('d1', 'u2'));
      expect(await merge('d1', 'u1', 'u3')).toBe(false);
      expect(await contactOf('u1')).toEqual(['u1']);
      expect(await merge('d1', 'u1', 'u2')).toBe(true);
      expect(await merge('d1', 'u1', 'u2')).toBe(false);
      await join('u2', 'u3');
      expect(await join('u3', 'u1')).toBe(false);
      expect(await current().read.contactMerges.mergedWith('u1')).toHaveLength(1);
    });

    test('a merge that is taken back parts the two and who was joined through them, and nobody else', async () => {
      await join('u1', 'u2');
      await join('u2', 'u3');
      await join('u3', 'u4');
      expect(await write((merges) => merges.unmerge('u2', ['u1', 'u3']))).toBe(true);
      expect(await contactOf('u1')).toEqual(['u1']);
      expect(await contactOf('u2')).toEqual(['u2']);
      expect(await contactOf('u3')).toEqual(['u3', 'u4']);
      expect(await write((merges) => merges.unmerge('u2', ['u1', 'u3']))).toBe(false);
      await join('u1', 'u2');
      expect(await contactOf('u2')).toEqual(['u1', 'u2']);
    });

    test('whom a customer has a merge with is known as they are called now, or by their id alone', async () => {
      const state = conversation({ id: 'c-u2', customer: { id: 'u2', name: 'Kimmy' }, channel: 'telegram' });
      await current().transaction((tx) => tx.conversations.save(state, { ...ADDRESS, channel: 'telegram' }, 0, 1));
      await join('u1', 'u2');
      await join('u3', 'u1');
      expect(await current().read.contactMerges.mergedWith('u1')).toEqual([
        { customerId: 'u2', conversationId: 'c-u2', name: 'Kimmy', channel: 'telegram', agreedIn: 'c-u1' },
        { customerId: 'u3', conversationId: '', name: '', channel: '', agreedIn: 'c-u1' },
      ]);
      expect(await current().read.contactMerges.mergedWith('u2')).toMatchObject([{ customerId: 'u1' }]);
    });

    test("a contact's tickets are those of all its channels, and each one's own again once they are parted", async () => {
      await join('u1', 'u2');
      await current().transaction(async (tx) => {
        for (const [index, customerId] of ['u1', 'u3', 'u2'].entries()) {
          await saveTicket(tx, ticket(`t${index}`, { customerId, conversationId: `c-${customerId}` }));
        }
      });
      const { tickets } = current().read;
      const idsOf = async (id: string) => (await tickets.ofCustomer(id, 9)).map((stored) => stored.ticket.id);
      expect(await idsOf('u1')).toEqual(['t2', 't0']);
      expect((await tickets.countOfCustomer('u2')).conversationIds.sort()).toEqual(['c-u1', 'c-u2']);
      await write((merges) => merges.unmerge('u1', ['u2']));
      expect(await idsOf('u1')).toEqual(['t0']);
      expect(await idsOf('u2')).toEqual(['t2']);
      expect(await tickets.countOfCustomer('u2')).toEqual({ tickets: 1, conversationIds: ['c-u2'] });
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
