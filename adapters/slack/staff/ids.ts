/** What the desk writes into its buttons, modals and messages to know them again when Slack hands them back. */

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
] as const;
/** One of them. */
export type TicketAction = (typeof TICKET_ACTIONS)[number];

/** A click: what, on which ticket, and for some with which article or message. */
export interface ActionValue {
  action: TicketAction;
  ticketId: string;
  subjectId: string | undefined;
}

/** Every button and menu that acts on a ticket. Those within a form are named otherwise. */
export const TICKET_ACTION = /^deed:/;
/** A button that only leads somewhere. */
export const LINK_ACTION = 'link';
/** All buttons that only lead somewhere. */
export const LINK_ACTIONS = /^link:/;

/** Tells the buttons of one message apart. */
export function toActionId(action: TicketAction | 'more', subjectId = ''): string {
  return `deed:${action}${subjectId === '' ? '' : `:${subjectId}`}`.slice(0, 255);
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

/** By what a post is found again when it is not certain that it was made. */
const POST_EVENT = 'relaydesk_room';

/** Which post of which ticket's thread; `card` for the card itself. */
export interface PostMetadata {
  ticketId: string;
  itemId: string;
}

/** The name as Slack keeps it with the post. */
export function toMetadata({ ticketId, itemId }: PostMetadata) {
  return { event_type: POST_EVENT, event_payload: { ticket: ticketId, item: itemId } };
}

/** Whether this is what Slack keeps with the post of that name. */
export function isPostNamed(metadata: unknown, { ticketId, itemId }: PostMetadata): boolean {
  if (!isRecord(metadata) || metadata.event_type !== POST_EVENT || !isRecord(metadata.event_payload)) return false;
  return metadata.event_payload.ticket === ticketId && metadata.event_payload.item === itemId;
}

/** Whether a message is one of the desk's posts in a thread. */
export function isPost(metadata: unknown): boolean {
  return isRecord(metadata) && metadata.event_type === POST_EVENT;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
