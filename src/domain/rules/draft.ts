/** A decision in the making: the state so far and what is to be done, with the few steps every rule is made of. */

import type { ConversationState } from '../conversation.ts';
import type { DecideContext, Effect } from '../decision.ts';
import type { Author, OutgoingMessage } from '../message.ts';
import { type PhraseKey, phrase } from '../phrases.ts';
import type { CommandOutcome, StaffMember } from '../staff.ts';
import type { Attempt, Ticket, TicketEvent, TicketEventKind } from '../ticket.ts';

export interface Draft {
  state: ConversationState;
  readonly effects: Effect[];
  outcome: CommandOutcome | undefined;
  readonly context: DecideContext;
}

export function createDraft(state: ConversationState, context: DecideContext): Draft {
  return { state, effects: [], outcome: undefined, context };
}

/** Changes parts of the state. */
export function update(draft: Draft, change: Partial<ConversationState>): void {
  draft.state = { ...draft.state, ...change };
}

/** Changes parts of the conversation's ticket, which must be there, and returns it. */
export function updateTicket(draft: Draft, ticket: Ticket, change: Partial<Ticket>): Ticket {
  const changed = { ...ticket, ...change };
  update(draft, { ticket: changed });
  return changed;
}

type MessageParts = Partial<Omit<OutgoingMessage, 'id' | 'text' | 'author'>>;

/** Sends a text as the bot. */
export function say(draft: Draft, text: string, parts: MessageParts = {}): OutgoingMessage {
  return send(draft, botAuthor(draft), text, parts);
}

/** Sends one of the desk's own sentences as the bot. */
export function sayPhrase(draft: Draft, key: PhraseKey, parts: MessageParts = {}): OutgoingMessage {
  return say(draft, phraseOf(draft, key), parts);
}

/** Sends one of the desk's own sentences as the desk itself, not the bot. */
export function announce(draft: Draft, key: PhraseKey, values: Record<string, string> = {}, parts: MessageParts = {}) {
  const author: Author = { kind: 'system', id: 'system', name: '' };
  return send(draft, author, phraseOf(draft, key, values), parts);
}

export function send(draft: Draft, author: Author, text: string, parts: MessageParts): OutgoingMessage {
  const message: OutgoingMessage = {
    id: newId(draft, 'm'),
    author,
    text,
    locale: draft.state.locale,
    choices: [],
    source: undefined,
    asksFeedback: false,
    asksRatingOf: undefined,
    inReplyTo: [],
    replyToKey: draft.state.lastMessageKey,
    attachments: [],
    origin: undefined,
    intent: undefined,
    ...parts,
  };
  draft.effects.push({ kind: 'send', message });
  return message;
}

/** A sentence of the desk in the conversation's locale. */
export function phraseOf(draft: Draft, key: PhraseKey, values: Record<string, string> = {}): string {
  return phrase(draft.context.content, draft.state.locale, key, values);
}

/** An id that no other decision makes: the event's with a running number. */
export function newId(draft: Draft, prefix: string): string {
  return `${prefix}${draft.context.eventId}-${draft.effects.length}`;
}

/** Records what happened to a ticket. */
export function record(
  draft: Draft,
  ticketId: string,
  kind: TicketEventKind,
  by: TicketEvent['by'],
  detail = '',
  origin?: string,
): void {
  const at = draft.context.now;
  draft.effects.push({ kind: 'ticket_event', event: { ticketId, kind, at, by, detail, origin } });
}

export function byBot(draft: Draft): TicketEvent['by'] {
  return { kind: 'bot', id: 'bot', name: botAuthor(draft).name };
}

export function byCustomer(draft: Draft): TicketEvent['by'] {
  const { id, name } = draft.state.customer;
  return { kind: 'customer', id, name };
}

export function byStaff(staff: StaffMember): TicketEvent['by'] {
  return { kind: 'agent', id: staff.id, name: staff.name };
}

export const BY_SYSTEM: TicketEvent['by'] = { kind: 'system', id: 'system', name: 'Relaydesk' };

function botAuthor(draft: Draft): Author {
  return { kind: 'bot', id: 'bot', name: phraseOf(draft, 'bot_name') };
}

const MAX_TRIED = 20;

/** Remembers what the bot tried, for the people who may take over. */
export function remember(draft: Draft, attempt: Omit<Attempt, 'at'>): void {
  const tried = [...draft.state.tried, { ...attempt, at: draft.context.now }].slice(-MAX_TRIED);
  update(draft, { tried });
}
