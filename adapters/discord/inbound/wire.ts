/** What the adapter reads of Discord's objects, checked where they come in. */

import { z } from 'zod';

/** An id, which tells a time as well. */
const snowflake = z.string().regex(/^\d{1,20}$/);
const moment = z.iso.datetime({ offset: true });

export const discordUser = z.object({
  id: snowflake,
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
  system: z.boolean().optional(),
});
export type DiscordUser = z.infer<typeof discordUser>;

const member = z.object({ nick: z.string().nullish(), user: discordUser.optional() });

const attachment = z.object({
  id: snowflake,
  filename: z.string(),
  content_type: z.string().optional(),
  size: z.number(),
  url: z.string(),
});

const reference = z.object({ message_id: snowflake.optional() });
const referenced = z.object({ id: snowflake, author: discordUser, message_reference: reference.optional() });

/** A message, whether an event tells it or a request answers it. */
export const discordMessage = z.object({
  id: snowflake,
  channel_id: snowflake,
  guild_id: snowflake.optional(),
  type: z.number(),
  author: discordUser,
  member: member.optional(),
  webhook_id: z.string().optional(),
  content: z.string(),
  timestamp: moment,
  edited_timestamp: moment.nullish(),
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
export const sentMessage = z.object({ id: snowflake });

/** A channel, DM or thread. */
export const discordChannel = z.object({
  id: snowflake,
  type: z.number(),
  guild_id: snowflake.optional(),
  name: z.string().nullish(),
  parent_id: snowflake.nullish(),
  owner_id: snowflake.optional(),
  recipients: z.array(discordUser).optional(),
  member: z.object({}).optional(),
});

export const deletedMessages = z.object({
  id: snowflake.optional(),
  ids: z.array(snowflake).optional(),
  channel_id: snowflake,
  guild_id: snowflake.optional(),
});

const emoji = z.object({ id: snowflake.nullish(), name: z.string().nullish() });
export type DiscordEmoji = z.infer<typeof emoji>;

/** A reaction put on or taken away; what a moderator clears has no user, and perhaps no emoji. */
export const reactionChange = z.object({
  user_id: snowflake.optional(),
  channel_id: snowflake,
  message_id: snowflake,
  guild_id: snowflake.optional(),
  emoji: emoji.optional(),
  member: member.optional(),
  message_author_id: snowflake.optional(),
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
  id: snowflake,
  token: z.string(),
  application_id: snowflake,
  channel_id: snowflake,
  guild_id: snowflake.optional(),
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
const click = z.object({
  ...interactionBase,
  type: z.literal(3),
  data: z.object({ custom_id: z.string() }),
  message: z.object({
    id: snowflake,
    channel_id: snowflake,
    message_reference: reference.optional(),
    components: z.array(row).default([]),
  }),
});

/** A command or a pressed button. */
export const interaction = z.discriminatedUnion('type', [command, click]);
/** A pressed button that cannot be read any further: somebody waits for an answer to it. */
export const waitingClick = z.object({ id: snowflake, token: z.string().min(1), type: z.literal(3) });
export type CommandRun = z.infer<typeof command>;
export type ButtonClick = z.infer<typeof click>;
export type DiscordInteraction = CommandRun | ButtonClick;
