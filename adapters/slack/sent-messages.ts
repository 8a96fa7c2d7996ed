import { BoundedMap } from '../shared/bounded-map.ts';
import type { SlackApi } from './slack-api.ts';
import type { SlackLocation } from './slack-files.ts';

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

interface StoredMessage {
  ts?: string | undefined;
  user?: string | undefined;
  bot_id?: string | undefined;
  files?: { id?: string | undefined; name?: string | undefined }[] | undefined;
  metadata?: { event_type?: string | undefined; event_payload?: unknown } | undefined;
}

const EVENT_TYPE = 'relaydesk_message';
const PAGE_SIZE = 200;

/** Nothing of a message is there. */
export const NOTHING_SENT: SentBefore = { parts: new Map(), fileIds: new Map() };

/** The metadata of one part of a message to a customer. */
export function metadataOf(messageId: string, part: number): SentMetadata {
  return { event_type: EVENT_TYPE, event_payload: { id: messageId, part } };
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
  for await (const message of messagesAt(api, location)) {
    const { ts = '' } = message;
    const part = partOf(message, sought.messageId);
    if (part !== undefined) parts.set(part, ts);
    if (message.bot_id === undefined && message.user !== sought.botUserId) continue;
    for (const { id = '', name = '' } of message.files ?? []) files.push({ ts, id, name });
  }
  const since = [...parts.values()].sort()[0];
  const shownSince = files.filter(({ ts }) => since !== undefined && ts > since);
  return { parts, fileIds: new Map(shownSince.map(({ id, name }) => [name, id])) };
}

function partOf({ metadata }: StoredMessage, messageId: string): number | undefined {
  const payload = metadata?.event_type === EVENT_TYPE ? metadata.event_payload : undefined;
  if (typeof payload !== 'object' || payload === null || !('id' in payload && 'part' in payload)) return undefined;
  return payload.id === messageId ? Number(payload.part) : undefined;
}

async function* messagesAt(api: SlackApi, { channel, thread }: SlackLocation): AsyncIterable<StoredMessage> {
  const common = { channel, limit: PAGE_SIZE, include_all_metadata: true };
  if (thread === undefined) {
    yield* (await api.call('conversations.history', common)).messages ?? [];
    return;
  }
  let cursor: string | undefined;
  do {
    const page = await api.call('conversations.replies', { ...common, ts: thread, cursor });
    yield* page.messages ?? [];
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
}

const MOST_KEPT = 10_000;
/** Shorter than it takes until another process takes over from one that died. */
const SURE_MS = 10_000;

/** Which conversations hold no message that was sent without anybody knowing. */
export class SureConversations {
  readonly #surelyUntil = new BoundedMap<string, number>(MOST_KEPT);

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
