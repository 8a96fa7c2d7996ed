/** What customers ask of the desk itself: help, a person, how their request stands, another language, joining two channels and parting them. */

import { type BoundedCount, countText } from '../bounded-count.ts';
import type { CommandFacts, DeskEvent } from '../decision.ts';
import type { ActionTaken, Ruling } from '../decision-record.ts';
import type { Choice } from '../message.ts';
import type { PhraseKey } from '../phrases.ts';
import { isActive, isWithStaff, type Ticket } from '../ticket.ts';
import { takeLinkCommand, takeUnlinkCommand } from './contact-merge.ts';
import { announce, type DecisionBuilder, phraseOf, update } from './decision-builder.ts';
import { escalate } from './escalation.ts';
import { giveHelp } from './help.ts';
import { noteReached } from './reachability.ts';

/** Begins the id of a choice of language; the locale follows. */
export const LANGUAGE_CHOICE = 'language:';

type GivenCommand = Extract<DeskEvent, { kind: 'command' }>;

export function takeCustomerCommand(decision: DecisionBuilder, event: GivenCommand): Ruling {
  noteReached(decision);
  const { command } = event;
  if (command === 'human') {
    return { rule: 'command_given', command, ...callPerson(decision, event.facts, event.messageId) };
  }
  answerCommand(decision, { ...event, command });
  return { rule: 'command_given', command, action: 'informed' };
}

type OwnAnswer = GivenCommand & { command: Exclude<GivenCommand['command'], 'human'> };

function answerCommand(decision: DecisionBuilder, event: OwnAnswer): void {
  const reply = { inReplyTo: [event.messageId] };
  switch (event.command) {
    case 'start':
      return void announce(decision, 'greeting', { name: phraseOf(decision, 'bot_name') }, reply);
    case 'help':
      return giveHelp(decision, event);
    case 'status':
      return tellStatus(decision, event.facts, event.messageId);
    case 'language':
      return chooseLanguage(decision, event.argument, [event.messageId]);
    case 'link':
      return takeLinkCommand(decision, event);
    case 'unlink':
      return takeUnlinkCommand(decision, event);
  }
}

/** Who has been handed over already is told how that stands. */
function callPerson(decision: DecisionBuilder, facts: CommandFacts, messageId: string): ActionTaken {
  if (isWithStaff(decision.state.ticket)) {
    tellStatus(decision, facts, messageId);
    return { action: 'informed' };
  }
  return escalate(decision, 'requested', { text: '', messageIds: [messageId], understanding: undefined });
}

function tellStatus(decision: DecisionBuilder, facts: CommandFacts, messageId: string): void {
  const { ticket } = decision.state;
  const values = {
    number: String(facts.ticketNumber ?? ''),
    ahead: facts.ahead === undefined ? '0' : countText(facts.ahead),
    name: ticket?.assignee?.name ?? '',
  };
  announce(decision, statusPhrase(ticket, facts.ahead), values, { inReplyTo: [messageId] });
}

/** A ticket that was opened only because a message may be lost is no request of the customer's. */
function statusPhrase(ticket: Ticket | undefined, ahead: BoundedCount | undefined): PhraseKey {
  if (ticket === undefined || ticket.status === 'closed') return 'status_none';
  if (isActive(ticket) && !isWithStaff(ticket)) return 'status_none';
  if (ticket.status === 'snoozed') return 'status_snoozed';
  if (ticket.status === 'resolved') return 'status_resolved';
  if (ticket.assignee === undefined) return ahead?.count === 0 ? 'status_next' : 'status_open';
  return ticket.status === 'pending' ? 'status_pending' : 'status_claimed';
}

/** Takes a language by its code or its name in any of the desk's languages; without one that is known, offers those there are. */
export function chooseLanguage(decision: DecisionBuilder, wanted: string, messageIds: string[]): void {
  const locales = Object.keys(decision.context.content.locales);
  const locale = locales.find((known) => namesOf(known, locales).includes(wanted.trim().toLowerCase()));
  if (locale === undefined) {
    const choices: Choice[] = locales.map((known) => ({ id: LANGUAGE_CHOICE + known, label: ownName(known) }));
    const key = wanted.trim() === '' ? 'language_choose' : 'language_unknown';
    return void announce(decision, key, {}, { choices, inReplyTo: messageIds });
  }
  update(decision, { locale });
  announce(decision, 'language_set', { language: ownName(locale) }, { inReplyTo: messageIds });
}

function namesOf(locale: string, locales: string[]): string[] {
  return [locale, ...locales.map((inLocale) => nameOfLanguage(locale, inLocale))].map((name) => name.toLowerCase());
}

/** A language's name in that language, such as “English” or “中文”. */
function ownName(locale: string): string {
  return nameOfLanguage(locale, locale);
}

function nameOfLanguage(locale: string, inLocale: string): string {
  return new Intl.DisplayNames([inLocale], { type: 'language' }).of(locale) ?? locale;
}
