/** Writes what was decided: state, messages, tickets, timers, scores and what is to be sent, in one transaction. */

import type { Effect } from '../domain/decision.ts';
import type { OutgoingMessage } from '../domain/message.ts';
import type { InboxRow, StoredConversation, StoreTransaction } from '../store/store.ts';
import { conversationJob, type DeskContext, type HandledTurn, outboxJob, SWEEP_INTERVAL_MS } from './context.ts';
import { customerMessageId, findMessage } from './events.ts';
import { toFeedbackRequest } from './feedback-requests.ts';
import { conversationTopic, QUEUE_TOPIC } from './live.ts';

/** Commits a turn, then wakes and tells whoever is concerned. */
export async function commitTurn(desk: DeskContext, turn: HandledTurn): Promise<void> {
  await desk.store.transaction((tx) => write(desk, tx, turn));
  desk.onTurn?.(turn);
  const { id } = turn.decision.state;
  desk.live.publish(conversationTopic(id), { kind: 'changed' });
  if (concernsStaff(turn)) desk.live.publish(QUEUE_TOPIC, { kind: 'changed' });
  await wake(desk, id, turn.decision.effects);
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
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await tx.inbox.finish(ids, decision.outcome);
}

/** What the customer wrote, pressed, changed or deleted, as the transcript shows it. */
async function writeCustomerSide(tx: StoreTransaction, stored: StoredConversation, row: InboxRow): Promise<void> {
  const { body, conversationId } = row;
  const id = customerMessageId(row);
  const { customer } = stored.state;
  const author = { kind: 'customer' as const, id: customer.id, name: row.customer?.name ?? customer.name };
  const message = { id, conversationId, author, sentAt: row.receivedAt };
  if (body.kind === 'message') {
    await tx.messages.addFromCustomer({ ...message, text: body.text, messageKey: body.messageKey });
  }
  if (body.kind === 'choice') {
    const offered = await findMessage(tx.messages, conversationId, body.messageKey);
    const label = offered?.choices.find(({ id: choiceId }) => choiceId === body.choiceId)?.label ?? body.choiceId;
    await tx.messages.addFromCustomer({ ...message, text: label, messageKey: `choice:${row.eventKey}` });
  }
  if (body.kind === 'edit' || body.kind === 'delete') {
    const concerned = await findMessage(tx.messages, conversationId, body.messageKey);
    if (concerned === undefined || concerned.author.kind !== 'customer') return;
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
    case 'score': {
      const known = await tx.feedback.score(effect.messageId, effect.score, now);
      if (!known) desk.logger.debug({ messageId: effect.messageId }, 'a score for a message that asked for none');
      return;
    }
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
}

function concernsStaff({ stored, decision }: HandledTurn): boolean {
  const touchesTicket = decision.effects.some(({ kind }) => kind === 'ticket_event');
  return touchesTicket || stored.state.ticket !== decision.state.ticket;
}

async function wake(desk: DeskContext, conversationId: string, effects: Effect[]): Promise<void> {
  if (effects.some(({ kind }) => kind === 'send')) await desk.jobs.wake(outboxJob(conversationId));
  // The sweeper finds timers that lie further ahead in good time, so that they need not be held in memory.
  const soon = desk.clock.now() + 2 * SWEEP_INTERVAL_MS;
  for (const effect of effects) {
    if (effect.kind === 'set_timer' && effect.at <= soon) {
      await desk.jobs.wake(conversationJob(conversationId), effect.at);
    }
  }
}
