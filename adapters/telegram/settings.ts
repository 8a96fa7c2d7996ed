import { z } from 'zod';
import type { RateLimits } from '../shared/rate-limit.ts';
import { listenSettings, rateLimitSettings, toRateLimits } from '../shared/settings.ts';

/** The section `telegram` of desk.yaml. */
export const telegramSection = {
  ...listenSettings(/^-\d{1,16}$/, 'the number of a group, which begins with a minus, in quotes'),
  ...rateLimitSettings,
};

export interface TelegramSettings {
  /** The ids of groups in which people are listened to. */
  listenTo: string[];
  rateLimits: RateLimits;
}

/** The settings that a section amounts to. */
export function toTelegramSettings(section: z.output<z.ZodObject<typeof telegramSection>>): TelegramSettings {
  return {
    listenTo: section.listen_to ?? [],
    rateLimits: toRateLimits(section, { perSecond: 25, perDestinationPerSecond: 1 }),
  };
}

/** The variables that connect Telegram. */
export const telegramEnvironment = {
  TELEGRAM_TOKEN: z
    .string()
    .min(1)
    .optional()
    .describe('The token of a Telegram bot, as BotFather gives it: connects its customers. A secret.'),
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/ })
    .default('https://api.telegram.org')
    .describe(
      'The address of the Telegram Bot API (https://…), where it is another one, such as a server of your own.',
    ),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,256}$/)
    .optional()
    .describe(
      'Has Telegram call the desk at PUBLIC_URL (which must be https://…) instead of being asked: 16 to 256 letters, digits, _ and -. A secret.',
    ),
};
