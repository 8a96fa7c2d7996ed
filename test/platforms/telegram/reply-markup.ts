import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { checkedUrl } from './entities/link.ts';
import type { Query } from './query.ts';
import { badRequest } from './telegram-error.ts';

const LONGEST_DATA_BYTES = 64;
const MOST_BUTTONS = 100;

/** The buttons under a message; undefined where there are none or other keyboards. @throws TelegramError */
export function readReplyMarkup(query: Query): InlineKeyboardMarkup | undefined {
  const markup = query.json('reply_markup', 'reply keyboard markup');
  if (markup === undefined) return undefined;
  if (typeof markup !== 'object' || markup === null) throw badRequest('object expected as reply markup');
  if (!('inline_keyboard' in markup) || markup.inline_keyboard === undefined) return undefined;
  const rows: unknown = markup.inline_keyboard;
  if (!Array.isArray(rows)) throw badRequest('field "inline_keyboard" must be of type Array');
  const keyboard = rows.map(readRow).filter((row) => row.length > 0);
  if (keyboard.flat().length > MOST_BUTTONS) throw badRequest('reply markup is too long');
  return keyboard.length === 0 ? undefined : { inline_keyboard: keyboard };
}

function readRow(row: unknown): InlineKeyboardButton[] {
  if (!Array.isArray(row)) {
    throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
  }
  return row.map(readButton);
}

function readButton(button: unknown): InlineKeyboardButton {
  if (typeof button !== 'object' || button === null) throw cannotParse('InlineKeyboardButton must be an Object');
  const fields: Record<string, unknown> = { ...button };
  const { text, url, callback_data: data } = fields;
  if (typeof text !== 'string') throw cannotParse('Can\'t find field "text"');
  if (text.trim() === '') throw badRequest('BUTTON_TEXT_INVALID');
  if (typeof url === 'string' && url !== '') {
    const checked = checkedUrl(url);
    if (checked === undefined) throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
    return { text, url: checked };
  }
  if (typeof data === 'string' && data !== '') {
    if (Buffer.byteLength(data) > LONGEST_DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
    return { text, callback_data: data };
  }
  throw cannotParse('Text buttons are unallowed in the inline keyboard');
}

function cannotParse(reason: string) {
  return badRequest(`can't parse inline keyboard button: ${reason}`);
}
