import { z } from 'zod';
import type { RateLimits } from '../shared/rate-limit.ts';
import {
  helpChannelSettings,
  listenSettings,
  platformName,
  rateLimitSettings,
  toRateLimits,
} from '../shared/settings.ts';

/** The section `slack` of desk.yaml. */
export const slackSection = {
  staff_channel: platformName.optional().describe('The channel of the tickets, by name or id.'),
  team_channels: z
    .record(platformName, platformName)
    .optional()
    .describe("The channel of a category's tickets, by category."),
  agents: platformName.optional().describe('Who is an agent: a channel (#support) or a user group (@support).'),
  leads: platformName.optional().describe('Who is a lead: a channel or a user group.'),
  admins: platformName.optional().describe('Who is an admin: a channel or a user group.'),
  reply_prefix: z
    .string()
    .trim()
    .min(1)
    .max(10)
    .optional()
    .describe('What begins a reply in a ticket’s thread; a note, where thread_messages are replies.'),
  thread_messages: z
    .enum(['notes', 'replies'])
    .optional()
    .describe('What a plain message in a ticket’s thread is: a note, or the reply of the assignee.'),
  customers: z.boolean().optional().describe('Whether people of the workspace who write to the bot are customers.'),
  ...helpChannelSettings,
  ...listenSettings(/^[CG][A-Z0-9]{7,}$/, 'a channel’s id such as C0123456789, which its details show at the end'),
  ...rateLimitSettings,
};

export interface SlackSettings {
  /** The channel of tickets whose category has none of its own: a name or an id. */
  staffChannel: string | undefined;
  /** The channel of each category's team, by category: names or ids. */
  teamChannels: Record<string, string>;
  /** Who is an agent, a lead, an admin: a channel (`#support`), a user group (`@support`) or an id. By default who is in a staff channel is an agent. */
  agents: string | undefined;
  leads: string | undefined;
  admins: string | undefined;
  /** What a message in a ticket's thread begins with to be the other of the two: a reply where they are notes, a note where they are replies. */
  replyPrefix: string;
  /** What a plain message in a ticket's thread is. */
  threadMessages: 'notes' | 'replies';
  /** Whether people of the workspace who write to the bot are customers. */
  customers: boolean;
  /** Channels in which every message is a question: names or ids. */
  helpChannels: string[];
  /** The ids of channels in which people are listened to. */
  listenTo: string[];
  rateLimits: RateLimits;
}

/** The settings that a section amounts to; the staff channel it does not name is that of `SLACK_STAFF_CHANNEL`. */
export function toSlackSettings(
  section: z.output<z.ZodObject<typeof slackSection>>,
  { SLACK_STAFF_CHANNEL }: { SLACK_STAFF_CHANNEL?: string | undefined } = {},
): SlackSettings {
  return {
    staffChannel: section.staff_channel ?? SLACK_STAFF_CHANNEL,
    teamChannels: section.team_channels ?? {},
    agents: section.agents,
    leads: section.leads,
    admins: section.admins,
    replyPrefix: section.reply_prefix ?? '!',
    threadMessages: section.thread_messages ?? 'notes',
    customers: section.customers ?? true,
    helpChannels: section.help_channels ?? [],
    listenTo: section.listen_to ?? [],
    rateLimits: toRateLimits(section, { perSecond: 20, perDestinationPerSecond: 0.9 }),
  };
}

/** The variables that connect Slack. */
export const slackEnvironment = {
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith('xoxb-')
    .optional()
    .describe('The bot token (xoxb-…) of a Slack app: connects staff, and customers in the workspace. A secret.'),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-')
    .optional()
    .describe('The app-level token (xapp-…) for Socket Mode, which needs no public address. A secret.'),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('Has Slack call the desk at PUBLIC_URL/slack/events instead; used without SLACK_APP_TOKEN. A secret.'),
  SLACK_STAFF_CHANNEL: z
    .string()
    .optional()
    .describe('The Slack channel of the tickets, by name or id, where desk.yaml names none.'),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://slack.com/api/')
    .describe('The address of the Slack API (https://…), where it is another one, such as GovSlack.'),
};
