/** What the adapter reads of Discord's objects, checked where they come in. */

import { z } from 'zod';

/** An id, which tells a time as well. */
export const snowflake = z.string().regex(/^\d{1,20}$/);

/** What may be missing, or be null, or be something else than Discord documents: then it counts as missing. */
export function part<Output>(schema: z.ZodType<Output>): z.ZodType<Output | undefined> {
  return schema
    .nullish()
    .transform((value) => value ?? undefined)
    .catch(undefined);
}

/** Those of a list that can be read. */
export function list<Output>(schema: z.ZodType<Output>): z.ZodType<Output[]> {
  return z.array(z.unknown()).transform((all) => all.flatMap((one) => schema.safeParse(one).data ?? []));
}

export const discordUser = z.object({
  id: snowflake,
  username: part(z.string()),
  global_name: part(z.string()),
  bot: part(z.boolean()),
  system: part(z.boolean()),
});

export const member = z.object({ nick: part(z.string()), user: part(discordUser) });
/** What cannot be read is a server all the same: what is said there is no direct message. */
export const inServer = z
  .unknown()
  .optional()
  .transform((id) => id !== undefined && id !== null);

/** A message of the bot's, of which only the ids are wanted. */
export const sentMessage = z.object({ id: snowflake, attachments: part(list(z.object({ id: snowflake }))) });

/** A channel, DM or thread. */
export const discordChannel = z.object({
  id: snowflake,
  type: z.number(),
  name: part(z.string()),
  parent_id: part(snowflake),
  owner_id: part(snowflake),
  recipients: part(list(discordUser)),
  member: part(z.object({})),
});

export const deletedMessages = z.object({
  id: part(snowflake),
  ids: part(list(snowflake)),
  channel_id: snowflake,
  guild_id: inServer,
});

const emoji = z.object({ id: part(snowflake), name: part(z.string()) });
export type DiscordEmoji = z.infer<typeof emoji>;

/** A reaction put on or taken away; what a moderator clears has no user, and perhaps no emoji. */
export const reactionChange = z.object({
  user_id: part(snowflake),
  channel_id: snowflake,
  message_id: snowflake,
  guild_id: inServer,
  emoji: part(emoji),
  member: part(member),
  message_author_id: part(snowflake),
});
export type ReactionChange = z.infer<typeof reactionChange>;
