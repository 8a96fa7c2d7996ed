import { describe, expect, test } from 'vitest';
import type { DecisionRecord, Outcome } from '../../../src/domain/decision-record.ts';
import type { DecisionWrites } from '../../../src/ports/decisions.ts';
import type { Store } from '../../../src/ports/store.ts';
import { ANALYSIS, BOT, decision, fromCustomer, outgoing, TEXTS } from './samples.ts';

export function decisionContract(current: () => Store): void {
  const write = <T>(work: (decisions: DecisionWrites) => Promise<T>) =>
    current().transaction((tx) => work(tx.decisions));
  const add = (changes: Partial<DecisionRecord> = {}) => write((decisions) => decisions.add(decision(changes)));
  const read = () => current().read.decisions;

  describe('decisions', () => {
    test('a decision comes back as it was made, with nothing known yet of what became of it', async () => {
      const id = await add();
      expect(await read().get(id)).toEqual({ ...decision(), id, outcome: undefined, correction: undefined });
      expect(await read().get(id + 1)).toBeUndefined();
    });

    test('one of which nothing was read, and nothing acted on, comes back without those', async () => {
      const bare = decision({
        rule: 'command_given',
        action: 'handed_over',
        command: 'human',
        choiceId: 'person',
        slot: 'order_number',
        offered: [{ choiceId: 'i:gift_card', confidence: 0.5 }],
        reason: 'requested',
        intent: undefined,
        intentConfidence: undefined,
        articleId: undefined,
        articleConfidence: undefined,
        ticketId: 't1',
        analysis: undefined,
      });
      const id = await add(bare);
      expect(await read().get(id)).toEqual({ ...bare, id, outcome: undefined, correction: undefined });
    });

    test('names and values come back exactly, whatever is in them', async () => {
      const values = Object.values(TEXTS).filter((text) => text.length < 1_000);
      const entities = values.map((value) => ({ type: 'text' as const, value }));
      const choiceId = values.join('');
      const id = await add({ analysis: { ...ANALYSIS, entities }, choiceId });
      const found = await read().get(id);
      expect(found?.analysis?.entities).toEqual(entities);
      expect(found?.choiceId).toBe(choiceId);
    });

    test('each message of a turn leads to its decision', async () => {
      const id = await current().transaction(async (tx) => {
        const added = await tx.decisions.add(decision());
        await tx.messages.addFromCustomer({ ...fromCustomer('c1'), decisionId: added });
        await tx.messages.addOutgoing('c1', outgoing('m1'), 1, added);
        await tx.messages.addOutgoing('c1', outgoing('m2', { author: BOT }), 2);
        return added;
      });
      const messages = await current().read.messages.transcript('c1', { limit: 9 });
      expect(messages.map(({ decisionId }) => decisionId)).toEqual([id, id, undefined]);
      expect((await current().read.messages.get('m1'))?.decisionId).toBe(id);
    });

    test("a conversation's decisions are read in pages, the newest first", async () => {
      const ids = [await add(), await add({ conversationId: 'c2' }), await add(), await add()];
      const page = async (options: { limit: number; before?: number }) =>
        (await read().ofConversation('c1', options)).map(({ id }) => id);
      expect(await page({ limit: 2 })).toEqual([ids[3], ids[2]]);
      expect(await page({ limit: 2, before: Number(ids[2]) })).toEqual([ids[0]]);
    });

    test('those that did something may be left out of a page, and others stand in their place', async () => {
      const first = await add();
      for (let count = 0; count < 3; count++) await add({ action: 'added_to_ticket' });
      const page = await read().ofConversation('c1', { limit: 1, except: 'added_to_ticket' });
      expect(page.map(({ id }) => id)).toEqual([first]);
    });

    test('the latest of a conversation is found, and the latest that did something', async () => {
      await add({ action: 'offered_choices' });
      const offered = await add({ action: 'offered_choices' });
      const last = await add();
      await add({ conversationId: 'c2' });
      expect((await read().latest('c1'))?.id).toBe(last);
      expect((await read().latest('c1', 'offered_choices'))?.id).toBe(offered);
      expect(await read().latest('c1', 'reopened')).toBeUndefined();
    });

    test('those since a time are read page by page, none left out and none twice, also of the same moment', async () => {
      const times = [10, 20, 20, 20, 30, 5];
      for (const at of times) await add({ at });
      const seen: number[] = [];
      let page = await read().since(20, { limit: 2 });
      while (page.length > 0) {
        seen.push(...page.map(({ at }) => at));
        const after = page.at(-1);
        page = after === undefined ? [] : await read().since(20, { limit: 2, after });
      }
      expect(seen).toEqual([20, 20, 20, 30]);
    });

    test('the outcome known last is kept with its time, and can be taken back', async () => {
      const id = await add();
      await write((decisions) => decisions.setOutcome(id, { outcome: 'picked', choiceId: 'i:x', at: 5 }));
      await write((decisions) => decisions.setOutcome(id, { outcome: 'helped', at: 7 }));
      expect((await read().get(id))?.outcome).toEqual({ outcome: 'helped', choiceId: undefined, at: 7 });
      await write((decisions) => decisions.takeBackOutcome(id, 9));
      expect((await read().get(id))?.outcome).toBeUndefined();
    });

    test('outcomes are counted since a time', async () => {
      const outcomes: (Outcome | undefined)[] = ['helped', 'helped', 'not_helped', undefined];
      for (const [index, outcome] of outcomes.entries()) {
        const id = await add({ at: 10 + index });
        if (outcome !== undefined) await write((decisions) => decisions.setOutcome(id, { outcome, at: 99 }));
      }
      const none = { helped: 0, not_helped: 0, picked: 0, handed_over: 0, reopened: 0, unknown: 0 };
      expect(await read().countOutcomes(11)).toEqual({ ...none, helped: 1, not_helped: 1, unknown: 1 });
      expect(await read().countOutcomes(99)).toEqual(none);
    });

    test('those that are known to have been right or wrong are found, the newest first', async () => {
      const [scored, handedOver, picked, corrected] = [await add(), await add(), await add(), await add()];
      await add();
      await write((decisions) => decisions.setOutcome(scored, { outcome: 'not_helped', at: 1 }));
      await write((decisions) => decisions.setOutcome(handedOver, { outcome: 'handed_over', at: 1 }));
      await write((decisions) => decisions.setOutcome(picked, { outcome: 'picked', choiceId: 'i:x', at: 1 }));
      const by = { id: 'anna', name: 'Anna' };
      await write((decisions) => decisions.correct(corrected, { intent: undefined, articleId: undefined, by, at: 2 }));
      expect((await read().judged(9)).map(({ id }) => id)).toEqual([corrected, picked, scored]);
      expect((await read().judged(1)).map(({ id }) => id)).toEqual([corrected]);
    });

    test('which of several answers was given is kept, and those are found with what became of them, the newest first', async () => {
      const answer = { key: 'ab12cd34', number: 2, of: 3, share: 0.4 };
      const first = await add({ answer, at: 1 });
      await add();
      await add({ answer: { ...answer, key: 'other', share: undefined }, conversationId: 'c2', locale: 'zh', at: 2 });
      await write((decisions) => decisions.setOutcome(first, { outcome: 'helped', at: 9 }));
      expect((await read().get(first))?.answer).toEqual(answer);
      const intent = decision().intent;
      expect(await read().variants(1, 9)).toEqual([
        { conversationId: 'c2', at: 2, locale: 'zh', intent, answer: 'other', outcome: undefined },
        { conversationId: 'c1', at: 1, locale: 'en', intent, answer: 'ab12cd34', outcome: 'helped' },
      ]);
      expect(await read().variants(1, 1)).toHaveLength(1);
      expect(await read().variants(2, 9)).toHaveLength(1);
    });

    test('the last correction is kept with who made it and when, beside the outcome', async () => {
      const id = await add();
      const by = { id: 'anna', name: 'Anna' };
      await write((decisions) => decisions.setOutcome(id, { outcome: 'helped', at: 1 }));
      await write((decisions) => decisions.correct(id, { intent: 'wrong', articleId: undefined, by, at: 2 }));
      await write((decisions) => decisions.correct(id, { intent: 'gift_card', articleId: undefined, by, at: 3 }));
      const found = await read().get(id);
      expect(found?.correction).toMatchObject({ intent: 'gift_card', by, at: 3 });
      expect(found?.outcome?.outcome).toBe('helped');
    });

    test('what was read can be forgotten, in part or as a whole, and the rest stays', async () => {
      const id = await add();
      const part = { ...ANALYSIS, entities: [] };
      await write((decisions) => decisions.replaceAnalysis(id, part));
      expect((await read().get(id))?.analysis).toEqual(part);
      await write((decisions) => decisions.replaceAnalysis(id, undefined));
      expect(await read().get(id)).toMatchObject({ analysis: undefined, intent: 'track_order', action: 'answered' });
    });

    test('the decisions of a conversation that is deleted go with it, and no others', async () => {
      await add();
      await add();
      const other = await add({ conversationId: 'c2' });
      expect(await write((decisions) => decisions.removeConversation('c1'))).toBe(2);
      expect(await read().ofConversation('c1', { limit: 9 })).toEqual([]);
      expect((await read().get(other))?.id).toBe(other);
    });

    test('the oldest are pruned, so many at a time', async () => {
      for (const at of [3, 1, 2, 4]) await add({ at });
      expect(await write((decisions) => decisions.prune(4, 2))).toBe(2);
      expect((await read().since(0, { limit: 9 })).map(({ at }) => at)).toEqual([3, 4]);
      expect(await write((decisions) => decisions.prune(4, 2))).toBe(1);
      expect(await write((decisions) => decisions.prune(4, 2))).toBe(0);
    });

    test('an id is never given twice, so that a message whose decision was pruned leads to no other', async () => {
      const pruned = await add({ at: 1 });
      await write((decisions) => decisions.prune(2, 9));
      expect(await add()).toBeGreaterThan(pruned);
      expect(await read().get(pruned)).toBeUndefined();
    });
  });

  describe('messages by the name their platform has for them', () => {
    test('those of every conversation are found, the newest first, whole or by one of their parts', async () => {
      await current().transaction(async (tx) => {
        await tx.messages.addFromCustomer({ ...fromCustomer('one'), messageKey: '17' });
        await tx.messages.addFromCustomer({ ...fromCustomer('two'), conversationId: 'c2', messageKey: '17' });
        await tx.messages.addOutgoing('c1', outgoing('m1'), 1);
        const address = { channel: 'web', account: 'default', conversationKey: 'k' };
        await tx.outbox.add({
          conversationId: 'c1',
          address,
          action: { kind: 'send', message: outgoing('m1') },
          at: 1,
        });
      });
      const [row] = await current().read.outbox.unsent('c1', 1);
      await current().transaction((tx) => tx.outbox.markSent(row?.id ?? 0, ['17', '18']));
      const { messages } = current().read;
      expect(await messages.idsByPlatformKey('17', 9)).toEqual(['m1', 'two', 'one']);
      expect(await messages.idsByPlatformKey('17', 1)).toEqual(['m1']);
      expect(await messages.idsByPlatformKey('18', 9)).toEqual(['m1']);
      expect(await messages.idsByPlatformKey('19', 9)).toEqual([]);
    });
  });
}
