/** What staff do with a ticket: who may do what in which state, and what follows. */

import type { DeskEvent } from '../decision.ts';
import { tellTooLong } from '../length-limits.ts';
import { excerpt } from '../markdown.ts';
import type { TranscriptMessage } from '../message.ts';
import type { RefusalCode, StaffCommand, StaffMember } from '../staff.ts';
import { isActive, type Ticket, untilDetail } from '../ticket.ts';
import { findArticle } from './content.ts';
import { announce, byStaff, type Draft, record, send, update, updateTicket } from './draft.ts';
import { stopWatchingUnclaimed } from './escalation.ts';

const DETAIL_MAX_LENGTH = 500;
const MAX_SNOOZE_MS = 366 * 24 * 60 * 60 * 1000;

interface Action<K extends StaffCommand['kind'] = StaffCommand['kind']> {
  draft: Draft;
  ticket: Ticket;
  staff: StaffMember;
  command: Extract<StaffCommand, { kind: K }>;
}

export function runCommand(draft: Draft, event: Extract<DeskEvent, { kind: 'command' }>): void {
  const { ticket } = draft.state;
  const { staff, command } = event;
  if (command.kind === 'note') return note(draft, event.ticketId, staff, command);
  if (ticket === undefined || ticket.id !== event.ticketId) {
    return refuse(draft, 'wrong_state', 'The customer has a newer ticket: this one can only be noted on.');
  }
  const action = { draft, ticket, staff };
  switch (command.kind) {
    case 'claim':
      return claim({ ...action, command });
    case 'reply':
      return reply({ ...action, command });
    case 'edit_reply':
      return editReply({ ...action, command }, event);
    case 'delete_reply':
      return deleteReply({ ...action, command }, event);
    case 'transfer':
      return transfer({ ...action, command });
    case 'hand_back':
      return handBack({ ...action, command });
    case 'snooze':
      return snooze({ ...action, command });
    case 'resolve':
      return resolve({ ...action, command });
    case 'close':
      return close({ ...action, command });
    case 'reopen':
      return reopen({ ...action, command });
    case 'set_importance':
      return setImportance({ ...action, command });
  }
}

function note(
  draft: Draft,
  ticketId: string,
  staff: StaffMember,
  { text, origin }: Extract<StaffCommand, { kind: 'note' }>,
): void {
  if (!isUsableText(text)) return refuseText(draft, text);
  record(draft, ticketId, 'note', byStaff(staff), text, origin);
  accept(draft, 'Noted. Only staff see it.');
}

/** Of two who claim, the first decided gets it; a lead takes over from whoever holds it. */
function claim({ draft, ticket, staff }: Action<'claim'>): void {
  if (!isActive(ticket)) return refuse(draft, 'wrong_state', `This ticket is ${ticket.status}: reopen it first.`);
  const holder = ticket.assignee;
  if (holder?.id === staff.id) return accept(draft, 'You hold this ticket already.');
  if (holder !== undefined && staff.role === 'agent') {
    return refuse(draft, 'held_by_other', `${holder.name} holds this ticket.`);
  }
  hold(draft, ticket, staff);
  const takenFrom = holder === undefined ? '' : `From ${holder.name}`;
  record(draft, ticket.id, holder === undefined ? 'claimed' : 'taken_over', byStaff(staff), takenFrom);
  accept(draft, holder === undefined ? 'It is yours.' : `Taken over from ${holder.name}.`);
}

/** Gives the ticket to a staff member and tells the customer who it is. */
function hold(draft: Draft, ticket: Ticket, staff: StaffMember): void {
  const status = ticket.status === 'pending' ? 'pending' : 'claimed';
  updateTicket(draft, ticket, { status, assignee: staff, snoozedUntil: undefined, resolvedAt: undefined });
  stopWatchingUnclaimed(draft);
  if (ticket.status === 'snoozed') draft.effects.push({ kind: 'cancel_timer', timer: 'wake_snoozed' });
  announce(draft, 'joined', { name: staff.name });
}

