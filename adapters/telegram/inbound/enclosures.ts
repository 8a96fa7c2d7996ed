/** What a message answers, passes on or leads to, beside what its writer says. */

import type { Enclosure } from '../../../src/domain/message.ts';
import { toCleanLine } from '../../../src/lib/clean-line.ts';
import { callsBot } from './addressing.ts';
import type { BotIdentity } from './bot-identity.ts';
import { toItem } from './items.ts';
import { toWords } from './marked-text.ts';
import { type Content, readContent, readSent } from './message-content.ts';
import { nameOf, publicUrl } from './names.ts';
import type { ReceivedFile } from './received-files.ts';
import type { AnsweredMessage, TelegramMessage, TelegramOrigin } from './wire.ts';

/** A message as the desk takes it, but for where its files are kept. */
export interface WrittenContent {
  text: string;
  files: ReceivedFile[];
  enclosures: Enclosure[];
}

export interface ReadingOptions {
  bot: BotIdentity;
  /** How a message in this chat is named to the desk. */
  keyOf(chatId: number, messageId: number): string;
}

/** All that a message says; undefined for one that nobody wrote. What is passed on is nobody's own words. */
export function readWritten(message: TelegramMessage, options: ReadingOptions): WrittenContent | undefined {
  const content = readSent(message);
  if (content === undefined) return undefined;
  const words = toWords(content.words, options.bot);
  const { forward_origin: origin } = message;
  const forwards = origin === undefined ? [] : [readForward(origin, words)];
  const answered = readAnswered(message, options);
  const files = [...content.files, ...answered.files];
  const enclosures = [...answered.enclosures, ...forwards, ...content.items, ...readPreview(message, words)];
  const own = forwards.length === 0 ? words : '';
  // Who says nothing but the bot's name, about nothing new, says that.
  const isAll =
    own.trim() === '' && files.length === 0 && enclosures.every(({ messageKey }) => messageKey !== undefined);
  return { text: isAll ? content.words.text : own, files, enclosures };
}

function readForward(origin: TelegramOrigin, text: string): Enclosure {
  const url = publicUrl(origin.chat, origin.message_id);
  return { kind: 'forward', title: signatureOf(origin), author: authorOf(origin), text, url };
}

function authorOf({ sender_user, sender_user_name, sender_chat, chat }: TelegramOrigin): string | undefined {
  const named = sender_user ?? sender_chat ?? chat;
  return named === undefined ? toCleanLine(sender_user_name ?? '') || undefined : nameOf(named);
}

function signatureOf({ author_signature = '' }: TelegramOrigin): string | undefined {
  return toCleanLine(author_signature) || undefined;
}

type Answered = Pick<WrittenContent, 'files' | 'enclosures'>;

/** What is answered: something elsewhere, a message in this chat, a story; in a topic where nothing is, the topic's name. */
function readAnswered(message: TelegramMessage, options: ReadingOptions): Answered {
  const { external_reply, reply_to_message: answered, reply_to_story: story } = message;
  const elsewhere = external_reply && quoteElsewhere(message, external_reply, options);
  const here = answered && readReply(message, answered, options);
  const enclosures = [
    ...(elsewhere?.enclosures ?? []),
    ...(here?.enclosures ?? []),
    ...(story
      ? [toQuote({ title: 'Story', author: nameOf(story.chat), url: publicUrl(story.chat, `s/${story.id}`) })]
      : []),
  ];
  return { files: [...(elsewhere?.files ?? []), ...(here?.files ?? [])], enclosures };
}

function quoteElsewhere(
  message: TelegramMessage,
  reply: NonNullable<TelegramMessage['external_reply']>,
  { bot }: ReadingOptions,
): Answered {
  const { origin, chat, message_id } = reply;
  const content = readContent(reply);
  const quote = toQuote({
    title: (origin && signatureOf(origin)) ?? titleOf(content),
    author: (origin && authorOf(origin)) ?? (chat && nameOf(chat)),
    text: message.quote === undefined ? wordsOf(content, bot) : quotedPart(message.quote, bot),
    url: publicUrl(chat, message_id),
  });
  return { files: content.files, enclosures: [quote] };
}

/** In a topic, what answers nothing answers the message that opened the topic. */
function readReply(message: TelegramMessage, answered: AnsweredMessage, options: ReadingOptions): Answered {
  const { bot, keyOf } = options;
  const { from, sender_chat: writtenAs, message_id: messageId, forum_topic_created: topic } = answered;
  const key = messageId === undefined ? undefined : keyOf(answered.chat?.id ?? message.chat.id, messageId);
  if (topic) return { files: [], enclosures: [toItem('Topic', [toCleanLine(topic.name ?? '')], { messageKey: key })] };
  const content = readContent(answered);
  const writer = writtenAs ?? from;
  const isKnown = isInConversation(message, answered, content, bot);
  const quote = toQuote({
    title: titleOf(content),
    author: writer && nameOf(writer),
    text: message.quote ? quotedPart(message.quote, bot) : (partAnswered(message, answered) ?? wordsOf(content, bot)),
    messageKey: isKnown ? key : undefined,
  });
  return { files: isKnown ? [] : content.files, enclosures: [quote] };
}

/** In a group the bot has heard only what called it, and knows what it said itself. */
function isInConversation(
  { chat, from }: TelegramMessage,
  answered: AnsweredMessage,
  { words }: Content,
  bot: BotIdentity,
): boolean {
  if (chat.type === 'private' || answered.from?.id === bot.id) return true;
  return from !== undefined && answered.from?.id === from.id && callsBot(words, bot);
}

/** The task of a list or the option of a poll that is answered. */
function partAnswered(message: TelegramMessage, { checklist, poll }: AnsweredMessage): string | undefined {
  const { reply_to_checklist_task_id: taskId, reply_to_poll_option_id: optionId } = message;
  if (taskId !== undefined) return checklist?.tasks.find(({ id }) => id === taskId)?.text;
  return optionId === undefined ? undefined : poll?.options.find(({ persistent_id: id }) => id === optionId)?.text;
}

function quotedPart({ text, entities }: NonNullable<TelegramMessage['quote']>, bot: BotIdentity): string {
  return toWords({ text, marks: entities ?? [] }, bot);
}

/** Everything in words that somebody else's message says. */
function wordsOf({ words, items }: Content, bot: BotIdentity): string {
  const named = items.map(({ title, text }) => (text === '' ? title : `${title}: ${text}`));
  return [toWords(words, bot), ...named].filter((line) => line !== '').join('\n');
}

/** A message without words is known by its files. */
function titleOf({ words, files }: Content): string | undefined {
  return words.text === '' && files.length > 0 ? files.map(({ name }) => name).join(', ') : undefined;
}

function toQuote(parts: Partial<Enclosure>): Enclosure {
  return { kind: 'quote', title: undefined, author: undefined, text: '', url: undefined, ...parts };
}

/** The page that is shown below the words, where it is not named in them. */
function readPreview({ link_preview_options: preview }: TelegramMessage, words: string): Enclosure[] {
  const url = toCleanLine(preview?.url ?? '');
  const isShown = preview?.is_disabled !== true && /^https?:\/\//i.test(url) && URL.canParse(url);
  return isShown && !words.includes(url) ? [toItem('Link', [], { url })] : [];
}
