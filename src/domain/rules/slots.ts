/** Reading a turn as the answer to the question for a slot. */

import { type Intent, type Slot, SMALLTALK_CATEGORY } from '../content.ts';
import type { Turn } from '../decision.ts';
import { excerpt } from '../markdown.ts';
import { findIntent } from './content.ts';
import { type Draft, phraseOf, remember, say, sayPhrase, update } from './draft.ts';
import { settleIntent } from './settling.ts';
import { attemptOf, failTurn, QUESTION_MAX_LENGTH } from './trying.ts';
import { bestIntent } from './understood.ts';

/** Takes the turn as the answer to the slot that was asked for. False when nothing was asked for, or the turn is about something else. */
export function continueSlotFilling(draft: Draft, turn: Turn): boolean {
  const filling = draft.state.slotFilling;
  const intent = findIntent(draft, filling?.intent);
  const slot = intent?.slots.find(({ name }) => name === filling?.slot);
  if (filling === undefined || intent === undefined || slot === undefined) return false;
  const { understanding } = turn.reading;
  const { messageIds } = turn;
  if (understanding.cancels) {
    update(draft, { slotFilling: undefined, failures: 0 });
    sayPhrase(draft, 'cancelled', { inReplyTo: messageIds });
    return true;
  }
  if (understanding.expectedSlotValue !== undefined) {
    const slots = { ...filling.filled, [slot.name]: understanding.expectedSlotValue };
    const { question, confidence } = filling;
    settleIntent(draft, { ...turn.reading, intent, slots, confidence, question, messageIds });
    return true;
  }
  if (changesSubject(draft, turn, intent)) return false;
  askAgain(draft, turn, intent, slot);
  return true;
}

function changesSubject(draft: Draft, turn: Turn, intent: Intent): boolean {
  const other = bestIntent(draft, turn.reading)?.intent;
  if (other === undefined || other.name === intent.name) return false;
  if (other.category !== SMALLTALK_CATEGORY) update(draft, { slotFilling: undefined });
  return true;
}

function askAgain(draft: Draft, turn: Turn, intent: Intent, slot: Slot): void {
  const cause = { text: turn.text, messageIds: turn.messageIds, understanding: turn.reading.understanding };
  const question = excerpt(turn.text, QUESTION_MAX_LENGTH);
  remember(draft, attemptOf('not_understood', { question, confidence: 0, intent: intent.name }));
  failTurn(draft, cause, () => {
    const text = `${phraseOf(draft, 'ask_again')} ${slot.ask}`;
    say(draft, text, { inReplyTo: turn.messageIds, intent: intent.name });
  });
}
