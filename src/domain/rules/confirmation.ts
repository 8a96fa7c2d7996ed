/** Reading what a customer says to a question whether something is to be done. */

import { fromConfirmChoiceId } from '../choice-id.ts';
import { SMALLTALK_CATEGORY } from '../content.ts';
import type { Confirmation } from '../conversation.ts';
import type { Turn } from '../decision.ts';
import type { Ruling } from '../decision-record.ts';
import { agree, confirmChoices, decline, drop } from './actions.ts';
import { articleFor } from './answering.ts';
import { findIntent } from './content.ts';
import { type DecisionBuilder, phraseOf, say, sayPhrase, update } from './decision-builder.ts';
import { fulfilIntent } from './fulfilment.ts';
import { hasClearRequest } from './turn-requests.ts';
import { bestIntent, deniedIntent } from './understood.ts';

/** Takes the turn as a yes or no to what was asked last. Undefined where nothing was, or the turn is about something else. */
export function continueConfirmation(decision: DecisionBuilder, turn: Turn): Ruling | undefined {
  const all = openConfirmations(decision);
  const open = all.filter(({ isAside }) => !isAside);
  const last = open.at(-1);
  if (last === undefined) return askAfterAside(decision, turn, all.at(-1));
  const { messageIds } = turn;
  const corrected = takeOtherValues(decision, turn, last);
  if (corrected !== undefined) return corrected;
  const agreement = agreementOf(decision, turn, last);
  if (agreement === 'no' && saysMore(decision, turn, last)) {
    for (const { id } of open) drop(decision, id);
    return undefined;
  }
  if (agreement === 'no') {
    const [taken] = open.map((one) => decline(decision, one, messageIds)).slice(-1);
    return taken && { rule: 'confirmation_declined', ...taken };
  }
  if (agreement === 'yes' && open.length === 1) return { rule: 'confirmed', ...agree(decision, last, messageIds) };
  if (agreement === undefined && isOtherMatter(decision, turn)) {
    setAside(decision);
    return undefined;
  }
  if (agreement === undefined && last.isAskedAgain) {
    setAside(decision);
    return undefined;
  }
  return askAgain(decision, open, messageIds);
}

/** "No sorry, Saturday would be better": it is proposed anew with the value that takes the place of another. */
function takeOtherValues(decision: DecisionBuilder, turn: Turn, proposed: Confirmation): Ruling | undefined {
  const { analysis, messageIds } = turn;
  const { understanding, answers } = analysis;
  const intent = findIntent(decision, proposed.intent);
  const best = bestIntent(decision, analysis)?.intent;
  const isOther = best !== undefined && best.name !== proposed.intent && best.category !== SMALLTALK_CATEGORY;
  // "Yes, and 100235 too" agrees to the one.
  if (intent === undefined || isOther || understanding.agreement?.says === 'yes') return undefined;
  const slots = { ...proposed.slots };
  for (const { name, type } of intent.slots) {
    const value = understanding.entities.findLast((entity) => entity.type === type)?.value;
    if (value !== undefined && slots[name] !== undefined) slots[name] = value;
  }
  if (intent.slots.every(({ name }) => slots[name] === proposed.slots[name])) return undefined;
  drop(decision, proposed.id);
  const { question, confidence } = proposed;
  const taken = fulfilIntent(decision, { intent, slots, question, confidence, messageIds, answers, understanding });
  return { rule: 'slot_given', ...taken };
}

/** "No, don't cancel it, change the address instead": what is said beside the no is dealt with as ever. */
function saysMore(decision: DecisionBuilder, turn: Turn, { intent }: Confirmation): boolean {
  if (turn.analysis.understanding.agreement?.isAll) return false;
  if (deniedIntent(decision, turn.analysis)?.name === intent || hasClearRequest(decision, turn)) return true;
  const best = bestIntent(decision, turn.analysis)?.intent.name;
  return best !== undefined && best !== intent;
}

/** "Cancel it" may be said of what was ordered, or of what was to be done. */
const MAY_MEAN_THE_ORDER = /cancel|取消/i;

