/** What can be done with a ticket: the buttons and menus for it, and how a click on one is known again when Slack hands it back. */

import type { types } from '@slack/bolt';
import { isActive, type Ticket } from '../../../../src/domain/ticket.ts';
import type { TicketCard } from '../../../../src/ports/staff-platform.ts';
import { plain } from '../blocks.ts';

/** What a click on a button or a menu asks for. */
export const TICKET_ACTIONS = [
  'claim',
  'reply',
  'note',
  'assign',
  'priority',
  'snooze',
  'hand_back',
  'resolve',
  'close',
  'reopen',
  'send_article',
  'edit_reply',
  'delete_reply',
  'undo_reply',
  'why',
  'clocks',
  'run',
] as const;
/** One of them. */
export type TicketAction = (typeof TICKET_ACTIONS)[number];

/** A click: what, on which ticket, and for some with which article or message. */
export interface ActionValue {
  action: TicketAction;
  ticketId: string;
  subjectId: string | undefined;
}

/** Every button and menu that acts on a ticket, also those of earlier versions (`deed:`). Those within a form are named otherwise. */
export const TICKET_ACTION = /^(?:action|deed):/;
/** A button that only leads somewhere. */
export const LINK_ACTION = 'link';
/** All buttons that only lead somewhere. */
export const LINK_ACTIONS = /^link:/;

/** Tells the buttons of one message apart. */
export function toActionId(action: TicketAction | 'more', subjectId = ''): string {
  return `action:${action}${subjectId === '' ? '' : `:${subjectId}`}`.slice(0, 255);
}

/** A click as the value of its button. */
export function toActionValue(action: TicketAction, ticketId: string, subjectId?: string): string {
  return [action, ticketId, ...(subjectId === undefined ? [] : [subjectId])].join(' ');
}

/** Undefined for a button of an earlier version that nobody knows any more. */
export function fromActionValue(value: string): ActionValue | undefined {
  const [action, ticketId, subjectId] = value.split(' ');
  const known = TICKET_ACTIONS.find((other) => other === action);
  return known === undefined || ticketId === undefined ? undefined : { action: known, ticketId, subjectId };
}

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
  undo_reply: 'Undo',
  why: 'Why?',
  clocks: 'Due when?',
  run: 'Other systems …',
};

/** The buttons under a card: only what makes sense as the ticket stands, what is done most first, the rest in a menu. */
export function cardActions({
  ticket,
  isPromised,
  runnable,
}: Pick<TicketCard, 'ticket' | 'isPromised' | 'runnable'>): types.ActionsBlock {
  const why = [button(ticket, 'why'), ...(isPromised ? [button(ticket, 'clocks')] : [])];
  if (ticket.status === 'closed') return actions(button(ticket, 'reopen'), button(ticket, 'note'), ...why);
  if (!isActive(ticket)) {
    return actions(button(ticket, 'reopen'), button(ticket, 'note'), button(ticket, 'close'), ...why);
  }
  const rest = [
    ...(runnable.length > 0 ? [button(ticket, 'run')] : []),
    ...why,
    actionMenu(ticket.id, ['assign', 'priority', 'snooze', 'hand_back', 'close']),
  ];
  if (ticket.assignee === undefined) {
    return actions(primary(button(ticket, 'claim')), button(ticket, 'note'), button(ticket, 'resolve'), ...rest);
  }
  return actions(
    primary(button(ticket, 'reply')),
    button(ticket, 'note'),
    button(ticket, 'resolve'),
    { ...button(ticket, 'claim'), text: plain('Take over') },
    ...rest,
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

/** The button that is clicked most, in its own colour. */
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

/** Takes back a reply that has not left yet. */
export function undoButton(ticketId: string, messageId: string): types.ActionsBlock {
  return actions(button({ id: ticketId }, 'undo_reply', messageId));
}

function actions(...elements: types.ActionsBlock['elements']): types.ActionsBlock {
  return { type: 'actions', elements };
}
