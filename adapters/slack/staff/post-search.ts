/** Looks for what may be in Slack already. */

import type { StaffThreadAddress } from '../../../src/ports/staff-platform.ts';
import type { SlackApi, SlackMethods } from '../slack-api.ts';
import { isPost, isPostNamed, type PostMetadata } from './ids.ts';

const PAGE = 200;
/** Slack's clock and the desk's may differ by this much. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

type Found = NonNullable<SlackMethods['conversations.replies']['messages']>[number];

/** The timestamp of a ticket's card in a channel; undefined when it is certainly not there. */
export async function findCard(
  api: SlackApi,
  channel: string,
  name: PostMetadata,
  openedAt: number,
): Promise<string | undefined> {
  const oldest = String(Math.max(0, openedAt - CLOCKS_DIFFER_MS) / 1000);
  let cursor: string | undefined;
  do {
    const page = await api.call('conversations.history', {
      channel,
      oldest,
      limit: PAGE,
      cursor,
      include_all_metadata: true,
    });
    const found = (page.messages ?? []).find(({ metadata }) => isPostNamed(metadata, name));
    if (found !== undefined) return found.ts;
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
  return undefined;
}

/** The timestamp of an item in its thread; undefined when it is certainly not there. */
export async function findItem(
  api: SlackApi,
  staffThread: StaffThreadAddress,
  name: PostMetadata,
): Promise<string | undefined> {
  for await (const message of replies(api, staffThread)) if (isPostNamed(message.metadata, name)) return message.ts;
  return undefined;
}

/** The names of the files that the desk has put up after an item and before the next one. */
export async function filesAfter(api: SlackApi, staffThread: StaffThreadAddress, itemTs: string): Promise<string[]> {
  const names: string[] = [];
  for await (const message of replies(api, staffThread, { oldest: itemTs })) {
    if (message.ts === staffThread.threadKey || message.ts === itemTs) continue;
    if (isPost(message.metadata)) break;
    if (message.bot_id !== undefined) names.push(...(message.files ?? []).map((file) => String(file.name)));
  }
  return names;
}

/** A message of a thread as it is now; undefined when it is gone. */
export async function messageAt(
  api: SlackApi,
  staffThread: StaffThreadAddress,
  ts: string,
): Promise<Found | undefined> {
  for await (const message of replies(api, staffThread, { oldest: ts, latest: ts, inclusive: true })) {
    if (message.ts === ts) return message;
  }
  return undefined;
}

async function* replies(
  api: SlackApi,
  { channelKey, threadKey: thread }: StaffThreadAddress,
  within: Record<string, unknown> = {},
): AsyncIterable<Found> {
  let cursor: string | undefined;
  do {
    const page = await api.call('conversations.replies', {
      channel: channelKey,
      ts: thread,
      limit: PAGE,
      cursor,
      include_all_metadata: true,
      ...within,
    });
    yield* page.messages ?? [];
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
}
