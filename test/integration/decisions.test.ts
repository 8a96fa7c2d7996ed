import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { StoredDecision } from '../../src/domain/decision-record.ts';
import type { TranscriptMessage } from '../../src/domain/message.ts';
import { HOUR_MS } from '../../src/domain/policy.ts';
import { DEFAULT_RETENTION } from '../../src/domain/retention.ts';
import type { StaffMember } from '../../src/domain/staff.ts';
import { prune } from '../../src/engine/timers/sweeper.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

const ANNA: StaffMember = { id: 'anna', name: 'Anna', role: 'agent' };
const GIFT_CARD = 'do you sell gift cards';
const PERSON = 'I want to talk to a person';

let folder: TestFolder;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());
beforeEach(async () => {
  await folder.empty();
  desk = await TestDesk.start(folder);
});
afterEach(() => desk.stop());

/** Oldest first. */
async function decisions(): Promise<StoredDecision[]> {
  return (await desk.store.read.decisions.ofConversation(desk.conversationId(), { limit: 99 })).reverse();
}

async function messages(): Promise<TranscriptMessage[]> {
  return desk.store.read.messages.transcript(desk.conversationId(), { limit: 99 });
}

/** The answer sent last; this platform calls messages as we do. */
async function lastAnswer(): Promise<string> {
  return (await messages()).findLast(({ author }) => author.kind === 'bot')?.id ?? '';
}

test('a turn of several messages is one decision, which each of them leads to, and so does the answer', async () => {
  await desk.stop();
  desk = await TestDesk.start(folder, { policy: { burstWindowMs: 1_000 } });
  await desk.says('hello,');
  await desk.says(GIFT_CARD);
  await desk.pass(2_000);
  const [decision, ...others] = await decisions();
  expect(others).toEqual([]);
  expect(decision).toMatchObject({
    rule: 'intent_confident',
    action: 'answered',
    intent: 'gift_card',
    articleId: 'gift-cards',
    contentVersion: folder.trained.content.version,
    channel: 'test',
    locale: 'en',
  });
  expect(decision?.analysis?.intents[0]?.intent).toBe('gift_card');
  const said = await messages();
  expect(said.map(({ author }) => author.kind)).toEqual(['customer', 'customer', 'bot']);
  expect(said.map(({ decisionId }) => decisionId)).toEqual(Array(3).fill(decision?.id));
  expect([...(decision?.messageIds ?? []), ...(decision?.answerIds ?? [])]).toEqual(said.map(({ id }) => id));
});

test('whether an answer helped is kept with it, also when the customer changes their mind or takes it back', async () => {
  await desk.says(GIFT_CARD);
  const messageKey = await lastAnswer();
  const score = async (given: 0 | 1 | null) => {
    await desk.receive({ kind: 'feedback', messageKey, score: given });
    return (await decisions())[0]?.outcome?.outcome;
  };
  expect(await score(1)).toBe('helped');
  expect(await score(null)).toBeUndefined();
  expect(await score(0)).toBe('not_helped');
  const [answer, handover] = await decisions();
  expect(answer?.outcome).toMatchObject({ outcome: 'not_helped' });
  expect(handover).toMatchObject({ rule: 'answer_not_helpful', action: 'handed_over', messageIds: [] });
});

test('a reaction says the same of an answer, and taking it away takes that back', async () => {
  await desk.says(GIFT_CARD);
  const messageKey = await lastAnswer();
  await desk.receive({ kind: 'reaction', messageKey, emoji: '🎉', added: true });
  expect((await decisions())[0]?.outcome?.outcome).toBe('helped');
  await desk.receive({ kind: 'reaction', messageKey, emoji: '🎉', added: false });
  expect((await decisions())[0]?.outcome).toBeUndefined();
});

test('an answer after which the customer asks for a person was handed over, unless that is long after or they scored it', async () => {
  await desk.says(GIFT_CARD);
  await desk.says(PERSON);
  expect((await decisions())[0]?.outcome).toEqual({
    outcome: 'handed_over',
    choiceId: undefined,
    at: desk.clock.now(),
  });

  await desk.says(GIFT_CARD, { customer: 'noor' });
  const scored = await desk.store.read.decisions.latest(desk.conversationId('noor'));
  const messageKey = scored?.answerIds[0] ?? '';
  await desk.receive({ kind: 'feedback', messageKey, score: 1 }, { customer: 'noor' });
  await desk.says(PERSON, { customer: 'noor' });
  expect((await desk.store.read.decisions.get(scored?.id ?? 0))?.outcome?.outcome).toBe('helped');

  const ask = (text: string) => desk.says(text, { customer: 'lin' });
  await ask(GIFT_CARD);
  const muchLater = desk.clock.now() + 25 * HOUR_MS;
  await desk.stop();
  desk = await TestDesk.start(folder, { now: muchLater });
  await ask(PERSON);
  const [, late] = await desk.store.read.decisions.ofConversation(desk.conversationId('lin'), { limit: 9 });
  expect(late?.outcome).toBeUndefined();
});

