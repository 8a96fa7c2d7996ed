/** What people write, change and delete, brought into one form. */

import type { Attachment } from '../../src/domain/message.ts';
import type { MessageFile, WireMessageEvent, WrittenMessage } from './wire.ts';

/** What a person did with a message of theirs. */
export interface MessageEvent {
  kind: 'message' | 'edit' | 'delete';
  channel: string;
  /** The message's own timestamp, which is its id within the channel. */
  ts: string;
  /** The first message of the thread it is in; its own if it is in none. */
  thread: string;
  user: string;
  /** Undefined for a plain message. */
  subtype: string | undefined;
  /** In mrkdwn. */
  text: string;
  /** What Slack's client sends beside the text, its formats in it. */
  blocks: readonly unknown[];
  /** What it said before; empty for a new one. */
  textBefore: string;
  files: MessageFile[];
  /** When it happened, as a timestamp of Slack's. */
  at: string;
}

/** Subtypes that people write; all others are Slack's own notices, such as that somebody joined. */
const WRITTEN = new Set(['file_share', 'thread_broadcast', 'me_message', undefined]);
const GONE_FILES = new Set(['tombstone', 'hidden_by_limit']);

/** What a `message` or `app_mention` event is about; undefined when no person did it, or nothing that concerns the desk. */
export function readMessageEvent(event: WireMessageEvent): MessageEvent | undefined {
  const { subtype, message, previous_message: before, channel, event_ts } = event;
  if (subtype === 'message_deleted') return before ? eventOf('delete', channel, before, before, event_ts) : undefined;
  if (subtype !== 'message_changed') return eventOf('message', channel, event, undefined, event.ts);
  if (!message) return undefined;
  // Deleting the first message of a thread leaves a notice in its place.
  if (message.subtype === 'tombstone') return before ? eventOf('delete', channel, before, before, event_ts) : undefined;
  // Slack also changes messages by itself, to show what their links lead to.
  const edited = message.edited?.ts;
  if (!edited || edited === before?.edited?.ts) return undefined;
  return eventOf('edit', channel, message, before ?? undefined, edited);
}

/** A file of the workspace as the desk knows it. */
export function toAttachment({ id, name, mimetype, size }: MessageFile, account: string): Attachment {
  return {
    channel: 'slack',
    account,
    key: id,
    name: name || id,
    mediaType: mimetype ?? undefined,
    sizeBytes: size ?? undefined,
  };
}

function eventOf(
  kind: MessageEvent['kind'],
  channel: string,
  message: WrittenMessage,
  before: WrittenMessage | undefined,
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
    subtype: subtype ?? undefined,
    text: message.text ?? '',
    blocks: message.blocks ?? [],
    textBefore: before?.text ?? '',
    files: (message.files ?? []).filter(({ mode }) => !GONE_FILES.has(mode ?? '')),
    at,
  };
}
