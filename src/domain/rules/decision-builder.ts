/** A decision in the making: the state so far and what is to be done, with the few steps every rule is made of. */

import type { Analysis } from '../analysis.ts';
import { PERSON_CHOICE_ID } from '../choice-id.ts';
import type { ConversationState } from '../conversation.ts';
import type { DecideContext, Effect } from '../decision.ts';
import type { Ruling } from '../decision-record.ts';
import type { Author, Choice, OutgoingMessage } from '../message.ts';
import { type PhraseKey, phrase } from '../phrases.ts';
import type { CommandOutcome, StaffMember } from '../staff.ts';
import type { Attempt, Ticket, TicketEvent, TicketEventKind } from '../ticket.ts';
import { inItsScript, spokenLocale } from './chinese-script.ts';
import type { Lookup } from './lookups.ts';

export interface DecisionBuilder {
  state: ConversationState;
  readonly effects: Effect[];
  /** What has to be asked of other systems before this can be decided. */
  readonly lookups: Lookup[];
  outcome: CommandOutcome | undefined;
  readonly context: DecideContext;
}

export function createDecisionBuilder(state: ConversationState, context: DecideContext): DecisionBuilder {
  return { state, effects: [], lookups: [], outcome: undefined, context };
}

/** A ruling with the effects it had, and what was read of the request it is about, where something was. */
export interface MadeRuling {
  ruling: Ruling;
  effects: Effect[];
  analysis: Analysis | undefined;
}

/** Rules on an event, or on one request of it; nothing where there is nothing to rule. */
export function makeRuling(
  decision: DecisionBuilder,
  rule: () => Ruling | undefined,
  analysis?: Analysis,
): MadeRuling[] {
  const before = decision.effects.length;
  const ruling = rule();
  return ruling === undefined ? [] : [{ ruling, effects: decision.effects.slice(before), analysis }];
}

/** Changes parts of the state. */
export function update(decision: DecisionBuilder, change: Partial<ConversationState>): void {
  decision.state = { ...decision.state, ...change };
}

/** Changes parts of the conversation's ticket, which must be there, and returns it. */
export function updateTicket(decision: DecisionBuilder, ticket: Ticket, change: Partial<Ticket>): Ticket {
  const changed = { ...ticket, ...change };
  update(decision, { ticket: changed });
  return changed;
}

type MessageParts = Partial<Omit<OutgoingMessage, 'id' | 'text' | 'author'>>;

/** Sends a text as the bot. */
export function say(decision: DecisionBuilder, text: string, parts: MessageParts = {}): OutgoingMessage {
  return send(decision, botAuthor(decision), text, parts);
}

/** Sends one of the desk's own sentences as the bot. */
export function sayPhrase(
  decision: DecisionBuilder,
  key: PhraseKey,
  parts: MessageParts = {},
  values: Record<string, string> = {},
): OutgoingMessage {
  return say(decision, phraseOf(decision, key, values), parts);
}

/**
 * Sends one of the desk's own sentences as the desk itself, not the bot; to nobody who cannot be written to, whom such a courtesy would
 * only be refused to.
 */
export function announce(
  decision: DecisionBuilder,
  key: PhraseKey,
  values: Record<string, string> = {},
  parts: MessageParts = {},
): OutgoingMessage | undefined {
  return announceText(decision, phraseOf(decision, key, values), parts);
}

/** The same for a text that is made of several. */
export function announceText(
  decision: DecisionBuilder,
  text: string,
  parts: MessageParts = {},
): OutgoingMessage | undefined {
  if (decision.state.unreachable !== undefined) return undefined;
  const author: Author = { kind: 'system', id: 'system', name: '' };
  return send(decision, author, text, parts);
}

export function send(decision: DecisionBuilder, author: Author, text: string, parts: MessageParts): OutgoingMessage {
  const message: OutgoingMessage = {
    id: newId(decision, 'm'),
    author,
    text,
    locale: spokenLocale(decision.state),
    choices: [],
    source: undefined,
    asksFeedback: false,
    asksRatingOf: undefined,
    inReplyTo: [],
    replyToKey: decision.state.lastMessageKey,
    attachments: [],
    staffPost: undefined,
    intent: undefined,
    ...parts,
  };
  const sent = author.kind === 'agent' ? message : inItsScript(message);
  decision.effects.push({ kind: 'send', message: sent });
  return sent;
}

/** A sentence of the desk in the conversation's locale. */
export function phraseOf(decision: DecisionBuilder, key: PhraseKey, values: Record<string, string> = {}): string {
  return phrase(decision.context.content, decision.state.locale, key, values);
}

/** The button for a person, where nothing else is offered that it might stand beside. */
export function personChoice(decision: DecisionBuilder): Choice {
  return { id: PERSON_CHOICE_ID, label: phraseOf(decision, 'person_please') };
}

/** An id that no other decision makes: the event's with a running number. */
export function newId(decision: DecisionBuilder, prefix: string): string {
  return `${prefix}${decision.context.eventId}-${decision.effects.length}`;
}

/** Records what happened to a ticket. */
export function record(
  decision: DecisionBuilder,
  ticketId: string,
  kind: TicketEventKind,
  by: TicketEvent['by'],
  detail = '',
  more: Partial<Pick<TicketEvent, 'staffPost' | 'clockStep'>> = {},
): void {
  const at = decision.context.now;
  decision.effects.push({
    kind: 'ticket_event',
    event: { ticketId, kind, at, by, detail, staffPost: undefined, ...more },
  });
}

export function byBot(decision: DecisionBuilder): TicketEvent['by'] {
  return { kind: 'bot', id: 'bot', name: botAuthor(decision).name };
}

export function byCustomer(decision: DecisionBuilder): TicketEvent['by'] {
  const { id, name } = decision.state.customer;
  return { kind: 'customer', id, name };
}

export function byStaff(staff: StaffMember): TicketEvent['by'] {
  return { kind: 'agent', id: staff.id, name: staff.name };
}

export const BY_SYSTEM: TicketEvent['by'] = { kind: 'system', id: 'system', name: 'Relaydesk' };

function botAuthor(decision: DecisionBuilder): Author {
  return { kind: 'bot', id: 'bot', name: phraseOf(decision, 'bot_name') };
}

const MAX_TRIED = 20;

/** Remembers what the bot tried, for the people who may take over. */
export function remember(decision: DecisionBuilder, attempt: Omit<Attempt, 'at'>): void {
  const tried = [...decision.state.tried, { ...attempt, at: decision.context.now }].slice(-MAX_TRIED);
  update(decision, { tried });
}
