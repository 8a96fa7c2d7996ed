/** What staff do with a ticket: who may do what in which state, and what follows. */

import { asksSomething } from '../asks-something.ts';
import type { DeskEvent } from '../decision.ts';
import { tellTooLong } from '../length-limits.ts';
import { excerpt } from '../markdown.ts';
import type { OutgoingMessage, TranscriptMessage } from '../message.ts';
import type { RefusalCode, StaffCommand, StaffMember } from '../staff.ts';
import { count, nameInChannel } from '../staff-wording.ts';
import { parseTags, tagsProblem } from '../tags.ts';
import { isActive, type Ticket, untilDetail } from '../ticket.ts';
import { unmergeContacts } from './contact-merge.ts';
import { findArticle } from './content.ts';
import { correctDecision } from './correction.ts';
import { announce, byStaff, type DecisionBuilder, record, update, updateTicket } from './decision-builder.ts';
import { endTicket, resolveTicket } from './endings.ts';
import { stopWatchingWaiting, watchWaiting } from './escalation.ts';
import { sendReply, withdrawReply } from './held-replies.ts';
import { runAction } from './run-action.ts';

const DETAIL_MAX_LENGTH = 500;
const MAX_SNOOZE_MS = 366 * 24 * 60 * 60 * 1000;

interface Action<K extends StaffCommand['kind'] = StaffCommand['kind']> {
  decision: DecisionBuilder;
  ticket: Ticket;
  staff: StaffMember;
  command: Extract<StaffCommand, { kind: K }>;
}

export function runStaffCommand(decision: DecisionBuilder, event: Extract<DeskEvent, { kind: 'staff_command' }>): void {
  const { ticket } = decision.state;
  const { staff, command } = event;
  if (command.kind === 'note') return note(decision, event.ticketId, staff, command);
  if (command.kind === 'correct_decision') return correctDecision(decision, staff, command, event.concerned);
  if (ticket === undefined || ticket.id !== event.ticketId) {
    return refuse(decision, 'wrong_state', 'The customer has a newer ticket: this one can only be noted on.');
  }
  const action = { decision, ticket, staff };
  switch (command.kind) {
    case 'claim':
      return claim({ ...action, command });
    case 'reply':
      return reply({ ...action, command }, event);
    case 'edit_reply':
      return editReply({ ...action, command }, event);
    case 'delete_reply':
      return deleteReply({ ...action, command }, event);
    case 'undo_reply':
      return undoReply({ ...action, command }, event);
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
    case 'set_tags':
      return setTags({ ...action, command });
    case 'run_action':
      decision.outcome = runAction(decision, ticket, staff, command);
      return;
    case 'unmerge':
      return unmerge({ ...action, command }, event);
  }
}

function note(
  decision: DecisionBuilder,
  ticketId: string,
  staff: StaffMember,
  { text, staffPost }: Extract<StaffCommand, { kind: 'note' }>,
): void {
  if (!isUsableText(text)) return refuseText(decision, text);
  record(decision, ticketId, 'note', byStaff(staff), text, { staffPost });
  accept(decision, 'Noted. Only staff see it.');
}

/** Of two who claim, the first decided gets it; a lead takes over from whoever holds it. */
function claim({ decision, ticket, staff }: Action<'claim'>): void {
  if (!isActive(ticket)) return refuse(decision, 'wrong_state', `This ticket is ${ticket.status}: reopen it first.`);
  const assignee = ticket.assignee;
  if (assignee?.id === staff.id) return accept(decision, 'This ticket is yours already.');
  if (assignee !== undefined && staff.role === 'agent') {
    return refuse(decision, 'assigned_to_other', `This ticket is assigned to ${assignee.name}.`);
  }
  hold(decision, ticket, staff);
  const takenFrom = assignee === undefined ? '' : `From ${assignee.name}`;
  record(decision, ticket.id, assignee === undefined ? 'claimed' : 'taken_over', byStaff(staff), takenFrom);
  accept(decision, assignee === undefined ? 'It is yours.' : `Taken over from ${assignee.name}.`);
}

