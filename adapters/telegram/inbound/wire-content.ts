/** What a message of Telegram can hold, as far as the adapter reads it: of a message, of the one it answers, of one elsewhere. */

import { z } from 'zod';

/** How what may be missing is read: as Telegram documents it, or so that what cannot be read counts as missing. */
export interface Strictness {
  part<Output>(schema: z.ZodType<Output>): z.ZodType<Output | undefined>;
  list<Output>(schema: z.ZodType<Output>): z.ZodType<Output[]>;
}

const location = z.object({ latitude: z.number(), longitude: z.number() });
const named = z.object({ text: z.string() });
const file = z.object({
  file_id: z.string().min(1),
  file_size: z.int().optional(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  width: z.number().optional(),
  is_animated: z.boolean().optional(),
  is_video: z.boolean().optional(),
  emoji: z.string().optional(),
});
const price = { currency: z.string(), total_amount: z.number() };

export type TelegramFile = z.output<typeof file>;
export type TelegramLocation = z.output<typeof location>;

/** Somebody who is named: not always the sender of anything. */
export function personSchema({ part }: Strictness) {
  return z.object({
    id: z.int(),
    is_bot: part(z.boolean()),
    first_name: part(z.string()),
    last_name: part(z.string()),
    username: part(z.string()),
  });
}

/** A chat that is named: where something was said, or as whom. */
export function namedChatSchema(strictness: Strictness) {
  return personSchema(strictness).extend({ type: strictness.part(z.string()), title: strictness.part(z.string()) });
}

/** Formats, links and mentions in a text. */
export function entitiesSchema({ part, list }: Strictness) {
  const entity = z.object({
    type: z.string(),
    offset: z.int(),
    length: z.int(),
    url: part(z.string()),
    user: part(z.object({ id: z.int() })),
  });
  return part(list(entity));
}

/** The files of a message, or of a block of a rich one. */
export function mediaShape({ part, list }: Strictness) {
  return {
    photo: part(list(file)),
    live_photo: part(file),
    animation: part(file),
    document: part(file),
    video: part(file),
    audio: part(file),
    voice: part(file),
    voice_note: part(file),
    video_note: part(file),
    sticker: part(file),
  };
}

/** What is neither words nor a file. */
function itemShape(strictness: Strictness) {
  const { part, list } = strictness;
  const chat = namedChatSchema(strictness);
  const media = part(z.object(mediaShape(strictness)));
  const gift = z.object({ text: part(z.string()), gift: z.object({ star_count: part(z.number()) }) });
  return {
    venue: part(z.object({ title: z.string(), address: z.string(), location })),
    location: part(location),
    contact: part(z.object({ first_name: z.string(), last_name: part(z.string()), phone_number: z.string() })),
    poll: part(
      z.object({
        question: z.string(),
        description: part(z.string()),
        media,
        options: list(named.extend({ persistent_id: part(z.string()), media })),
      }),
    ),
    checklist: part(
      z.object({
        title: z.string(),
        tasks: list(named.extend({ id: part(z.int()), completion_date: part(z.number()) })),
      }),
    ),
    dice: part(z.object({ emoji: z.string(), value: z.int() })),
    game: part(z.object({ title: z.string(), description: part(z.string()), text: part(z.string()) })),
    story: part(z.object({ chat, id: z.int() })),
    invoice: part(z.object({ title: z.string(), description: part(z.string()), ...price })),
    successful_payment: part(z.object({ ...price, telegram_payment_charge_id: part(z.string()) })),
    paid_media: part(z.object({ star_count: z.number(), paid_media: list(z.object(mediaShape(strictness))) })),
    giveaway: part(z.object({ chats: list(chat), winner_count: z.number(), prize_description: part(z.string()) })),
    giveaway_winners: part(
      z.object({
        chat,
        giveaway_message_id: z.int(),
        winners: list(personSchema(strictness)),
        prize_description: part(z.string()),
      }),
    ),
    gift: part(gift),
    gift_upgrade_sent: part(gift),
    unique_gift: part(
      z.object({
        text: part(z.string()),
        gift: z.object({ base_name: z.string(), name: part(z.string()), number: z.number() }),
      }),
    ),
    users_shared: part(
      z.object({ users: list(personSchema(strictness).omit({ id: true }).extend({ user_id: z.int() })) }),
    ),
    chat_shared: part(z.object({ chat_id: z.int(), title: part(z.string()), username: part(z.string()) })),
    web_app_data: part(z.object({ data: z.string(), button_text: z.string() })),
    passport_data: part(z.object({ data: list(z.object({ type: z.string() })) })),
  };
}

/** All that somebody can put into a message. */
export function contentShape(strictness: Strictness) {
  const { part, list } = strictness;
  return {
    text: part(z.string()),
    entities: entitiesSchema(strictness),
    caption: part(z.string()),
    caption_entities: entitiesSchema(strictness),
    // Its blocks stand in each other without end: they are looked at one by one.
    rich_message: part(z.object({ blocks: list(z.unknown()) })),
    ...mediaShape(strictness),
    ...itemShape(strictness),
  };
}
