/** Telegram's updates in the desk's terms. */

import { z } from 'zod';
import type { InboundBody, InboundEvent, MessageContent } from '../../../src/domain/inbound.ts';
import { fromButtonId } from '../../shared/buttons.ts';
import { toConversationKey } from '../conversation-key.ts';
import { toMessageKey } from '../message-key.ts';
import { isAddressed, readCommand } from './addressing.ts';
import type { BotIdentity } from './bot-identity.ts';
import { readWritten, type WrittenContent } from './enclosures.ts';
import { nameOf } from './names.ts';
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
  /** The group that this chat has been before it became a supergroup: its conversations go on under that one's number. */
  movedFrom: number | undefined;
  /** Of a message in a group, whether it belongs to one before it that called the bot. */
  isInAlbum: boolean;
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
    conversationKey: toConversationKey({ ...chat, id: context.movedFrom ?? chat.id }, topicId, askerId ?? user.id),
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

const MOVE = z.object({
  message: z.union([z.object({ migrate_to_chat_id: z.number() }), z.object({ migrate_from_chat_id: z.number() })]),
});

/** Whether an update tells that a group has become a supergroup. */
export function tellsMove(update: NumberedUpdate): boolean {
  return MOVE.safeParse(update).success;
}

/** The group that has become a supergroup, and which, where an update tells that; either chat tells it once. */
export function readMove({ message }: TelegramUpdate): { from: number; to: number } | undefined {
  if (message?.migrate_to_chat_id !== undefined) return { from: message.chat.id, to: message.migrate_to_chat_id };
  const from = message?.migrate_from_chat_id;
  return message === undefined || from === undefined ? undefined : { from, to: message.chat.id };
}

/** The chat in which something happened that an update tells of; undefined where it tells of none. */
export function chatOf({ message, edited_message, callback_query, message_reaction }: TelegramUpdate) {
  return (message ?? edited_message ?? callback_query?.message ?? message_reaction)?.chat;
}

function toOccurrence(update: TelegramUpdate, context: UpdateContext): Occurrence | undefined {
  const { message, edited_message, callback_query, message_reaction, my_chat_member } = update;
  if (message) return fromMessage(message, context);
  if (edited_message) return fromEdit(edited_message, edited_message.edit_date, context);
  if (callback_query) return fromButton(callback_query, context);
  if (message_reaction) return fromReaction(message_reaction, context);
  return my_chat_member && fromMembership(my_chat_member);
}

function fromMessage(message: TelegramMessage, context: UpdateContext): Occurrence | undefined {
  const writer = readWriter(message, context);
  const written = readWritten(message, toReading(context));
  if (writer === undefined || written === undefined) return undefined;
  const messageKey = keyOf(context, message);
  // A command has no files: what comes with one is a message.
  const command = written.files.length === 0 ? readCommand(written.text, context.bot) : undefined;
  const isPrivate = message.chat.type === 'private';
  const body: InboundBody = command
    ? { kind: 'command', messageKey, ...command, isPrivate }
    : { kind: 'message', messageKey, ...withoutEmpty(toContent(written, context)) };
  return { ...writer, date: message.date, bodies: [body] };
}

function fromEdit(message: TelegramMessage, date: number, context: UpdateContext): Occurrence | undefined {
  const writer = readWriter(message, context);
  const written = readWritten(message, toReading(context));
  if (writer === undefined || written === undefined) return undefined;
  const body: InboundBody = { kind: 'edit', messageKey: keyOf(context, message), ...toContent(written, context) };
  return { ...writer, date, bodies: [body] };
}

function toReading(context: UpdateContext) {
  const keyOfAnswered = (chatId: number, message_id: number): string =>
    keyOf(context, { chat: { id: chatId }, message_id });
  return { bot: context.bot, keyOf: keyOfAnswered };
}

function keyOf({ movedFrom }: UpdateContext, message: { chat: { id: number }; message_id: number }): string {
  return toMessageKey(message.message_id, message.chat.id, movedFrom ?? message.chat.id);
}

function toContent({ text, files, enclosures }: WrittenContent, { bot }: UpdateContext) {
  return {
    text,
    attachments: files.map((file) => ({ channel: 'telegram', account: String(bot.id), ...file })),
    enclosures,
  };
}

function withoutEmpty({ text, attachments, enclosures }: ReturnType<typeof toContent>): MessageContent {
  return {
    text,
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(enclosures.length > 0 ? { enclosures } : {}),
  };
}

/** Who wrote a message to the bot and where; nobody can tell who writes in the name of a group or channel. */
function readWriter(message: TelegramMessage, { bot, isInAlbum }: UpdateContext) {
  const { chat, from, sender_chat: writtenAs } = message;
  if (from === undefined || writtenAs !== undefined) return undefined;
  if (chat.type !== 'private' && !isInAlbum && !isAddressed(message, bot)) return undefined;
  return { chat, topicId: topicOf(message), user: from };
}

function topicOf({
  is_topic_message: isInTopic,
  message_thread_id: topicId,
}: Pick<TelegramMessage, 'is_topic_message' | 'message_thread_id'>): number | undefined {
  return isInTopic ? topicId : undefined;
}

/** A button belongs to the conversation of the person whom the message answers, whoever presses it. */
function fromButton(query: ButtonClick, context: UpdateContext): Occurrence | undefined {
  const { message, from, data } = query;
  if (message === undefined || data === undefined) return undefined;
  const body = fromButtonId(data, keyOf(context, message));
  if (body === undefined) return undefined;
  const answered = message.reply_to_message?.from;
  const askerId = answered?.is_bot ? undefined : answered?.id;
  return { chat: message.chat, topicId: topicOf(message), user: from, askerId, date: undefined, bodies: [body] };
}

function fromReaction(
  reaction: NonNullable<TelegramUpdate['message_reaction']>,
  context: UpdateContext,
): Occurrence | undefined {
  const { chat, user, date, old_reaction, new_reaction } = reaction;
  if (user === undefined) return undefined;
  const before = old_reaction.flatMap(emojiOf);
  const after = new_reaction.flatMap(emojiOf);
  const messageKey = keyOf(context, reaction);
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