/** Gives the ticket to a staff member, and tells a customer with whom nobody was yet. */
function hold(decision: DecisionBuilder, ticket: Ticket, staff: StaffMember): void {
  const status = ticket.status === 'pending' ? 'pending' : 'claimed';
  const isReassigned = ticket.assignee !== undefined && ticket.assignee.id !== staff.id;
  const reassigned = (ticket.reassigned ?? 0) + (isReassigned ? 1 : 0);
  updateTicket(decision, ticket, {
    status,
    assignee: staff,
    reassigned,
    snoozedUntil: undefined,
    resolvedAt: undefined,
  });
  if (ticket.waitingSince === undefined) stopWatchingWaiting(decision);
  else watchWaiting(decision);
  if (ticket.status === 'snoozed') decision.effects.push({ kind: 'cancel_timer', timer: 'wake_snoozed' });
  // Of one after the other they learn by the names over what those write.
  if (ticket.assignee === undefined) announce(decision, 'joined', { name: staff.name });
}

function reply({ decision, ticket, staff, command }: Action<'reply'>, { concerned }: CommandEvent): void {
  const { text, attachments = [], articleId, staffPost } = command;
  if (!isUsableText(text) && !(text.trim() === '' && attachments.length > 0)) return refuseText(decision, text);
  if (ticket.assignee?.id !== staff.id || !isActive(ticket)) return refuseNotAssignee(decision, ticket);
  const { now } = decision.context;
  if (ticket.status === 'snoozed') decision.effects.push({ kind: 'cancel_timer', timer: 'wake_snoozed' });
  updateTicket(decision, ticket, {
    status: 'pending',
    waitingSince: undefined,
    snoozedUntil: undefined,
    firstReplyAt: ticket.firstReplyAt ?? now,
  });
  stopWatchingWaiting(decision);
  const author = { kind: 'agent' as const, id: staff.id, name: staff.name };
  const article = findArticle(decision, articleId);
  const source = article && { articleId: article.id, locale: article.locale, title: article.title };
  const asksFeedback = !asksSomething(text);
  const parts = { asksFeedback, intent: ticket.intent, attachments, source, staffPost };
  sendReply(ticket, decision, author, text, { ...parts, ...answeringParts(concerned) });
  record(decision, ticket.id, 'replied', byStaff(staff));
  accept(decision, onItsWay(decision));
}

function onItsWay({ context: { policy } }: DecisionBuilder): string {
  const seconds = policy.replyUndoMs / 1_000;
  if (seconds === 0) return 'On its way to the customer.';
  return `It leaves in ${count(seconds, 'second')}; until then you can undo it.`;
}

/** What shows which message a reply answers; nothing where that is gone, so that the reply goes out all the same. */
function answeringParts(answered: TranscriptMessage | undefined): Partial<OutgoingMessage> {
  if (answered?.author.kind !== 'customer' || answered.deletedAt !== undefined) return {};
  return { inReplyTo: [answered.id], answersKey: answered.messageKey };
}

type CommandEvent = Extract<DeskEvent, { kind: 'staff_command' }>;

/** Changes a reply: the customer sees it changed, or only as it is now where it has not left yet. */
function editReply({ decision, ticket, staff, command }: Action<'edit_reply'>, event: CommandEvent): void {
  const message = findOwnReply(decision, staff, event);
  if (message === undefined) return;
  const { text, attachments = message.attachments } = command;
  if (!isUsableText(text) && !(text.trim() === '' && attachments.length > 0)) return refuseText(decision, text);
  const isHeld = message.leavesAt !== undefined;
  if (!isHeld && !event.channelCan.edit) {
    return refuse(decision, 'not_allowed', `Messages on ${ticket.channel} cannot be changed once they are sent.`);
  }
  decision.effects.push({ kind: 'edit', message: { ...message, text, attachments } });
  record(decision, ticket.id, 'reply_edited', byStaff(staff), excerpt(text, DETAIL_MAX_LENGTH));
  accept(decision, isHeld ? 'It leaves as it is now.' : 'The customer sees it as it is now.');
}

function deleteReply({ decision, ticket, staff }: Action<'delete_reply'>, event: CommandEvent): void {
  const message = findOwnReply(decision, staff, event);
  if (message === undefined) return;
  if (message.leavesAt !== undefined) return withdraw(decision, ticket, staff, message);
  if (!event.channelCan.delete) {
    return refuse(decision, 'not_allowed', `Messages on ${ticket.channel} cannot be taken back once they are sent.`);
  }
  decision.effects.push({ kind: 'remove', message });
  record(decision, ticket.id, 'reply_deleted', byStaff(staff));
  accept(decision, 'Taken back.');
}

