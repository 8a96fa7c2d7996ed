/** What the bot asks of a server's owner, and of the gateway. */

import { GatewayIntentBits, PermissionFlagsBits } from 'discord.js';

/** The gateway intents: nothing that is not read. Only the content of messages is privileged. */
export const REQUIRED_INTENTS =
  GatewayIntentBits.Guilds |
  GatewayIntentBits.GuildMessages |
  GatewayIntentBits.GuildMessageReactions |
  GatewayIntentBits.DirectMessages |
  GatewayIntentBits.DirectMessageReactions |
  GatewayIntentBits.MessageContent;

/** What the bot needs in each channel where it answers, by the names that Discord shows. */
export const CHANNEL_PERMISSIONS = {
  'View Channels': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Create Public Threads': PermissionFlagsBits.CreatePublicThreads,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Attach Files': PermissionFlagsBits.AttachFiles,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
} as const;

/** The same permissions together. */
export const REQUIRED_PERMISSIONS: bigint = Object.values(CHANNEL_PERMISSIONS).reduce((sum, bit) => sum | bit, 0n);

/** The address under which somebody who manages a server adds the bot to it. */
export function inviteUrl(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: REQUIRED_PERMISSIONS.toString(),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
