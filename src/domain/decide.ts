/** What the desk does about an event: the one entry to its rules. Pure: no I/O, no clock, no randomness. */

import type { ConversationState } from './conversation.ts';
import type { DecideContext, Decision, DeskEvent, Turn } from './decision.ts';
import type { Ruling } from './decision-record.ts';
import { takeActionEnded } from './rules/action-ended.ts';
import { renameAssignee, unassign } from './rules/assignees.ts';
import { followClocks } from './rules/clocks.ts';
import { takeMergeNews } from './rules/contact-merge.ts';
import { takeCustomerCommand } from './rules/customer-commands.ts';
import { createDecisionBuilder, type DecisionBuilder, type MadeRuling, makeRuling } from './rules/decision-builder.ts';
import { noteDeliveryFailure } from './rules/delivery.ts';
import { takeAnswerFeedback, takeRating, takeReaction } from './rules/feedback.ts';
import { noteLimited } from './rules/limits.ts';
import { followQuietCustomer } from './rules/quiet-customers.ts';
import { noteReachability } from './rules/reachability.ts';
import { recordOf } from './rules/record-decision.ts';
import { runStaffCommand } from './rules/staff-commands.ts';
import { onTimer } from './rules/timers.ts';
import { takeChoice, takeTurn } from './rules/turn.ts';
import { takeUnread } from './rules/unread.ts';

/** Decides one event. The state passed in is left as it was. */
export function decide(state: ConversationState, event: DeskEvent, context: DecideContext): Decision {
  const decision = createDecisionBuilder(state, context);
  const rulings = apply(decision, event);
  followQuietCustomer(decision, state.ticket);
  followClocks(decision, event, state.ticket);
  const { state: decided, effects, outcome, lookups } = decision;
  const records = rulings.map((made) => recordOf(decision, event, made));
  return { state: decided, effects, outcome, records, lookups };
}

/** What rules say of a turn, request by request, and of whatever else opens a ticket; nothing of the rest. */
function apply(decision: DecisionBuilder, event: DeskEvent): MadeRuling[] {
  if (event.kind === 'turn') return takeTurn(decision, event);
  return makeRuling(decision, () => applyToOne(decision, event));
}

function applyToOne(decision: DecisionBuilder, event: Exclude<DeskEvent, Turn>): Ruling | undefined {
  switch (event.kind) {
    case 'unread':
      return takeUnread(decision, event);
    case 'choice':
      return takeChoice(decision, event);
    case 'feedback':
      return takeAnswerFeedback(decision, event);
    case 'rating':
      return void takeRating(decision, event);
    case 'reaction':
      return takeReaction(decision, event);
    case 'command':
      return takeCustomerCommand(decision, event);
    case 'reachability':
      return void noteReachability(decision, event);
    case 'merge_requested':
    case 'contacts_merged':
    case 'merge_ended':
    case 'contacts_unmerged':
      return void takeMergeNews(decision, event);
    case 'limited':
      return void noteLimited(decision, event);
    case 'unassign':
      return void unassign(decision, event);
    case 'staff_renamed':
      return void renameAssignee(decision, event);
    case 'staff_command':
      return void runStaffCommand(decision, event);
    case 'timer':
      return onTimer(decision, event.timer);
    case 'action_ended':
      return takeActionEnded(decision, event);
    case 'delivery_failed':
      return noteDeliveryFailure(decision, event);
  }
}
