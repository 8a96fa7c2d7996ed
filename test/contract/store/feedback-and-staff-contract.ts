import { describe, expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { question } from './samples.ts';

export function feedbackAndStaffContract(current: () => Store): void {
  describe('feedback', () => {
    const ask = (messageId: string, changes = {}) =>
      current().transaction((tx) => tx.feedback.ask(question(messageId, changes)));
    const score = (messageId: string, value: number | undefined, at: number) =>
      current().transaction((tx) => tx.feedback.score(messageId, value, at));

    test('a question comes back without a score', async () => {
      await ask('m1', { intent: undefined, articleId: 'tracking', ticketId: 't1', weight: 0.1 });
      expect(await current().read.feedback.get('m1')).toEqual({
        ...question('m1', { intent: undefined, articleId: 'tracking', ticketId: 't1', weight: 0.1 }),
        score: undefined,
        scoredAt: undefined,
        reactions: [],
      });
      expect(await current().read.feedback.get('unknown')).toBeUndefined();
    });

    test('a score counts once, the last one, and can be taken back', async () => {
      await ask('m1');
      expect(await score('m1', 0, 7)).toBe(true);
      expect(await score('m1', 1, 8)).toBe(true);
      expect(await current().read.feedback.get('m1')).toMatchObject({ score: 1, scoredAt: 8 });
      expect(await score('m1', undefined, 9)).toBe(true);
      expect(await current().read.feedback.get('m1')).toMatchObject({ score: undefined, scoredAt: undefined });
    });

    test('asking again changes nothing, and the reactions on a message are kept in order', async () => {
      await ask('m1');
      await current().transaction((tx) => tx.feedback.score('m1', 1, 8, ['🎉', '👍']));
      await ask('m1', { weight: 5 });
      expect(await current().read.feedback.get('m1')).toMatchObject({ score: 1, weight: 2.5, reactions: ['🎉', '👍'] });
    });

    test('a message that is never shown has asked nobody', async () => {
      await ask('m1');
      await ask('m2');
      await current().transaction((tx) => tx.feedback.forget('m1'));
      expect((await current().read.feedback.since(0)).map(({ messageId }) => messageId)).toEqual(['m2']);
    });

    test('what was asked in some conversations comes in order of asking', async () => {
      await ask('m1', { conversationId: 'c2', askedAt: 30 });
      await ask('m2', { conversationId: 'c1', askedAt: 20 });
      await ask('m3', { conversationId: 'c3', askedAt: 10 });
      const rows = await current().read.feedback.ofConversations(['c2', 'c1']);
      expect(rows.map(({ messageId }) => messageId)).toEqual(['m2', 'm1']);
    });

    test('a score for what asked for none is refused', async () => {
      expect(await score('unknown', 1, 7)).toBe(false);
      expect(await current().read.feedback.since(0)).toEqual([]);
    });

    test('questions since a time come in order of asking, that time included', async () => {
      await ask('m3', { askedAt: 30 });
      await ask('m1', { askedAt: 10 });
      await ask('m2', { askedAt: 20 });
      expect((await current().read.feedback.since(20)).map((row) => row.messageId)).toEqual(['m2', 'm3']);
    });
  });

  describe('staff', () => {
    const SAM = { id: 's1', name: 'Sam', role: 'agent' } as const;
    const LOU = { id: 's2', name: 'Lou', role: 'admin' } as const;
    const saveSam = () => current().transaction((tx) => tx.staff.save(SAM, 1));
    const redeem = (digest: string, now: number) =>
      current().transaction((tx) => tx.staff.redeemSignInLink(digest, now));

    test('a member comes back as saved, and saving again replaces it', async () => {
      await saveSam();
      expect(await current().read.staff.get('s1')).toEqual(SAM);
      await current().transaction((tx) => tx.staff.save({ ...SAM, role: 'lead' }, 2));
      expect(await current().read.staff.all()).toEqual([{ ...SAM, role: 'lead' }]);
      expect(await current().read.staff.get('unknown')).toBeUndefined();
    });

    test('a sign-in link works once, before it expires', async () => {
      await saveSam();
      const look = (digest: string, now: number) => current().read.staff.bySignInLink(digest, now);
      await current().transaction((tx) => tx.staff.addSignInLink('fresh', 's1', 10));
      expect(await look('fresh', 9)).toEqual(SAM);
      expect(await look('fresh', 10)).toBeUndefined();
      expect(await redeem('fresh', 9)).toEqual(SAM);
      expect(await look('fresh', 9)).toBeUndefined();
      expect(await redeem('fresh', 9)).toBeUndefined();
      await current().transaction((tx) => tx.staff.addSignInLink('stale', 's1', 10));
      expect(await redeem('stale', 10)).toBeUndefined();
      expect(await redeem('unknown', 0)).toBeUndefined();
    });

    test("a new sign-in link ends the member's earlier ones, and nobody else's", async () => {
      await saveSam();
      await current().transaction(async (tx) => {
        await tx.staff.save(LOU, 1);
        await tx.staff.addSignInLink('of Lou', 's2', 10);
        await tx.staff.addSignInLink('first', 's1', 10);
        await tx.staff.addSignInLink('second', 's1', 10);
      });
      expect(await redeem('first', 1)).toBeUndefined();
      expect(await redeem('second', 1)).toEqual(SAM);
      expect(await redeem('of Lou', 1)).toEqual(LOU);
    });

    test('a removed member is gone for good, with sessions and links, and known to be', async () => {
      await saveSam();
      await current().transaction(async (tx) => {
        await tx.staff.save(LOU, 1);
        await tx.staff.addSession('of Lou', 's2', 10);
        await tx.staff.addSession('session', 's1', 10);
        await tx.staff.addSignInLink('link', 's1', 10);
      });
      expect(await current().read.staff.wasRemoved('s1')).toBe(false);
      const remove = () => current().transaction((tx) => tx.staff.remove('s1', 2));
      expect(await remove()).toBe(true);
      expect(await remove()).toBe(false);
      await saveSam();
      const { staff } = current().read;
      expect(await staff.all()).toEqual([LOU]);
      expect(await staff.get('s1')).toBeUndefined();
      expect(await staff.bySession('session', 1)).toBeUndefined();
      expect(await redeem('link', 1)).toBeUndefined();
      expect(await staff.bySession('of Lou', 1)).toEqual(LOU);
      expect([await staff.wasRemoved('s1'), await staff.wasRemoved('s2'), await staff.wasRemoved('unknown')]).toEqual([
        true,
        false,
        false,
      ]);
    });

    test('an identity stands for one member, also after they were removed, and no two workspaces mix', async () => {
      const identity = { platform: 'slack', account: 'T1', userKey: 'U1' };
      const elsewhere = { ...identity, account: 'T2' };
      const { staff } = current().read;
      await current().transaction(async (tx) => {
        await tx.staff.save({ id: 's1', name: 'Sam', role: 'lead' }, 1, { roleIsFromPlatform: true });
        await tx.staff.save({ id: 's2', name: 'Kim', role: 'agent' }, 1);
        await tx.staff.identify(identity, 's1');
        await tx.staff.identify(elsewhere, 's2');
      });
      const sam = { member: { id: 's1', name: 'Sam', role: 'lead' }, roleIsFromPlatform: true };
      expect(await staff.byIdentity(identity)).toEqual({ ...sam, removed: undefined });
      expect(await staff.byIdentity(elsewhere)).toMatchObject({ member: { id: 's2' }, roleIsFromPlatform: false });
      expect(await staff.byIdentity({ ...identity, platform: 'other' })).toBeUndefined();
      expect(await staff.identitiesOf('s1')).toEqual([identity]);
      expect(await staff.usersAt('slack', 'T1')).toEqual(['U1']);
      await current().transaction((tx) => tx.staff.remove('s1', 2, 'left'));
      expect(await staff.byIdentity(identity)).toEqual({ ...sam, removed: 'left' });
      expect(await staff.usersAt('slack', 'T1')).toEqual([]);
      expect(await staff.wasRemoved('s1')).toBe(true);
      await current().transaction((tx) => tx.staff.reinstate('s1', 3));
      expect(await staff.byIdentity(identity)).toEqual({ ...sam, removed: undefined });
      await current().transaction(async (tx) => {
        await tx.staff.remove('s1', 4);
        await tx.staff.reinstate('s1', 5);
      });
      expect(await staff.byIdentity(identity)).toEqual({ ...sam, removed: 'removed' });
    });

    test('of two members who are one, identities and scores are the one’s', async () => {
      const identity = { platform: 'slack', account: 'T1', userKey: 'U1' };
      await current().transaction(async (tx) => {
        await tx.staff.save({ id: 's1', name: 'Sam', role: 'agent' }, 1);
        await tx.staff.save({ id: 's2', name: 'Sam too', role: 'agent' }, 1);
        await tx.staff.identify(identity, 's2');
        for (const [id, kind] of [
          ['q1', 'agent'],
          ['q2', 'bot'],
        ] as const) {
          await tx.feedback.ask(question(id, { author: { kind, id: 's2', name: 'Sam too' } }));
        }
        await tx.staff.merge('s2', 's1');
      });
      expect(await current().read.staff.identitiesOf('s1')).toEqual([identity]);
      expect((await current().read.feedback.get('q1'))?.author.id).toBe('s1');
      expect((await current().read.feedback.get('q2'))?.author.id).toBe('s2');
    });

    test('of two who use one link at the same time one gets in', async () => {
      await saveSam();
      await current().transaction((tx) => tx.staff.addSignInLink('link', 's1', 10));
      expect(await Promise.all([redeem('link', 1), redeem('link', 1)])).toEqual([SAM, undefined]);
    });

    test('a session belongs to its member until it expires or ends', async () => {
      await saveSam();
      await current().transaction((tx) => tx.staff.addSession('digest', 's1', 10));
      expect(await current().read.staff.bySession('digest', 9)).toEqual(SAM);
      expect(await current().read.staff.bySession('digest', 10)).toBeUndefined();
      expect(await current().read.staff.bySession('unknown', 0)).toBeUndefined();
      await current().transaction((tx) => tx.staff.endSession('digest'));
      expect(await current().read.staff.bySession('digest', 9)).toBeUndefined();
    });

    test('pruning deletes expired links and sessions and no others', async () => {
      await saveSam();
      await current().transaction(async (tx) => {
        for (const expiresAt of [10, 20]) {
          await tx.staff.save({ ...SAM, id: `s${expiresAt}` }, 1);
          await tx.staff.addSignInLink(`until ${expiresAt}`, `s${expiresAt}`, expiresAt);
          await tx.staff.addSession(`until ${expiresAt}`, 's1', expiresAt);
        }
        await tx.staff.prune(10);
      });
      expect(await current().read.staff.bySession('until 10', 1)).toBeUndefined();
      expect(await current().read.staff.bySession('until 20', 1)).toEqual(SAM);
      expect(await redeem('until 10', 1)).toBeUndefined();
      expect(await redeem('until 20', 1)).toMatchObject({ id: 's20' });
    });
  });
}
