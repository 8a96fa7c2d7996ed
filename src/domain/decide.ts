/** What the desk does about an event: the one entry to its rules. Pure: no I/O, no clock, no randomness. */

import type { ConversationState } from './conversation.ts';
import type { DecideContext, Decision, DeskEvent } from './decision.ts';
import { runCommand } from './rules/commands.ts';
import { noteDeliveryTrouble } from './rules/delivery.ts';
import { createDraft, type Draft } from './rules/draft.ts';
import { takeAnswerFeedback, takeRating, takeReaction } from './rules/feedback.ts';
import { renameHolder, unassign } from './rules/holders.ts';
import { noteLimited } from './rules/limits.ts';
import { noteLinked } from './rules/linking.ts';
import { noteReachability } from './rules/reachability.ts';
import { takeRequest } from './rules/requests.ts';
import { onTimer } from './rules/timers.ts';
import { takeChoice, takeTurn } from './rules/turn.ts';
import { takeUnread } from './rules/unread.ts';

/** Decides one event. The state passed in is left as it was. */
export function decide(state: ConversationState, event: DeskEvent, context: DecideContext): Decision {
  const draft = createDraft(state, context);
  apply(draft, event);
  return { state: draft.state, effects: draft.effects, outcome: draft.outcome };
}

function apply(draft: Draft, event: DeskEvent): void {
  switch (event.kind) {
    case 'turn':
      return takeTurn(draft, event);
    case 'unread':
      return takeUnread(draft, event);
    case 'choice':
      return takeChoice(draft, event);
    case 'feedback':
      return takeAnswerFeedback(draft, event);
    case 'rating':
      return takeRating(draft, event);
    case 'reaction':
      return takeReaction(draft, event);
    case 'request':
      return takeRequest(draft, event);
    case 'reachability':
      return noteReachability(draft, event);
    case 'linked':
      return noteLinked(draft, event);
    case 'limited':
      return noteLimited(draft, event);
    case 'unassign':
      return unassign(draft, event);
    case 'staff_renamed':
      return renameHolder(draft, event);
    case 'command':
      return runCommand(draft, event);
    case 'timer':
      return onTimer(draft, event.timer);
    case 'delivery_trouble':
      return noteDeliveryTrouble(draft, event);
  }
}
