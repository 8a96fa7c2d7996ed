import { DeliveryError } from '../../src/ports/channel.ts';
import { TelegramFailure } from './telegram-failure.ts';

/** What a failed call means for the message it was to carry. `repeatable` is whether doing it again would show nothing twice. */
export function toDeliveryError(error: unknown, repeatable = false): DeliveryError {
  if (error instanceof DeliveryError) return error;
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
