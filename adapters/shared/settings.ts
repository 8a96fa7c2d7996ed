/** What several adapters have in their sections of desk.yaml. */

import { z } from 'zod';
import type { RateLimits } from './rate-limit.ts';

const perSecond = z.union([z.number().positive().max(100_000), z.literal('unlimited')]).optional();

/** How much is sent. */
export const rateLimitSettings = {
  messages_per_second: perSecond.describe('Messages a second in all, or `unlimited`.'),
  messages_per_second_in_conversation: perSecond.describe('Messages a second to one conversation, or `unlimited`.'),
};

/** A channel, group or user, by name or id. */
export const platformName = z.string().trim().min(1).max(100);

/** The channels that are for help. */
export const helpChannelSettings = {
  help_channels: z
    .array(platformName)
    .max(100)
    .optional()
    .describe('Channels in which every message is a question, by name or id; it is answered in a thread.'),
};

/** The public channels in which people are listened to, by ids of the platform's own shape. */
export function listenSettings(pattern: RegExp, shape: string) {
  const id = z.string().trim().regex(pattern, `write ${shape}`);
  return {
    listen_to: z
      .array(id)
      .max(100)
      .optional()
      .describe(
        'Public channels, by id, in which it is counted how people sound, what they talk about and whether they name the desk; no words and no names are kept.',
      ),
  };
}

type Limit = number | 'unlimited' | undefined;

/** The limits a section sets; `base`, which is best a little below what the platform allows, where it sets none. */
export function toRateLimits(
  section: { messages_per_second?: Limit; messages_per_second_in_conversation?: Limit },
  base: RateLimits,
): RateLimits {
  const toNumber = (limit: Limit) => (limit === 'unlimited' ? Number.POSITIVE_INFINITY : limit);
  return {
    perSecond: toNumber(section.messages_per_second) ?? base.perSecond,
    perDestinationPerSecond: toNumber(section.messages_per_second_in_conversation) ?? base.perDestinationPerSecond,
  };
}