function undoReply({ decision, ticket, staff }: Action<'undo_reply'>, event: CommandEvent): void {
  const message = findOwnReply(decision, staff, event);
  if (message === undefined) return;
  if (message.leavesAt !== undefined) return withdraw(decision, ticket, staff, message);
  const thenWhat = event.channelCan.delete
    ? 'It can still be deleted where the customer reads it, from the staff channel.'
    : `Messages on ${ticket.channel} cannot be taken back once they are sent.`;
  refuse(decision, 'wrong_state', `Too late: it has already left. ${thenWhat}`);
}

function withdraw(decision: DecisionBuilder, ticket: Ticket, staff: StaffMember, message: TranscriptMessage): void {
  const wasResolved = withdrawReply(decision, ticket, message);
  const alsoOpen = wasResolved ? ' The ticket is open again.' : '';
  record(decision, ticket.id, 'reply_withdrawn', byStaff(staff), alsoOpen.trim());
  decision.outcome = {
    ok: true,
    message: `Taken back: the customer never saw it.${alsoOpen}`,
    takenBack: message.text,
  };
}

/** The reply a command names, if its giver may change it; otherwise the command is refused. */
function findOwnReply(
  decision: DecisionBuilder,
  staff: StaffMember,
  { concerned }: CommandEvent,
): TranscriptMessage | undefined {
  if (concerned === undefined || concerned.author.kind !== 'agent' || concerned.deletedAt !== undefined) {
    refuse(decision, 'not_found', 'There is no such reply.');
    return undefined;
  }
  if (concerned.author.id !== staff.id && staff.role === 'agent') {
    refuse(decision, 'not_allowed', `${concerned.author.name} wrote this: ask them, or a lead.`);
    return undefined;
  }
  return concerned;
}

function transfer({ decision, ticket, staff, command }: Action<'transfer'>): void {
  if (!isActive(ticket)) return refuse(decision, 'wrong_state', `This ticket is ${ticket.status}: reopen it first.`);
  if (!mayManage(ticket, staff)) return refuseNotAssignee(decision, ticket);
  if (ticket.assignee?.id === command.to.id)
    return refuse(decision, 'invalid', `It is assigned to ${command.to.name} already.`);
  hold(decision, ticket, command.to);
  record(decision, ticket.id, 'transferred', byStaff(staff), `To ${command.to.name}`);
  accept(decision, `It is assigned to ${command.to.name} now.`);
}

/** The bot answers again; the ticket is over, and nobody is asked to rate it. */
function handBack({ decision, ticket, staff }: Action<'hand_back'>): void {
  if (!isActive(ticket)) return refuse(decision, 'wrong_state', 'The bot has this conversation already.');
  if (!mayManage(ticket, staff)) return refuseNotAssignee(decision, ticket);
  endTicket(decision, ticket, 'closed');
  record(decision, ticket.id, 'handed_back', byStaff(staff));
  announce(decision, 'handed_back');
  accept(decision, 'The bot answers again.');
}

function snooze({ decision, ticket, staff, command }: Action<'snooze'>): void {
  const { now } = decision.context;
  if (!isActive(ticket)) return refuse(decision, 'wrong_state', `This ticket is ${ticket.status}: reopen it first.`);
  if (!mayManage(ticket, staff)) return refuseNotAssignee(decision, ticket);
  const { until } = command;
  if (until !== undefined && !(until > now && until <= now + MAX_SNOOZE_MS)) {
    return refuse(decision, 'invalid', 'Snooze until a time in the coming year, or until the customer writes.');
  }
  updateTicket(decision, ticket, { status: 'snoozed', snoozedUntil: until, waitingSince: undefined });
  stopWatchingWaiting(decision);
  decision.effects.push(
    until === undefined
      ? { kind: 'cancel_timer', timer: 'wake_snoozed' }
      : { kind: 'set_timer', timer: 'wake_snoozed', at: until },
  );
  record(decision, ticket.id, 'snoozed', byStaff(staff), untilDetail(until));
  accept(decision, `Snoozed. It comes back ${until === undefined ? '' : 'then, or '}when the customer writes.`);
}

