/** Buttons under messages, and what pressing them means. */

import type { InlineKeyboardButton } from 'telegraf/types';
import type { InboundBody } from '../../src/domain/channel.ts';
import type { OutgoingMessage } from '../../src/domain/message.ts';

export type Keyboard = InlineKeyboardButton[][];

const LONGEST_DATA_BYTES = 64;
/** Follows the label of the score that was given; pressing that button again takes the score back. */
const GIVEN_MARK = ' ✓';
const SCORES = {
  feedback: {
    prefix: 'f:',
    labels: new Map([
      ['1', '👍'],
      ['0', '👎'],
    ]),
  },
  rating: { prefix: 'r:', labels: new Map(['1', '2', '3', '4', '5'].map((score) => [score, score])) },
};
type ScoreRow = (typeof SCORES)[keyof typeof SCORES];

/**
 * The rows of buttons a message is sent with: one a choice, then 👍 👎 or 1 to 5 where they are asked for. `tooLong` has the
 * ids of the choices whose button Telegram would not carry.
 */
export function buildKeyboard(message: OutgoingMessage): { keyboard: Keyboard; tooLong: string[] } {
  const fits = ({ id }: { id: string }): boolean => Buffer.byteLength(`c:${id}`) <= LONGEST_DATA_BYTES;
  const choices = message.choices.filter(fits).map(({ id, label }) => [{ text: label, callback_data: `c:${id}` }]);
  const keyboard = [
    ...choices,
    ...(message.asksFeedback ? [scoreRow(SCORES.feedback, undefined)] : []),
    ...(message.asksRatingOf === undefined ? [] : [scoreRow(SCORES.rating, undefined)]),
  ];
  return { keyboard, tooLong: message.choices.filter((choice) => !fits(choice)).map(({ id }) => id) };
}

/** What pressing the button with this data says about a message; undefined for data that is not ours. */
export function fromButtonData(data: string, messageKey: string): InboundBody | undefined {
  if (data.startsWith('c:')) return { kind: 'choice', messageKey, choiceId: data.slice(2) };
  if (data === 'f:') return { kind: 'feedback', messageKey, score: null };
  if (data === 'r:') return { kind: 'rating', messageKey, score: null };
  if (data === 'f:0' || data === 'f:1') return { kind: 'feedback', messageKey, score: data === 'f:1' ? 1 : 0 };
  const rating = RATINGS.find((score) => data === `r:${score}`);
  return rating && { kind: 'rating', messageKey, score: rating };
}

const RATINGS = [1, 2, 3, 4, 5] as const;

/** The same keyboard once a button was pressed: the score given now is marked, the others are not. */
export function markScore(keyboard: Keyboard, pressed: string): Keyboard {
  const row = Object.values(SCORES).find(({ prefix }) => pressed.startsWith(prefix));
  if (row === undefined) return keyboard;
  const given = pressed.slice(row.prefix.length);
  return keyboard.map((buttons) => (isRowOf(row, buttons) ? scoreRow(row, given) : buttons));
}

function scoreRow({ prefix, labels }: ScoreRow, given: string | undefined): InlineKeyboardButton[] {
  return [...labels].map(([score, label]) =>
    score === given
      ? { text: label + GIVEN_MARK, callback_data: prefix }
      : { text: label, callback_data: prefix + score },
  );
}

function isRowOf({ prefix }: ScoreRow, buttons: InlineKeyboardButton[]): boolean {
  return buttons.every((button) => 'callback_data' in button && button.callback_data.startsWith(prefix));
}
