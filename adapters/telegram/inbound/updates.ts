/** Telegram's updates in the desk's terms. */

import { z } from 'zod';
import type { InboundBody, InboundEvent } from '../../../src/domain/inbound.ts';
import { toCleanLine } from '../../../src/lib/clean-line.ts';
import { fromButtonId } from '../../shared/buttons.ts';
import { toConversationKey } from '../conversation-key.ts';
import { type BotIdentity, isAddressed, readCommand, withoutMention } from './addressing.ts';
import { readContent } from './message-content.ts';
import type {
  ButtonClick,
  NumberedUpdate,
  TelegramChat,
  TelegramMessage,
  TelegramReaction,
  TelegramUpdate,
  TelegramUser,
} from './wire.ts';

/** What the bot asks to be told of; reactions come only when they are named. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'message_reaction',
  'my_chat_member',
] as const;

/** What an update alone does not tell. */
export interface UpdateContext {
  bot: BotIdentity;
  /** Epoch milliseconds: when those happened that Telegram gives no time for. */
  now: number;
  /** Of a reaction, the forum topic in which the message of the bot stands that it is put on. */
  topicId: number | undefined;
}

/** Who did what where. */
interface Occurrence {
  chat: TelegramChat;
  topicId?: number | undefined;
  user: TelegramUser;
  /** Whose conversation it happened in, where that is not the user's own. */
  askerId?: number | undefined;
  /** Epoch seconds; undefined where Telegram does not say. */
  date: number | undefined;
  bodies: InboundBody[];
}

/** The events an update brings, in order; none for one that does not concern the desk, or that a bot caused. */
export function toEvents(update: TelegramUpdate, context: UpdateContext): InboundEvent[] {
  const occurrence = toOccurrence(update, context);
  if (occurrence === undefined || occurrence.chat.type === 'channel' || occurrence.user.is_bot) return [];
  const { chat, topicId, user, askerId, date, bodies } = occurrence;
  return bodies.map((body, index) => ({
    channel: 'telegram',
    account: String(context.bot.id),
    conversationKey: toConversationKey(chat, topicId, askerId ?? user.id),
    eventKey: `update-${update.update_id}${body.kind === 'reaction' ? `-${index}` : ''}`,
    occurredAt: date === undefined ? context.now : date * 1_000,
    customer: { key: String(user.id), name: nameOf(user), locale: user.language_code },
    body,
  }));
}

const chat = z.object({ chat: z.object({ id: z.number() }) });
const IN_CHAT = z.union([
  chat.transform((part) => part.chat.id),
  z.object({ message: chat }).transform((part) => part.message.chat.id),
  z.object({ from: z.object({ id: z.number() }) }).transform((part) => part.from.id),
]);

/** The chat an update belongs to, or the person where there is none: updates with the same key are handled in order. */
export function orderKeyOf(update: NumberedUpdate): string {
  const keys = Object.values(update).map((part) => IN_CHAT.safeParse(part).data);
  return String(keys.find((key) => key !== undefined) ?? '');
}

function toOccurrence(update: TelegramUpdate, context: UpdateContext): Occurrence | undefined {
  const { message, edited_message, callback_query, message_reaction, my_chat_member } = update;
  if (message) return fromMessage(message, context.bot);
  if (edited_message) return fromEdit(edited_message, edited_message.edit_date, context.bot);
  if (callback_query) return fromButton(callback_query);
  if (message_reaction) return fromReaction(message_reaction, context);
  return my_chat_member && fromMembership(my_chat_member);
}

function fromMessage(message: TelegramMessage, bot: BotIdentity): Occurrence | undefined {
  const written = readWritten(message, bot);
  if (written === undefined) return undefined;
  const { text, file, ...occurrence } = written;
  const messageKey = String(message.message_id);
  const command = readCommand(text, bot);
  if (command) {
    const isPrivate = message.chat.type === 'private';
    return { ...occurrence, date: message.date, bodies: [{ kind: 'command', messageKey, ...command, isPrivate }] };
  }
  const attachments = file && [{ channel: 'telegram', account: String(bot.id), ...file }];
  const body: InboundBody = { kind: 'message', messageKey, text, ...(attachments ? { attachments } : {}) };
  return { ...occurrence, date: message.date, bodies: [body] };
}

function fromEdit(message: TelegramMessage, date: number, bot: BotIdentity): Occurrence | undefined {
  const written = readWritten(message, bot);
  if (written === undefined) return undefined;
  const { text, file: _, ...occurrence } = written;
  return { ...occurrence, date, bodies: [{ kind: 'edit', messageKey: String(message.message_id), text }] };
}

/** A message that a person wrote to the bot; nobody writes those in the name of a group or channel. */
function readWritten(message: TelegramMessage, bot: BotIdentity) {
  const { chat, from, sender_chat: writtenAs } = message;
  const content = readContent(message);
  if (from === undefined || writtenAs !== undefined || content === undefined) return undefined;
  if (chat.type !== 'private' && !isAddressed(message, content, bot)) return undefined;
  return { chat, topicId: topicOf(message), user: from, text: withoutMention(content, bot), file: content.file };
}

function topicOf({
  is_topic_message: isInTopic,
  message_thread_id: topicId,
}: Pick<TelegramMessage, 'is_topic_message' | 'message_thread_id'>): number | undefined {
  return isInTopic ? topicId : undefined;
}

/** A button belongs to the conversation of the person whom the message answers, whoever presses it. */
function fromButton(query: ButtonClick): Occurrence | undefined {
  const { message, from, data } = query;
  if (message === undefined || data === undefined) return undefined;
  const body = fromButtonId(data, String(message.message_id));
  if (body === undefined) return undefined;
  const answered = message.reply_to_message?.from;
  const askerId = answered?.is_bot ? undefined : answered?.id;
  return { chat: message.chat, topicId: topicOf(message), user: from, askerId, date: undefined, bodies: [body] };
}

function fromReaction(
  reaction: NonNullable<TelegramUpdate['message_reaction']>,
  context: UpdateContext,
): Occurrence | undefined {
  const { chat, user, date, message_id, old_reaction, new_reaction } = reaction;
  if (user === undefined) return undefined;
  const before = old_reaction.flatMap(emojiOf);
  const after = new_reaction.flatMap(emojiOf);
  const messageKey = String(message_id);
  const bodies: InboundBody[] = [
    ...before.filter((emoji) => !after.includes(emoji)).map((emoji) => ({ emoji, added: false })),
    ...after.filter((emoji) => !before.includes(emoji)).map((emoji) => ({ emoji, added: true })),
  ].map((change) => ({ kind: 'reaction', messageKey, ...change }));
  return { chat, topicId: context.topicId, user, date, bodies };
}

function emojiOf(reaction: TelegramReaction): string[] {
  if (reaction.type === 'paid') return [];
  return [reaction.type === 'emoji' ? reaction.emoji : `:${reaction.custom_emoji_id}:`];
}

/** In a private chat this is the customer blocking the bot, or taking it back; a group is nobody's conversation. */
function fromMembership(change: NonNullable<TelegramUpdate['my_chat_member']>): Occurrence | undefined {
  const { chat, from, date, new_chat_member: bot } = change;
  if (chat.type !== 'private') return undefined;
  const reachable = bot.status === 'member';
  const detail = reachable
    ? 'The customer has unblocked the bot on Telegram'
    : 'The customer has blocked the bot on Telegram';
  return { chat, user: from, date, bodies: [{ kind: 'reachability', reachable, detail }] };
}

function nameOf({ id, first_name, last_name, username }: TelegramUser): string {
  return toCleanLine([first_name, last_name].join(' ')) || username || String(id);
}
