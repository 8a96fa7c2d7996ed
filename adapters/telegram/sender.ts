import { DeliveryError } from '../../src/domain/channel.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { OutgoingMessage } from '../../src/domain/message.ts';
import { type Run, toPlainText } from '../kit/formatted-text.ts';
import { wait } from '../kit/wait.ts';
import { toHtml } from './html.ts';
import { buildKeyboard, type Keyboard } from './keyboard.ts';
import { type ArticleUrl, presentMessage } from './presentation.ts';
import type { TelegramApi } from './telegram-api.ts';
import { TelegramFailure } from './telegram-failure.ts';

export interface SenderOptions {
  api: TelegramApi;
  clock: Clock;
  articleUrl: ArticleUrl;
  /** Resolves when a message may go to this chat. */
  takeTurn(chatId: string): Promise<void>;
  reportError(error: unknown): void;
}

/** Both fail only with a DeliveryError. */
export interface Sender {
  /** Resolves to the key of the last part, which carries the buttons. */
  send(chatId: string, message: OutgoingMessage): Promise<string>;
  edit(chatId: string, messageKey: string, message: OutgoingMessage): Promise<void>;
}

/** A text as one call carries it. */
interface Content {
  text: string;
  parse_mode?: 'HTML';
  link_preview_options: { is_disabled: true };
  reply_markup?: { inline_keyboard: Keyboard };
}

/** How often the rest of a message is tried whose beginning the customer has already. */
const MOST_ATTEMPTS = 5;
const FIRST_RETRY_MS = 1_000;
/** Telegram has no code of its own for this. */
const NOT_MODIFIED = /message is not modified/;

/** Sends and changes messages, each text as HTML, or as it is where Telegram cannot read that. */
export function createSender(options: SenderOptions): Sender {
  const { api, clock, articleUrl, takeTurn, reportError } = options;

  const keyboardOf = (message: OutgoingMessage): Keyboard => {
    const { keyboard, tooLong } = buildKeyboard(message);
    if (tooLong.length > 0) {
      reportError(new Error(`Telegram cannot carry these choices, so they are not offered: ${tooLong.join(', ')}`));
    }
    return keyboard;
  };
  const sendPart = async (chatId: string, runs: Run[], keyboard: Keyboard): Promise<string> => {
    await takeTurn(chatId);
    const sent = await withPlainFallback(runs, keyboard, (content) =>
      api.call('sendMessage', { chat_id: chatId, ...content }),
    );
    return String(sent.message_id);
  };
  /** What the customer has the beginning of is not begun again: where it could be sent later, it is waited for. */
  const sendFurtherPart = async (chatId: string, runs: Run[], keyboard: Keyboard): Promise<string> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await sendPart(chatId, runs, keyboard);
      } catch (error) {
        const { failure, retryAfterMs } = toDeliveryError(error);
        if (failure !== 'unavailable' || attempt === MOST_ATTEMPTS) throw error;
        await wait(clock, retryAfterMs ?? FIRST_RETRY_MS * 2 ** attempt);
      }
    }
  };

  return {
    async send(chatId, message) {
      const parts = presentMessage(message, articleUrl);
      const keyboard = keyboardOf(message);
      let messageKey = '';
      for (const [index, part] of parts.entries()) {
        const buttons = index === parts.length - 1 ? keyboard : [];
        try {
          messageKey = await (index === 0 ? sendPart : sendFurtherPart)(chatId, part, buttons);
        } catch (error) {
          throw index === 0 ? toDeliveryError(error) : toPartialDelivery(error, index, parts.length);
        }
      }
      return messageKey;
    },

    async edit(chatId, messageKey, message) {
      const [runs = [], ...rest] = presentMessage(message, articleUrl);
      if (rest.length > 0) throw new DeliveryError('refused', 'The text is too long for one message of Telegram');
      const target = { chat_id: chatId, message_id: Number(messageKey) };
      try {
        await withPlainFallback(runs, keyboardOf(message), (content) =>
          api.call('editMessageText', { ...target, ...content }),
        );
      } catch (error) {
        if (!isNotModified(error)) throw toDeliveryError(error);
      }
    },
  };
}

/** A refused text was certainly not taken, so it may be tried without formats. */
async function withPlainFallback<Result>(
  runs: Run[],
  keyboard: Keyboard,
  call: (content: Content) => Promise<Result>,
): Promise<Result> {
  const common = {
    link_preview_options: { is_disabled: true } as const,
    ...(keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {}),
  };
  try {
    return await call({ text: toHtml(runs), parse_mode: 'HTML', ...common });
  } catch (error) {
    const isRefused = error instanceof TelegramFailure && error.code === 'bad_request' && !isNotModified(error);
    if (!isRefused) throw error;
    return call({ text: toPlainText(runs), ...common });
  }
}

function isNotModified(error: unknown): boolean {
  return error instanceof TelegramFailure && error.code === 'bad_request' && NOT_MODIFIED.test(error.message);
}

function toDeliveryError(error: unknown): DeliveryError {
  if (!(error instanceof TelegramFailure)) return new DeliveryError('unknown', 'Sending broke down', { cause: error });
  const { code, message, retryAfterMs } = error;
  const options = { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  switch (code) {
    case 'forbidden':
      return new DeliveryError('refused', `The customer cannot be written to on Telegram (${message})`, options);
    case 'bad_request':
      return new DeliveryError('refused', `Telegram refused the message (${message})`, options);
    case 'rate_limited':
      return new DeliveryError('unavailable', `Telegram asks to send less (${message})`, options);
    case 'unreached':
      return new DeliveryError('unavailable', `Telegram cannot be reached (${message})`, options);
    case 'unauthorized':
    case 'conflict':
      return new DeliveryError('unavailable', `Telegram does not let the bot in (${message})`, options);
    case 'server_error':
    case 'lost':
      return new DeliveryError('unknown', `Telegram's answer was lost (${message})`, options);
  }
}

function toPartialDelivery(error: unknown, sent: number, total: number): DeliveryError {
  const { message } = toDeliveryError(error);
  return new DeliveryError('unknown', `Only ${sent} of ${total} parts are certain to have arrived: ${message}`, {
    cause: error,
  });
}
