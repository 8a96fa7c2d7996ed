import type { KeyValueStore } from '../../../src/ports/key-values.ts';
import type { PhrasesIn } from '../../shared/presentation.ts';
import type { ChatCalls } from '../outbound/rate-limits.ts';
import type { TelegramApi } from '../telegram-api.ts';
import { isAddressed } from './addressing.ts';
import type { BotIdentity } from './bot-identity.ts';
import type { TelegramMessage } from './wire.ts';

/** Tells who calls the bot in the name of a group or channel why it does not answer; does nothing about other messages. */
export type AnswerNobody = (message: TelegramMessage, bot: BotIdentity) => Promise<void>;

export interface AnswerNobodyOptions {
  api: TelegramApi;
  chatCalls: ChatCalls;
  keyValues: KeyValueStore;
  locales(): string[];
  phrasesIn: PhrasesIn;
  reportError(error: unknown): void;
}

const TOLD_FOR_MS = 24 * 60 * 60_000;

/**
 * Behind the name of a group or channel there may be anybody who runs it, each time another, so that no conversation can be kept.
 * Each name is told once a day in each chat, whatever becomes of the sending: no other program is answered again and again.
 */
export function createAnswerNobody(options: AnswerNobodyOptions): AnswerNobody {
  const { api, chatCalls, keyValues, locales, phrasesIn, reportError } = options;
  return async (message, bot) => {
    const { chat, sender_chat: writtenAs, message_id, message_thread_id, is_topic_message: isInTopic } = message;
    if (writtenAs === undefined || !isCalledIn(message, bot)) return;
    const key = `told:${chat.id}:${writtenAs.id}`;
    if ((await keyValues.get(key)) !== undefined) return;
    await keyValues.set(key, 'yes', TOLD_FOR_MS);
    const values = {
      text: phrasesIn(locales()[0] ?? 'en').answers_persons_only,
      reply_parameters: { message_id, allow_sending_without_reply: true },
      ...(isInTopic && message_thread_id !== undefined ? { message_thread_id } : {}),
    };
    // Not waited for: others' messages come after this one.
    chatCalls.inChat(String(chat.id), (chat_id) => api.call('sendMessage', { chat_id, ...values })).catch(reportError);
  };
}

/** What a channel's group is sent of each of its posts is said to nobody there. */
function isCalledIn(message: TelegramMessage, bot: BotIdentity): boolean {
  const isGroup = message.chat.type === 'group' || message.chat.type === 'supergroup';
  return isGroup && message.is_automatic_forward !== true && message.kinds.length > 0 && isAddressed(message, bot);
}
