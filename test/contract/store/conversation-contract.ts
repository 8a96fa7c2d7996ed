import { describe, expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { ADDRESS, conversation } from './samples.ts';

export function conversationContract(current: () => Store): void {
  const save = (failures: number, expectedVersion: number) =>
    current().transaction((tx) => tx.conversations.save(conversation({ failures }), ADDRESS, expectedVersion, 1));

  describe('conversations', () => {
    test('an unknown conversation is absent', async () => {
      expect(await current().read.conversations.get('c1')).toBeUndefined();
    });

    test('a state comes back as it was saved, its version rising by one', async () => {
      await save(0, 0);
      expect(await current().read.conversations.get('c1')).toEqual({
        state: conversation({ failures: 0 }),
        address: ADDRESS,
        version: 1,
      });
      await save(1, 1);
      expect(await current().read.conversations.get('c1')).toEqual({
        state: conversation({ failures: 1 }),
        address: ADDRESS,
        version: 2,
      });
    });

    test.each([
      ['a new conversation that exists', 0],
      ['an older version', 1],
      ['a version that is not there yet', 3],
    ])('saving %s is a conflict and changes nothing', async (_what, expectedVersion) => {
      await save(0, 0);
      await save(1, 1);
      await expect(save(7, expectedVersion)).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
      expect(await current().read.conversations.get('c1')).toMatchObject({ state: { failures: 1 }, version: 2 });
    });

    test('a later version of an unknown conversation is a conflict', async () => {
      await expect(save(0, 1)).rejects.toMatchObject({ code: 'conflict' });
    });

    test('of many saves of one version exactly one succeeds', async () => {
      const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => save(index, 0)));
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    });
  });

  describe('timers', () => {
    const set = (conversationId: string, kind: 'reminder' | 'supervisor', dueAt: number) =>
      current().transaction((tx) => tx.timers.set({ conversationId, kind, dueAt }));

    test('setting a timer again moves it', async () => {
      await set('c1', 'reminder', 10);
      await set('c1', 'reminder', 30);
      expect(await current().read.timers.ofConversation('c1')).toEqual([
        { conversationId: 'c1', kind: 'reminder', dueAt: 30 },
      ]);
    });

    test('timers due until a time come earliest first, that time included', async () => {
      await set('c1', 'reminder', 30);
      await set('c2', 'reminder', 10);
      await set('c1', 'supervisor', 20);
      await set('c3', 'reminder', 31);
      const due = await current().read.timers.due(30, 9);
      expect(due.map((timer) => timer.dueAt)).toEqual([10, 20, 30]);
      expect(await current().read.timers.due(30, 1)).toHaveLength(1);
    });

    test('many timers are set at once as each would be', async () => {
      await set('c1', 'reminder', 20);
      await current().transaction((tx) =>
        tx.timers.setMany([
          { conversationId: 'c1', kind: 'reminder', dueAt: 40 },
          { conversationId: "c'2", kind: 'sla_step', dueAt: 1_790_000_000_000 },
        ]),
      );
      expect(await current().read.timers.ofConversation('c1')).toEqual([
        { conversationId: 'c1', kind: 'reminder', dueAt: 40 },
      ]);
      expect(await current().read.timers.due(1_790_000_000_000, 9)).toHaveLength(2);
      await current().transaction((tx) => tx.timers.setMany([]));
    });

    test('a cancelled timer is gone, and the others of its conversation stay', async () => {
      await set('c1', 'reminder', 10);
      await set('c1', 'supervisor', 20);
      await current().transaction(async (tx) => {
        await tx.timers.cancel('c1', 'reminder');
        await tx.timers.cancel('c1', 'wake_snoozed');
      });
      expect(await current().read.timers.ofConversation('c1')).toMatchObject([{ kind: 'supervisor' }]);
    });
  });
}
