/** What comes in from the chat platforms, in the desk's own terms. */

import type { CustomerCommand } from './customer-commands.ts';
import type { Attachment, Enclosure } from './message.ts';

/** Where a message came from or goes to. The three parts together name one conversation. */
export interface ConversationAddress {
  /** The adapter's name, such as `web`. */
  channel: string;
  /** Which of the adapter's accounts, workspaces or bots; `default` where there is one. */
  account: string;
  /** The platform's name for the thread or direct message. */
  conversationKey: string;
}

/** What somebody put into a message. */
export interface MessageContent {
  /** Their own words; empty where there are none. */
  text: string;
  attachments?: Attachment[];
  enclosures?: Enclosure[];
}

/** What happened on the platform. */
export type InboundBody =
  | ({ kind: 'message'; messageKey: string } & MessageContent)
  /** All that the message has from now on; files or enclosures that are not given stay as they are. */
  | ({ kind: 'edit'; messageKey: string } & MessageContent)
  /** Whoever did it: not every platform tells that, or whose the message was. */
  | { kind: 'delete'; messageKey: string }
  /**
   * One of the desk's commands, however the platform has them typed. `argument` is what follows it, trimmed. `isPrivate` says
   * that nobody but this customer reads the conversation.
   */
  | { kind: 'command'; messageKey: string; command: CustomerCommand; argument: string; isPrivate: boolean }
  | { kind: 'choice'; messageKey: string; choiceId: string }
  /** 👍 (1), 👎 (0), or taken back (null), on a message of ours. */
  | { kind: 'feedback'; messageKey: string; score: 0 | 1 | null }
  /** 1 to 5, or taken back (null), on a request for a rating. */
  | { kind: 'rating'; messageKey: string; score: 1 | 2 | 3 | 4 | 5 | null }
  /** An emoji put on a message of ours or taken away again: as Unicode, or `:name:` for one of the platform's own. */
  | { kind: 'reaction'; messageKey: string; emoji: string; added: boolean }
  /** The customer can no longer be written to (blocked the bot, left the server, closed direct messages), or can again. */
  | { kind: 'reachability'; reachable: boolean; detail: string };

/**
 * A platform event in the desk's own terms. `messageKey` is the platform's id of a message: for `message` the new
 * message's own, otherwise that of the message concerned.
 */
export interface InboundEvent extends ConversationAddress {
  /** Unique within (channel, account): the same event delivered again carries the same key. */
  eventKey: string;
  /** When the platform says it happened, in epoch milliseconds. */
  occurredAt: number;
  customer: { key: string; name: string; locale: string | undefined };
  body: InboundBody;
}
