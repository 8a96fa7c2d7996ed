/** Buttons under messages, as Telegram has them. */

import type { Choice, OutgoingMessage } from '../../../src/domain/message.ts';
import { type Button, choiceButtons, isScoreRowOf, scoreRowAfter, scoreRows } from '../../shared/buttons.ts';

export type Keyboard = { text: string; callback_data: string }[][];

const LONGEST_DATA_BYTES = 64;

/**
 * The rows of buttons a message is sent with: one a choice, then 👍 👎 or 1 to 5 where they are asked for. `tooLong` has the
 * ids of the choices whose button Telegram would not carry.
 */
export function buildKeyboard(message: OutgoingMessage): { keyboard: Keyboard; tooLong: string[] } {
  const fits = (choice: Choice): boolean =>
    choiceButtons([choice]).every(({ id }) => Buffer.byteLength(id) <= LONGEST_DATA_BYTES);
  const choices = choiceButtons(message.choices.filter(fits)).map((button) => [button]);
  const keyboard = [...choices, ...scoreRows(message)].map(toKeys);
  return { keyboard, tooLong: message.choices.filter((choice) => !fits(choice)).map(({ id }) => id) };
}

/** The same keyboard once a button was pressed: the score given now is marked, the others are not. */
export function checkScore(keyboard: Keyboard, clicked: string): Keyboard {
  const row = scoreRowAfter(clicked);
  if (row === undefined) return keyboard;
  return keyboard.map((keys) =>
    isScoreRowOf(
      clicked,
      keys.map(({ callback_data }) => callback_data),
    )
      ? toKeys(row)
      : keys,
  );
}

function toKeys(buttons: Button[]): Keyboard[number] {
  return buttons.map(({ id, label }) => ({ text: label, callback_data: id }));
}
