import type { types } from '@slack/bolt';
import { isActive, type Ticket } from '../../../src/domain/ticket.ts';
import { plain } from './blocks.ts';
import { type TicketAction, toActionId, toActionValue } from './ids.ts';

const LABELS: Record<TicketAction, string> = {
  claim: 'Claim',
  reply: 'Reply',
  note: 'Note',
  assign: 'Assign …',
  priority: 'Priority …',
  snooze: 'Snooze …',
  hand_back: 'Hand back to the bot',
  resolve: 'Resolve',
  close: 'Close',
  reopen: 'Reopen',
  send_article: 'Send',
  edit_reply: 'Edit …',
  delete_reply: 'Take back …',
};

/** The buttons under a card: only what makes sense as the ticket stands, what is done most first, the rest in a menu. */
export function cardActions(ticket: Ticket): types.ActionsBlock {
  if (ticket.status === 'closed') return actions(button(ticket, 'reopen'), button(ticket, 'note'));
  if (!isActive(ticket)) return actions(button(ticket, 'reopen'), button(ticket, 'note'), button(ticket, 'close'));
  const rest = actionMenu(ticket.id, ['assign', 'priority', 'snooze', 'hand_back', 'close']);
  if (ticket.assignee === undefined) {
    return actions(primary(button(ticket, 'claim')), button(ticket, 'note'), button(ticket, 'resolve'), rest);
  }
  return actions(
    primary(button(ticket, 'reply')),
    button(ticket, 'note'),
    button(ticket, 'resolve'),
    { ...button(ticket, 'claim'), text: plain('Take over') },
    rest,
  );
}

/** A button for something that is done with a ticket. */
export function button({ id }: Pick<Ticket, 'id'>, action: TicketAction, subjectId?: string): types.Button {
  return {
    type: 'button',
    text: plain(LABELS[action]),
    action_id: toActionId(action, subjectId),
    value: toActionValue(action, id, subjectId),
  };
}

/** The button that is pressed most, in its own colour. */
export function primary(given: types.Button): types.Button {
  return { ...given, style: 'primary' };
}

/** A menu of at most five things that are done. */
export function actionMenu(ticketId: string, actions: TicketAction[], subjectId?: string): types.Overflow {
  return {
    type: 'overflow',
    action_id: toActionId('more', subjectId),
    options: actions.map((action) => ({
      text: plain(LABELS[action]),
      value: toActionValue(action, ticketId, subjectId),
    })),
  };
}

function actions(...elements: types.ActionsBlock['elements']): types.ActionsBlock {
  return { type: 'actions', elements };
}
