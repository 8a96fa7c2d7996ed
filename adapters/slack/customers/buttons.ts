/** Buttons under messages, and what pressing them means. */

import type { InboundBody } from '../../../src/domain/channel.ts';
import type { OutgoingMessage } from '../../../src/domain/message.ts';

interface Button {
  type: 'button';
  action_id: string;
  text: { type: 'plain_text'; text: string; emoji: false };
}

export interface ActionsBlock {
  type: 'actions';
  elements: Button[];
}

/** The ids of this file's buttons. */
export const BUTTON_IDS = /^[cfr]:/;

const MOST_IN_BLOCK = 25;
const LONGEST_LABEL = 75;
const HIGH_SURROGATE = /[\uD800-\uDBFF]$/;
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

/** The rows of buttons a message is sent with: its choices, then 👍 👎 or 1 to 5 where they are asked for. */
export function buttonsOf(message: OutgoingMessage): ActionsBlock[] {
  const choices = message.choices.map(({ id, label }) => button(`c:${id}`, label));
  return [
    ...Array.from({ length: Math.ceil(choices.length / MOST_IN_BLOCK) }, (_, index) =>
      row(choices.slice(index * MOST_IN_BLOCK, (index + 1) * MOST_IN_BLOCK)),
    ),
    ...(message.asksFeedback ? [scoreRow(SCORES.feedback, undefined)] : []),
    ...(message.asksRatingOf === undefined ? [] : [scoreRow(SCORES.rating, undefined)]),
  ];
}

/** What pressing the button with this id says about a message; undefined for one that is not ours. */
export function fromButton(actionId: string, messageKey: string): InboundBody | undefined {
  if (actionId.startsWith('c:')) return { kind: 'choice', messageKey, choiceId: actionId.slice(2) };
  if (actionId === 'f:') return { kind: 'feedback', messageKey, score: null };
  if (actionId === 'r:') return { kind: 'rating', messageKey, score: null };
  if (actionId === 'f:0' || actionId === 'f:1') {
    return { kind: 'feedback', messageKey, score: actionId === 'f:1' ? 1 : 0 };
  }
  const rating = RATINGS.find((score) => actionId === `r:${score}`);
  return rating && { kind: 'rating', messageKey, score: rating };
}

/** A message's blocks once a button was pressed: the score given now is marked, the others are not; undefined if nothing changes. */
export function markScore(blocks: readonly object[], pressed: string): object[] | undefined {
  const scores = Object.values(SCORES).find(({ prefix }) => pressed.startsWith(prefix));
  if (scores === undefined) return undefined;
  const given = pressed.slice(scores.prefix.length);
  return blocks.map((block) => (isRowOf(scores, block) ? scoreRow(scores, given) : block));
}

function scoreRow({ prefix, labels }: ScoreRow, given: string | undefined): ActionsBlock {
  return row(
    [...labels].map(([score, label]) =>
      score === given ? button(prefix, label + GIVEN_MARK) : button(prefix + score, label),
    ),
  );
}

function isRowOf({ prefix }: ScoreRow, block: object): boolean {
  if (!('type' in block && block.type === 'actions' && 'elements' in block)) return false;
  return (
    Array.isArray(block.elements) && block.elements.every((element) => String(element?.action_id).startsWith(prefix))
  );
}

function row(elements: Button[]): ActionsBlock {
  return { type: 'actions', elements };
}

function button(actionId: string, label: string): Button {
  const cut = label.slice(0, LONGEST_LABEL - 1).replace(HIGH_SURROGATE, '');
  const text = label.length <= LONGEST_LABEL ? label : `${cut}…`;
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text, emoji: false } };
}
