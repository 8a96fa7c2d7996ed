/** Writes what was decided: state, messages, tickets, timers, scores and what is to be sent, in one transaction. */

import { randomUUID } from 'node:crypto';
import type { Effect, LinkCode, LinkedCustomer } from '../domain/decision.ts';
import type { OutgoingMessage } from '../domain/message.ts';
import { MINUTE_MS } from '../domain/policy.ts';
import { reasonOfRemoval } from '../domain/roster.ts';
import { fromOrigin } from '../domain/staff-desk.ts';
import { isActive } from '../domain/ticket.ts';
import type { InboxRow, StoredConversation, StoreTransaction } from '../store/store.ts';
import {
  conversationJob,
  type DeskContext,
  type HandledTurn,
  outboxJob,
  roomJob,
  SWEEP_INTERVAL_MS,
} from './context.ts';
import { customerMessageId, customerOf, findMessage, isByBystander } from './events.ts';
import { asFeedbackRequest, toFeedbackRequest } from './feedback-requests.ts';
import { digestOfCode, messageEntryId } from './identity.ts';
import { conversationTopic, QUEUE_TOPIC } from './live.ts';
import { toStaffRow } from './run-staff-command.ts';

/** Commits a turn, then wakes and tells whoever is concerned. */
export async function commitTurn(desk: DeskContext, turn: HandledTurn): Promise<void> {
  await desk.store.transaction((tx) => write(desk, tx, turn));
  countNewTicket(desk, turn);
  desk.onTurn?.(turn);
  const { id } = turn.decision.state;
  desk.live.publish(conversationTopic(id), { kind: 'changed' });
  if (concernsStaff(turn)) desk.live.publish(QUEUE_TOPIC, { kind: 'changed' });
  await wake(desk, id, turn.decision.effects);
  if (desk.staffDesk === undefined) return;
  for (const ticketId of ticketsOf(turn)) await desk.jobs.wake(roomJob(ticketId));
}

/** A ticket for a message that did not arrive is none of the customer's doing. */
function countNewTicket({ customerGate, clock }: DeskContext, { decision }: HandledTurn): void {
  const { ticket, customer } = decision.state;
  const isNew = decision.effects.some((effect) => effect.kind === 'ticket_event' && effect.event.kind === 'opened');
  if (isNew && ticket?.reason !== 'delivery_trouble') customerGate?.countTicket(customer.id, clock.now());
}

async function write(desk: DeskContext, tx: StoreTransaction, turn: HandledTurn): Promise<void> {
  const { stored, rows, timer, decision } = turn;
  const { state } = decision;
  const now = desk.clock.now();
  await tx.conversations.save(state, stored.address, stored.version, now);
  for (const row of rows) await writeCustomerSide(tx, stored, row);
  if (state.ticket !== undefined && state.ticket !== stored.state.ticket) await tx.tickets.save(state.ticket);
  if (timer !== undefined) await tx.timers.cancel(state.id, timer.kind);
  for (const effect of decision.effects) await writeEffect(desk, tx, turn, effect);
  await unassignFromRemoved(tx, turn, now);
  await wantRooms(desk, tx, turn);
  const ids = rows.map(({ id }) => id);
  if (turn.setAside !== undefined) await tx.inbox.setAside(ids, turn.setAside);
  else if (ids.length > 0) await tx.inbox.finish(ids, decision.outcome);
}

/** The tickets this turn has changed what staff are to see of. */
function ticketsOf({ stored, decision }: HandledTurn): string[] {
  const { ticket } = decision.state;
  const events = decision.effects.flatMap((effect) => (effect.kind === 'ticket_event' ? [effect.event.ticketId] : []));
  const changed = ticket !== undefined && (ticket !== stored.state.ticket || isActive(ticket));
  return [...new Set([...events, ...(changed ? [ticket.id] : [])])];
}

async function wantRooms(desk: DeskContext, tx: StoreTransaction, turn: HandledTurn): Promise<void> {
  if (desk.staffDesk === undefined) return;
  for (const id of ticketsOf(turn)) await tx.rooms.want(id, desk.clock.now());
}

