/** Telegram's updates in the desk's terms: what happens in private chats. */

import type { Chat, Message, ReactionType, Update, User } from 'telegraf/types';
import type { InboundBody, InboundEvent } from '../../src/domain/channel.ts';
import { fromButtonData } from './keyboard.ts';

/** What the bot asks to be told of; reactions come only when they are named. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'message_reaction',
  'my_chat_member',
] as const;

/** The parts of a message that a person puts into it; a message with none of them is Telegram's own, such as "pinned". */
const WRITTEN = [
  'text',
  'caption',
  'photo',
  'sticker',
  'voice',
  'video',
  'video_note',
  'animation',
  'audio',
  'document',
  'contact',
  'location',
  'poll',
  'dice',
  'story',
];
/** What pressing Start sends; the customer has not said anything yet. */
const START_COMMAND = /^\/start(\s|$)/;
/** Control characters, and marks that turn the direction of what follows. */
const INVISIBLE = /[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu;

/** Who did what where. */
interface Occurrence {
  chat: Chat;
  user: User;
  /** Epoch seconds; undefined where Telegram does not say. */
  date: number | undefined;
  body: InboundBody;
}

/**
 * The event an update brings, for the bot with this id; undefined for one that does not concern the desk. `now` (epoch
 * milliseconds) is when those happened that Telegram gives no time for.
 */
export function toEvent(update: Update, botId: string, now: number): InboundEvent | undefined {
  const occurrence = toOccurrence(update);
  if (occurrence === undefined || occurrence.chat.type !== 'private') return undefined;
  const { chat, user, date, body } = occurrence;
  return {
    channel: 'telegram',
    account: botId,
    conversationKey: String(chat.id),
    eventKey: `update-${update.update_id}`,
    occurredAt: date === undefined ? now : date * 1_000,
    customer: { key: String(user.id), name: nameOf(user), locale: user.language_code },
    body,
  };
}

/** The chat an update belongs to, or the person where there is none: updates with the same key are handled in order. */
export function orderKeyOf(update: Update): string {
  const { chat, user } = toOccurrence(update) ?? {};
  return String(chat?.id ?? user?.id ?? '');
}

function toOccurrence(update: Update): Occurrence | undefined {
  if ('message' in update) return fromMessage(update.message, 'message', update.message.date);
  if ('edited_message' in update) return fromMessage(update.edited_message, 'edit', update.edited_message.edit_date);
  if ('callback_query' in update) return fromButton(update.callback_query);
  if ('message_reaction' in update) return fromReaction(update.message_reaction);
  return undefined;
}

function fromMessage(message: Message, kind: 'message' | 'edit', date: number): Occurrence | undefined {
  const { chat, from } = message;
  const text = textOf(message);
  if (from === undefined || !WRITTEN.some((part) => part in message) || START_COMMAND.test(text)) return undefined;
  return { chat, user: from, date, body: { kind, messageKey: String(message.message_id), text } };
}

function textOf(message: Message): string {
  if ('text' in message) return message.text;
  return 'caption' in message ? (message.caption ?? '') : '';
}

function fromButton(query: Update.CallbackQueryUpdate['callback_query']): Occurrence | undefined {
  if (query.message === undefined || !('data' in query)) return undefined;
  const body = fromButtonData(query.data, String(query.message.message_id));
  return body && { chat: query.message.chat, user: query.from, date: undefined, body };
}

function fromReaction(reaction: Update.MessageReactionUpdate['message_reaction']): Occurrence | undefined {
  const { chat, user, date, message_id, old_reaction, new_reaction } = reaction;
  const score = scoreOf(new_reaction);
  if (user === undefined || (score === null && scoreOf(old_reaction) === null)) return undefined;
  return { chat, user, date, body: { kind: 'feedback', messageKey: String(message_id), score } };
}

function scoreOf(reactions: ReactionType[]): 0 | 1 | null {
  const emoji = reactions.map((reaction) => (reaction.type === 'emoji' ? reaction.emoji : ''));
  if (emoji.includes('👍')) return 1;
  return emoji.includes('👎') ? 0 : null;
}

function nameOf({ id, first_name, last_name, username }: User): string {
  const name = [first_name, last_name].join(' ').replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim();
  return name || username || String(id);
}
