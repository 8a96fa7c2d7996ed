/** Buttons under messages, and what pressing them means. */

import { ButtonStyle } from 'discord.js';
import type { InboundBody } from '../../src/domain/channel.ts';
import { excerpt } from '../../src/domain/markdown.ts';
import type { OutgoingMessage } from '../../src/domain/message.ts';
import type { Components } from './wire.ts';

const MOST_ROWS = 5;
const MOST_IN_ROW = 5;
const MAX_LABEL_LENGTH = 80;
const ROW = 1;
const BUTTON = 2;
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
const RATINGS = [1, 2, 3, 4, 5] as const;

/**
 * The rows of buttons a message is sent with: one a choice where there is room, then 👍 👎 or 1 to 5 where they are asked for.
 * `leftOut` has the ids of the choices for which there is no room.
 */
export function buildButtons(message: OutgoingMessage): { components: Components; leftOut: string[] } {
  const scores = [
    ...(message.asksFeedback ? [scoreRow(SCORES.feedback, undefined)] : []),
    ...(message.asksRatingOf === undefined ? [] : [scoreRow(SCORES.rating, undefined)]),
  ];
  const room = MOST_ROWS - scores.length;
  const perRow = message.choices.length <= room ? 1 : MOST_IN_ROW;
  const offered = message.choices.slice(0, room * perRow);
  const buttons = offered.map(({ id, label }) => button(excerpt(label, MAX_LABEL_LENGTH) || '…', `c:${id}`));
  const choices = Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, index) =>
    toRow(buttons.slice(index * perRow, (index + 1) * perRow)),
  );
  return { components: [...choices, ...scores], leftOut: message.choices.slice(offered.length).map(({ id }) => id) };
}

/** What pressing the button with this id says about a message; undefined for an id that is not ours. */
export function fromButtonId(customId: string, messageKey: string): InboundBody | undefined {
  if (customId.startsWith('c:')) return { kind: 'choice', messageKey, choiceId: customId.slice(2) };
  if (customId === 'f:') return { kind: 'feedback', messageKey, score: null };
  if (customId === 'r:') return { kind: 'rating', messageKey, score: null };
  if (customId === 'f:0' || customId === 'f:1')
    return { kind: 'feedback', messageKey, score: customId === 'f:1' ? 1 : 0 };
  const rating = RATINGS.find((score) => customId === `r:${score}`);
  return rating && { kind: 'rating', messageKey, score: rating };
}

/**
 * The same rows once a button was pressed: the score given now is marked, the others are not. Undefined where the button gives
 * no score.
 */
export function markScore(components: Components, pressed: string): Components | undefined {
  const row = Object.values(SCORES).find(({ prefix }) => pressed.startsWith(prefix));
  if (row === undefined) return undefined;
  const given = pressed.slice(row.prefix.length);
  return components.map((present) => (isRowOf(row, present) ? scoreRow(row, given) : present));
}

function scoreRow({ prefix, labels }: ScoreRow, given: string | undefined): Components[number] {
  return toRow(
    [...labels].map(([score, label]) =>
      score === given ? button(label + GIVEN_MARK, prefix) : button(label, prefix + score),
    ),
  );
}

function isRowOf({ prefix }: ScoreRow, { components }: Components[number]): boolean {
  return components.every(({ custom_id }) => typeof custom_id === 'string' && custom_id.startsWith(prefix));
}

function toRow(components: Components[number]['components']): Components[number] {
  return { type: ROW, components };
}

function button(label: string, customId: string): Components[number]['components'][number] {
  return { type: BUTTON, style: ButtonStyle.Secondary, label, custom_id: customId };
}
