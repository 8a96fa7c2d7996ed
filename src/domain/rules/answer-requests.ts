/** Answering what a turn asks for, request by request. */

import type { Analysis, PartAnalysis } from '../analysis.ts';
import { SMALLTALK_CATEGORY } from '../content.ts';
import type { SlotFilling } from '../conversation.ts';
import type { Turn } from '../decision.ts';
import type { Ruling } from '../decision-record.ts';
import { excerpt } from '../markdown.ts';
import { isWithStaff } from '../ticket.ts';
import { answer } from './answering.ts';
import { attemptOf, QUESTION_MAX_LENGTH } from './attempts.ts';
import { findIntent, findMissingSlot } from './content.ts';
import {
  type DecisionBuilder,
  type MadeRuling,
  makeRuling,
  personChoice,
  phraseOf,
  remember,
  sayPhrase,
  update,
} from './decision-builder.ts';
import { takeBackFollowUp } from './follow-ups.ts';
import { fulfilIntent } from './fulfilment.ts';
import { interrupt, layAside, takeUpInterrupted } from './interruptions.ts';
import { latestTopic, withRecalled } from './remembering.ts';
import { questionsLeft, requestsOf } from './turn-requests.ts';
import { bestIntent, deniedIntent, type UnderstoodIntent } from './understood.ts';

/**
 * Answers each request in order; those that need a question back come last, and only the first of them is asked about now. A handover
 * ends it, since people read all of the turn.
 */
export function takeRequests(decision: DecisionBuilder, turn: Turn): MadeRuling[] {
  const all = requestsOf(decision, turn);
  const left = questionsLeft(decision, turn, all);
  const requests = all.map((request) => ({ request, question: questionFor(decision, request) }));
  const [asked, ...later] = requests.filter(({ question }) => question !== undefined);
  const made: MadeRuling[] = [];
  for (const { request } of [...requests.filter(({ question }) => question === undefined), ...(asked ? [asked] : [])]) {
    made.push(...makeRuling(decision, () => answerRequest(decision, request), request.analysis));
    if (isWithStaff(decision.state.ticket)) return made;
  }
  if (left.length > 0) made.push(...makeRuling(decision, () => sayUnanswered(decision, turn, left), left[0]));
  for (const { question } of later.reverse()) if (question !== undefined) layAside(decision, question);
  if (made.every(({ ruling }) => isSmalltalk(decision, ruling))) return made;
  return [...made, ...makeRuling(decision, () => takeUpInterrupted(decision, turn.messageIds))];
}

/** What is not answered beside the rest is named, and a person offered for it. */
function sayUnanswered(decision: DecisionBuilder, { messageIds }: Turn, left: readonly PartAnalysis[]): Ruling {
  const questions = left.map(({ text }) => excerpt(text, QUESTION_MAX_LENGTH));
  for (const question of questions) remember(decision, attemptOf('nothing_found', { question, confidence: 0 }));
  const quoted = questions.map((question) => `“${question}”`).join(' ');
  const choices = [personChoice(decision)];
  sayPhrase(decision, 'unanswered', { inReplyTo: messageIds, choices }, { questions: quoted });
  return { rule: 'nothing_likely', action: 'offered_choices' };
}

function isSmalltalk(decision: DecisionBuilder, { rule, intent }: Ruling): boolean {
  return rule === 'talk_closed' || findIntent(decision, intent)?.category === SMALLTALK_CATEGORY;
}

/** What would have to be asked before a request can be fulfilled. */
export function questionFor(decision: DecisionBuilder, { text, analysis }: Turn): SlotFilling | undefined {
  const best = bestIntent(decision, analysis);
  if (best === undefined) return undefined;
  const { intent, slots, confidence } = best;
  const filled = withRecalled(decision, intent, slots, analysis.understanding);
  const slot = findMissingSlot(intent, filled);
  const question = excerpt(text, QUESTION_MAX_LENGTH);
  return slot && { intent: intent.name, slot: slot.name, filled, confidence, question };
}

function answerRequest(decision: DecisionBuilder, request: Turn): Ruling {
  const { slotFilling } = decision.state;
  const best = bestIntent(decision, request.analysis)?.intent;
  const isOther = best !== undefined && best.category !== SMALLTALK_CATEGORY;
  if (slotFilling !== undefined && isOther) interrupt(decision, slotFilling);
  return takeDenied(decision, request) ?? takeCourtesy(decision, request) ?? answer(decision, request);
}

/** Who only closes the talk, or is only kind, in words that no intent has, is not answered anything. */
function takeCourtesy(decision: DecisionBuilder, { analysis, messageIds }: Turn): Ruling | undefined {
  const { closesTalk, leavesOpen, isOnlyCourtesy } = analysis.understanding;
  if (bestIntent(decision, analysis) !== undefined) return undefined;
  const isBegun = latestTopic(decision) !== undefined || decision.state.ticket !== undefined;
  const closes = (isBegun && isOnlyCourtesy) || (closesTalk && !leavesOpen && !mayAskForMore(decision, analysis));
  if (!closes && !isOnlyCourtesy) return undefined;
  const said = likelySmalltalk(decision, analysis);
  if (said !== undefined) {
    const taken = fulfilIntent(decision, { ...said, ...analysis, question: '', messageIds });
    return { rule: closes ? 'talk_closed' : 'courtesy', ...taken };
  }
  sayPhrase(
    decision,
    closes ? 'closing_words' : 'greeting',
    { inReplyTo: messageIds },
    { name: phraseOf(decision, 'bot_name') },
  );
  return { rule: closes ? 'talk_closed' : 'courtesy', action: 'informed' };
}

/** The desk's own words for what is likelier than all other small talk. */
function likelySmalltalk(decision: DecisionBuilder, { understanding }: Analysis): UnderstoodIntent | undefined {
  const [first] = understanding.intents;
  const intent = findIntent(decision, first?.intent);
  if (first === undefined || intent?.category !== SMALLTALK_CATEGORY) return undefined;
  return first.confidence < decision.context.policy.offerAt ? undefined : { ...first, intent };
}

/** Whoever only says what they do not want is not given it. */
function takeDenied(decision: DecisionBuilder, { analysis, messageIds }: Turn): Ruling | undefined {
  const denied = deniedIntent(decision, analysis);
  const asksNothing = bestIntent(decision, analysis) === undefined;
  const takesBack = asksNothing && analysis.understanding.cancels && latestTopic(decision) !== undefined;
  if (denied === undefined && !takesBack) return undefined;
  const taken = takeBackFollowUp(decision, messageIds);
  if (taken !== undefined) return taken;
  update(decision, { offer: undefined, interrupted: [] });
  sayPhrase(decision, 'request_denied', { inReplyTo: messageIds });
  return { rule: 'request_denied', action: 'informed', intent: denied?.name };
}

/** Whether a text has a value, or is likely enough about something to be done. */
function mayAskForMore(decision: DecisionBuilder, { understanding: { entities, intents } }: Analysis): boolean {
  const work = intents.find(({ intent }) => findIntent(decision, intent)?.category !== SMALLTALK_CATEGORY);
  return entities.length > 0 || (work?.confidence ?? 0) >= decision.context.policy.offerAt;
}
