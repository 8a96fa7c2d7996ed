/** What the adapter reads of Discord's objects, checked where they come in. */

import { z } from 'zod';

export const discordUser = z.object({
  id: z.string(),
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
  system: z.boolean().optional(),
});
export type DiscordUser = z.infer<typeof discordUser>;

const member = z.object({ nick: z.string().nullish(), user: discordUser.optional() });

const attachment = z.object({
  id: z.string(),
  filename: z.string(),
  content_type: z.string().optional(),
  size: z.number(),
  url: z.string(),
});

const reference = z.object({ message_id: z.string().optional() });
const referenced = z.object({ id: z.string(), author: discordUser, message_reference: reference.optional() });

/** A message, whether an event tells it or a request answers it. */
export const discordMessage = z.object({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
  type: z.number(),
  author: discordUser,
  member: member.optional(),
  webhook_id: z.string().optional(),
  content: z.string(),
  timestamp: z.string(),
  edited_timestamp: z.string().nullish(),
  mentions: z.array(discordUser).default([]),
  attachments: z.array(attachment).default([]),
  sticker_items: z.array(z.object({ name: z.string() })).optional(),
  message_reference: reference.optional(),
  referenced_message: referenced.nullish(),
  message_snapshots: z.array(z.object({ message: z.object({ content: z.string() }) })).optional(),
});
export type DiscordMessage = z.infer<typeof discordMessage>;

export const discordMessages = z.array(discordMessage);

/** A message of a request that only its id is wanted of. */
export const sentMessage = z.object({ id: z.string() });

/** A channel, DM or thread. */
export const discordChannel = z.object({
  id: z.string(),
  type: z.number(),
  guild_id: z.string().optional(),
  name: z.string().nullish(),
  parent_id: z.string().nullish(),
  owner_id: z.string().optional(),
  recipients: z.array(discordUser).optional(),
  member: z.object({}).optional(),
});

export const deletedMessages = z.object({
  id: z.string().optional(),
  ids: z.array(z.string()).optional(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
});

const emoji = z.object({ id: z.string().nullish(), name: z.string().nullish() });
export type DiscordEmoji = z.infer<typeof emoji>;

/** A reaction put on or taken away; what a moderator clears has no user, and perhaps no emoji. */
export const reactionChange = z.object({
  user_id: z.string().optional(),
  channel_id: z.string(),
  message_id: z.string(),
  guild_id: z.string().optional(),
  emoji: emoji.optional(),
  member: member.optional(),
  message_author_id: z.string().optional(),
});
export type ReactionChange = z.infer<typeof reactionChange>;

const button = z.looseObject({
  type: z.literal(2),
  style: z.number(),
  label: z.string().optional(),
  custom_id: z.string().optional(),
});
const row = z.looseObject({ type: z.literal(1), components: z.array(z.union([button, z.looseObject({})])) });
/** Rows of buttons as a message carries them. */
export type Components = { type: 1; components: Record<string, unknown>[] }[];

const interactionBase = {
  id: z.string(),
  token: z.string(),
  application_id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
  locale: z.string().optional(),
  user: discordUser.optional(),
  member: member.optional(),
};
const command = z.object({
  ...interactionBase,
  type: z.literal(2),
  data: z.object({
    name: z.string(),
    options: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) })).default([]),
  }),
});
const press = z.object({
  ...interactionBase,
  type: z.literal(3),
  data: z.object({ custom_id: z.string() }),
  message: z.object({
    id: z.string(),
    channel_id: z.string(),
    message_reference: reference.optional(),
    components: z.array(row).default([]),
  }),
});

/** A command or a pressed button. */
export const interaction = z.discriminatedUnion('type', [command, press]);
export type CommandRun = z.infer<typeof command>;
export type ButtonPress = z.infer<typeof press>;
export type DiscordInteraction = CommandRun | ButtonPress;
