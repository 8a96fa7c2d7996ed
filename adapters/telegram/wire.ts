/** What the adapter reads of Telegram's objects, checked where they come in. */

import type { Update } from 'telegraf/types';
import { z } from 'zod';

/** Up to the year 9999. */
const seconds = z.int().min(0).max(253_402_300_799);
const user = z.looseObject({
  id: z.int(),
  is_bot: z.boolean(),
  first_name: z.string(),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
});
const chat = z.looseObject({ id: z.int(), type: z.string() });
const place = z.looseObject({ message_id: z.int(), chat, message_thread_id: z.int().optional() });
const entities = z.array(z.looseObject({ type: z.string(), offset: z.int(), length: z.int() })).optional();
const file = z.looseObject({
  file_id: z.string(),
  file_size: z.int().optional(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
});
const files = Object.fromEntries(
  ['sticker', 'voice', 'video', 'video_note', 'animation', 'audio', 'document'].map((name) => [name, file.optional()]),
);
const message = place.extend({
  ...files,
  photo: z.array(file).optional(),
  from: user.optional(),
  date: seconds,
  text: z.string().optional(),
  caption: z.string().optional(),
  entities,
  caption_entities: entities,
});
const reactions = z.array(z.looseObject({ type: z.string() }));
const update = z.looseObject({
  update_id: z.int(),
  message: message.optional(),
  edited_message: message.extend({ edit_date: seconds }).optional(),
  callback_query: z
    .looseObject({ id: z.string(), from: user, message: place.optional(), data: z.string().optional() })
    .optional(),
  message_reaction: z
    .looseObject({
      chat,
      message_id: z.int(),
      date: seconds,
      user: user.optional(),
      old_reaction: reactions,
      new_reaction: reactions,
    })
    .optional(),
  my_chat_member: z
    .looseObject({ chat, from: user, date: seconds, new_chat_member: z.looseObject({ status: z.string() }) })
    .optional(),
});

/** @throws ZodError when an update is not of the shape in which the adapter reads it */
export function checkShape(given: Update): void {
  update.parse(given);
}

const numbered = z.looseObject({ update_id: z.int() });

/** Whether something is an update at all: it has a number, by which it can be confirmed. */
export function isUpdate(value: unknown): value is Update {
  return numbered.safeParse(value).success;
}
