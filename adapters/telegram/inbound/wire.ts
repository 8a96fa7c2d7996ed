/** What the adapter reads of Telegram's updates, checked where they come in: nothing that is not here is ever looked at. */

import { z } from 'zod';

/** Up to the year 9999. */
const seconds = z.int().min(0).max(253_402_300_799);
const user = z.object({
  id: z.int(),
  is_bot: z.boolean(),
  first_name: z.string(),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
});
const chat = z.object({ id: z.int(), type: z.string() });
const location = z.object({ latitude: z.number(), longitude: z.number() });
const button = z.object({ text: z.string(), callback_data: z.string() });
const file = z.object({
  file_id: z.string().min(1),
  file_size: z.int().optional(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  width: z.number().optional(),
  is_animated: z.boolean().optional(),
  is_video: z.boolean().optional(),
});
const reaction = z.union([
  z.object({ type: z.literal('emoji'), emoji: z.string().min(1) }),
  z.object({ type: z.literal('custom_emoji'), custom_emoji_id: z.string().min(1) }),
  // Which was paid for, and is no emoji that anybody chose.
  z.object({ type: z.literal('paid') }),
]);

/** How what may be missing is read: as Telegram documents it, or so that what cannot be read counts as missing. */
interface Strictness {
  part<Output>(schema: z.ZodType<Output>): z.ZodType<Output | undefined>;
  list<Output>(schema: z.ZodType<Output>): z.ZodType<Output[]>;
}

const asDocumented: Strictness = { part: (schema) => schema.optional(), list: (schema) => z.array(schema) };
const asFarAsItGoes: Strictness = {
  part: (schema) => schema.optional().catch(undefined),
  list: (schema) =>
    z
      .array(z.unknown())
      .catch([])
      .transform((all) => all.flatMap((one) => schema.safeParse(one).data ?? [])),
};

function createSchema({ part, list }: Strictness) {
  const entities = part(
    list(z.object({ type: z.string(), offset: z.int(), length: z.int(), user: part(z.object({ id: z.int() })) })),
  );
  const who = z.object({ id: z.int(), is_bot: part(z.boolean()) });
  const answered = z.object({ from: part(who), forum_topic_created: part(z.unknown()) });
  const keyboard = z.object({ inline_keyboard: z.array(z.array(button)) });
  const place = z.object({
    message_id: z.int(),
    chat,
    message_thread_id: part(z.int()),
    is_topic_message: part(z.boolean()),
  });
  const message = place.extend({
    date: seconds,
    from: part(user),
    sender_chat: part(z.unknown()),
    reply_to_message: part(answered),
    text: part(z.string()),
    entities,
    caption: part(z.string()),
    caption_entities: entities,
    photo: part(list(file)),
    sticker: part(file),
    voice: part(file),
    video: part(file),
    video_note: part(file),
    animation: part(file),
    audio: part(file),
    document: part(file),
    venue: part(z.object({ title: z.string(), address: z.string(), location })),
    location: part(location),
    contact: part(z.object({ first_name: z.string(), last_name: part(z.string()), phone_number: z.string() })),
    poll: part(z.object({ question: z.string(), options: z.array(z.object({ text: z.string() })) })),
    dice: part(z.object({ emoji: z.string(), value: z.int() })),
    story: part(z.unknown()),
  });
  const shown = place.extend({ from: part(user), reply_to_message: part(answered), reply_markup: part(keyboard) });
  return z.object({
    update_id: z.int(),
    message: part(message),
    edited_message: part(message.extend({ edit_date: seconds })),
    callback_query: part(z.object({ id: z.string(), from: user, message: part(shown), data: part(z.string()) })),
    message_reaction: part(
      z.object({
        chat,
        message_id: z.int(),
        date: seconds,
        user: part(user),
        old_reaction: list(reaction),
        new_reaction: list(reaction),
      }),
    ),
    my_chat_member: part(
      z.object({ chat, from: user, date: seconds, new_chat_member: z.object({ status: z.string() }) }),
    ),
  });
}

const documented = createSchema(asDocumented);
const lenient = createSchema(asFarAsItGoes);

/** An update, as far as the adapter reads it. */
export type TelegramUpdate = z.output<typeof lenient>;
export type TelegramMessage = NonNullable<TelegramUpdate['message']>;
export type TelegramUser = z.output<typeof user>;
export type TelegramChat = z.output<typeof chat>;
export type TelegramReaction = z.output<typeof reaction>;
export type TelegramFile = z.output<typeof file>;
export type ButtonClick = NonNullable<TelegramUpdate['callback_query']>;

/** An update before it is read: it has a number, by which it can be confirmed. */
export type NumberedUpdate = z.output<typeof numbered>;
const numbered = z.looseObject({ update_id: z.int() });

/** Whether something is an update at all. */
export function isUpdate(value: unknown): value is NumberedUpdate {
  return numbered.safeParse(value).success;
}

/** The update as far as it can be read, and which of its parts could not be: `message.entities`; undefined where all could. */
export function readUpdate(given: NumberedUpdate): { update: TelegramUpdate; unreadable: string | undefined } {
  const whole = documented.safeParse(given);
  if (whole.success) return { update: whole.data, unreadable: undefined };
  const paths = whole.error.issues.map(({ path }) => path.filter((key) => typeof key === 'string').join('.'));
  return { update: lenient.parse(given), unreadable: [...new Set(paths)].join(', ') };
}