function reply({ draft, ticket, staff, command }: Action<'reply'>): void {
  const { text, attachments = [], articleId, origin } = command;
  if (!isUsableText(text) && !(text.trim() === '' && attachments.length > 0)) return refuseText(draft, text);
  if (ticket.assignee?.id !== staff.id || !isActive(ticket)) return refuseNotHolder(draft, ticket);
  const { now } = draft.context;
  if (ticket.status === 'snoozed') draft.effects.push({ kind: 'cancel_timer', timer: 'wake_snoozed' });
  updateTicket(draft, ticket, {
    status: 'pending',
    waitingSince: undefined,
    snoozedUntil: undefined,
    firstReplyAt: ticket.firstReplyAt ?? now,
  });
  const author = { kind: 'agent' as const, id: staff.id, name: staff.name };
  const article = findArticle(draft, articleId);
  const source = article && { articleId: article.id, locale: article.locale, title: article.title };
  send(draft, author, text, { asksFeedback: true, intent: ticket.intent, attachments, source, origin });
  record(draft, ticket.id, 'replied', byStaff(staff));
  accept(draft, 'On its way to the customer.');
}

type CommandEvent = Extract<DeskEvent, { kind: 'command' }>;

/** Changes a reply that went out; the customer sees it changed. */
function editReply({ draft, ticket, staff, command }: Action<'edit_reply'>, event: CommandEvent): void {
  if (!isUsableText(command.text)) return refuseText(draft, command.text);
  const message = findOwnReply(draft, staff, event);
  if (message === undefined) return;
  if (!event.channelCan.edit) {
    return refuse(draft, 'not_allowed', `Messages on ${ticket.channel} cannot be changed once they are sent.`);
  }
  draft.effects.push({ kind: 'edit', message: { ...message, text: command.text } });
  record(draft, ticket.id, 'reply_edited', byStaff(staff), excerpt(command.text, DETAIL_MAX_LENGTH));
  accept(draft, 'The customer sees the new text.');
}

function deleteReply({ draft, ticket, staff }: Action<'delete_reply'>, event: CommandEvent): void {
  const message = findOwnReply(draft, staff, event);
  if (message === undefined) return;
  if (!event.channelCan.delete) {
    return refuse(draft, 'not_allowed', `Messages on ${ticket.channel} cannot be taken back once they are sent.`);
  }
  draft.effects.push({ kind: 'remove', message });
  record(draft, ticket.id, 'reply_deleted', byStaff(staff));
  accept(draft, 'Taken back.');
}

/** The reply a command names, if its giver may change it; otherwise the command is refused. */
function findOwnReply(draft: Draft, staff: StaffMember, { concerned }: CommandEvent): TranscriptMessage | undefined {
  if (concerned === undefined || concerned.author.kind !== 'agent' || concerned.deletedAt !== undefined) {
    refuse(draft, 'not_found', 'There is no such reply.');
    return undefined;
  }
  if (concerned.author.id !== staff.id && staff.role === 'agent') {
    refuse(draft, 'not_allowed', `${concerned.author.name} wrote this: ask them, or a lead.`);
    return undefined;
  }
  return concerned;
}

function transfer({ draft, ticket, staff, command }: Action<'transfer'>): void {
  if (!isActive(ticket)) return refuse(draft, 'wrong_state', `This ticket is ${ticket.status}: reopen it first.`);
  if (!mayManage(ticket, staff)) return refuseNotHolder(draft, ticket);
  if (ticket.assignee?.id === command.to.id) return refuse(draft, 'invalid', `${command.to.name} holds it already.`);
  hold(draft, ticket, command.to);
  record(draft, ticket.id, 'transferred', byStaff(staff), `To ${command.to.name}`);
  accept(draft, `${command.to.name} holds it now.`);
}

/** The bot answers again; the ticket is over, and nobody is asked to rate it. */
function handBack({ draft, ticket, staff }: Action<'hand_back'>): void {
  if (!isActive(ticket)) return refuse(draft, 'wrong_state', 'The bot has this conversation already.');
  if (!mayManage(ticket, staff)) return refuseNotHolder(draft, ticket);
  end(draft, ticket, 'closed');
  record(draft, ticket.id, 'handed_back', byStaff(staff));
  announce(draft, 'handed_back');
  accept(draft, 'The bot answers again.');
}

function snooze({ draft, ticket, staff, command }: Action<'snooze'>): void {
  const { now } = draft.context;
  if (!isActive(ticket)) return refuse(draft, 'wrong_state', `This ticket is ${ticket.status}: reopen it first.`);
  if (!mayManage(ticket, staff)) return refuseNotHolder(draft, ticket);
  if (!(command.until > now && command.until <= now + MAX_SNOOZE_MS)) {
    return refuse(draft, 'invalid', 'Snooze until a time in the coming year.');
  }
  updateTicket(draft, ticket, { status: 'snoozed', snoozedUntil: command.until, waitingSince: undefined });
  stopWatchingUnclaimed(draft);
  draft.effects.push({ kind: 'set_timer', timer: 'wake_snoozed', at: command.until });
  record(draft, ticket.id, 'snoozed', byStaff(staff), untilDetail(command.until));
  accept(draft, 'Snoozed. It comes back then, or when the customer writes.');
}

