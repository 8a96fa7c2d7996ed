/** What the desk writes into its buttons, modals and messages to know them again when Slack hands them back. */

/** What a press of a button or a menu asks for. */
export const DEEDS = [
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
export type Deed = (typeof DEEDS)[number];

/** A press: what, on which ticket, and for some with which article or message. */
export interface Press {
  deed: Deed;
  ticketId: string;
  subjectId: string | undefined;
}

/** Every button and menu that acts on a ticket. Those within a form are named otherwise. */
export const DEED_ACTION = /^deed:/;
/** A button that only leads somewhere. */
export const LINK_ACTION = 'link';
/** All buttons that only lead somewhere. */
export const LINK_ACTIONS = /^link:/;

/** Tells the buttons of one message apart. */
export function deedActionId(deed: Deed | 'more', subjectId = ''): string {
  return `deed:${deed}${subjectId === '' ? '' : `:${subjectId}`}`.slice(0, 255);
}

/** A press as the value of its button. */
export function toPressValue(deed: Deed, ticketId: string, subjectId?: string): string {
  return [deed, ticketId, ...(subjectId === undefined ? [] : [subjectId])].join(' ');
}

/** Undefined for a button of an earlier version that nobody knows any more. */
export function fromPressValue(value: string): Press | undefined {
  const [deed, ticketId, subjectId] = value.split(' ');
  const known = DEEDS.find((other) => other === deed);
  return known === undefined || ticketId === undefined ? undefined : { deed: known, ticketId, subjectId };
}

/** By what a post is found again when it is not certain that it was made. */
const POST_EVENT = 'relaydesk_room';

/** Which post of which ticket's room; `card` for the card itself. */
export interface PostName {
  ticketId: string;
  entryId: string;
}

/** The name as Slack keeps it with the post. */
export function toMetadata({ ticketId, entryId }: PostName) {
  return { event_type: POST_EVENT, event_payload: { ticket: ticketId, entry: entryId } };
}

/** Whether this is what Slack keeps with the post of that name. */
export function isPostNamed(metadata: unknown, { ticketId, entryId }: PostName): boolean {
  if (!isRecord(metadata) || metadata.event_type !== POST_EVENT || !isRecord(metadata.event_payload)) return false;
  return metadata.event_payload.ticket === ticketId && metadata.event_payload.entry === entryId;
}

/** Whether a message is one of the desk's posts in a room. */
export function isPost(metadata: unknown): boolean {
  return isRecord(metadata) && metadata.event_type === POST_EVENT;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
