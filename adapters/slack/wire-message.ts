/** What the adapter reads of messages, checked where they come in. */

import { z } from 'zod';

/** A time of Slack's, in seconds; a message's is its id within the channel. */
export const timestamp = z.string().regex(/^\d{1,11}(\.\d{1,9})?$/);
const text = z.string().nullish();
const flag = z.boolean().nullish();

export const file = z.object({
  id: z.string(),
  name: text,
  title: text,
  mimetype: text,
  size: z.number().nullish(),
  mode: text,
  /** `check_file_info` where the message tells nothing of it but its id. */
  file_access: text,
  filetype: text,
  is_external: flag,
  url_private: text,
  permalink: text,
  /** What was said in a clip, as far as Slack has written it down. */
  transcription: z.object({ preview: z.object({ content: text }).nullish() }).nullish(),
});
/** A file of a message. */
export type MessageFile = z.infer<typeof file>;

const richStretch = z.object({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().optional(),
  name: z.string().optional(),
  /** Code points in hexadecimal, with dashes between them. */
  unicode: z
    .string()
    .refine((points) => points.split('-').every(isCodePoint))
    .optional(),
  user_id: z.string().optional(),
  channel_id: z.string().optional(),
  usergroup_id: z.string().optional(),
  team_id: z.string().optional(),
  range: z.string().optional(),
  /** Of a colour. */
  value: z.string().optional(),
  /** Of a time, in seconds, with how it reads where nothing can show it. */
  timestamp: z.number().optional(),
  fallback: z.string().optional(),
  indent: z.number().optional(),
  /** How many items of a numbered list came before. */
  offset: z.number().optional(),
  style: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
});
const richItem = richStretch.extend({ elements: z.array(richStretch).optional() });
const richPart = richStretch.extend({ elements: z.array(richItem).optional() });

/** What Slack's client makes of what people type: a list has sections, which have stretches of text; all else has stretches. */
export const richTextBlock = z.object({ type: z.literal('rich_text'), elements: z.array(richPart) });
export type WireRichText = z.infer<typeof richTextBlock>;
/** A part of rich text, whatever it is in. */
export interface RichPiece extends z.infer<typeof richStretch> {
  elements?: RichPiece[] | undefined;
}

const block = z
  .looseObject({ type: z.string() })
  .refine(
    (value) => value.type !== 'rich_text' || richTextBlock.safeParse(value).success,
    'rich text of no known shape',
  );
const blocks = z.array(z.unknown().refine((value) => block.safeParse(value).success, 'a block of no known shape'));

const optionalText = text.catch(undefined);
const optionalFlag = flag.catch(undefined);
const optionalBlocks = z.array(z.unknown()).nullish().catch(undefined);
/** What a message has below its words: a post that is shared or linked to, what a link leads to, or a card that an app made. */
export const sharedPost = z.object({
  is_share: optionalFlag,
  is_msg_unfurl: optionalFlag,
  author_name: optionalText,
  author_subname: optionalText,
  service_name: optionalText,
  pretext: optionalText,
  title: optionalText,
  title_link: optionalText,
  text: optionalText,
  fallback: optionalText,
  from_url: optionalText,
  original_url: optionalText,
  image_url: optionalText,
  fields: z
    .array(z.object({ title: optionalText, value: optionalText }))
    .nullish()
    .catch(undefined),
  files: z.array(file).nullish().catch(undefined),
  blocks: optionalBlocks,
  message_blocks: z
    .array(z.object({ message: z.object({ blocks: optionalBlocks }).nullish().catch(undefined) }))
    .nullish()
    .catch(undefined),
});
export type SharedPost = z.infer<typeof sharedPost>;

const message = z.object({
  ts: timestamp,
  text,
  user: text,
  bot_id: text,
  subtype: text,
  /** What a person's own client gives to what they write. */
  client_msg_id: text,
  thread_ts: timestamp.nullish(),
  edited: z.object({ ts: timestamp }).nullish(),
  files: z.array(file).nullish(),
  blocks: blocks.nullish(),
  /** Each a `sharedPost`. */
  attachments: z.array(z.unknown()).nullish(),
});
/** A message as an event or the history has it. */
export type WrittenMessage = z.infer<typeof message>;

/** What is told of a message: that it was written, or its change, with how it was before. */
export const messageEvent = message.extend({
  channel: z.string(),
  event_ts: timestamp,
  message: message.nullish(),
  previous_message: message.nullish(),
});
export type WireMessageEvent = z.infer<typeof messageEvent>;

function isCodePoint(point: string): boolean {
  return /^[0-9a-f]{1,6}$/i.test(point) && Number.parseInt(point, 16) <= 0x10ffff;
}
