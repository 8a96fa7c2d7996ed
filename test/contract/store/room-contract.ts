import { describe, expect, test } from 'vitest';
import type { RoomWrites } from '../../../src/store/rooms-port.ts';
import type { Store } from '../../../src/store/store.ts';

const ROOM = { place: 'C1', thread: '100.5' };

export function roomContract(current: () => Store): void {
  describe('rooms', () => {
    const write = (work: (rooms: RoomWrites) => Promise<void>) => current().transaction((tx) => work(tx.rooms));
    const room = () => current().read.rooms.get('t1');
    const posts = () => current().read.rooms.posts('t1');

    test('a room is wanted before it is opened, and waits until all that was wanted is shown', async () => {
      await write((rooms) => rooms.want('t1', 5));
      expect(await room()).toMatchObject({ address: undefined, wanted: 1, attempts: 0, mayBeThere: false });
      expect(await current().read.rooms.waiting(4, 9)).toEqual([]);
      expect(await current().read.rooms.waiting(5, 9)).toEqual(['t1']);
      await write((rooms) => rooms.want('t1', 6));
      await write((rooms) => rooms.shown('t1', 1));
      expect(await current().read.rooms.waiting(9, 9)).toEqual(['t1']);
      await write((rooms) => rooms.shown('t1', 2));
      expect(await current().read.rooms.waiting(9, 9)).toEqual([]);
    });

    test('a room whose opening was begun may be there already, until it is known where it is', async () => {
      await write((rooms) => rooms.want('t1', 5));
      await write((rooms) => rooms.opening('t1'));
      expect(await room()).toMatchObject({ mayBeThere: true });
      await write((rooms) => rooms.opened('t1', ROOM, 'digest'));
      expect(await room()).toMatchObject({ address: ROOM, card: 'digest', mayBeThere: false });
      expect(await current().read.rooms.findByAddress(ROOM)).toMatchObject({ ticketId: 't1' });
      expect(await current().read.rooms.findByAddress({ ...ROOM, place: 'C2' })).toBeUndefined();
    });

    test('entries come in the order in which they were begun, and are found by where they stand', async () => {
      await write((rooms) => rooms.want('t1', 5));
      await write((rooms) => rooms.adding('t1', 'history'));
      await write((rooms) => rooms.added('t1', 'message:m1', 'C1', '100.7', 'one'));
      expect(await posts()).toEqual([
        { entryId: 'history', postKey: undefined, shown: '' },
        { entryId: 'message:m1', postKey: '100.7', shown: 'one' },
      ]);
      await write((rooms) => rooms.added('t1', 'history', 'C1', '100.6', 'two'));
      expect(await posts()).toMatchObject([{ postKey: '100.6', shown: 'two' }, { postKey: '100.7' }]);
      expect(await current().read.rooms.findPost('C1', '100.7')).toEqual({ ticketId: 't1', entryId: 'message:m1' });
      expect(await current().read.rooms.findPost('C2', '100.7')).toBeUndefined();
    });

    test('a failed attempt is counted, and the room is tried again later', async () => {
      await write((rooms) => rooms.want('t1', 5));
      await write((rooms) => rooms.retry('t1', 60, 'not in the channel'));
      expect(await room()).toMatchObject({ attempts: 1, nextAttemptAt: 60 });
      expect(await current().read.rooms.waiting(59, 9)).toEqual([]);
      await write((rooms) => rooms.shown('t1', 1));
      expect(await room()).toMatchObject({ attempts: 0 });
    });

    test('a room that is put off is not tried before its time, which counts as no attempt', async () => {
      await write((rooms) => rooms.want('t1', 5));
      await write((rooms) => rooms.postpone('t1', 60));
      expect(await room()).toMatchObject({ attempts: 0, nextAttemptAt: 60 });
      expect(await current().read.rooms.waiting(59, 9)).toEqual([]);
      expect(await current().read.rooms.waiting(60, 9)).toEqual(['t1']);
    });

    test('rooms that are wanted and not opened are counted, beside the one named', async () => {
      for (const id of ['t1', 't2', 't3', 'storm']) await write((rooms) => rooms.want(id, 5));
      await write((rooms) => rooms.opened('t2', ROOM, 'digest'));
      expect(await current().read.rooms.countUnopened('storm')).toBe(2);
      await write((rooms) => rooms.shown('t3', 1));
      expect(await current().read.rooms.countUnopened('storm')).toBe(1);
    });

    test('a lost room is opened anew, with all its entries', async () => {
      await write((rooms) => rooms.want('t1', 5));
      await write((rooms) => rooms.opened('t1', ROOM, 'digest'));
      await write((rooms) => rooms.added('t1', 'history', 'C1', '100.6', 'one'));
      await write((rooms) => rooms.shown('t1', 1));
      await write((rooms) => rooms.lost('t1'));
      expect(await room()).toMatchObject({ address: undefined, card: undefined });
      expect(await posts()).toEqual([]);
      expect(await current().read.rooms.waiting(9, 9)).toEqual(['t1']);
    });
  });
}
