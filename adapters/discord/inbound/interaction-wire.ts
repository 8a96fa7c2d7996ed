/** What the adapter reads of commands and pressed buttons, checked where they come in. */

import { ApplicationIntegrationType, ChannelType, InteractionContextType } from 'discord.js';
import { z } from 'zod';
import { discordUser, inServer, list, member, part, snowflake } from './wire.ts';

const button = z.looseObject({
  type: z.literal(2),
  style: z.number(),
  label: part(z.string()),
  custom_id: part(z.string()),
});
const row = z.looseObject({ type: z.literal(1), components: z.array(z.union([button, z.looseObject({})])) });
/** Rows of buttons as a message carries them. */
export type Components = { type: 1; components: Record<string, unknown>[] }[];

const base = {
  id: snowflake,
  token: z.string(),
  application_id: snowflake,
  channel_id: snowflake,
  guild_id: inServer,
  locale: part(z.string()),
  user: part(discordUser),
  member: part(member),
  context: part(z.number()),
  channel: part(z.object({ type: z.number() })),
  authorizing_integration_owners: part(z.record(z.string(), z.unknown())),
};
const value = z.union([z.string(), z.number(), z.boolean()]);
const command = z.object({
  ...base,
  type: z.literal(2),
  data: z.object({ name: z.string(), options: part(list(z.object({ value }))) }),
});
const click = z.object({
  ...base,
  type: z.literal(3),
  data: z.object({ custom_id: z.string() }),
  message: z.object({
    id: snowflake,
    channel_id: snowflake,
    message_reference: part(z.object({ message_id: part(snowflake) })),
    components: part(z.array(row)),
  }),
});

/** A command or a pressed button. */
export const interaction = z
  .discriminatedUnion('type', [command, click])
  .refine(({ user, member }) => (user ?? member?.user) !== undefined, { path: ['user'] });
/** One that cannot be read any further: somebody waits for an answer to it. */
export const waitingInteraction = z.object({
  id: snowflake,
  token: z.string().min(1),
  type: z.literal([2, 3]),
  locale: part(z.string()),
});
export type CommandRun = z.infer<typeof command>;
export type ButtonClick = z.infer<typeof click>;
export type DiscordInteraction = CommandRun | ButtonClick;

/**
 * Whether it happened where the bot itself is not: among other people, or in a server where only one person has the app. There it
 * can answer this one, and write nothing else.
 */
export function isWithoutBot(interaction: DiscordInteraction): boolean {
  const { context, channel, guild_id: isInServer, authorizing_integration_owners: owners = {} } = interaction;
  if (context === InteractionContextType.PrivateChannel || channel?.type === ChannelType.GroupDM) return true;
  const [ofServer, ofUser] = [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall];
  return isInServer && ofUser in owners && !(ofServer in owners);
}
