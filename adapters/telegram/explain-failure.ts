import type { Explanation } from '../shared/connection-keeper.ts';
import { TelegramFailure } from './telegram-failure.ts';

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