/** Somebody may be given a ticket while they are being removed from the staff: then it goes back into the queue next. */
async function unassignFromRemoved(
  tx: StoreTransaction,
  { stored, decision }: HandledTurn,
  now: number,
): Promise<void> {
  const holder = decision.state.ticket?.assignee;
  if (holder === undefined || holder.id === stored.state.ticket?.assignee?.id) return;
  if (!(await tx.staff.wasRemoved(holder.id))) return;
  const body = { kind: 'unassign' as const, holderId: holder.id, by: undefined, reason: reasonOfRemoval(holder) };
  await tx.inbox.add(toStaffRow(decision.state.id, randomUUID(), body, now));
}

/** What the customer wrote, pressed, changed or deleted, as the transcript shows it. */
async function writeCustomerSide(tx: StoreTransaction, stored: StoredConversation, row: InboxRow): Promise<void> {
  const { body, conversationId } = row;
  const id = customerMessageId(row);
  const { customer } = stored.state;
  const author = {
    kind: 'customer' as const,
    id: customerOf(row) ?? customer.id,
    name: row.customer?.name ?? customer.name,
  };
  const message = { id, conversationId, author, sentAt: row.receivedAt };
  if (body.kind === 'message') {
    const { text, messageKey, attachments = [] } = body;
    await tx.messages.addFromCustomer({ ...message, text, messageKey, attachments });
  }
  if (body.kind === 'request') {
    const text = `/${body.request} ${body.argument}`.trim();
    await tx.messages.addFromCustomer({ ...message, text, messageKey: body.messageKey, attachments: [] });
  }
  if (body.kind === 'choice' && !isByBystander(stored.state, row)) {
    const offered = await findMessage(tx.messages, conversationId, body.messageKey);
    const label = offered?.choices.find(({ id: choiceId }) => choiceId === body.choiceId)?.label ?? body.choiceId;
    await tx.messages.addFromCustomer({
      ...message,
      text: label,
      messageKey: `choice:${row.eventKey}`,
      attachments: [],
    });
  }
  if (body.kind === 'edit' || body.kind === 'delete') {
    const concerned = await findMessage(tx.messages, conversationId, body.messageKey);
    if (concerned === undefined || concerned.author.kind !== 'customer') return;
    if (concerned.author.id !== author.id) return;
    if (body.kind === 'edit') await tx.messages.edit(concerned.id, body.text, row.receivedAt);
    else await tx.messages.remove(concerned.id, row.receivedAt);
  }
}

async function writeEffect(desk: DeskContext, tx: StoreTransaction, turn: HandledTurn, effect: Effect): Promise<void> {
  const { state } = turn.decision;
  const now = desk.clock.now();
  switch (effect.kind) {
    case 'send':
      return send(desk, tx, turn, effect.message);
    case 'ticket_event':
      return tx.tickets.addEvent(effect.event);
    case 'set_timer':
      return tx.timers.set({ conversationId: state.id, kind: effect.timer, dueAt: effect.at });
    case 'cancel_timer':
      return tx.timers.cancel(state.id, effect.timer);
    case 'score':
      return score(desk, tx, turn, effect);
    case 'edit':
    case 'remove':
      return change(desk, tx, turn, effect);
    case 'give_code':
      return tx.links.giveCode(digestOfCode(effect.code), linked(turn), now + effect.minutes * MINUTE_MS);
    case 'take_code':
      return tx.links.takeCode(digestOfCode(effect.code), linked(turn));
    case 'join_customers':
      return join(desk, tx, turn, effect.code);
  }
}

