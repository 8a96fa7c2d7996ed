/** Telegram's updates in the desk's terms. */

import type { Chat, Message, ReactionType, Update, User } from 'telegraf/types';
import { z } from 'zod';
import type { InboundBody, InboundEvent } from '../../src/domain/inbound.ts';
import { fromButtonId } from '../shared/buttons.ts';
import { toCleanLine } from '../shared/clean-line.ts';
import { type BotIdentity, isAddressed, readCommand, withoutMention } from './addressing.ts';
import { toConversationKey } from './conversation-key.ts';
import { readContent } from './message-content.ts';
import { checkShape } from './wire.ts';

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
  /** The forum topic that a message of the bot stands in. */
  topicOf(chatId: number, messageId: number): number | undefined;
}

/** Who did what where. */
interface Occurrence {
  chat: Chat;
  topicId?: number | undefined;
  user: User;
  /** Whose conversation it happened in, where that is not the user's own. */
  askerId?: number | undefined;
  /** Epoch seconds; undefined where Telegram does not say. */
  date: number | undefined;
  bodies: InboundBody[];
}

/**
 * The events an update brings, in order; none for one that does not concern the desk, or that a bot caused.
 * @throws ZodError or TypeError when it is not of the shape that Telegram documents
 */
export function toEvents(update: Update, context: UpdateContext): InboundEvent[] {
  checkShape(update);
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
export function orderKeyOf(update: Update): string {
  const keys = Object.values(update).map((part) => IN_CHAT.safeParse(part).data);
  return String(keys.find((key) => key !== undefined) ?? '');
}

function toOccurrence(update: Update, context: UpdateContext): Occurrence | undefined {
  if ('message' in update) return fromMessage(update.message, context.bot);
  if ('edited_message' in update) return fromEdit(update.edited_message, update.edited_message.edit_date, context.bot);
  if ('callback_query' in update) return fromButton(update.callback_query);
  if ('message_reaction' in update) return fromReaction(update.message_reaction, context);
  return 'my_chat_member' in update ? fromMembership(update.my_chat_member) : undefined;
}

function fromMessage(message: Message, bot: BotIdentity): Occurrence | undefined {
  const written = readWritten(message, bot);
  if (written === undefined) return undefined;
  const { text, file, ...occurrence } = written;
  const messageKey = String(message.message_id);
  const command = readCommand(text, bot);
  if (command) return { ...occurrence, date: message.date, bodies: [{ kind: 'command', messageKey, ...command }] };
  const attachments = file && [{ channel: 'telegram', account: String(bot.id), ...file }];
  const body: InboundBody = { kind: 'message', messageKey, text, ...(attachments ? { attachments } : {}) };
  return { ...occurrence, date: message.date, bodies: [body] };
}

function fromEdit(message: Message, date: number, bot: BotIdentity): Occurrence | undefined {
  const written = readWritten(message, bot);
  if (written === undefined) return undefined;
  const { text, file: _, ...occurrence } = written;
  return { ...occurrence, date, bodies: [{ kind: 'edit', messageKey: String(message.message_id), text }] };
}

/** A message that a person wrote to the bot; nobody writes those in the name of a group or channel. */
function readWritten(message: Message, bot: BotIdentity) {
  const { chat, from, sender_chat: writtenAs } = message;
  const content = readContent(message);
  if (from === undefined || writtenAs !== undefined || content === undefined) return undefined;
  if (chat.type !== 'private' && !isAddressed(message, content, bot)) return undefined;
  return { chat, topicId: topicOf(message), user: from, text: withoutMention(content, bot), file: content.file };
}

function topicOf({ is_topic_message: isInTopic, message_thread_id: topicId }: Message): number | undefined {
  return isInTopic ? topicId : undefined;
}

/** A button belongs to the conversation of the person whom the message answers, whoever presses it. */
function fromButton(query: Update.CallbackQueryUpdate['callback_query']): Occurrence | undefined {
  const { message, from } = query;
  if (message === undefined || !('data' in query)) return undefined;
  const body = fromButtonId(query.data, String(message.message_id));
  if (body === undefined) return undefined;
  const answered = 'reply_to_message' in message ? message.reply_to_message?.from : undefined;
  const askerId = answered?.is_bot ? undefined : answered?.id;
  const topicId = 'from' in message ? topicOf(message) : undefined;
  return { chat: message.chat, topicId, user: from, askerId, date: undefined, bodies: [body] };
}

function fromReaction(
  reaction: Update.MessageReactionUpdate['message_reaction'],
  context: UpdateContext,
): Occurrence | undefined {
  const { chat, user, date, message_id, old_reaction, new_reaction } = reaction;
  if (user === undefined) return undefined;
  const before = old_reaction.map(emojiOf);
  const after = new_reaction.map(emojiOf);
  const messageKey = String(message_id);
  const bodies: InboundBody[] = [
    ...before.filter((emoji) => !after.includes(emoji)).map((emoji) => ({ emoji, added: false })),
    ...after.filter((emoji) => !before.includes(emoji)).map((emoji) => ({ emoji, added: true })),
  ].map((change) => ({ kind: 'reaction', messageKey, ...change }));
  return { chat, topicId: context.topicOf(chat.id, message_id), user, date, bodies };
}

function emojiOf(reaction: ReactionType): string {
  return reaction.type === 'emoji' ? reaction.emoji : `:${reaction.custom_emoji_id}:`;
}

/** In a private chat this is the customer blocking the bot, or taking it back; a group is nobody's conversation. */
function fromMembership(change: Update.MyChatMemberUpdate['my_chat_member']): Occurrence | undefined {
  const { chat, from, date, new_chat_member: bot } = change;
  if (chat.type !== 'private') return undefined;
  const reachable = bot.status === 'member';
  const detail = reachable
    ? 'The customer has unblocked the bot on Telegram'
    : 'The customer has blocked the bot on Telegram';
  return { chat, user: from, date, bodies: [{ kind: 'reachability', reachable, detail }] };
}

function nameOf({ id, first_name, last_name, username }: User): string {
  return toCleanLine([first_name, last_name].join(' ')) || username || String(id);
}
