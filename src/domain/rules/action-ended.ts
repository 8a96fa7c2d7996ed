/** What is said once another system has done what it was asked for, or has not. */

import type { ActionResult } from '../actions/action.ts';
import { type CalledAction, calledAction, calledActionWords } from '../actions/called-action.ts';
import type { CustomersCall, RequestedCall } from '../actions/requested-call.ts';
import type { DeskEvent } from '../decision.ts';
import type { ActionTaken, Ruling } from '../decision-record.ts';
import { isActive, isWithStaff } from '../ticket.ts';
import { answerOutcome } from './actions.ts';
import { attemptOf } from './attempts.ts';
import { findIntent } from './content.ts';
import { byBot, byStaff, type DecisionBuilder, record, remember, sayPhrase } from './decision-builder.ts';
import { escalate } from './escalation.ts';
import { followOutcome } from './fulfilment.ts';

/** The customer who agreed to it is told, and staff see it on the ticket; what staff asked for only they see. */
export function takeActionEnded(
  decision: DecisionBuilder,
  { call, result }: Extract<DeskEvent, { kind: 'action_ended' }>,
): Ruling | undefined {
  const called = calledAction(call.action.name, call.inputs, result);
  if (call.for.kind === 'staff') {
    const { staff, ticketId } = call.for;
    record(decision, ticketId, 'action_ended', byStaff(staff), calledActionWords(called));
    return undefined;
  }
  const { ticket } = decision.state;
  if (ticket !== undefined && isActive(ticket)) {
    record(decision, ticket.id, 'action_ended', byBot(decision), calledActionWords(called));
  }
  const taken = tellCustomer(decision, { call, asked: call.for, called, result });
  return { rule: 'action_ended', ...taken, intent: call.for.intent, called };
}

interface EndedCall {
  call: RequestedCall;
  asked: CustomersCall;
  called: CalledAction;
  result: ActionResult;
}

function tellCustomer(decision: DecisionBuilder, { call, asked, called, result }: EndedCall): ActionTaken {
  const { slots, question, messageIds, confidence } = asked;
  const found = findIntent(decision, asked.intent);
  const intent = found?.action?.name === call.action.name ? found : undefined;
  const { action, inputs } = call;
  const settled = intent && { intent, action, inputs, slots, given: slots, question, messageIds, confidence, called };
  if (settled !== undefined && result.kind === 'answered') {
    const told = answerOutcome(decision, settled, result);
    if (told !== undefined) return told;
  }
  const isNotDone = result.kind === 'failed' && result.failure !== 'unknown';
  const reason = isNotDone ? 'action_failed' : 'action_unknown';
  if (isWithStaff(decision.state.ticket)) {
    sayPhrase(decision, reason, { inReplyTo: messageIds });
    return { action: 'informed' };
  }
  remember(decision, attemptOf('called', { question, confidence, intent: asked.intent, called }));
  const isAnswered = result.kind === 'failed' && result.failure === 'not_sent' && intent?.outcome.kind !== 'escalate';
  if (settled !== undefined && isAnswered) {
    sayPhrase(decision, reason, { inReplyTo: messageIds });
    return followOutcome(decision, { ...settled, answers: [], understanding: undefined }, reason);
  }
  const cause = { text: question, messageIds, understanding: undefined, called };
  return escalate(decision, reason, found === undefined ? cause : { ...cause, intent: found });
}