function agreementOf(decision: DecisionBuilder, turn: Turn, { intent }: Confirmation): 'yes' | 'no' | undefined {
  const { understanding } = turn.analysis;
  const { agreement } = understanding;
  const best = bestIntent(decision, turn.analysis)?.intent;
  if (agreement?.isAll) return agreement.says;
  // "Yes, cancel it" repeats what was asked; "no, it is 100235" and "yes, and where is my other order" say more.
  const hasValues = understanding.isOnlyValues || understanding.entities.length > 0;
  if (agreement !== undefined && !hasValues && (best === undefined || best.name === intent)) return agreement.says;
  const takesBack = understanding.cancels && best === undefined && !MAY_MEAN_THE_ORDER.test(turn.text);
  return takesBack || deniedIntent(decision, turn.analysis)?.name === intent ? 'no' : undefined;
}

function isOtherMatter(decision: DecisionBuilder, turn: Turn): boolean {
  const { isOnlyValues, isQuestion } = turn.analysis.understanding;
  if (isOnlyValues || hasClearRequest(decision, turn) || bestIntent(decision, turn.analysis) !== undefined) return true;
  return isQuestion && articleFor(decision, turn) !== undefined;
}

/** The buttons still hold; a "yes" from now on is meant for something else. */
function setAside(decision: DecisionBuilder): void {
  const { confirmations = [] } = decision.state;
  update(decision, { confirmations: confirmations.map((one) => ({ ...one, isAside: true })) });
}

/** A "yes" once the talk has gone on may be for what was to be confirmed: that is asked once more. */
function askAfterAside(
  decision: DecisionBuilder,
  { analysis, messageIds }: Turn,
  last: Confirmation | undefined,
): Ruling | undefined {
  const { slotFilling, offer } = decision.state;
  const { agreement } = analysis.understanding;
  const isYes = agreement?.says === 'yes' && agreement.isAll;
  if (last === undefined || last.isAskedAgain || !isYes || slotFilling !== undefined || offer !== undefined)
    return undefined;
  return askAgain(decision, [last], messageIds);
}

/** Of several it is not known which one a "yes" is for. */
function askAgain(decision: DecisionBuilder, open: Confirmation[], messageIds: string[]): Ruling {
  for (const { id, text } of open) {
    const again = `${phraseOf(decision, 'confirm_again')} ${text}`;
    say(decision, again, { inReplyTo: messageIds, choices: confirmChoices(decision, id) });
  }
  const { confirmations = [] } = decision.state;
  const asked = new Set(open.map(({ id }) => id));
  update(decision, {
    confirmations: confirmations.map((one) =>
      asked.has(one.id) ? { ...one, isAskedAgain: true, isAside: false } : one,
    ),
  });
  return { rule: 'confirmation_unclear', action: 'asked_to_confirm', intent: open.at(-1)?.intent };
}

/** Takes a press of a button to agree, or not to. Undefined for any other choice. */
export function takeConfirmationChoice(
  decision: DecisionBuilder,
  choiceId: string,
  messageIds: string[],
): Ruling | undefined {
  const chosen = fromConfirmChoiceId(choiceId);
  if (chosen === undefined) return undefined;
  const confirmation = openConfirmations(decision).find(({ id }) => id === chosen.id);
  if (confirmation !== undefined) {
    return chosen.agrees
      ? { rule: 'confirmed', ...agree(decision, confirmation, messageIds) }
      : { rule: 'confirmation_declined', ...decline(decision, confirmation, messageIds) };
  }
  const isUnderWay = decision.state.agreed?.includes(chosen.id) === true;
  if (isUnderWay && chosen.agrees) return { rule: 'confirmed', action: 'said_nothing' };
  sayPhrase(decision, isUnderWay ? 'confirm_too_late' : 'choice_expired', { inReplyTo: messageIds });
  return { rule: 'option_unknown', action: 'informed' };
}

/** What waits for agreement, as long as the talk is remembered. */
function openConfirmations({ state, context }: DecisionBuilder): Confirmation[] {
  const since = context.now - context.policy.forgetAfterMs;
  return (state.confirmations ?? []).filter(({ at }) => at >= since);
}
