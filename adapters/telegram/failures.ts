import { DeliveryError } from '../../src/ports/channel.ts';
import type { Explanation } from '../shared/connection-keeper.ts';

/** What went wrong with a call: `lost` when it may have been carried out all the same, `unreached` when it was not even heard. */
export type FailureCode =
  | 'unauthorized'
  | 'conflict'
  | 'rate_limited'
  | 'forbidden'
  | 'bad_request'
  | 'server_error'
  | 'unreached'
  | 'lost';

export interface TelegramFailureOptions {
  cause?: unknown;
  retryAfterMs?: number | undefined;
  migratedTo?: string | undefined;
}

/** A call that failed. Neither the message nor the cause has the token in it. */
export class TelegramFailure extends Error {
  override readonly name = 'TelegramFailure';
  readonly code: FailureCode;
  /** How long Telegram asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The chat that took the place of the one called. */
  readonly migratedTo: string | undefined;

  constructor(code: FailureCode, message: string, options: TelegramFailureOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.migratedTo = options.migratedTo;
  }
}

/** Whether it is a failure of this kind. */
export function isFailure(error: unknown, code: FailureCode): error is TelegramFailure {
  return error instanceof TelegramFailure && error.code === code;
}

/** What a failed call means for the message it was to carry. `repeatable` is whether doing it again would show nothing twice. */
export function toDeliveryError(error: unknown, repeatable = false): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (!(error instanceof TelegramFailure)) return new DeliveryError('unknown', 'Sending broke down', { cause: error });
  const { code, message, retryAfterMs, migratedTo } = error;
  const options = { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  switch (code) {
    case 'forbidden':
      return new DeliveryError('refused', `The customer cannot be written to on Telegram (${message})`, options);
    case 'bad_request': {
      const words =
        migratedTo === undefined
          ? 'Telegram refused the message'
          : 'The group has become a supergroup, and nobody can change what was said before';
      return new DeliveryError('refused', `${words} (${message})`, options);
    }
    case 'rate_limited':
      return new DeliveryError('unavailable', `Telegram asks to send less (${message})`, options);
    case 'unreached':
      return new DeliveryError('unavailable', `Telegram cannot be reached (${message})`, options);
    case 'unauthorized':
    case 'conflict':
      return new DeliveryError('unavailable', `Telegram does not let the bot in (${message})`, options);
    case 'server_error':
    case 'lost':
      return new DeliveryError(
        repeatable ? 'unavailable' : 'unknown',
        `Telegram's answer was lost (${message})`,
        options,
      );
  }
}

/** What it means when a later part of a message failed. */
export function toPartialDelivery(error: unknown, sent: number, total: number): DeliveryError {
  const { message } = toDeliveryError(error);
  return new DeliveryError('unknown', `Only ${sent} of ${total} parts are certain to have arrived: ${message}`, {
    cause: error,
  });
}

/** What is wrong with the connection and what to do about it. */
export function explainFailure(error: unknown): Explanation {
  if (!(error instanceof TelegramFailure)) {
    return { detail: 'The desk could not take in what came; it will be asked for again', needsAction: false };
  }
  const { code, message, retryAfterMs } = error;
  switch (code) {
    case 'unauthorized':
      return {
        detail:
          'Telegram does not know the token: copy it from @BotFather into TELEGRAM_TOKEN and start the desk again',
        needsAction: true,
      };
    case 'bad_request':
      return {
        detail: `Telegram does not take this webhook: PUBLIC_URL has to begin with https and lead to port 443, 80, 88 or 8443, and TELEGRAM_WEBHOOK_SECRET may have letters, digits, _ and - only (${message})`,
        needsAction: true,
      };
    case 'conflict':
      return {
        detail: `Another program receives this bot's messages: stop it, or remove its webhook by opening <TELEGRAM_API_ROOT>/bot<TELEGRAM_TOKEN>/deleteWebhook (${message})`,
        needsAction: false,
      };
    case 'rate_limited':
      return { detail: `Telegram asks to wait (${message})`, needsAction: false, retryAfterMs };
    default:
      return { detail: `Telegram cannot be reached; trying again (${message})`, needsAction: false };
  }
}
