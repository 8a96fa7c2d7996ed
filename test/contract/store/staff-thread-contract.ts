import { describe, expect, test } from 'vitest';
import type { StaffThreadWrites } from '../../../src/ports/staff-threads.ts';
import type { Store } from '../../../src/ports/store.ts';
import { saveTicket } from '../../support/tickets.ts';
import { ticket } from './samples.ts';

const STAFF_THREAD = { channelKey: 'C1', threadKey: '100.5' };

export function staffThreadContract(current: () => Store): void {
  describe('threads', () => {
    const write = (work: (staffThreads: StaffThreadWrites) => Promise<void>) =>
      current().transaction((tx) => work(tx.staffThreads));
    const staffThread = () => current().read.staffThreads.get('t1');
    const posts = () => current().read.staffThreads.posts('t1');

    test('a thread is wanted before it is opened, and waits until all that was wanted is shown', async () => {
      await write((staffThreads) => staffThreads.requestUpdate('t1', 5));
      expect(await staffThread()).toMatchObject({
        address: undefined,
        desiredVersion: 1,
        attempts: 0,
        mayBeThere: false,
      });
      expect(await current().read.staffThreads.waiting(4, 9)).toEqual([]);
      expect(await current().read.staffThreads.waiting(5, 9)).toEqual(['t1']);
      await write((staffThreads) => staffThreads.requestUpdate('t1', 6));
      await write((staffThreads) => staffThreads.shown('t1', 1));
      expect(await current().read.staffThreads.waiting(9, 9)).toEqual(['t1']);
      await write((staffThreads) => staffThreads.shown('t1', 2));
      expect(await current().read.staffThreads.waiting(9, 9)).toEqual([]);
    });

    test('a thread whose opening was begun may be there already, until it is known where it is', async () => {
      await write((staffThreads) => staffThreads.requestUpdate('t1', 5));
      await write((staffThreads) => staffThreads.opening('t1'));
      expect(await staffThread()).toMatchObject({ mayBeThere: true });
      await write((staffThreads) => staffThreads.opened('t1', STAFF_THREAD, 'digest'));
      expect(await staffThread()).toMatchObject({ address: STAFF_THREAD, card: 'digest', mayBeThere: false });
      expect(await current().read.staffThreads.findByAddress(STAFF_THREAD)).toMatchObject({ ticketId: 't1' });
      expect(await current().read.staffThreads.findByAddress({ ...STAFF_THREAD, channelKey: 'C2' })).toBeUndefined();
    });

    test('items come in the order in which they were begun, and are found by where they stand', async () => {
      await write((staffThreads) => staffThreads.requestUpdate('t1', 5));
      await write((staffThreads) => staffThreads.adding('t1', 'history'));
      await write((staffThreads) => staffThreads.added('t1', 'message:m1', 'C1', '100.7', 'one'));
      expect(await posts()).toEqual([
        { itemId: 'history', postKey: undefined, shown: '' },
        { itemId: 'message:m1', postKey: '100.7', shown: 'one' },
      ]);
      await write((staffThreads) => staffThreads.added('t1', 'history', 'C1', '100.6', 'two'));
      expect(await posts()).toMatchObject([{ postKey: '100.6', shown: 'two' }, { postKey: '100.7' }]);
      expect(await current().read.staffThreads.findPost('C1', '100.7')).toEqual({
        ticketId: 't1',
        itemId: 'message:m1',
      });
      expect(await current().read.staffThreads.findPost('C2', '100.7')).toBeUndefined();
    });

    test('a failed attempt is counted, and the thread is tried again later', async () => {
      await write((staffThreads) => staffThreads.requestUpdate('t1', 5));
      await write((staffThreads) => staffThreads.retry('t1', 60, 'not in the channel'));
      expect(await staffThread()).toMatchObject({ attempts: 1, nextAttemptAt: 60 });
      expect(await current().read.staffThreads.waiting(59, 9)).toEqual([]);
      await write((staffThreads) => staffThreads.shown('t1', 1));
      expect(await staffThread()).toMatchObject({ attempts: 0 });
    });

    test('a thread that is put off is not tried before its time, which counts as no attempt', async () => {
      await write((staffThreads) => staffThreads.requestUpdate('t1', 5));
      await write((staffThreads) => staffThreads.postpone('t1', 60));
      expect(await staffThread()).toMatchObject({ attempts: 0, nextAttemptAt: 60 });
      expect(await current().read.staffThreads.waiting(59, 9)).toEqual([]);
      expect(await current().read.staffThreads.waiting(60, 9)).toEqual(['t1']);
    });

    test('threads of tickets that are wanted and not opened are counted, and those of nothing else are not', async () => {
      await current().transaction(async (tx) => {
        for (const id of ['t1', 't2', 't3']) await saveTicket(tx, ticket(id));
      });
      for (const id of ['t1', 't2', 't3', 'storm']) await write((staffThreads) => staffThreads.requestUpdate(id, 5));
      await write((staffThreads) => staffThreads.opened('t2', STAFF_THREAD, 'digest'));
      expect(await current().read.staffThreads.countUnopened()).toBe(2);
      await write((staffThreads) => staffThreads.shown('t3', 1));
      expect(await current().read.staffThreads.countUnopened()).toBe(1);
    });

    test('a lost thread is opened anew, with all its items', async () => {
      await write((staffThreads) => staffThreads.requestUpdate('t1', 5));
      await write((staffThreads) => staffThreads.opened('t1', STAFF_THREAD, 'digest'));
      await write((staffThreads) => staffThreads.added('t1', 'history', 'C1', '100.6', 'one'));
      await write((staffThreads) => staffThreads.shown('t1', 1));
      await write((staffThreads) => staffThreads.lost('t1'));
      expect(await staffThread()).toMatchObject({ address: undefined, card: undefined });
      expect(await posts()).toEqual([]);
      expect(await current().read.staffThreads.waiting(9, 9)).toEqual(['t1']);
    });
  });
}
