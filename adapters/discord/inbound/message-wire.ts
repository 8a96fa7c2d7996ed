/** What the adapter reads of messages, checked where they come in: a part that cannot be read costs nothing but itself. */

import { z } from 'zod';
import { discordUser, inServer, list, member, part, snowflake } from './wire.ts';

const moment = z.iso.datetime({ offset: true });

const file = z.object({
  id: snowflake,
  filename: part(z.string()),
  /** What the file was called without its ending, where Discord changed that. */
  title: part(z.string()),
  description: part(z.string()),
  content_type: part(z.string()),
  size: part(z.number()),
  url: part(z.string()),
  duration_secs: part(z.number()),
});
export type DiscordFile = z.infer<typeof file>;

const sticker = z.object({ id: snowflake, name: part(z.string()), format_type: part(z.number()) });
export type DiscordSticker = z.infer<typeof sticker>;

const pollMedia = z.object({ text: part(z.string()), emoji: part(z.object({ name: part(z.string()) })) });
const poll = z.object({ question: pollMedia, answers: list(z.object({ poll_media: pollMedia })) });

const linked = z.object({ url: part(z.string()) });
const embed = z.object({
  type: part(z.string()),
  title: part(z.string()),
  description: part(z.string()),
  url: part(z.string()),
  author: part(z.object({ name: part(z.string()) })),
  fields: part(list(z.object({ name: z.string(), value: z.string() }))),
  footer: part(z.object({ text: part(z.string()) })),
  image: part(linked),
  thumbnail: part(linked),
  video: part(linked),
});
export type DiscordEmbed = z.infer<typeof embed>;

/** What a message says, and one that is passed on as well. */
const content = {
  content: part(z.string()),
  mentions: part(list(discordUser)),
  mention_channels: part(list(z.object({ id: snowflake, name: z.string() }))),
  attachments: part(list(file)),
  sticker_items: part(list(sticker)),
  stickers: part(list(sticker)),
  poll: part(poll),
  embeds: part(list(embed)),
  components: part(list(z.unknown())),
  activity: part(z.object({ type: part(z.number()) })),
  application: part(z.object({ name: part(z.string()) })),
  shared_client_theme: part(z.object({})),
};
const contentSchema = z.object(content);
export type DiscordContent = z.infer<typeof contentSchema>;

const reference = z.object({ type: part(z.number()), channel_id: part(snowflake), message_id: part(snowflake) });
const snapshots = part(list(z.object({ message: contentSchema })));
const answered = z.object({
  ...content,
  id: snowflake,
  channel_id: part(snowflake),
  author: part(discordUser),
  message_reference: part(reference),
  message_snapshots: snapshots,
});
export type AnsweredMessage = z.infer<typeof answered>;

const message = z.object({
  ...content,
  id: snowflake,
  channel_id: snowflake,
  guild_id: inServer,
  type: part(z.number()),
  author: discordUser,
  member: part(member),
  webhook_id: part(z.string()),
  timestamp: part(moment),
  edited_timestamp: part(moment),
  message_reference: part(reference),
  /** Null where it is gone. */
  referenced_message: z.union([answered, z.null()]).optional().catch(undefined),
  message_snapshots: snapshots,
});

/** A message, whether an event tells it or a request answers it. */
export type DiscordMessage = z.infer<typeof message> & {
  /** The names of fields that Discord documents otherwise than they came. */
  unreadable: string[];
  /** The names of fields with something in them that nobody here knows. */
  unknown: string[];
};

export const discordMessage = z.looseObject({}).transform((given, context): DiscordMessage => {
  const read = message.safeParse(given);
  if (!read.success) {
    for (const { path, message } of read.error.issues)
      context.issues.push({ code: 'custom', path, message, input: given });
    return z.NEVER;
  }
  const fields = Object.entries(given);
  const known: Record<string, unknown> = read.data;
  const isRead = ([name, value]: [string, unknown]): boolean =>
    value === null || (Array.isArray(value) ? lengthOf(known[name]) === value.length : known[name] !== undefined);
  return {
    ...read.data,
    unreadable: fields
      .filter(([name]) => name in message.shape)
      .filter((field) => !isRead(field))
      .map(nameOf),
    unknown: fields.filter(([name, value]) => !(name in message.shape) && isFilled(name, value)).map(nameOf),
  };
});

/** A page of the history, of which each message is read by itself. */
export const discordMessages = z.array(z.looseObject({ id: snowflake }));

/** Of what is not read, what says nothing by itself. */
const WITHOUT_CONTENT = [
  ...['mention_roles', 'reactions', 'thread', 'resolved', 'interaction', 'interaction_metadata'],
];

function isFilled(name: string, value: unknown): boolean {
  if (WITHOUT_CONTENT.includes(name)) return false;
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

function nameOf([name]: [string, unknown]): string {
  return name;
}
