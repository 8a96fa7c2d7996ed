/** What people write, change and delete, brought into one form. */

import { isThere } from './content/message-files.ts';
import { isPassedOn, parsePosts } from './content/shared-posts.ts';
import type { MessageFile, WireMessageEvent, WrittenMessage } from './wire-message.ts';

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
  /** The files it had before; none for a new one. */
  filesBefore: MessageFile[];
  /** Its files, those that Slack withholds included. */
  files: MessageFile[];
  /** What it shares, or what its links lead to: each a `sharedPost`. */
  posts: readonly unknown[];
  /** When it happened, as a timestamp of Slack's. */
  at: string;
}

/** Subtypes of what people write; others are what they do, or Slack's own notices, such as that somebody joined. */
const WRITTEN = new Set(['file_share', 'thread_broadcast', 'me_message', undefined]);
const ACTIVITIES = new Map([
  ['huddle_thread', 'Huddle'],
  ['reminder_add', 'Reminder'],
]);

/** What somebody did that Slack itself put in words, as staff are told; undefined for what they wrote. */
export function activityOf({ subtype }: Pick<MessageEvent, 'subtype'>): string | undefined {
  return ACTIVITIES.get(subtype ?? '');
}

/** What a `message` or `app_mention` event is about; undefined when no person did it, or nothing that concerns the desk. */
export function readMessageEvent(event: WireMessageEvent): MessageEvent | undefined {
  const { subtype, message, previous_message: before, channel, event_ts } = event;
  if (subtype === 'message_deleted') return before ? eventOf('delete', channel, before, before, event_ts) : undefined;
  if (subtype !== 'message_changed') return eventOf('message', channel, event, undefined, event.ts);
  if (!message) return undefined;
  // Deleting the first message of a thread leaves a notice in its place.
  if (message.subtype === 'tombstone') return before ? eventOf('delete', channel, before, before, event_ts) : undefined;
  const edited = message.edited?.ts;
  if (edited && edited !== before?.edited?.ts) return eventOf('edit', channel, message, before ?? undefined, edited);
  // Slack also changes messages by itself, to show what their links lead to.
  return before && hasOtherContent(message, before) ? eventOf('edit', channel, message, before, event_ts) : undefined;
}

/** Whether files went, or what was passed on or said in a clip is there now: no edit to Slack, and one to whoever reads it. */
function hasOtherContent(message: WrittenMessage, before: WrittenMessage): boolean {
  const kept = new Set(presentFiles(message.files ?? []).map(({ id }) => id));
  const isLess = presentFiles(before.files ?? []).some(({ id }) => !kept.has(id));
  return isLess || postsPassedOn(message) > postsPassedOn(before) || transcripts(message) > transcripts(before);
}

function postsPassedOn({ attachments }: WrittenMessage): number {
  return parsePosts(attachments ?? []).filter(isPassedOn).length;
}

function transcripts({ files }: WrittenMessage): number {
  return (files ?? []).filter(({ transcription }) => transcription?.preview?.content).length;
}

/** Whether a change is one of the writer's words or files: Slack adds to messages what their links lead to. */
export function isOwnChange({ text, textBefore, files, filesBefore }: MessageEvent): boolean {
  return text !== textBefore || presentFiles(files).length !== presentFiles(filesBefore).length;
}

function presentFiles(files: readonly MessageFile[]): MessageFile[] {
  return files.filter(isThere);
}

function eventOf(
  kind: MessageEvent['kind'],
  channel: string,
  message: WrittenMessage,
  before: WrittenMessage | undefined,
  at: string,
): MessageEvent | undefined {
  const { user, bot_id, subtype, ts } = message;
  if (!user || bot_id || user === 'USLACKBOT') return undefined;
  // What people type is theirs, whatever Slack comes to call it.
  const isKnown = WRITTEN.has(subtype ?? undefined) || ACTIVITIES.has(subtype ?? '');
  if (!isKnown && !message.client_msg_id) return undefined;
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
    filesBefore: before?.files ?? [],
    files: message.files ?? [],
    posts: message.attachments ?? [],
    at,
  };
}
