/** What the parts of a message's way would allow, each measured alone. */

import { join } from 'node:path';
import type { ConversationState } from '../../../src/domain/conversation.ts';
import type { DecisionRecord } from '../../../src/domain/decision-record.ts';
import type { OutgoingMessage } from '../../../src/domain/message.ts';
import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import { conversationIdOf, customerIdOf } from '../../../src/engine/identity.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { addressOf, type BenchDesk } from './desk.ts';

/** The two parts, each handling a message as the desk would. */
export interface Bounds {
  understand(conversation: string, index: number): Promise<unknown>;
  commit(conversation: string): Promise<void>;
  close(): Promise<void>;
}

/** Understanding alone, and the store's part alone: the same rows in the same commits, with nothing else between them. */
export async function openBounds(options: { folder: string; desk: BenchDesk; name: string }): Promise<Bounds> {
  const { folder, desk, name } = options;
  const store = await createSqliteStore({ file: join(folder, `${name}.db`) });
  const versions = new Map<string, number>();
  let written = 0;
  return {
    understand: (_, index) => desk.trained.analyzer.analyze({ text: desk.question(index), locale: 'en' }),
    commit(conversation) {
      const version = versions.get(conversation) ?? 0;
      versions.set(conversation, version + 1);
      return commitMessage(store, desk, conversation, version, written++);
    },
    close: () => store.close(),
  };
}

/** What the desk asks of the store for one answered message. */
async function commitMessage(
  store: Store,
  desk: BenchDesk,
  conversation: string,
  version: number,
  index: number,
): Promise<void> {
  const address = addressOf(conversation);
  const conversationId = conversationIdOf(address);
  const now = Date.now();
  const customer = { key: conversation, name: 'Kim', locale: 'en' };
  const text = desk.question(index);
  const body = { kind: 'message' as const, messageKey: `message-${index}`, text };
  const event = { ...address, eventKey: `event-${index}`, occurredAt: now, customer, body };
  await store.transaction((tx) => tx.inbox.add({ ...event, conversationId, receivedAt: now }));

  await store.read.conversations.get(conversationId);
  await store.read.timers.ofConversation(conversationId);
  const rows = await store.read.inbox.pending(conversationId, 100);
  const message = answerTo(index, text);
  await store.transaction(async (tx) => {
    const decisionId = await tx.decisions.add(decisionOn(message, conversationId, now));
    await tx.conversations.save(stateOf(conversation, conversationId, now), address, version, now);
    const author = {
      kind: 'customer' as const,
      id: customerIdOf(address.channel, 'default', conversation),
      name: 'Kim',
    };
    const fromCustomer = { id: `c${index}`, conversationId, author, text, messageKey: body.messageKey, sentAt: now };
    await tx.messages.addFromCustomer({ ...fromCustomer, attachments: [], decisionId });
    await tx.messages.addOutgoing(conversationId, message, now, decisionId);
    await tx.outbox.add({ conversationId, address, action: { kind: 'send', message }, at: now });
    await tx.feedback.ask(feedbackOf(message, conversationId, now));
    await tx.inbox.finish(rows.map(({ id }) => id));
  });

  const unsent = await store.read.outbox.unsent(conversationId, 20);
  await store.transaction(async (tx) => {
    for (const row of unsent) await tx.outbox.markSent(row.id, [message.id]);
  });
}

function answerTo(index: number, question: string): OutgoingMessage {
  return {
    id: `m${index}`,
    author: { kind: 'bot', id: 'bot', name: 'Bot' },
    text: `About “${question}”: open *Your account → Orders*, choose the order, and follow what it says there.`,
    locale: 'en',
    choices: [],
    source: { articleId: 'article', locale: 'en', title: 'An article' },
    asksFeedback: true,
    asksRatingOf: undefined,
    inReplyTo: [`c${index}`],
    replyToKey: `c${index}`,
    attachments: [],
    staffPost: undefined,
    intent: 'intent',
  };
}

/** Why it was answered so, as large as it is on average. */
function decisionOn(message: OutgoingMessage, conversationId: string, at: number): DecisionRecord {
  const { answerIntentAt, answerArticleAt, offerAt, closeWithin, failuresBeforeHandover } = DEFAULT_POLICY;
  const intents = ['intent', 'other', 'third'].map((intent) => ({ intent, confidence: 0.123456 }));
  const articles = ['article', 'other', 'third'].map((articleId) => ({ articleId, confidence: 0.123456 }));
  return {
    conversationId,
    channel: 'bench',
    at,
    contentVersion: 'f'.repeat(64),
    locale: 'en',
    rule: 'intent_confident',
    action: 'answered',
    intent: 'intent',
    intentConfidence: 0.987654,
    articleId: 'article',
    articleConfidence: 0.123456,
    ticketId: undefined,
    analysis: { locale: 'en', intents, articles, sentiment: 0.1, signals: [], entities: [] },
    thresholds: { answerIntentAt, answerArticleAt, offerAt, closeWithin, failuresBeforeHandover },
    messageIds: message.inReplyTo,
    answerIds: [message.id],
  };
}

function feedbackOf(message: OutgoingMessage, conversationId: string, askedAt: number) {
  const { author, intent, source } = message;
  const subject = { author, intent, articleId: source?.articleId, ticketId: undefined };
  return {
    ...subject,
    messageId: message.id,
    kind: 'answer' as const,
    conversationId,
    channel: 'bench',
    weight: 3,
    askedAt,
  };
}

function stateOf(conversation: string, id: string, now: number): ConversationState {
  const attempt = { what: 'answered' as const, intent: 'intent', articleId: 'article', confidence: 0.9, at: now };
  return {
    id,
    channel: 'bench',
    locale: 'en',
    customer: { id: customerIdOf('bench', 'default', conversation), name: 'Kim' },
    ticket: undefined,
    slotFilling: undefined,
    offer: undefined,
    failures: 0,
    ratingRequest: undefined,
    tried: Array.from({ length: 20 }, () => ({ ...attempt, question: 'where can I find my invoice for this' })),
    createdAt: now,
    lastMessageKey: undefined,
    unreachable: undefined,
  };
}
