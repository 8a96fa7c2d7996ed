/** What people write to each other in a group, and not to the bot. */

import type { PublicMessage } from '../../../src/domain/public-message.ts';
import { isAddressed } from './addressing.ts';
import { toWords } from './marked-text.ts';
import { readSent } from './message-content.ts';
import { nameOf } from './names.ts';
import type { UpdateContext } from './updates.ts';
import type { TelegramUpdate } from './wire.ts';

/**
 * What an update tells of that people say among themselves; undefined for all else. A group that has become a supergroup goes by its
 * number of now; a command is for some bot, what somebody passes on is not their own, and nobody can tell who writes in the name of a group or channel.
 */
export function toPublicMessage(
  { message }: TelegramUpdate,
  { bot, isInAlbum }: UpdateContext,
): PublicMessage | undefined {
  if (message === undefined || isInAlbum || isAddressed(message, bot)) return undefined;
  const { chat, from, sender_chat: writtenAs, forward_origin: origin, message_id, date } = message;
  const isGroup = chat.type === 'group' || chat.type === 'supergroup';
  if (!isGroup || from === undefined || from.is_bot || writtenAs !== undefined || origin !== undefined)
    return undefined;
  const sent = readSent(message);
  if (sent === undefined || sent.words.text.startsWith('/')) return undefined;
  return {
    channel: 'telegram',
    account: String(bot.id),
    place: String(chat.id),
    placeName: nameOf(chat),
    messageKey: String(message_id),
    authorKey: String(from.id),
    text: toWords(sent.words, bot),
    writtenAt: date * 1_000,
  };
}
