/** What Slack says about messages, brought into one form. */

import { z } from 'zod';
import { timestamp } from '../timestamp.ts';

const FILE = z.object({
  id: z.string(),
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  mode: z.string().nullish(),
});
const MESSAGE = z.object({
  ts: timestamp,
  text: z.string().nullish(),
  user: z.string().nullish(),
  bot_id: z.string().nullish(),
  subtype: z.string().nullish(),
  thread_ts: timestamp.nullish(),
  edited: z.object({ ts: timestamp }).nullish(),
  files: z.array(FILE).nullish(),
});
const EVENT = MESSAGE.extend({
  channel: z.string(),
  event_ts: timestamp,
  message: MESSAGE.nullish(),
  previous_message: MESSAGE.nullish(),
});

/** A file of a message. */
export type MessageFile = z.infer<typeof FILE>;

/** What a person did with a message of theirs. */
export interface MessageEvent {
  kind: 'message' | 'edit' | 'delete';
  channel: string;
  /** The message's own timestamp, which is its id within the channel. */
  ts: string;
  /** The first message of the thread it is in; its own if it is in none. */
  thread: string;
  user: string;
  /** In mrkdwn. */
  text: string;
  /** What it said before; empty for a new one. */
  textBefore: string;
  files: MessageFile[];
  /** When it happened, as a timestamp of Slack's. */
  at: string;
}

type Message = z.infer<typeof MESSAGE>;

/** Subtypes that people write; all others are Slack's own notices, such as that somebody joined. */
const WRITTEN = new Set(['file_share', 'thread_broadcast', 'me_message', undefined]);
const GONE_FILES = new Set(['tombstone', 'hidden_by_limit']);

/** What a `message` or `app_mention` event is about; undefined when no person did it, or nothing that concerns the desk. */
export function readMessageEvent(raw: unknown): MessageEvent | undefined {
  const parsed = EVENT.safeParse(raw);
  if (!parsed.success) return undefined;
  const { subtype, message, previous_message: before, channel, event_ts } = parsed.data;
  if (subtype === 'message_deleted') return before ? eventOf('delete', channel, before, before, event_ts) : undefined;
  if (subtype !== 'message_changed') return eventOf('message', channel, parsed.data, undefined, parsed.data.ts);
  if (!message) return undefined;
  // Deleting the first message of a thread leaves a notice in its place.
  if (message.subtype === 'tombstone') return before ? eventOf('delete', channel, before, before, event_ts) : undefined;
  // Slack also changes messages by itself, to show what their links lead to.
  const edited = message.edited?.ts;
  if (!edited || edited === before?.edited?.ts) return undefined;
  return eventOf('edit', channel, message, before ?? undefined, edited);
}

function eventOf(
  kind: MessageEvent['kind'],
  channel: string,
  message: Message,
  before: Message | undefined,
  at: string,
): MessageEvent | undefined {
  const { user, bot_id, subtype, ts } = message;
  if (!user || bot_id || user === 'USLACKBOT' || !WRITTEN.has(subtype ?? undefined)) return undefined;
  return {
    kind,
    channel,
    ts,
    thread: message.thread_ts ?? ts,
    user,
    text: message.text ?? '',
    textBefore: before?.text ?? '',
    files: (message.files ?? []).filter(({ mode }) => !GONE_FILES.has(mode ?? '')),
    at,
  };
}
