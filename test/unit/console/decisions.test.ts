import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredDecision } from '../../../src/domain/decision-record.ts';
import { Visitor } from '../../support/visitor.ts';
import { startWebDesk, type WebDesk } from '../../support/web-desk.ts';

let desk: WebDesk;

beforeEach(async () => {
  desk = await startWebDesk();
});
afterEach(() => desk.stop());

async function signIn(name: string): Promise<Visitor> {
  const visitor = new Visitor(desk.app);
  await visitor.postForm(await desk.invite(name), {});
  return visitor;
}

/** A customer writes all this; the last of it opens a ticket. */
async function writes(...texts: string[]): Promise<Visitor> {
  const customer = new Visitor(desk.app);
  await customer.get('/chat');
  for (const text of texts) {
    await customer.postJson('/chat/messages', { text });
    await desk.settle();
  }
  return customer;
}

/** The ticket's decisions, oldest first. */
async function decisions(number = 1): Promise<StoredDecision[]> {
  const stored = await desk.store.read.tickets.findByNumber(number);
  const found = await desk.store.read.decisions.ofConversation(stored?.ticket.conversationId ?? '', { limit: 99 });
  return found.reverse();
}

async function correct(visitor: Visitor, decision: StoredDecision | undefined, meant: string): Promise<Response> {
  const page = await visitor.html('/console');
  const response = await visitor.postForm('/console/tickets/1/commands/correct_decision', {
    token: /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '',
    key: randomUUID(),
    messageId: decision?.answerIds[0] ?? '',
    decisionId: String(decision?.id),
    meant,
  });
  await desk.settle();
  return response;
}

test('each answer of the bot has its reasons beside it, and what customers wrote has none', async () => {
  await writes('gift card', 'a person please');
  const ana = await signIn('Ana');
  const page = await ana.html('/console/tickets/1');
  expect(page.match(/<summary>Why\?<\/summary>/g)).toHaveLength(2);
  expect(page).toContain('Sure enough of the intent “gift_card”: 0.95, and 0.6 is needed.');
  expect(page).toContain('The customer asked for a person.');
});

test('the page of a decision has all that was read, what was said, and the rule', async () => {
  await writes('something', 'a person please');
  const [offer] = await decisions();
  const ana = await signIn('Ana');
  const page = await ana.html(`/console/tickets/1/decisions/${offer?.id}`);
  expect(page).toContain('candidates_likely');
  expect(page).toContain('Asked which is meant: “gift_card” or “return_item”.');
  expect(page).toContain('>something<');
  expect(page).toMatch(/<code>gift_card<\/code>[\s\S]*?0\.40[\s\S]*?<code>return_item<\/code>[\s\S]*?0\.35/);
});

test('what it should have been is chosen from the content, and then stands there with who said so', async () => {
  await writes('gift card', 'a person please');
  const [answer] = await decisions();
  const ana = await signIn('Ana');
  const path = `/console/tickets/1/decisions/${answer?.id}`;
  expect(await ana.html(path)).toMatch(/<option value="i:gift_card" selected="">/);
  const response = await correct(ana, answer, 'a:returns');
  expect([response.status, response.headers.get('Location')]).toEqual([303, path]);
  const page = await ana.html(path);
  expect(page).toContain('Ana says that it was about the article “returns”.');
  expect(page).toMatch(/<option value="a:returns" selected="">/);
  await correct(ana, answer, 'none');
  expect((await decisions())[0]?.correction).toMatchObject({ by: { id: 'ana', name: 'Ana' } });
  expect(await ana.html(path)).toContain('nothing that the desk knows of');
});

test('what is not in the content, and a message of another conversation, are refused', async () => {
  await writes('gift card', 'a person please');
  await writes('gift card', 'a person please');
  const [answer] = await decisions();
  const [others] = await decisions(2);
  const ana = await signIn('Ana');
  expect((await correct(ana, answer, 'i:<script>')).status).toBe(409);
  expect((await correct(ana, others, 'i:gift_card')).status).toBe(409);
  expect((await decisions())[0]?.correction).toBeUndefined();
  expect((await decisions(2))[0]?.correction).toBeUndefined();
});

test("another conversation's decision is not on this ticket's pages, and one that was pruned is not there", async () => {
  await writes('gift card', 'a person please');
  await writes('gift card', 'a person please');
  const [others] = await decisions(2);
  const ana = await signIn('Ana');
  expect((await ana.get(`/console/tickets/1/decisions/${others?.id}`)).status).toBe(404);
  await desk.store.transaction((tx) => tx.decisions.prune(Number.MAX_SAFE_INTEGER, 99));
  expect((await ana.get(`/console/tickets/2/decisions/${others?.id}`)).status).toBe(404);
  expect(await ana.html('/console/tickets/1')).not.toContain('Why?');
});

test('names that others chose are shown as they are, and do nothing', async () => {
  await writes('gift card', 'a person please');
  const [answer] = await decisions();
  const name = '<img src=x onerror=alert(1)>';
  await desk.store.transaction(async (tx) => {
    const by = { id: 'x', name };
    await tx.decisions.correct(answer?.id ?? 0, { intent: name, articleId: undefined, by, at: 1 });
    const { analysis } = answer ?? {};
    const entities = [{ type: 'text' as const, value: name }];
    if (analysis !== undefined) await tx.decisions.replaceAnalysis(answer?.id ?? 0, { ...analysis, entities });
  });
  const ana = await signIn('Ana');
  for (const path of ['/console/tickets/1', `/console/tickets/1/decisions/${answer?.id}`]) {
    const page = await ana.html(path);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).not.toContain('<img src=x');
  }
});

test('customers are told nothing of decisions, by the chat page or by what its script reads', async () => {
  const customer = await writes('gift card', 'a person please');
  expect(await customer.html('/chat')).not.toMatch(/Why\?|decision/i);
  const transcript = JSON.stringify(await customer.json('/chat/transcript'));
  expect(transcript).toContain('gift card');
  expect(transcript).not.toMatch(/decision/i);
});

test('decisions are for signed-in staff only', async () => {
  await writes('gift card', 'a person please');
  const [answer] = await decisions();
  const stranger = new Visitor(desk.app);
  const response = await stranger.get(`/console/tickets/1/decisions/${answer?.id}`);
  expect(response.status).toBe(401);
  expect(await response.text()).not.toContain('gift_card');
});
