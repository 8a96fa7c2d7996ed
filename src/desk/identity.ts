/** Names that follow from what they name, so that no look-up is needed and a redelivered event meets the same rows. */

import { createHash } from 'node:crypto';
import type { ConversationAddress } from '../domain/channel.ts';

/** The conversation at an address: the same on every process and after every restart. */
export function conversationIdOf({ channel, account, conversationKey }: ConversationAddress): string {
  return `c${digest(channel, account, conversationKey)}`;
}

/** The customer a platform knows by this key. */
export function customerIdOf(channel: string, account: string, customerKey: string): string {
  return `u${digest(channel, account, customerKey)}`;
}

const MESSAGE_ENTRY = 'message:';

/** The entry of a ticket's room that shows a message. */
export function messageEntryId(messageId: string): string {
  return MESSAGE_ENTRY + messageId;
}

/** The message that an entry of a room shows; undefined for an entry of another kind. */
export function messageOfEntry(entryId: string): string | undefined {
  return entryId.startsWith(MESSAGE_ENTRY) ? entryId.slice(MESSAGE_ENTRY.length) : undefined;
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
