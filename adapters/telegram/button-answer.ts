import type { Update } from 'telegraf/types';
import { checkScore } from './keyboard.ts';
import type { TelegramApi } from './telegram-api.ts';

type ButtonClick = Update.CallbackQueryUpdate['callback_query'];

export interface ButtonAnswerOptions {
  /** Whether the score clicked is the one given now: not when another participant pressed it. */
  showsScore: boolean;
  reportError(error: unknown): void;
}

/** Ends the pressed button's waiting, and shows which score is given now. What fails is only reported: the event is durable. */
export async function answerButton(
  api: TelegramApi,
  click: ButtonClick,
  { showsScore, reportError }: ButtonAnswerOptions,
): Promise<void> {
  await Promise.all([
    api.call('answerCallbackQuery', { callback_query_id: click.id }).catch(reportError),
    showsScore ? showScore(api, click).catch(reportError) : undefined,
  ]);
}

async function showScore(api: TelegramApi, { message, ...query }: ButtonClick): Promise<void> {
  const keyboard = message && 'reply_markup' in message ? message.reply_markup?.inline_keyboard : undefined;
  if (message === undefined || keyboard === undefined || !('data' in query)) return;
  const marked = checkScore(keyboard, query.data);
  if (JSON.stringify(marked) === JSON.stringify(keyboard)) return;
  const target = { chat_id: message.chat.id, message_id: message.message_id };
  await api.call('editMessageReplyMarkup', { ...target, reply_markup: { inline_keyboard: marked } });
}
