/** What a customer may see of a conversation, and be told of it. */

import type { ConversationAddress } from '../domain/inbound.ts';
import type { TranscriptMessage, TranscriptPage, TranscriptPosition } from '../domain/message.ts';
import { isWithStaff, type Ticket } from '../domain/ticket.ts';
import type { PubSub, PubSubEvent } from '../ports/pubsub.ts';
import type { PendingMessage, Store } from '../ports/store.ts';
import { conversationIdOf } from './identity.ts';
import { hasBegun } from './inbox/accept-event.ts';
import { customerMessageId } from './inbox/events.ts';
import { conversationTopic } from './topics.ts';

/** How many messages a page of a conversation has: with `EXCERPT_LENGTH` of each it is small whatever was written. */
const PAGE_LENGTH = 50;
/** Fewer than a page, so that one with earlier messages before it begins with a message that is stored. */
const MAX_WAITING = 40;

export interface CustomerView {
  /**
   * The newest messages, oldest first, with those accepted and not yet handled; with `after`, those later than that message;
   * with `before`, those earlier. At most fifty, and of a long one only the beginning.
   */
  transcript(address: ConversationAddress, page?: TranscriptPosition): Promise<TranscriptPage>;
  /** The whole message; undefined where it is not one of this conversation, or not yet handled. */
  message(address: ConversationAddress, id: string): Promise<TranscriptMessage | undefined>;
  /** Whether anything has been accepted in the conversation. */
  hasBegun(address: ConversationAddress): Promise<boolean>;
  countUnhandled(address: ConversationAddress): Promise<number>;
  subscribe(address: ConversationAddress, listener: (event: PubSubEvent) => void): () => void;
  publish(address: ConversationAddress, event: PubSubEvent): void;
}

/** The view of every conversation in a store. */
export function createCustomerView({ store, pubsub }: { store: Store; pubsub: PubSub }): CustomerView {
  return {
    async transcript(address, { after, before } = {}) {
      const id = conversationIdOf(address);
      // Waiting rows are read first: one that is handled meanwhile is then found twice, and never missed.
      const waiting = before === undefined ? await store.read.inbox.pendingMessages(id, MAX_WAITING) : [];
      const handled = await store.read.messages.transcript(id, { limit: PAGE_LENGTH + 1, after, before });
      const known = new Set(handled.map((message) => message.id));
      const added = waiting.map((row) => toTranscriptMessage(id, row)).filter((message) => !known.has(message.id));
      const messages = shownToCustomer([...handled, ...added], after !== undefined);
      const ticket = (await store.read.conversations.get(id))?.state.ticket;
      return {
        messages: messages.slice(-PAGE_LENGTH),
        hasEarlier: messages.length > PAGE_LENGTH,
        attendedBy: attendedBy(ticket),
      };
    },
    async message(address, id) {
      const message = await store.read.messages.get(id);
      const isOfConversation = message?.conversationId === conversationIdOf(address);
      return isOfConversation && shownToCustomer([message], false).length > 0 ? message : undefined;
    },
    hasBegun: (address) => hasBegun(store.read, conversationIdOf(address)),
    countUnhandled: (address) => store.read.inbox.countPending(conversationIdOf(address)),
    subscribe: (address, listener) => pubsub.subscribe(conversationTopic(conversationIdOf(address)), listener),
    publish: (address, event) => pubsub.publish(conversationTopic(conversationIdOf(address)), event),
  };
}

/**
 * What has left for the customer, or is leaving. What stands behind a reply that can still be taken back waits with it; one who asks for
 * what follows is told of nothing behind it, so that asking again does not miss the reply.
 */
function shownToCustomer(messages: TranscriptMessage[], stopsAtHeld: boolean): TranscriptMessage[] {
  const firstHeld = messages.findIndex(({ leavesAt }) => leavesAt !== undefined);
  const waits = ({ delivery }: TranscriptMessage, index: number) =>
    firstHeld >= 0 && index >= firstHeld && (stopsAtHeld || delivery === 'pending');
  return messages.filter((message, index) => message.delivery !== 'withdrawn' && !waits(message, index));
}

function attendedBy(ticket: Ticket | undefined): TranscriptPage['attendedBy'] {
  if (ticket === undefined || !isWithStaff(ticket)) return { kind: 'bot' };
  return ticket.assignee === undefined ? { kind: 'queue' } : { kind: 'agent', name: ticket.assignee.name };
}

function toTranscriptMessage(conversationId: string, waiting: PendingMessage): TranscriptMessage {
  const { customerName, text, attachments, receivedAt } = waiting;
  return {
    id: customerMessageId(waiting),
    conversationId,
    author: { kind: 'customer', id: '', name: customerName },
    text,
    locale: '',
    choices: [],
    source: undefined,
    asksFeedback: false,
    asksRatingOf: undefined,
    inReplyTo: [],
    replyToKey: undefined,
    attachments,
    staffPost: undefined,
    intent: undefined,
    sentAt: receivedAt,
    editedAt: undefined,
    deletedAt: undefined,
    delivery: undefined,
    score: undefined,
  };
}
