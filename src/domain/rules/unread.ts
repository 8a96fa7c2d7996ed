/** What could not be read goes to people, whatever it was: nothing here looks at its text. */

import type { DeskEvent } from '../decision.ts';
import type { Ruling } from '../decision-record.ts';
import { isWithStaff } from '../ticket.ts';
import { type DecisionBuilder, update } from './decision-builder.ts';
import { escalate, reopenForCustomer } from './escalation.ts';
import { noteReached } from './reachability.ts';
import { addToTicket, isRecentlyResolved } from './turn.ts';
import { sayWhileQueued } from './what-to-expect.ts';

/** What a ticket is about whose message nobody has read yet. */
const SUBJECT = 'A message the bot could not read';

export function takeUnread(
  decision: DecisionBuilder,
  { messageIds, messageKey }: Extract<DeskEvent, { kind: 'unread' }>,
): Ruling {
  const { ticket } = decision.state;
  noteReached(decision);
  if (messageKey !== undefined) update(decision, { lastMessageKey: messageKey });
  if (ticket !== undefined && isWithStaff(ticket)) {
    addToTicket(decision, ticket, { sentiment: 0, urgent: false });
    sayWhileQueued(decision, [], messageIds);
    return { rule: 'with_staff', action: 'added_to_ticket' };
  }
  const cause = { text: SUBJECT, messageIds, understanding: undefined };
  if (ticket !== undefined && isRecentlyResolved(decision, ticket)) {
    return { rule: 'recently_resolved', ...reopenForCustomer(decision, ticket, cause) };
  }
  return { rule: 'unread', ...escalate(decision, 'unread', cause) };
}
