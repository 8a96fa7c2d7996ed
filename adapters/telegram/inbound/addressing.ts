/** Whom a message is for, and which of the desk's commands it is. */

import { CUSTOMER_COMMANDS, type CustomerCommand } from '../../../src/domain/customer-commands.ts';
import { type BotIdentity, isSameName } from './bot-identity.ts';
import { type MarkedText, mentions } from './marked-text.ts';
import { readContent } from './message-content.ts';
import type { TelegramMessage } from './wire.ts';

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
export function isAddressed(message: TelegramMessage, bot: BotIdentity): boolean {
  return answers(message, bot) || callsBot(readContent(message).words, bot);
}

/** Whether words mention the bot or are a command to it. */
export function callsBot(words: MarkedText, bot: BotIdentity): boolean {
  return readCommand(words.text, bot) !== undefined || mentions(words, bot);
}

/** In a topic, what answers nothing answers the message that opened the topic. */
function answers({ reply_to_message: answered }: TelegramMessage, bot: BotIdentity): boolean {
  return answered?.from?.id === bot.id && answered.forum_topic_created === undefined;
}
