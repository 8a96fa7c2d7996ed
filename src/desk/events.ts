/** Turns inbox rows into the events the rules decide on. */

import type { ConversationState } from '../domain/conversation.ts';
import type { DeskEvent } from '../domain/decision.ts';
import type { TranscriptMessage } from '../domain/message.ts';
import type { Reading, Understanding } from '../domain/reading.ts';
import type { InboxRow, MessageReads, StoredConversation } from '../store/store.ts';
import type { DeskContext } from './context.ts';
import { customerIdOf } from './identity.ts';

/** The id under which a customer's message is kept. */
export function customerMessageId(row: InboxRow): string {
  return `c${row.id}`;
}

const MAX_ATTEMPTS = 5;

/** Whether a row that fails now is given up, so that those behind it are handled. */
export function isLastAttempt(row: InboxRow): boolean {
  return row.attempts + 1 >= MAX_ATTEMPTS;
}

/** A conversation that begins with this row, not stored yet. */
export function newConversation(desk: DeskContext, row: InboxRow): StoredConversation {
  const { channel, account, conversationKey, conversationId, customer } = row;
  const locales = Object.keys(desk.trained().content.locales);
  const wanted = customer?.locale?.toLowerCase() ?? '';
  const locale = locales.find((known) => wanted === known || wanted.startsWith(`${known}-`)) ?? locales[0] ?? 'en';
  const customerId = customerIdOf(channel, account, customer?.key ?? conversationKey);
  return {
    address: { channel, account, conversationKey },
    version: 0,
    state: {
      id: conversationId,
      channel,
      locale,
      customer: { id: customerId, name: customer?.name ?? '' },
      ticket: undefined,
      slotFilling: undefined,
      offer: undefined,
      failures: 0,
      ratingRequest: undefined,
      tried: [],
      createdAt: desk.clock.now(),
    },
  };
}

/**
 * The event these rows, which belong to one turn, amount to; undefined when there is nothing to decide: an edit or a deletion,
 * or something about a message that is not there.
 */
export async function toEvent(
  desk: DeskContext,
  state: ConversationState,
  rows: InboxRow[],
): Promise<DeskEvent | undefined> {
  const [first] = rows;
  if (first === undefined) return undefined;
  const { body, conversationId } = first;
  switch (body.kind) {
    case 'message':
      return readTurn(desk, state, rows);
    case 'choice':
      return { kind: 'choice', messageId: customerMessageId(first), choiceId: body.choiceId };
    case 'feedback': {
      const message = await findMessage(desk.store.read.messages, conversationId, body.messageKey);
      return message && { kind: 'feedback', messageId: message.id, author: message.author.kind, score: body.score };
    }
    case 'rating': {
      const message = await findMessage(desk.store.read.messages, conversationId, body.messageKey);
      const ticketId = message?.asksRatingOf;
      return message && ticketId !== undefined
        ? { kind: 'rating', messageId: message.id, ticketId, score: body.score }
        : undefined;
    }
    case 'command':
      return { kind: 'command', ticketId: body.ticketId, staff: body.staff, command: body.command };
    case 'delivery_trouble':
      return { kind: 'delivery_trouble', messageId: body.messageId, detail: body.detail };
    case 'edit':
    case 'delete':
      return undefined;
  }
}

/** A message by the platform's id of it; by our own where the platform names messages by that, or has yet to tell its name. */
export async function findMessage(
  messages: MessageReads,
  conversationId: string,
  messageKey: string,
): Promise<TranscriptMessage | undefined> {
  const found = await messages.findByPlatformKey(conversationId, messageKey);
  const message = found ?? (await messages.get(messageKey));
  return message?.conversationId === conversationId ? message : undefined;
}

async function readTurn(desk: DeskContext, state: ConversationState, rows: InboxRow[]): Promise<DeskEvent> {
  const text = rows.map(({ body }) => (body.kind === 'message' ? body.text : '')).join('\n');
  const { slotFilling, locale } = state;
  const expecting = slotFilling && { intent: slotFilling.intent, slot: slotFilling.slot };
  const reading = await desk
    .trained()
    .reader.read({ text, locale, expecting })
    .catch((error: unknown) => {
      if (!rows.some(isLastAttempt)) throw error;
      desk.logger.error({ err: error }, 'a message could not be read; it goes to people');
      return nothingRead(locale);
    });
  return { kind: 'turn', messageIds: rows.map(customerMessageId), text, reading };
}

/** A reading that says nothing, so that the message goes to people. */
function nothingRead(locale: string): Reading {
  const understanding: Understanding = {
    locale,
    intents: [],
    entities: [],
    sentiment: 0,
    angry: false,
    urgent: false,
    wantsPerson: false,
    cancels: false,
    readable: true,
    expectedSlotValue: undefined,
  };
  return { understanding, answers: [] };
}
