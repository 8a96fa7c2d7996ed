import { z } from 'zod';
import type { RateLimits } from '../shared/rate-limit.ts';
import { helpChannelSettings, listenSettings, rateLimitSettings, toRateLimits } from '../shared/settings.ts';

/** The section `discord` of desk.yaml. */
export const discordSection = {
  ...helpChannelSettings,
  ...listenSettings(/^\d{17,20}$/, 'the number of 17 to 20 digits that “Copy Channel ID” gives, in quotes'),
  ...rateLimitSettings,
};

export interface DiscordSettings {
  /** Channels in which every message is a question: names or ids. */
  helpChannels: string[];
  /** The ids of channels in which people are listened to. */
  listenTo: string[];
  rateLimits: RateLimits;
}

/** The settings that a section amounts to. */
export function toDiscordSettings(section: z.output<z.ZodObject<typeof discordSection>>): DiscordSettings {
  return {
    helpChannels: section.help_channels ?? [],
    listenTo: section.listen_to ?? [],
    rateLimits: toRateLimits(section, { perSecond: 40, perDestinationPerSecond: 1 }),
  };
}

/** The variables that connect Discord. */
export const discordEnvironment = {
  DISCORD_TOKEN: z
    .string()
    .min(1)
    .optional()
    .describe('The token of a Discord bot, from the developer portal: connects its customers. A secret.'),
  DISCORD_API_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://discord.com/api')
    .describe('The address of the Discord API (https://…), where it is another one, such as a proxy.'),
};
