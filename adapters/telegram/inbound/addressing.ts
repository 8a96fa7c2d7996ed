/** Whom a message is for, and which of the desk's commands it is. */

import { CUSTOMER_COMMANDS, type CustomerCommand } from '../../../src/domain/customer-commands.ts';
import type { MessageContent } from './message-content.ts';
import type { TelegramMessage } from './wire.ts';

/** Who the bot is. */
export interface BotIdentity {
  id: number;
  username: string;
}

const COMMAND = /^\/(\w+)(?:@(\w+))?(?:\s+(.*))?$/s;

/** The desk's command that a text is; undefined for other texts, and for commands to other bots. */
export function readCommand(
  text: string,
  bot: BotIdentity,
): { command: CustomerCommand; argument: string } | undefined {
  const [, name = '', addressee = bot.username, argument = ''] = COMMAND.exec(text) ?? [];
  if (!isSameName(addressee, bot.username)) return undefined;
  const command = CUSTOMER_COMMANDS.find((known) => known === name.toLowerCase());
  return command && { command, argument: argument.trim() };
}

/** Whether a message in a group is for the bot: it mentions it, is a command to it, or answers one of its messages. */
export function isAddressed(message: TelegramMessage, content: MessageContent, bot: BotIdentity): boolean {
  const isCommand = readCommand(content.text, bot) !== undefined;
  return isCommand || answers(message, bot) || content.entities.some((entity) => mentions(content.text, entity, bot));
}

/** The text without the bot's name. */
export function withoutMention({ text, entities }: MessageContent, bot: BotIdentity): string {
  const mentioning = entities.filter((entity) => mentions(text, entity, bot));
  return mentioning.reduceRight((rest, { offset, length }) => {
    const before = rest.slice(0, offset).trimEnd();
    const after = rest.slice(offset + length);
    return before === '' ? after.replace(/^[\s,:，：]+/, '') : before + after;
  }, text);
}

function mentions(text: string, entity: MessageContent['entities'][number], bot: BotIdentity): boolean {
  if (entity.type === 'text_mention') return entity.user?.id === bot.id;
  const { type, offset, length } = entity;
  return type === 'mention' && isSameName(text.slice(offset + 1, offset + length), bot.username);
}

/** In a topic, what answers nothing answers the message that opened the topic. */
function answers({ reply_to_message: answered }: TelegramMessage, bot: BotIdentity): boolean {
  return answered?.from?.id === bot.id && answered.forum_topic_created === undefined;
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
