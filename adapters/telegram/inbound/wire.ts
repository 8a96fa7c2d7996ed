/** What the adapter reads of Telegram's updates, checked where they come in: nothing that is not here is ever looked at. */

import { z } from 'zod';
import { kindsOf } from './message-fields.ts';
import { contentShape, entitiesSchema, namedChatSchema, personSchema, type Strictness } from './wire-content.ts';

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
const chat = z.object({ id: z.int(), type: z.string(), title: z.string().optional().catch(undefined) });
const button = z.object({ text: z.string(), callback_data: z.string() });
const reaction = z.union([
  z.object({ type: z.literal('emoji'), emoji: z.string().min(1) }),
  z.object({ type: z.literal('custom_emoji'), custom_emoji_id: z.string().min(1) }),
  // Which was paid for, and is no emoji that anybody chose.
  z.object({ type: z.literal('paid') }),
]);

const asDocumented: Strictness = { part: (schema) => schema.optional(), list: (schema) => z.array(schema) };
const asFarAsItGoes: Strictness = {
  part: (schema) => schema.optional().catch(undefined),
  list: (schema) =>
    z
      .array(z.unknown())
      .catch([])
      .transform((all) => all.flatMap((one) => schema.safeParse(one).data ?? [])),
};

/** Who said first what is passed on, or answered from elsewhere. */
function originSchema(strictness: Strictness) {
  const { part } = strictness;
  return z.object({
    sender_user: part(personSchema(strictness)),
    sender_user_name: part(z.string()),
    sender_chat: part(namedChatSchema(strictness)),
    chat: part(namedChatSchema(strictness)),
    message_id: part(z.int()),
    author_signature: part(z.string()),
  });
}

const place = ({ part }: Strictness) =>
  z.object({ message_id: z.int(), chat, message_thread_id: part(z.int()), is_topic_message: part(z.boolean()) });

/** The message that is answered, in the same chat. */
function answeredSchema(strictness: Strictness) {
  const { part } = strictness;
  return z.object({
    message_id: part(z.int()),
    chat: part(chat),
    from: part(personSchema(strictness)),
    sender_chat: part(namedChatSchema(strictness)),
    forum_topic_created: part(z.object({ name: part(z.string()) })),
    ...contentShape(strictness),
  });
}

function messageSchema(strictness: Strictness) {
  const { part } = strictness;
  const origin = originSchema(strictness);
  return place(strictness).extend({
    date: seconds,
    from: part(user),
    sender_chat: part(namedChatSchema(strictness)),
    is_automatic_forward: part(z.boolean()),
    media_group_id: part(z.string()),
    forward_origin: part(origin),
    reply_to_message: part(answeredSchema(strictness)),
    external_reply: part(
      z.object({
        origin: part(origin),
        chat: part(namedChatSchema(strictness)),
        message_id: part(z.int()),
        ...contentShape(strictness),
      }),
    ),
    quote: part(z.object({ text: z.string(), entities: entitiesSchema(strictness) })),
    reply_to_story: part(z.object({ chat: namedChatSchema(strictness), id: z.int() })),
    reply_to_checklist_task_id: part(z.int()),
    reply_to_poll_option_id: part(z.string()),
    link_preview_options: part(z.object({ is_disabled: part(z.boolean()), url: part(z.string()) })),
    migrate_to_chat_id: part(z.int()),
    migrate_from_chat_id: part(z.int()),
    ...contentShape(strictness),
    /** The names of its fields that make it a message, read or not. */
    kinds: z.array(z.string()),
  });
}

const withKinds = (given: unknown): unknown =>
  typeof given === 'object' && given !== null ? { ...given, kinds: kindsOf(given) } : given;

function createSchema(strictness: Strictness) {
  const { part, list } = strictness;
  const message = messageSchema(strictness);
  const keyboard = z.object({ inline_keyboard: z.array(z.array(button)) });
  const answered = z.object({ from: part(personSchema(strictness)) });
  const shown = place(strictness).extend({ reply_to_message: part(answered), reply_markup: part(keyboard) });
  return z.object({
    update_id: z.int(),
    message: part(z.preprocess(withKinds, message)),
    edited_message: part(z.preprocess(withKinds, message.extend({ edit_date: seconds }))),
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
/** What somebody put into a message. */
export type TelegramContent = z.output<z.ZodObject<ReturnType<typeof contentShape>>>;
export type TelegramOrigin = NonNullable<TelegramMessage['forward_origin']>;
export type AnsweredMessage = NonNullable<TelegramMessage['reply_to_message']>;
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
