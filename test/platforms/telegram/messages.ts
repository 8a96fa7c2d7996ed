import type { Message, User } from 'grammy/types';
import { badRequest } from './telegram-error.ts';
import { botMembership, type ChatMessage, type ChatRecord, type World } from './world.ts';

const DAY_SECONDS = 86_400;

export interface Placement {
  /** The message answered. */
  replyTo?: ChatMessage | undefined;
  /** The topic of a forum; undefined for its general one. */
  topic?: number | undefined;
}

/** Puts a message into a chat; everybody there sees it. */
export function addMessage(
  world: World,
  record: ChatRecord,
  from: User,
  content: Partial<Message>,
  { replyTo, topic = replyTo?.is_topic_message ? replyTo.message_thread_id : undefined }: Placement = {},
): ChatMessage {
  const answered = replyTo ?? (topic === undefined ? undefined : record.messages.get(topic));
  const message: ChatMessage = {
    message_id: world.nextMessageId(record),
    date: world.now(),
    ...threadOf(record, replyTo, topic),
    ...(answered ? { reply_to_message: withoutReply(answered) } : {}),
    ...content,
    from,
    chat: record.chat,
  };
  record.messages.set(message.message_id, message);
  if (from.id === world.bot.id) record.action = undefined;
  world.changes.happened();
  return message;
}

/** Changes a message in place and marks it as edited. */
export function editMessage(world: World, message: ChatMessage, content: Partial<Message>): ChatMessage {
  Object.assign(message, content, { edit_date: Math.max(world.now(), message.date) });
  world.changes.happened();
  return message;
}

/** Tells the bot of a person's message, if the bot gets to see it. */
export function announce(
  world: World,
  record: ChatRecord,
  message: ChatMessage,
  type: 'message' | 'edited_message' = 'message',
): void {
  if (!reachesBot(world, record, message)) return;
  const snapshot = structuredClone(message);
  const body =
    type === 'message'
      ? { message: snapshot }
      : { edited_message: { ...snapshot, edit_date: message.edit_date ?? message.date } };
  world.updates.add({ body, queueKey: String(record.chat.id), lifetimeSeconds: DAY_SECONDS });
}

/** A message that must be there. @throws TelegramError "`what` not found" */
export function findMessage(record: ChatRecord, messageId: number, what: string): ChatMessage {
  const message = record.messages.get(messageId);
  if (message === undefined) throw badRequest(`${what} not found`);
  return message;
}

function threadOf(
  record: ChatRecord,
  replyTo: ChatMessage | undefined,
  topic: number | undefined,
): Partial<ChatMessage> {
  if (topic !== undefined) return { message_thread_id: topic, is_topic_message: true };
  if (record.chat.type !== 'supergroup' || replyTo === undefined) return {};
  return { message_thread_id: replyTo.message_thread_id ?? replyTo.message_id };
}

function withoutReply({ reply_to_message: _, ...message }: ChatMessage): NonNullable<Message['reply_to_message']> {
  return structuredClone({ ...message, reply_to_message: undefined });
}

/** A bot in privacy mode is told only of commands, of what mentions it, of answers to it and of service messages. */
function reachesBot(world: World, record: ChatRecord, message: ChatMessage): boolean {
  if (record.chat.type === 'private') return record.contact === 'open';
  const membership = botMembership(world, record);
  if (membership === undefined || membership.status === 'left' || membership.status === 'kicked') return false;
  if (membership.status === 'administrator' || world.bot.can_read_all_group_messages) return true;
  return isService(message) || message.reply_to_message?.from?.id === world.bot.id || addresses(world, message);
}

function isService(message: ChatMessage): boolean {
  return message.text === undefined && message.caption === undefined && fileFieldOf(message) === undefined;
}

function addresses(world: World, message: ChatMessage): boolean {
  const text = message.text ?? message.caption ?? '';
  const name = `@${world.bot.username}`.toLowerCase();
  return (message.entities ?? message.caption_entities ?? []).some((entity) => {
    const marked = text.slice(entity.offset, entity.offset + entity.length).toLowerCase();
    if (entity.type === 'text_mention') return entity.user.id === world.bot.id;
    if (entity.type === 'mention') return marked === name;
    return entity.type === 'bot_command' && (!marked.includes('@') || marked.endsWith(name));
  });
}

/** The fields of a message that hold a file. */
export const FILE_FIELDS = ['photo', 'document', 'video', 'audio', 'voice', 'animation'] as const;
export type FileField = (typeof FILE_FIELDS)[number];

/** Which kind of file a message holds; undefined for a text. An animation is a document as well, and counts as the former. */
export function fileFieldOf(message: Partial<Message>): FileField | undefined {
  if (message.animation) return 'animation';
  return FILE_FIELDS.find((field) => message[field] !== undefined);
}