/** Settled: the customer is asked for a rating, and may open it again by writing soon. */
function resolve({ draft, ticket, staff }: Action<'resolve'>): void {
  const { now, policy } = draft.context;
  if (!isActive(ticket)) return refuse(draft, 'wrong_state', `This ticket is ${ticket.status} already.`);
  if (!mayManage(ticket, staff)) return refuseNotHolder(draft, ticket);
  end(draft, ticket, 'resolved');
  record(draft, ticket.id, 'resolved', byStaff(staff));
  const request = announce(draft, 'rate', {}, { asksRatingOf: ticket.id });
  update(draft, { ratingRequest: { messageId: request.id, ticketId: ticket.id } });
  draft.effects.push({ kind: 'set_timer', timer: 'close_resolved', at: now + policy.reopenWithinMs });
  accept(draft, 'Resolved. The customer is asked for a rating.');
}

function close({ draft, ticket, staff }: Action<'close'>): void {
  if (ticket.status === 'closed') return refuse(draft, 'wrong_state', 'This ticket is closed already.');
  if (!mayManage(ticket, staff)) return refuseNotHolder(draft, ticket);
  end(draft, ticket, 'closed');
  record(draft, ticket.id, 'closed', byStaff(staff));
  accept(draft, 'Closed.');
}

/** Ends the people's part; the bot takes the next message. */
function end(draft: Draft, ticket: Ticket, status: 'resolved' | 'closed'): void {
  const resolvedAt = ticket.resolvedAt ?? draft.context.now;
  updateTicket(draft, ticket, { status, resolvedAt, waitingSince: undefined, snoozedUntil: undefined });
  update(draft, { failures: 0, slotFilling: undefined, offer: undefined, ratingRequest: undefined });
  stopWatchingUnclaimed(draft);
  draft.effects.push(
    { kind: 'cancel_timer', timer: 'wake_snoozed' },
    { kind: 'cancel_timer', timer: 'close_resolved' },
  );
}

function reopen({ draft, ticket, staff }: Action<'reopen'>): void {
  if (isActive(ticket)) return refuse(draft, 'wrong_state', 'This ticket is open already.');
  hold(draft, { ...ticket, reopened: ticket.reopened + 1, waitingSince: draft.context.now }, staff);
  update(draft, { ratingRequest: undefined });
  draft.effects.push({ kind: 'cancel_timer', timer: 'close_resolved' });
  record(draft, ticket.id, 'reopened', byStaff(staff));
  accept(draft, 'Open again, and yours.');
}

function setImportance({ draft, ticket, staff, command }: Action<'set_importance'>): void {
  const { importance } = command;
  if (!Number.isInteger(importance) || importance < 1 || importance > 5) {
    return refuse(draft, 'invalid', 'Importance goes from 1 to 5.');
  }
  updateTicket(draft, ticket, { importance });
  record(draft, ticket.id, 'importance_set', byStaff(staff), `${ticket.importance} → ${importance}`);
  accept(draft, `Importance is ${importance} now.`);
}

/** The holder; anybody while nobody holds it; and a lead or an admin always. */
function mayManage(ticket: Ticket, staff: StaffMember): boolean {
  return ticket.assignee === undefined || ticket.assignee.id === staff.id || staff.role !== 'agent';
}

function isUsableText(text: string): boolean {
  return text.trim() !== '' && tellTooLong(text) === undefined;
}

function refuseText(draft: Draft, text: string): void {
  refuse(draft, 'invalid', tellTooLong(text) ?? 'There is nothing written.');
}

function refuseNotHolder(draft: Draft, ticket: Ticket): void {
  if (!isActive(ticket)) return refuse(draft, 'wrong_state', `This ticket is ${ticket.status}: reopen it first.`);
  if (ticket.assignee === undefined) return refuse(draft, 'not_holder', 'Claim this ticket first.');
  refuse(draft, 'held_by_other', `${ticket.assignee.name} holds this ticket.`);
}

function refuse(draft: Draft, code: RefusalCode, message: string): void {
  draft.outcome = { ok: false, code, message };
}

function accept(draft: Draft, message: string): void {
  draft.outcome = { ok: true, message };
}