test('what a customer picks of an offer is kept with the offer: pressed, typed, and of an earlier one', async () => {
  await desk.stop();
  desk = await TestDesk.start(folder, {
    policy: { answerIntentAt: 1, answerArticleAt: 1, offerAt: 0.05, failuresBeforeHandover: 10 },
  });
  await desk.says(GIFT_CARD);
  const first = await lastAnswer();
  await desk.says('how long is a gift card valid');
  await desk.says('1');
  const [earlier, later, picked] = await decisions();
  expect([earlier?.action, later?.action]).toEqual(['offered_choices', 'offered_choices']);
  expect(picked).toMatchObject({ rule: 'option_chosen', action: 'answered' });
  expect(earlier?.outcome).toBeUndefined();
  expect(later?.outcome).toMatchObject({ outcome: 'picked', choiceId: later?.offered?.[0]?.choiceId });
  await desk.receive({ kind: 'choice', messageKey: first, choiceId: 'person' });
  expect((await decisions())[0]?.outcome).toMatchObject({ outcome: 'picked', choiceId: 'person' });
});

test('a ticket that is opened again is what became of the decision that opened it', async () => {
  await desk.says(PERSON);
  await desk.does(ANNA, { kind: 'claim' });
  await desk.says('hello?');
  await desk.does(ANNA, { kind: 'resolve' });
  await desk.says('it broke again');
  const [handover, added, reopened] = await decisions();
  expect(handover?.outcome?.outcome).toBe('reopened');
  expect([added?.action, reopened?.action]).toEqual(['added_to_ticket', 'reopened']);
  const ticketId = (await desk.ticket())?.id;
  expect([handover, added, reopened].map((decision) => decision?.ticketId)).toEqual([ticketId, ticketId, ticketId]);
});

test('staff say what a turn was about, and may change that; what is not in the content is refused', async () => {
  await desk.says(GIFT_CARD);
  const messageId = await lastAnswer();
  await desk.says(PERSON);
  const correct = (intent?: string, articleId?: string) =>
    desk.does(ANNA, { kind: 'correct_decision', messageId, intent, articleId });
  expect(await correct('track_order')).toMatchObject({ ok: true });
  expect((await decisions())[0]?.correction).toEqual({
    intent: 'track_order',
    by: { id: 'anna', name: 'Anna' },
    at: desk.clock.now(),
  });
  expect(await correct(undefined, 'gift-cards')).toMatchObject({ ok: true });
  expect((await decisions())[0]?.correction).toMatchObject({ articleId: 'gift-cards' });
  expect(await correct('gone')).toMatchObject({ ok: false, code: 'not_found' });
  const elsewhere = { kind: 'correct_decision', messageId: 'm999', intent: 'track_order' } as const;
  expect(await desk.does(ANNA, elsewhere)).toMatchObject({ ok: false, code: 'not_found' });
  expect((await decisions())[0]?.correction).toMatchObject({ articleId: 'gift-cards' });
});

test('what was read goes when the customer deletes what they wrote; what was found in it, when they change it', async () => {
  await desk.receive({ kind: 'message', messageKey: 'k1', text: 'where is order 100234' });
  const analysis = async () => (await decisions())[0]?.analysis;
  expect((await analysis())?.entities.map(({ value }) => value)).toEqual(['100234']);
  await desk.receive({ kind: 'edit', messageKey: 'k1', text: 'where is my order' });
  expect(await analysis()).toMatchObject({ entities: [], intents: [{ intent: 'track_order' }] });
  await desk.receive({ kind: 'delete', messageKey: 'k1' });
  expect(await analysis()).toBeUndefined();
  expect((await decisions())[0]).toMatchObject({ action: 'answered', intent: 'track_order' });
  expect(JSON.stringify(await decisions())).not.toContain('100234');
});

test('a redelivered event makes no second decision, and what staff or timers do makes none', async () => {
  await desk.says(PERSON, { eventKey: 'e1' });
  await desk.says(PERSON, { eventKey: 'e1' });
  await desk.does(ANNA, { kind: 'claim' });
  await desk.does(ANNA, { kind: 'reply', text: 'Hello' });
  await desk.pass(HOUR_MS);
  expect(await decisions()).toHaveLength(1);
});

test('decisions are kept for as long as is set, however many there are, and the messages stay', async () => {
  await desk.says(GIFT_CARD);
  await desk.pass(2 * HOUR_MS);
  await desk.says(GIFT_CARD);
  await prune({ ...desk.context, retention: { ...DEFAULT_RETENTION, decisionsMs: HOUR_MS } });
  expect(await decisions()).toHaveLength(1);
  expect(await messages()).toHaveLength(4);
});

test('many old decisions are deleted in several transactions', async () => {
  await desk.says(GIFT_CARD);
  const [decision] = await decisions();
  if (decision === undefined) throw new Error('Nothing was decided.');
  await desk.store.transaction(async (tx) => {
    for (let count = 0; count < 1_200; count++) await tx.decisions.add({ ...decision, at: count });
  });
  const pruned: number[] = [];
  const { transaction } = desk.store;
  const store = {
    ...desk.store,
    transaction: async <T>(work: Parameters<typeof transaction<T>>[0]) => {
      const result = await transaction(work);
      if (typeof result === 'number') pruned.push(result);
      return result;
    },
  };
  await prune({ ...desk.context, store });
  expect(pruned.reduce((sum, count) => sum + count, 0)).toBe(1_200);
  expect(Math.max(...pruned)).toBeLessThan(1_000);
  expect(await decisions()).toHaveLength(1);
});
