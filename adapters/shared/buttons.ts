/** Buttons under messages, as every platform has them: an id that says what pressing means, and a label. */

import type { InboundBody } from '../../src/domain/inbound.ts';
import type { Choice, OutgoingMessage } from '../../src/domain/message.ts';

export interface Button {
  /** A prefix of two characters and, for a choice, its id: at most 50 characters. */
  id: string;
  label: string;
}

/** Follows the label of the score that was given; pressing that button again takes the score back. */
const GIVEN_MARK = ' ✓';
const CHOICE = 'c:';
const RATINGS = [1, 2, 3, 4, 5] as const;
const SCORES = {
  feedback: { prefix: 'f:', labels: ['👎', '👍'], values: ['1', '0'] },
  rating: { prefix: 'r:', labels: ['0', '1', '2', '3', '4', '5'], values: RATINGS.map(String) },
};
type Score = (typeof SCORES)[keyof typeof SCORES];

/** The ids of these buttons. */
export const BUTTON_IDS = /^[cfr]:/;

/** A button for each choice. */
export function choiceButtons(choices: Choice[]): Button[] {
  return choices.map(({ id, label }) => ({ id: CHOICE + id, label }));
}

/** The rows of 👍 👎 and of 1 to 5, where a message asks for them; the score it has is marked. */
export function scoreRows({ asksFeedback, asksRatingOf, score }: OutgoingMessage): Button[][] {
  const given = score === undefined ? undefined : String(score);
  return [
    ...(asksFeedback ? [scoreRow(SCORES.feedback, given)] : []),
    ...(asksRatingOf === undefined ? [] : [scoreRow(SCORES.rating, given)]),
  ];
}

/** What pressing a button says about a message; undefined for one that is not ours. */
export function fromButtonId(id: string, messageKey: string): InboundBody | undefined {
  const value = id.slice(CHOICE.length);
  if (id.startsWith(CHOICE)) return { kind: 'choice', messageKey, choiceId: value };
  if (id.startsWith(SCORES.feedback.prefix)) {
    if (value === '') return { kind: 'feedback', messageKey, score: null };
    return value === '0' || value === '1' ? { kind: 'feedback', messageKey, score: value === '1' ? 1 : 0 } : undefined;
  }
  if (!id.startsWith(SCORES.rating.prefix)) return undefined;
  if (value === '') return { kind: 'rating', messageKey, score: null };
  const score = RATINGS.find((rating) => value === String(rating));
  return score && { kind: 'rating', messageKey, score };
}

/** The row of scores once one of its buttons was pressed, which marks the score given now; undefined for a button of another kind. */
export function scoreRowAfter(pressed: string): Button[] | undefined {
  const score = findScore(pressed);
  return score && scoreRow(score, pressed.slice(score.prefix.length));
}

/** Whether a row of buttons is the one that a pressed button belongs to. */
export function isScoreRowOf(pressed: string, ids: readonly unknown[]): boolean {
  const score = findScore(pressed);
  return score !== undefined && ids.every((id) => typeof id === 'string' && id.startsWith(score.prefix));
}

function findScore(pressed: string): Score | undefined {
  return Object.values(SCORES).find(({ prefix }) => pressed.startsWith(prefix));
}

function scoreRow({ prefix, labels, values }: Score, given: string | undefined): Button[] {
  return values.map((value) => {
    const label = labels[Number(value)] ?? value;
    return value === given ? { id: prefix, label: label + GIVEN_MARK } : { id: prefix + value, label };
  });
}
