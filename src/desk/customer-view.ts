/** What a customer may see of a conversation, and be told of it. */

import type { ConversationAddress } from '../domain/channel.ts';
import type { TranscriptMessage } from '../domain/message.ts';
import type { InboxRow, Store } from '../store/store.ts';
import { hasBegun } from './accept-event.ts';
import { customerMessageId } from './events.ts';
import { conversationIdOf } from './identity.ts';
import { conversationTopic, type Live, type LiveEvent } from './live.ts';

const MAX_MESSAGES = 200;

export interface CustomerView {
  /** The newest messages, oldest first, with those accepted and not yet handled; with `after`, those later than that message. */
  transcript(address: ConversationAddress, after?: string): Promise<TranscriptMessage[]>;
  /** Whether anything has been accepted in the conversation. */
  hasBegun(address: ConversationAddress): Promise<boolean>;
  countUnhandled(address: ConversationAddress): Promise<number>;
  subscribe(address: ConversationAddress, listener: (event: LiveEvent) => void): () => void;
  publish(address: ConversationAddress, event: LiveEvent): void;
}

/** The view of every conversation in a store. */
export function createCustomerView({ store, live }: { store: Store; live: Live }): CustomerView {
  return {
    async transcript(address, after) {
      const id = conversationIdOf(address);
      // Waiting rows are read first: one that is handled meanwhile is then found twice, and never missed.
      const waiting = await store.read.inbox.pending(id, MAX_MESSAGES);
      const handled = await store.read.messages.transcript(id, { limit: MAX_MESSAGES, after });
      const known = new Set(handled.map((message) => message.id));
      return [...handled, ...waiting.flatMap(toWaitingMessage).filter((message) => !known.has(message.id))];
    },
    hasBegun: (address) => hasBegun(store.read, conversationIdOf(address)),
    countUnhandled: (address) => store.read.inbox.countPending(conversationIdOf(address)),
    subscribe: (address, listener) => live.subscribe(conversationTopic(conversationIdOf(address)), listener),
    publish: (address, event) => live.publish(conversationTopic(conversationIdOf(address)), event),
  };
}

function toWaitingMessage(row: InboxRow): TranscriptMessage[] {
  const { body, customer, conversationId, receivedAt } = row;
  if (body.kind !== 'message') return [];
  return [
    {
      id: customerMessageId(row),
      conversationId,
      author: { kind: 'customer', id: '', name: customer?.name ?? '' },
      text: body.text,
      locale: '',
      choices: [],
      source: undefined,
      asksFeedback: false,
      asksRatingOf: undefined,
      inReplyTo: [],
      replyToKey: undefined,
      attachments: body.attachments ?? [],
      origin: undefined,
      intent: undefined,
      sentAt: receivedAt,
      editedAt: undefined,
      deletedAt: undefined,
      delivery: undefined,
      score: undefined,
    },
  ];
}
