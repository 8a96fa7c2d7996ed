/** What could not be read goes to people, whatever it was: nothing here looks at its text. */

import type { DeskEvent } from '../decision.ts';
import { isHeldByPeople } from '../ticket.ts';
import { type Draft, update } from './draft.ts';
import { escalate, reopenForCustomer } from './escalation.ts';
import { noteReached } from './reachability.ts';
import { addToTicket, isRecentlyResolved } from './turn.ts';

/** What a ticket is about whose message nobody has read yet. */
const SUBJECT = 'A message the bot could not read';

export function takeUnread(draft: Draft, { messageIds, messageKey }: Extract<DeskEvent, { kind: 'unread' }>): void {
  const { ticket } = draft.state;
  noteReached(draft);
  if (messageKey !== undefined) update(draft, { lastMessageKey: messageKey });
  if (ticket !== undefined && isHeldByPeople(ticket))
    return addToTicket(draft, ticket, { sentiment: 0, urgent: false });
  const cause = { text: SUBJECT, messageIds, understanding: undefined };
  if (ticket !== undefined && isRecentlyResolved(draft, ticket)) return reopenForCustomer(draft, ticket, cause);
  escalate(draft, 'unread', cause);
}
