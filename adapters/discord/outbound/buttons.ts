/** Buttons under messages, as Discord has them. */

import { ButtonStyle } from 'discord.js';
import { excerpt } from '../../../src/domain/markdown.ts';
import type { OutgoingMessage } from '../../../src/domain/message.ts';
import { type Button, choiceButtons, isScoreRowOf, scoreRowAfter, scoreRows } from '../../shared/buttons.ts';
import type { Components } from '../inbound/interaction-wire.ts';

const MOST_ROWS = 5;
const MOST_IN_ROW = 5;
const MAX_LABEL_LENGTH = 80;
const ROW = 1;
const BUTTON = 2;
/**
 * The rows of buttons a message is sent with: one a choice where there is room, then 👍 👎 or 1 to 5 where they are asked for.
 * `leftOut` has the ids of the choices for which there is no room.
 */
export function buildButtons(message: OutgoingMessage): { components: Components; leftOut: string[] } {
  const scores = scoreRows(message).map((buttons) => toRow(buttons.map(toComponent)));
  const room = MOST_ROWS - scores.length;
  const perRow = message.choices.length <= room ? 1 : MOST_IN_ROW;
  const buttons = choiceButtons(message.choices)
    .slice(0, room * perRow)
    .map(toComponent);
  const choices = Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, index) =>
    toRow(buttons.slice(index * perRow, (index + 1) * perRow)),
  );
  return { components: [...choices, ...scores], leftOut: message.choices.slice(buttons.length).map(({ id }) => id) };
}

/**
 * The same rows once a button was pressed: the score given now is marked, the others are not. Undefined where the button gives
 * no score.
 */
export function checkScore(components: Components, clicked: string): Components | undefined {
  const row = scoreRowAfter(clicked);
  if (row === undefined) return undefined;
  return components.map((present) => {
    const ids = present.components.map(({ custom_id }) => custom_id);
    return isScoreRowOf(clicked, ids) ? toRow(row.map(toComponent)) : present;
  });
}

function toRow(components: Components[number]['components']): Components[number] {
  return { type: ROW, components };
}

function toComponent({ id, label }: Button): Components[number]['components'][number] {
  const shown = excerpt(label, MAX_LABEL_LENGTH) || '…';
  return { type: BUTTON, style: ButtonStyle.Secondary, label: shown, custom_id: id };
}
