/** Names that follow from what they name, so that no look-up is needed and a redelivered event meets the same rows. */

import { createHash } from 'node:crypto';
import type { ConversationAddress } from '../domain/inbound.ts';

/** The conversation at an address: the same on every process and after every restart. */
export function conversationIdOf({ channel, account, conversationKey }: ConversationAddress): string {
  return `c${digest(channel, account, conversationKey)}`;
}

/** The customer a platform knows by this key. */
export function customerIdOf(channel: string, account: string, customerKey: string): string {
  return `u${digest(channel, account, customerKey)}`;
}

const MESSAGE_ITEM = 'message:';

/** The item of a ticket's thread that shows a message. */
export function messageItemId(messageId: string): string {
  return MESSAGE_ITEM + messageId;
}

/** The message that an item of a thread shows; undefined for an item of another kind. */
export function messageOfItem(itemId: string): string | undefined {
  return itemId.startsWith(MESSAGE_ITEM) ? itemId.slice(MESSAGE_ITEM.length) : undefined;
}

/** Under what a code for joining two channels is kept: never the code itself. */
export function digestOfCode(code: string): string {
  return digest('link', code);
}

/** The same for two values exactly when they are the same JSON. */
export function digestOf(value: unknown): string {
  return digest(JSON.stringify(value));
}

/** 120 bits of SHA-256 in base64url: safe in a URL, a job's name and a file name, and unique for any number of conversations. */
function digest(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 20);
}
