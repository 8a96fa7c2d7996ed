import type { ConversationAddress } from '../../src/domain/inbound.ts';
import type { TranscriptMessage, TranscriptPage, TranscriptPosition } from '../../src/domain/message.ts';

/** What is told to pages that are open right now. */
export type WebEvent = { kind: 'changed' } | { kind: 'typing'; who: string };

/** What the web channel needs to know of its conversations, beside the events that it hands in. */
export interface WebConversations {
  /**
   * The newest messages, oldest first, with the customer's own that were accepted and not yet handled; with `after`, those
   * later than that message; with `before`, those earlier. Of a long message only the beginning. Empty for a conversation
   * nobody has written in. A message keeps its id when it is handled.
   */
  transcript(address: ConversationAddress, position?: TranscriptPosition): Promise<TranscriptPage>;
  /** The whole message; undefined where it is not one of this conversation, or not yet handled. */
  message(address: ConversationAddress, id: string): Promise<TranscriptMessage | undefined>;
  /** Whether anything has been accepted in the conversation. */
  hasBegun(address: ConversationAddress): Promise<boolean>;
  /** How many accepted events of the conversation are not yet handled. */
  countUnhandled(address: ConversationAddress): Promise<number>;
  /** Returns a function that ends the subscription. */
  subscribe(address: ConversationAddress, listener: (event: WebEvent) => void): () => void;
  /** Tells every listener of the conversation, in any process. */
  publish(address: ConversationAddress, event: WebEvent): void;
}
