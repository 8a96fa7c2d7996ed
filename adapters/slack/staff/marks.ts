import type { TranscriptMessage } from '../../../src/domain/message.ts';
import { fromOrigin, type RoomAddress, type RoomEntry } from '../../../src/domain/staff-desk.ts';
import type { SlackApi, SlackMethods } from '../slack-api.ts';
import { isRefusedWith } from '../slack-failure.ts';
import { remark } from './blocks.ts';
import { deliveryWords, type EntryContext, originOf } from './entries.ts';
import { toMetadata } from './ids.ts';
import { findEntry, messageAt } from './post-search.ts';

/** The bot's reactions on what a staff member wrote in the thread: how far it got. */
const MARKS = { sent: 'white_check_mark', failed: 'warning', unknown: 'question', takenBack: 'wastebasket' };

/** What marking takes. */
export interface MarksOptions {
  api: SlackApi;
  botUserId(): string;
  context: EntryContext;
  call<Method extends keyof SlackMethods>(
    method: Method,
    destination: string,
    values: Record<string, unknown>,
  ): Promise<SlackMethods[Method]>;
}

/**
 * Marks the message in which a staff member wrote the entry, with a line below it where a mark is not enough.
 * @returns that message's timestamp; undefined for an entry that the desk shows itself
 */
export async function showMarks(
  room: RoomAddress,
  entry: RoomEntry,
  options: MarksOptions,
): Promise<string | undefined> {
  const origin = originOf(entry);
  if (origin === undefined) return undefined;
  const { place, postKey } = fromOrigin(origin);
  const mark = entry.kind === 'message' ? markOf(entry.message) : undefined;
  if (entry.kind === 'message' && mark !== undefined && place === room.place) {
    const wrong = await replaceMark(room, postKey, mark, options);
    if (mark === MARKS.failed || mark === MARKS.unknown || wrong.length > 0) await showDetail(room, entry, options);
  }
  return postKey;
}

/** Resolves to the marks that were there and no longer held. */
async function replaceMark(
  room: RoomAddress,
  ts: string,
  mark: string,
  { api, call, botUserId }: MarksOptions,
): Promise<string[]> {
  const message = await messageAt(api, room, ts);
  if (message === undefined) return [];
  const given = (message.reactions ?? []).filter(({ users }) => users?.includes(botUserId()));
  const own = given.flatMap(({ name }) => (name !== undefined && isMark(name) ? [name] : []));
  const wrong = own.filter((name) => name !== mark);
  const at = { channel: room.place, timestamp: ts };
  if (!own.includes(mark)) {
    await tolerating(call('reactions.add', 'reactions', { ...at, name: mark }), 'already_reacted', 'message_not_found');
  }
  for (const name of wrong) {
    await tolerating(call('reactions.remove', 'reactions', { ...at, name }), 'no_reaction', 'message_not_found');
  }
  return wrong;
}

function markOf({ delivery, deletedAt }: TranscriptMessage): string | undefined {
  if (deletedAt !== undefined) return MARKS.takenBack;
  return delivery === 'sent' || delivery === 'failed' || delivery === 'unknown' ? MARKS[delivery] : undefined;
}

/** The line that says in words what went wrong; it is changed once that is over. */
async function showDetail(
  room: RoomAddress,
  entry: Extract<RoomEntry, { kind: 'message' }>,
  { api, call, context }: MarksOptions,
): Promise<void> {
  const name = { ticketId: context.ticketId, entryId: `${entry.id}/delivery` };
  const text = deliveryWords(entry.message, entry.deliveryDetail) ?? '';
  const content = { channel: room.place, text, blocks: [remark(text)], metadata: toMetadata(name) };
  const there = await findEntry(api, room, name);
  if (there !== undefined) await call('chat.update', 'chat.update', { ...content, ts: there });
  else await call('chat.postMessage', room.place, { ...content, thread_ts: room.thread, mrkdwn: false });
}

function isMark(name: string): boolean {
  return Object.values(MARKS).includes(name);
}

async function tolerating(call: Promise<unknown>, ...slackErrors: string[]): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!isRefusedWith(error, ...slackErrors)) throw error;
  }
}