async function send(
  desk: DeskContext,
  tx: StoreTransaction,
  turn: HandledTurn,
  message: OutgoingMessage,
): Promise<void> {
  const { state } = turn.decision;
  const now = desk.clock.now();
  await tx.messages.addOutgoing(state.id, message, now);
  await tx.outbox.add({
    conversationId: state.id,
    address: turn.stored.address,
    action: { kind: 'send', message },
    at: now,
  });
  const request = toFeedbackRequest(message, state, desk.trained().content, now);
  if (request !== undefined) await tx.feedback.ask(request);
  if (message.origin === undefined || state.ticket === undefined) return;
  // From now on what its writer does to it is known to concern this message.
  const { place, postKey } = fromOrigin(message.origin);
  await tx.rooms.added(state.ticket.id, messageEntryId(message.id), place, postKey, '');
}

type ScoreEffect = Extract<Effect, { kind: 'score' }>;

/** Counts a score, also for a message that asked for none: a reaction may be put on any. */
async function score(desk: DeskContext, tx: StoreTransaction, turn: HandledTurn, effect: ScoreEffect): Promise<void> {
  const { messageId, score: value, reactions } = effect;
  const now = desk.clock.now();
  const body = turn.rows[0]?.body;
  // Whoever presses a button sees the message it stands under.
  if (body !== undefined && 'messageKey' in body) await tx.outbox.confirm(messageId, body.messageKey);
  if (await tx.feedback.score(messageId, value, now, reactions)) return;
  const message = await tx.messages.get(messageId);
  if (message === undefined) return;
  await tx.feedback.ask(asFeedbackRequest(message, turn.decision.state, desk.trained().content, message.sentAt));
  await tx.feedback.score(messageId, value, now, reactions);
}

/** Changes or takes back a message of ours: in the transcript at once, on the platform through the outbox. */
async function change(
  desk: DeskContext,
  tx: StoreTransaction,
  turn: HandledTurn,
  { kind, message }: Extract<Effect, { kind: 'edit' | 'remove' }>,
): Promise<void> {
  const { id: conversationId } = turn.decision.state;
  const at = desk.clock.now();
  if (kind === 'edit') await tx.messages.edit(message.id, message.text, at);
  else await tx.messages.remove(message.id, at);
  await tx.outbox.add({ conversationId, address: turn.stored.address, action: { kind, message }, at });
}

function linked({ stored }: HandledTurn): LinkedCustomer {
  const { id, customer, channel } = stored.state;
  return { customerId: customer.id, conversationId: id, name: customer.name, channel };
}

/** Joins two customers, and has the other one's conversation told of it. */
async function join(
  desk: DeskContext,
  tx: StoreTransaction,
  turn: HandledTurn,
  { code, other }: LinkCode,
): Promise<void> {
  const now = desk.clock.now();
  const address = other && (await tx.conversations.get(other.conversationId))?.address;
  if (other === undefined || address === undefined) return;
  const { customerId, name, channel } = linked(turn);
  await tx.links.join(digestOfCode(code), customerId, other.customerId);
  await tx.inbox.add({
    ...address,
    conversationId: other.conversationId,
    eventKey: `linked:${digestOfCode(code)}`,
    occurredAt: now,
    receivedAt: now,
    customer: undefined,
    body: { kind: 'linked', name, channel },
  });
}

function concernsStaff({ stored, decision }: HandledTurn): boolean {
  const touchesTicket = decision.effects.some(({ kind }) => kind === 'ticket_event');
  return touchesTicket || stored.state.ticket !== decision.state.ticket;
}

async function wake(desk: DeskContext, conversationId: string, effects: Effect[]): Promise<void> {
  if (effects.some(({ kind }) => kind === 'send' || kind === 'edit' || kind === 'remove'))
    await desk.jobs.wake(outboxJob(conversationId));
  for (const effect of effects) {
    if (effect.kind === 'join_customers' && effect.code.other !== undefined) {
      await desk.jobs.wake(conversationJob(effect.code.other.conversationId));
    }
  }
  // The sweeper finds timers that lie further ahead in good time, so that they need not be held in memory.
  const soon = desk.clock.now() + 2 * SWEEP_INTERVAL_MS;
  for (const effect of effects) {
    if (effect.kind === 'set_timer' && effect.at <= soon) {
      await desk.jobs.wake(conversationJob(conversationId), effect.at);
    }
  }
}
