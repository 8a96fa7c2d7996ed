/** Rows for the Store port's contract: each believable, each with what a test wants different. */

import type { ConversationState } from '../../../src/domain/conversation.ts';
import type { AnalysisSummary, DecisionRecord } from '../../../src/domain/decision-record.ts';
import type { ConversationAddress } from '../../../src/domain/inbound.ts';
import type { Author, OutgoingMessage } from '../../../src/domain/message.ts';
import type { CalendarSettings } from '../../../src/domain/sla/calendar-settings.ts';
import type { Ticket, TicketEvent } from '../../../src/domain/ticket.ts';
import type { FeedbackRow, NewInboxRow } from '../../../src/ports/store.ts';

type Question = Omit<FeedbackRow, 'score' | 'scoredAt' | 'reactions'>;

export const ADDRESS: ConversationAddress = { channel: 'web', account: 'default', conversationKey: 'browser-1' };
export const CUSTOMER: Author = { kind: 'customer', id: 'web/ann', name: 'Ann' };
export const MERGE_CUSTOMER = { customerId: 'u1', conversationId: 'c1', name: 'Kim', channel: 'web' };
export const BOT: Author = { kind: 'bot', id: 'bot', name: 'Bot' };

/** What hostile or unusual customers write, and must come back exactly. */
export const TEXTS = {
  empty: '',
  emoji: '👩‍👩‍👧‍👦 🇨🇳 👍🏽 é',
  'right-to-left': '\u202eمرحبا\u200f שלום\u2069',
  Chinese: '我的订单在哪里？𠮷野家',
  SQL: '\'; drop table messages; -- " ` ? $1 :id',
  'JSON and escapes': '{"a":"\\u0000 \\\\ud800"}\\',
  '100 000 characters': '长x👍 '.repeat(20_000),
};

export function inboxRow(eventKey: string, changes: Partial<NewInboxRow> = {}): NewInboxRow {
  return {
    ...ADDRESS,
    conversationId: 'c1',
    eventKey,
    occurredAt: 1_700_000_000_000,
    receivedAt: 1_700_000_000_123,
    customer: { key: 'ann', name: 'Ann', locale: 'en' },
    body: { kind: 'message', messageKey: `key of ${eventKey}`, text: `text of ${eventKey}` },
    ...changes,
  };
}

export function conversation(changes: Partial<ConversationState> = {}): ConversationState {
  return {
    id: 'c1',
    channel: 'web',
    locale: 'en',
    customer: { id: CUSTOMER.id, name: CUSTOMER.name },
    ticket: undefined,
    slotFilling: undefined,
    offer: undefined,
    ratingRequest: undefined,
    failures: 0,
    tried: [],
    createdAt: 1_700_000_000_000,
    lastMessageKey: undefined,
    unreachable: undefined,
    ...changes,
  };
}

export function fromCustomer(id: string, text = `text of ${id}`, sentAt = 1_700_000_000_000) {
  return { id, conversationId: 'c1', author: CUSTOMER, text, messageKey: `key of ${id}`, attachments: [], sentAt };
}

export function outgoing(id: string, changes: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id,
    author: BOT,
    text: `text of ${id}`,
    locale: 'en',
    choices: [{ id: 'yes', label: 'Yes' }],
    source: { articleId: 'tracking', locale: 'en', title: 'Where is my parcel?' },
    asksFeedback: true,
    asksRatingOf: undefined,
    inReplyTo: ['m0'],
    replyToKey: undefined,
    attachments: [],
    staffPost: undefined,
    intent: 'track_order',
    ...changes,
  };
}

export function ticket(id: string, changes: Partial<Ticket> = {}): Ticket {
  return {
    id,
    conversationId: 'c1',
    customerId: CUSTOMER.id,
    customerName: CUSTOMER.name,
    channel: 'web',
    locale: 'en',
    status: 'open',
    reason: 'requested',
    subject: 'A person, please',
    intent: undefined,
    category: 'person',
    importance: 3,
    sentiment: -0.25,
    urgentWords: false,
    assignee: undefined,
    tried: [],
    openedAt: 1_700_000_000_000,
    waitingSince: 1_700_000_000_000,
    firstReplyAt: undefined,
    snoozedUntil: undefined,
    resolvedAt: undefined,
    reopened: 0,
    tags: [],
    ...changes,
  };
}

export function ticketEvent(ticketId: string, changes: Partial<TicketEvent> = {}): TicketEvent {
  const by = { kind: 'agent' as const, id: 'sam', name: 'Sam' };
  return { ticketId, kind: 'opened', at: 1_700_000_000_000, by, detail: '', staffPost: undefined, ...changes };
}

/** An answer that asks whether it helped. */
export function question(messageId: string, changes: Partial<Question> = {}): Question {
  return {
    messageId,
    kind: 'answer',
    conversationId: 'c1',
    channel: 'web',
    author: BOT,
    intent: 'track_order',
    articleId: undefined,
    ticketId: undefined,
    weight: 2.5,
    askedAt: 1_700_000_000_000,
    ...changes,
  };
}

/** A calendar that is never open. */
export const CALENDAR: CalendarSettings = {
  definition: { timeZone: 'Europe/Berlin', week: [[], [], [], [], [], [], []], dates: {} },
  publicHolidays: { country: 'DE', state: 'BE', region: undefined, except: ['05-01'] },
};

/** What was read of a turn. */
export const ANALYSIS: AnalysisSummary = {
  locale: 'en',
  intents: [{ intent: 'track_order', confidence: 0.912345 }],
  articles: [{ articleId: 'tracking', confidence: 0.25 }],
  sentiment: -0.5,
  signals: ['urgent'],
  entities: [{ type: 'order_number', value: '100234' }],
};

/** A turn that was answered as an intent says. */
export function decision(changes: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    conversationId: 'c1',
    channel: 'web',
    at: 1_700_000_000_000,
    contentVersion: 'a1b2c3',
    locale: 'en',
    rule: 'intent_confident',
    action: 'answered',
    intent: 'track_order',
    intentConfidence: 0.912345,
    articleId: 'tracking',
    articleConfidence: 0.25,
    ticketId: undefined,
    analysis: ANALYSIS,
    thresholds: {
      answerIntentAt: 0.6,
      answerArticleAt: 0.6,
      offerAt: 0.2,
      closeWithin: 0.25,
      failuresBeforeHandover: 2,
    },
    messageIds: ['c1'],
    answerIds: ['m1-0'],
    ...changes,
  };
}
