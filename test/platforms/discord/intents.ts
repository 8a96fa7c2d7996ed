/** Gateway intents: which events a bot asked for, and what it may read in them. */

import { z } from 'zod';

/** The intents, by the API's bits. */
export const Intent = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildMessageReactions: 1 << 10,
  guildMessageTyping: 1 << 11,
  directMessages: 1 << 12,
  directMessageReactions: 1 << 13,
  directMessageTyping: 1 << 14,
  messageContent: 1 << 15,
} as const;

/** The intents that are switched on in the developer portal first. */
export const PRIVILEGED_INTENTS = Intent.guildMembers | Intent.guildPresences | Intent.messageContent;

/** Every bit that means something; polls, scheduled events and auto moderation included. */
const KNOWN_INTENTS = 0x1ffff | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

/** The intents an event is behind, in a server and in a DM. Events that are not named go to every bot. */
const BEHIND: Record<string, { inGuild: number; inDirectMessage: number }> = {
  ...behind(['GUILD_CREATE', 'GUILD_DELETE', 'CHANNEL_CREATE', 'CHANNEL_UPDATE', 'CHANNEL_DELETE'], Intent.guilds),
  ...behind(['THREAD_CREATE', 'THREAD_UPDATE', 'THREAD_DELETE'], Intent.guilds),
  ...behind(['GUILD_MEMBER_ADD', 'GUILD_MEMBER_REMOVE', 'THREAD_MEMBERS_UPDATE'], Intent.guildMembers),
  ...behind(['MESSAGE_CREATE', 'MESSAGE_UPDATE', 'MESSAGE_DELETE'], Intent.guildMessages, Intent.directMessages),
  ...behind(['MESSAGE_DELETE_BULK'], Intent.guildMessages),
  ...behind(
    ['MESSAGE_REACTION_ADD', 'MESSAGE_REACTION_REMOVE', 'MESSAGE_REACTION_REMOVE_ALL', 'MESSAGE_REACTION_REMOVE_EMOJI'],
    Intent.guildMessageReactions,
    Intent.directMessageReactions,
  ),
  ...behind(['TYPING_START'], Intent.guildMessageTyping, Intent.directMessageTyping),
};

/** Whether a session with these intents is told of the event. */
export function wants(intents: number, eventName: string, inGuild: boolean): boolean {
  const needed = BEHIND[eventName];
  return needed === undefined || (intents & (inGuild ? needed.inGuild : needed.inDirectMessage)) !== 0;
}

/** What the gateway closes with when a bot asks for these: 4013 unknown ones, 4014 ones that are not switched on. */
export function refusalOf(intents: unknown, switchedOn: number): 4013 | 4014 | undefined {
  if (typeof intents !== 'number' || !Number.isInteger(intents) || (intents & ~KNOWN_INTENTS) !== 0) return 4013;
  return (intents & PRIVILEGED_INTENTS & ~switchedOn) === 0 ? undefined : 4014;
}

const about = z.object({ author: z.object({ id: z.string() }), mentions: z.array(z.object({ id: z.string() })) });

/** The event as a bot without the message content intent gets it: empty, but in DMs, for its own and where it is mentioned. */
export function readable(intents: number, botId: string, eventName: string, data: object): object {
  const isMessage = eventName === 'MESSAGE_CREATE' || eventName === 'MESSAGE_UPDATE';
  if (!isMessage || (intents & Intent.messageContent) !== 0 || !('guild_id' in data)) return data;
  const message = about.safeParse(data).data;
  if (message?.author.id === botId || message?.mentions.some(({ id }) => id === botId)) return data;
  return { ...data, content: '', embeds: [], attachments: [], components: [] };
}

function behind(names: string[], inGuild: number, inDirectMessage = inGuild) {
  return Object.fromEntries(names.map((name) => [name, { inGuild, inDirectMessage }]));
}
