/** What `desk.yaml` says about each platform. */

/** How much an adapter sends: messages a second in all and to one conversation; Infinity lifts a limit. */
export interface RateLimits {
  perSecond: number;
  perDestinationPerSecond: number;
}

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
  rateLimits: RateLimits;
}

export interface DiscordSettings {
  /** Channels in which every message is a question: names or ids. */
  helpChannels: string[];
  rateLimits: RateLimits;
}

export interface TelegramSettings {
  rateLimits: RateLimits;
}

/** A reply kept for use again, in each language it is worded in; `{customer}`, `{agent}` and `{ticket}` are filled in. */
export interface SavedReply {
  title: string;
  texts: Record<string, string>;
}

export interface PlatformSettings {
  slack: SlackSettings;
  discord: DiscordSettings;
  telegram: TelegramSettings;
}

/** A little below what each platform allows. */
export const DEFAULT_PLATFORM_SETTINGS: PlatformSettings = {
  slack: {
    staffChannel: undefined,
    teamChannels: {},
    agents: undefined,
    leads: undefined,
    admins: undefined,
    replyPrefix: '!',
    threadMessages: 'notes',
    customers: true,
    helpChannels: [],
    rateLimits: { perSecond: 20, perDestinationPerSecond: 0.9 },
  },
  discord: { helpChannels: [], rateLimits: { perSecond: 40, perDestinationPerSecond: 1 } },
  telegram: { rateLimits: { perSecond: 25, perDestinationPerSecond: 1 } },
};