/** Resolved: the customer is asked for a rating, and may open it again by writing soon. */
function resolve({ decision, ticket, staff }: Action<'resolve'>): void {
  if (!isActive(ticket)) return refuse(decision, 'wrong_state', `This ticket is ${ticket.status} already.`);
  if (!mayManage(ticket, staff)) return refuseNotAssignee(decision, ticket);
  const isAsked = resolveTicket(decision, ticket, { by: byStaff(staff) });
  const rating = isAsked ? 'is asked' : 'cannot be written to, and so not asked';
  accept(decision, `Resolved. The customer ${rating} for a rating.`);
}

function close({ decision, ticket, staff }: Action<'close'>): void {
  if (ticket.status === 'closed') return refuse(decision, 'wrong_state', 'This ticket is closed already.');
  if (!mayManage(ticket, staff)) return refuseNotAssignee(decision, ticket);
  endTicket(decision, ticket, 'closed');
  record(decision, ticket.id, 'closed', byStaff(staff));
  accept(decision, 'Closed.');
}

function reopen({ decision, ticket, staff }: Action<'reopen'>): void {
  if (isActive(ticket)) return refuse(decision, 'wrong_state', 'This ticket is open already.');
  hold(decision, { ...ticket, reopened: ticket.reopened + 1, waitingSince: decision.context.now }, staff);
  update(decision, { ratingRequest: undefined });
  decision.effects.push({ kind: 'cancel_timer', timer: 'close_resolved' });
  record(decision, ticket.id, 'reopened', byStaff(staff));
  accept(decision, 'Open again, and yours.');
}

function setImportance({ decision, ticket, staff, command }: Action<'set_importance'>): void {
  const { importance } = command;
  if (!Number.isInteger(importance) || importance < 1 || importance > 5) {
    return refuse(decision, 'invalid', 'Importance goes from 1 to 5.');
  }
  updateTicket(decision, ticket, { importance });
  record(decision, ticket.id, 'importance_set', byStaff(staff), `${ticket.importance} → ${importance}`);
  accept(decision, `Importance is ${importance} now.`);
}

function setTags({ decision, ticket, staff, command }: Action<'set_tags'>): void {
  const tags = parseTags(command.tags.join());
  const problem = tagsProblem(tags);
  if (problem !== undefined) return refuse(decision, 'invalid', problem);
  updateTicket(decision, ticket, { tags });
  const listed = tags.join(', ');
  record(decision, ticket.id, 'tags_set', byStaff(staff), tags.length === 0 ? 'None' : listed);
  accept(decision, tags.length === 0 ? 'No tags any more.' : `Tags: ${listed}.`);
}

/** Parts the customer from those they are joined with, as if neither had agreed. */
function unmerge({ decision, ticket, staff }: Action<'unmerge'>, { mergedWith }: CommandEvent): void {
  if (!mayManage(ticket, staff)) {
    return refuse(decision, 'assigned_to_other', `This ticket is assigned to ${ticket.assignee?.name}.`);
  }
  if (mergedWith.length === 0) return refuse(decision, 'wrong_state', 'The customer is joined with nobody.');
  unmergeContacts(decision, mergedWith, byStaff(staff));
  accept(decision, `Parted from ${mergedWith.map(nameInChannel).join(', ')}.`);
}

/** The assignee; anybody while there is none; and a lead or an admin always. */
function mayManage(ticket: Ticket, staff: StaffMember): boolean {
  return ticket.assignee === undefined || ticket.assignee.id === staff.id || staff.role !== 'agent';
}

function isUsableText(text: string): boolean {
  return text.trim() !== '' && tellTooLong(text) === undefined;
}

function refuseText(decision: DecisionBuilder, text: string): void {
  refuse(decision, 'invalid', tellTooLong(text) ?? 'There is nothing written.');
}

function refuseNotAssignee(decision: DecisionBuilder, ticket: Ticket): void {
  if (!isActive(ticket)) return refuse(decision, 'wrong_state', `This ticket is ${ticket.status}: reopen it first.`);
  if (ticket.assignee === undefined) return refuse(decision, 'not_assignee', 'Claim this ticket first.');
  refuse(decision, 'assigned_to_other', `This ticket is assigned to ${ticket.assignee.name}.`);
}

function refuse(decision: DecisionBuilder, code: RefusalCode, message: string): void {
  decision.outcome = { ok: false, code, message };
}

function accept(decision: DecisionBuilder, message: string): void {
  decision.outcome = { ok: true, message };
}
