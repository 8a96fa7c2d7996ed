/** The real discord.js, connected to the fake as an adapter would connect it. */

import { once } from 'node:events';
import { Client, type ClientOptions, Events, GatewayIntentBits, Partials } from 'discord.js';
import type { DiscordPlatform } from './platform.ts';

const INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMembers,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.GuildMessageTyping,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.DirectMessageReactions,
  GatewayIntentBits.MessageContent,
];

const PARTIALS = [
  Partials.User,
  Partials.Channel,
  Partials.GuildMember,
  Partials.Message,
  Partials.Reaction,
  Partials.ThreadMember,
];

/** A client that has not logged in: all partials, none of the library's own retries, no five seconds between two identifies. */
export function createClient(platform: DiscordPlatform, options: Partial<ClientOptions> = {}): Client {
  return new Client({
    intents: INTENTS,
    partials: PARTIALS,
    allowedMentions: { parse: [] },
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => undefined }) },
    ...options,
    rest: { api: platform.url, version: '10', retries: 0, ...options.rest },
  });
}

/** Logs in and resolves when the client is ready. */
export async function logIn(client: Client, platform: DiscordPlatform): Promise<Client<true>> {
  const ready = once(client, Events.ClientReady);
  await client.login(platform.token);
  await ready;
  if (!client.isReady()) throw new Error('The client said that it was ready and is not');
  return client;
}
