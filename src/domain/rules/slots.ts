/** Reading a turn as the answer to the question for a slot. */

import { type Intent, type Slot, SMALLTALK_CATEGORY } from '../content.ts';
import type { Turn } from '../decision.ts';
import type { Ruling } from '../decision-record.ts';
import { excerpt } from '../markdown.ts';
import { articleFor } from './answering.ts';
import { attemptOf, failTurn, QUESTION_MAX_LENGTH } from './attempts.ts';
import { findIntent } from './content.ts';
import { type DecisionBuilder, phraseOf, remember, say, sayPhrase, update } from './decision-builder.ts';
import { fulfilIntent } from './fulfilment.ts';
import { interrupt } from './interruptions.ts';
import { hasClearRequest } from './turn-requests.ts';
import { bestIntent, deniedIntent } from './understood.ts';

/** Takes the turn as the answer to the slot that was asked for. Undefined when nothing was asked for, or the turn is about something else. */
export function continueSlotFilling(decision: DecisionBuilder, turn: Turn): Ruling | undefined {
  const filling = decision.state.slotFilling;
  const intent = findIntent(decision, filling?.intent);
  const slot = intent?.slots.find(({ name }) => name === filling?.slot);
  if (filling === undefined || intent === undefined || slot === undefined) return undefined;
  const { understanding } = turn.analysis;
  const { messageIds } = turn;
  if (understanding.cancels || callsOffInPart(decision, turn)) {
    update(decision, { slotFilling: undefined, interrupted: [], failures: 0 });
    sayPhrase(decision, 'cancelled', { inReplyTo: messageIds });
    return { rule: 'slot_called_off', action: 'called_off', intent: intent.name };
  }
  if (takesBack(decision, turn, intent) || bringsOtherRequest(decision, turn, intent)) {
    update(decision, { slotFilling: undefined });
    return undefined;
  }
  if (understanding.expectedSlotValue !== undefined) {
    const slots = { ...filling.filled, [slot.name]: understanding.expectedSlotValue };
    const { question, confidence } = filling;
    const taken = fulfilIntent(decision, { ...turn.analysis, intent, slots, confidence, question, messageIds });
    return { rule: 'slot_given', ...taken };
  }
  if (changesSubject(decision, turn, intent)) return undefined;
  return askAgain(decision, turn, intent, slot);
}

/** "Actually forget it, I just found it" gives nothing, and asks for nothing else. */
function callsOffInPart(decision: DecisionBuilder, turn: Turn): boolean {
  const { understanding, parts = [] } = turn.analysis;
  if (understanding.expectedSlotValue !== undefined || hasClearRequest(decision, turn)) return false;
  return parts.some((part) => part.understanding.cancels);
}

/** Whether the turn says that what the slot was asked for is not wanted after all. */
function takesBack(decision: DecisionBuilder, { analysis }: Turn, intent: Intent): boolean {
  return [analysis, ...(analysis.parts ?? [])].some((read) => deniedIntent(decision, read)?.name === intent.name);
}

/** Whether the value stands in another request, which it is for: "where is 100234" does not say which order to cancel. */
function bringsOtherRequest(decision: DecisionBuilder, { analysis }: Turn, intent: Intent): boolean {
  const { expectedSlotValue, isOnlyValues } = analysis.understanding;
  if (expectedSlotValue === undefined || isOnlyValues) return false;
  const other = bestIntent(decision, analysis)?.intent;
  if (other === undefined || other.name === intent.name || other.category === SMALLTALK_CATEGORY) return false;
  return other.slots.some(
    ({ type }) => type === intent.slots.find(({ name }) => name === decision.state.slotFilling?.slot)?.type,
  );
}

function changesSubject(decision: DecisionBuilder, turn: Turn, intent: Intent): boolean {
  const other = bestIntent(decision, turn.analysis)?.intent;
  const { slotFilling } = decision.state;
  if (other === undefined && turn.analysis.understanding.isQuestion && articleFor(decision, turn) !== undefined) {
    if (slotFilling !== undefined) interrupt(decision, slotFilling);
    return true;
  }
  if (other === undefined || other.name === intent.name) return false;
  if (other.category !== SMALLTALK_CATEGORY && slotFilling !== undefined) interrupt(decision, slotFilling);
  return true;
}

function askAgain(decision: DecisionBuilder, turn: Turn, intent: Intent, slot: Slot): Ruling {
  const cause = { text: turn.text, messageIds: turn.messageIds, understanding: turn.analysis.understanding };
  const question = excerpt(turn.text, QUESTION_MAX_LENGTH);
  remember(decision, attemptOf('not_understood', { question, confidence: 0, intent: intent.name }));
  const taken = failTurn(decision, cause, () => {
    const text = `${phraseOf(decision, 'ask_again')} ${slot.ask}`;
    say(decision, text, { inReplyTo: turn.messageIds, intent: intent.name });
    return { action: 'asked_for_slot', slot: slot.name };
  });
  return { rule: 'slot_missing', ...taken, intent: intent.name, slot: slot.name };
}
