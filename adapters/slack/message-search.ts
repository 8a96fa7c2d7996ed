/** Looks for what may be in Slack already, by the metadata that everything the desk sends carries. */

import { LRUCache } from 'lru-cache';
import type { StaffThreadAddress } from '../../src/ports/staff-platform.ts';
import type { SlackApi } from './slack-api.ts';
import type { SlackLocation } from './slack-files.ts';
import type { StoredMessage } from './wire.ts';

/** What a message of ours carries beside its text, so that it can be found again. */
export interface SentMetadata {
  event_type: string;
  event_payload: Record<string, string | number>;
}

/** What of a message is there already. */
export interface SentBefore {
  /** The timestamp of each part, by the part's number. */
  parts: ReadonlyMap<number, string>;
  /** The files we have shown since the first part, by name. */
  fileIds: ReadonlyMap<string, string>;
}

/** Which post of which ticket's thread. */
export interface PostName {
  ticketId: string;
  itemId: string;
}

const MESSAGE_EVENT = 'relaydesk_message';
const POST_EVENT = 'relaydesk_post';
/** By which earlier versions named their posts: they are found as well. */
const EARLIER_POST_EVENT = 'relaydesk_room';
/** Slack's clock and the desk's may differ by this much. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

/** Nothing of a message is there. */
export const NOTHING_SENT: SentBefore = { parts: new Map(), fileIds: new Map() };

/** The metadata of one part of a message to a customer. */
export function messageMetadata(messageId: string, part: number): SentMetadata {
  return { event_type: MESSAGE_EVENT, event_payload: { id: messageId, part } };
}

/** The metadata of a post for staff. */
export function postMetadata({ ticketId, itemId }: PostName): SentMetadata {
  return { event_type: POST_EVENT, event_payload: { ticket: ticketId, item: itemId } };
}

/** The messages of a thread, oldest first, or of a channel, newest first. @throws SlackFailure */
export async function* messagesAt(
  api: SlackApi,
  location: SlackLocation,
  within: Record<string, unknown> = {},
): AsyncIterable<StoredMessage> {
  for await (const { messages } of pagesAt(api, location, within)) yield* messages;
}

/**
 * Looks for a message: through all of a thread, elsewhere through the newest messages.
 * @throws SlackFailure
 */
export async function findSent(
  api: SlackApi,
  location: SlackLocation,
  sought: { messageId: string; botUserId: string },
): Promise<SentBefore> {
  const parts = new Map<number, string>();
  const files: { ts: string; id: string; name: string }[] = [];
  for await (const { messages } of pagesAt(api, location)) {
    for (const message of messages) {
      const { ts } = message;
      const { id, part } = payloadOf(message, MESSAGE_EVENT) ?? {};
      if (id === sought.messageId && part !== undefined) parts.set(Number(part), ts);
      if (!message.bot_id && message.user !== sought.botUserId) continue;
      for (const file of message.files ?? []) files.push({ ts, id: file.id, name: file.name ?? '' });
    }
    if (location.thread === undefined) break;
  }
  const since = [...parts.values()].sort()[0];
  const shownSince = files.filter(({ ts }) => since !== undefined && ts > since);
  return { parts, fileIds: new Map(shownSince.map(({ id, name }) => [name, id])) };
}

/** The timestamp of a ticket's card in a channel; undefined when it is certainly not there. */
export function findCard(
  api: SlackApi,
  channel: string,
  name: PostName,
  openedAt: number,
): Promise<string | undefined> {
  const oldest = String(Math.max(0, openedAt - CLOCKS_DIFFER_MS) / 1000);
  return findPost(messagesAt(api, { channel, thread: undefined }, { oldest }), name);
}

/** The timestamp of an item in its thread; undefined when it is certainly not there. */
export function findItem(api: SlackApi, staffThread: StaffThreadAddress, name: PostName): Promise<string | undefined> {
  return findPost(messagesAt(api, toLocation(staffThread)), name);
}

/** The names of the files that the desk has put up after an item and before the next one. */
export async function filesAfter(api: SlackApi, staffThread: StaffThreadAddress, itemTs: string): Promise<string[]> {
  const names: string[] = [];
  for await (const message of messagesAt(api, toLocation(staffThread), { oldest: itemTs })) {
    if (message.ts === staffThread.threadKey || message.ts === itemTs) continue;
    if (postOf(message) !== undefined) break;
    if (message.bot_id) names.push(...(message.files ?? []).map((file) => String(file.name)));
  }
  return names;
}

/** A message of a thread as it is now; undefined when it is gone. */
export async function messageAt(
  api: SlackApi,
  staffThread: StaffThreadAddress,
  ts: string,
): Promise<StoredMessage | undefined> {
  const within = { oldest: ts, latest: ts, inclusive: true };
  for await (const message of messagesAt(api, toLocation(staffThread), within)) if (message.ts === ts) return message;
  return undefined;
}

/** Where in Slack a ticket's thread is. */
export function toLocation({ channelKey, threadKey }: StaffThreadAddress): SlackLocation {
  return { channel: channelKey, thread: threadKey };
}

const MOST_KEPT = 10_000;
/** Shorter than it takes until another process takes over from one that died. */
const SURE_MS = 10_000;

/** Which conversations hold no message that was sent without anybody knowing. */
export class SureConversations {
  readonly #surelyUntil = new LRUCache<string, number>({ max: MOST_KEPT });

  /**
   * A conversation's messages are sent in order, by one process at a time. So what a process left behind that died while sending comes
   * first when the next one sends there: to it, every conversation in which it has not itself sent a moment ago is unsure.
   */
  isSure(conversationKey: string, now: number): boolean {
    return (this.#surelyUntil.get(conversationKey) ?? 0) > now;
  }

  /** A message went there that had not been there before. */
  sent(conversationKey: string, now: number): void {
    this.#surelyUntil.set(conversationKey, now + SURE_MS);
  }

  failed(conversationKey: string): void {
    this.#surelyUntil.delete(conversationKey);
  }
}

function pagesAt(
  api: SlackApi,
  { channel, thread }: SlackLocation,
  within: Record<string, unknown> = {},
): AsyncIterable<{ messages: StoredMessage[] }> {
  const values = { channel, include_all_metadata: true, ...within };
  if (thread === undefined) return api.pages('conversations.history', values);
  return api.pages('conversations.replies', { ...values, ts: thread });
}

async function findPost(messages: AsyncIterable<StoredMessage>, name: PostName): Promise<string | undefined> {
  for await (const message of messages) {
    const { ticket, item } = postOf(message) ?? {};
    if (ticket === name.ticketId && item === name.itemId) return message.ts;
  }
  return undefined;
}

/** Which item of which ticket's thread a message is; undefined for another message. */
function postOf(message: StoredMessage): { ticket: unknown; item: unknown } | undefined {
  const { ticket, item, entry } = payloadOf(message, POST_EVENT) ?? payloadOf(message, EARLIER_POST_EVENT) ?? {};
  return ticket === undefined ? undefined : { ticket, item: item ?? entry };
}

function payloadOf({ metadata }: StoredMessage, eventType: string): Record<string, unknown> | undefined {
  return metadata?.event_type === eventType ? (metadata.event_payload ?? {}) : undefined;
}
