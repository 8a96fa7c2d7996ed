/** Questions of the bot's that the customer left for another matter, and that are taken up again. */

import type { SlotFilling } from '../conversation.ts';
import type { Ruling } from '../decision-record.ts';
import { isWithStaff } from '../ticket.ts';
import { findIntent } from './content.ts';
import { type DecisionBuilder, phraseOf, say, update } from './decision-builder.ts';
import { fulfilIntent } from './fulfilment.ts';
import { withRecalled } from './remembering.ts';

const MOST_INTERRUPTED = 3;

/** Lays the present question aside for another matter; one that was taken up before and left again is given up. */
export function interrupt(decision: DecisionBuilder, filling: SlotFilling): void {
  update(decision, { slotFilling: undefined });
  if (!filling.isTakenUp) layAside(decision, filling);
}

/** Keeps a question for when the present matter is settled. */
export function layAside(decision: DecisionBuilder, filling: SlotFilling): void {
  const { interrupted = [] } = decision.state;
  update(decision, { interrupted: [...interrupted, filling].slice(-MOST_INTERRUPTED) });
}

/** When the other matter is settled: goes on with the question that was laid aside last. Undefined where there is none. */
export function takeUpInterrupted(decision: DecisionBuilder, messageIds: string[]): Ruling | undefined {
  const { slotFilling, offer, ticket, interrupted = [] } = decision.state;
  const last = interrupted.at(-1);
  if (last === undefined || slotFilling !== undefined || offer !== undefined) return undefined;
  if (ticket !== undefined && isWithStaff(ticket)) return undefined;
  update(decision, { interrupted: interrupted.slice(0, -1) });
  const intent = findIntent(decision, last.intent);
  const slot = intent?.slots.find(({ name }) => name === last.slot);
  if (intent === undefined || slot === undefined) return undefined;
  const { question, confidence, filled } = last;
  const slots = withRecalled(decision, intent, filled);
  if (slots[slot.name] !== undefined) {
    const settled = { intent, slots, confidence, question, messageIds, answers: [], understanding: undefined };
    return { rule: 'question_taken_up', ...fulfilIntent(decision, settled) };
  }
  say(decision, `${phraseOf(decision, 'take_up')} ${slot.ask}`, { inReplyTo: messageIds, intent: intent.name });
  update(decision, { slotFilling: { ...last, isTakenUp: true } });
  return { rule: 'question_taken_up', action: 'asked_for_slot', intent: intent.name, slot: slot.name };
}
