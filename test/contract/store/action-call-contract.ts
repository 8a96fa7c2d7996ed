import { describe, expect, test } from 'vitest';
import type { ActionResult } from '../../../src/domain/actions/action.ts';
import type { RequestedCall } from '../../../src/domain/actions/requested-call.ts';
import type { ActionCallWrites } from '../../../src/ports/action-calls.ts';
import type { Store } from '../../../src/ports/store.ts';

function call(id: string): RequestedCall {
  const request = {
    method: 'POST' as const,
    url: 'https://shop.example/',
    query: {},
    headers: {},
    body: { a: ['{b}'] },
  };
  const action = {
    name: 'cancel',
    kind: 'write' as const,
    description: undefined,
    request,
    environment: ['ACTION_KEY'],
  };
  return {
    id,
    action: { ...action, timeoutMs: 1, outcomes: [], examples: [] },
    inputs: { b: '\u0000 “ü' },
    for: { kind: 'customer', intent: 'cancel', slots: {}, question: 'cancel it', messageIds: ['c1'], confidence: 0.9 },
  };
}

const DONE: ActionResult = { kind: 'answered', outcome: 'done', values: { on: { type: 'date', value: '2026-12-01' } } };

export function actionCallContract(current: () => Store): void {
  describe('calls of other systems', () => {
    const write = <T>(work: (calls: ActionCallWrites) => Promise<T>) =>
      current().transaction((tx) => work(tx.actionCalls));
    const add = (id: string, conversationId = 'c1', at = 1) =>
      write((calls) => calls.add(call(id), { conversationId, at }));
    const unfinished = async (conversationId = 'c1') => {
      const found = await current().read.actionCalls.unfinished(conversationId, 10);
      return found.map(({ id, state }) => [id, state]);
    };

    test('those of a conversation wait in the order in which they were asked for, each as it was', async () => {
      await add('p2');
      await add('p1');
      await add('p3', 'c2');
      expect(await unfinished()).toEqual([
        ['p2', 'pending'],
        ['p1', 'pending'],
      ]);
      const [first] = await current().read.actionCalls.unfinished('c1', 1);
      expect(first?.call).toEqual({ ...call('p2'), inputs: { b: expect.stringContaining('“ü') } });
      expect(await current().read.actionCalls.conversationsWithUnfinished(10)).toEqual(['c1', 'c2']);
      expect(await current().read.actionCalls.conversationsWithUnfinished(1)).toEqual(['c1']);
    });

    test('one that is added a second time is there once', async () => {
      await add('p1');
      await write((calls) => calls.markSending('p1'));
      await add('p1');
      expect(await unfinished()).toEqual([['p1', 'sending']]);
    });

    test('one that has ended waits no more, and its result is the first that was written', async () => {
      await add('p1');
      expect(await current().read.actionCalls.ended('p1')).toBeUndefined();
      expect(await write((calls) => calls.end('p1', DONE, 5))).toBe(true);
      const failed = { kind: 'failed', failure: 'unknown', reason: 'late' } as const;
      expect(await write((calls) => calls.end('p1', failed, 6))).toBe(false);
      await write((calls) => calls.markSending('p1'));
      expect(await unfinished()).toEqual([]);
      expect(await current().read.actionCalls.conversationsWithUnfinished(10)).toEqual([]);
      expect(await current().read.actionCalls.ended('p1')).toMatchObject({ call: { id: 'p1' }, result: DONE });
      expect(await write((calls) => calls.end('nobody', DONE, 5))).toBe(false);
    });

    test('of those that have ended the old ones are deleted, and no others', async () => {
      for (const id of ['p1', 'p2', 'p3']) await add(id);
      await write((calls) => calls.end('p1', DONE, 5));
      await write((calls) => calls.end('p2', DONE, 6));
      await write((calls) => calls.prune(6));
      expect(await current().read.actionCalls.ended('p1')).toBeUndefined();
      expect(await current().read.actionCalls.ended('p2')).toBeDefined();
      expect(await unfinished()).toEqual([['p3', 'pending']]);
    });
  });
}

export function surveyContract(current: () => Store): void {
  describe('surveys', () => {
    const keep = (survey: string, question?: string, value?: string, at = 1) =>
      current().transaction((tx) => tx.surveys.keep({ survey, question, value, conversationId: 'c1', at }));

    test('of each survey and question the answers are counted, the commonest first', async () => {
      await keep('advice');
      await keep('advice');
      for (const value of ['4', '5', '5']) await keep('advice', 'score', value);
      await keep('advice', 'comment', '“ü\n');
      await keep('baking');
      expect(await current().read.surveys.counts(0, 10)).toEqual([
        { survey: 'advice', question: undefined, value: undefined, count: 2 },
        { survey: 'advice', question: 'comment', value: '“ü\n', count: 1 },
        { survey: 'advice', question: 'score', value: '5', count: 2 },
        { survey: 'advice', question: 'score', value: '4', count: 1 },
        { survey: 'baking', question: undefined, value: undefined, count: 1 },
      ]);
    });

    test('what was answered before is not counted, and no more than is asked for', async () => {
      await keep('advice', 'score', '4', 9);
      await keep('advice', 'score', '5', 10);
      expect(await current().read.surveys.counts(10, 10)).toHaveLength(1);
      expect(await current().read.surveys.counts(0, 1)).toHaveLength(1);
    });

    test('what was answered before a time is deleted, and the rest is kept', async () => {
      await keep('advice', 'score', '4', 9);
      await keep('advice', 'score', '5', 10);
      await current().transaction((tx) => tx.surveys.prune(10));
      expect(await current().read.surveys.counts(0, 10)).toMatchObject([{ value: '5' }]);
    });
  });
}
