/** Writes what was decided: state, messages, tickets, timers, scores and what is to be sent, in one transaction. */

import { randomUUID } from 'node:crypto';
import type { ConversationState } from '../../domain/conversation.ts';
import type { Effect } from '../../domain/decision.ts';
import type { HelpUse } from '../../domain/help-use.ts';
import type { MessageContent } from '../../domain/inbound.ts';
import type { OutgoingMessage } from '../../domain/message.ts';
import { queuePosition } from '../../domain/queue-order.ts';
import { reasonOfRemoval } from '../../domain/roster.ts';
import { isActive } from '../../domain/ticket.ts';
import { fromStaffPost } from '../../ports/staff-platform.ts';
import { type InboxRow, StoreError, type StoreTransaction } from '../../ports/store.ts';
import {
  actionJob,
  conversationJob,
  type EngineContext,
  type HandledTurn,
  outboxJob,
  SWEEP_INTERVAL_MS,
} from '../context.ts';
import { digestOf, messageItemId } from '../identity.ts';
import { requestStaffThreadUpdates, wakeStaffThreads } from '../staff-thread-updates.ts';
import { conversationTopic, QUEUE_TOPIC } from '../topics.ts';
import { customerMessageId, customerOf, findMessage, isByParticipant } from './events.ts';
import { asFeedbackRequest, toFeedbackRequest } from './feedback-requests.ts';
import { toStaffRow } from './staff-commands.ts';
import { forgetAnalysis, type KeptDecision, noteScore, writeDecisions } from './write-decision.ts';
import { writeMergeEffect, writeNews } from './write-merge.ts';

/**
 * Commits a turn, then wakes and tells whoever is concerned.
 * @throws StoreError `conflict` where the conversation has changed since, or the hours that the turn was decided by
 */
export async function commitTurn(
  context: EngineContext,
  turn: HandledTurn,
  isByHoursInForce: () => boolean,
): Promise<void> {
  await context.store.transaction(async (tx) => {
    // Whoever puts other hours in force moves what was committed before, and nothing that comes after.
    if (!isByHoursInForce()) throw new StoreError('conflict', 'other hours are in force than this was decided by');
    await write(context, tx, turn);
  });
  countForLimits(context, turn);
  context.onTurn?.(turn);
  const { id } = turn.decision.state;
  context.pubsub.publish(conversationTopic(id), { kind: 'changed' });
  if (concernsStaff(turn)) context.pubsub.publish(QUEUE_TOPIC, { kind: 'changed' });
  await wake(context, id, turn.decision.effects);
  await wakeStaffThreads(context, ticketsOf(turn));
}

/** A ticket for a message that did not arrive is none of the customer's doing. */
function countForLimits({ customerGate, clock }: EngineContext, { decision }: HandledTurn): void {
  const { ticket, customer } = decision.state;
  const isNew = decision.effects.some((effect) => effect.kind === 'ticket_event' && effect.event.kind === 'opened');
  if (isNew && ticket?.reason !== 'delivery_failed') customerGate?.countTicket(customer.id, clock.now());
  const isWrongCode = decision.effects.some(({ kind }) => kind === 'count_wrong_code');
  if (isWrongCode) customerGate?.countWrongCode(customer.id, clock.now());
}

/** A turn with what is kept of its decision: one a request. */
interface DecidedTurn extends HandledTurn {
  kept: KeptDecision[];
}

async function write(context: EngineContext, tx: StoreTransaction, handled: HandledTurn): Promise<void> {
  const { stored, rows, timer, decision } = handled;
  const { state } = decision;
  const now = context.clock.now();
  await tx.conversations.save(state, stored.address, stored.version, now);
  const turn: DecidedTurn = { ...handled, kept: await writeDecisions(tx, handled) };
  for (const row of rows) await writeCustomerSide(tx, turn, row);
  if (state.ticket !== undefined && state.ticket !== stored.state.ticket) {
    await tx.tickets.save(state.ticket, queuePosition(state.ticket, context.policy.priority));
  }
  if (timer !== undefined) await tx.timers.cancel(state.id, timer.kind);
  for (const effect of decision.effects) await writeEffect(context, tx, turn, effect);
  await unassignFromRemoved(tx, turn, now);
  await requestStaffThreadUpdates(context, tx, ticketsOf(turn));
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

/** Somebody may be given a ticket while they are being removed from the staff: then it goes back into the queue next. */
async function unassignFromRemoved(
  tx: StoreTransaction,
  { stored, decision }: HandledTurn,
  now: number,
): Promise<void> {
  const assignee = decision.state.ticket?.assignee;
  if (assignee === undefined || assignee.id === stored.state.ticket?.assignee?.id) return;
  if (!(await tx.staff.wasRemoved(assignee.id))) return;
  const body = { kind: 'unassign' as const, assigneeId: assignee.id, by: undefined, reason: reasonOfRemoval(assignee) };
  await tx.inbox.add(toStaffRow(decision.state.id, randomUUID(), body, now));
}

/** What the customer wrote, pressed, changed or deleted, as the transcript shows it. */
async function writeCustomerSide(tx: StoreTransaction, { stored, kept }: DecidedTurn, row: InboxRow): Promise<void> {
  const { body, conversationId } = row;
  const id = customerMessageId(row);
  const { customer } = stored.state;
  const author = {
    kind: 'customer' as const,
    id: customerOf(row) ?? customer.id,
    name: row.customer?.name ?? customer.name,
  };
  const message = { id, conversationId, author, sentAt: row.receivedAt, decisionId: kept.at(-1)?.id };
  if (body.kind === 'message') {
    const { text, messageKey, attachments = [], enclosures } = body;
    await tx.messages.addFromCustomer({ ...message, text, messageKey, attachments, enclosures });
  }
  if (body.kind === 'command') {
    const text = `/${body.command} ${body.argument}`.trim();
    await tx.messages.addFromCustomer({ ...message, text, messageKey: body.messageKey, attachments: [] });
  }
  if (body.kind === 'choice' && !isByParticipant(stored.state, row)) {
    const offered = await findMessage(tx.messages, conversationId, body.messageKey);
    const label = offered?.choices.find(({ id: choiceId }) => choiceId === body.choiceId)?.label ?? body.choiceId;
    await tx.messages.addFromCustomer({
      ...message,
      text: label,
      messageKey: undefined,
      attachments: [],
    });
  }
  if (body.kind === 'edit' || body.kind === 'delete') {
    const concerned = await findMessage(tx.messages, conversationId, body.messageKey);
    if (concerned === undefined || concerned.author.kind !== 'customer') return;
    if (body.kind === 'edit' && concerned.author.id !== author.id) return;
    if (body.kind === 'edit') await tx.messages.edit(concerned.id, contentOf(body), row.receivedAt);
    else await tx.messages.remove(concerned.id, row.receivedAt);
    await forgetAnalysis(tx, concerned, body.kind);
  }
}

function contentOf({ text, attachments, enclosures }: MessageContent): MessageContent {
  return { text, ...(attachments && { attachments }), ...(enclosures && { enclosures }) };
}

async function writeEffect(
  context: EngineContext,
  tx: StoreTransaction,
  turn: DecidedTurn,
  effect: Effect,
): Promise<void> {
  const { state } = turn.decision;
  switch (effect.kind) {
    case 'send':
      return send(context, tx, turn, effect.message);
    case 'ticket_event':
      return tx.tickets.addEvent(effect.event);
    case 'set_timer':
      return tx.timers.set({ conversationId: state.id, kind: effect.timer, dueAt: effect.at });
    case 'cancel_timer':
      return tx.timers.cancel(state.id, effect.timer);
    case 'score':
      return score(context, tx, turn, effect);
    case 'edit':
    case 'remove':
      return change(context, tx, turn, effect);
    case 'withdraw':
      return withdraw(context, tx, turn, effect);
    case 'give_code':
    case 'take_code':
    case 'agree_to_code':
    case 'end_code':
    case 'merge_contacts':
    case 'unmerge_contacts':
      return writeMergeEffect(context, tx, turn, effect);
    case 'tell_conversation':
      return writeNews(context, tx, effect);
    case 'count_wrong_code':
      return;
    case 'keep_survey_answer': {
      const { survey, question, value } = effect;
      return tx.surveys.keep({ survey, question, value, conversationId: state.id, at: context.clock.now() });
    }
    case 'note_help_use':
      return noteHelpUse(context, tx, state, effect.use);
    case 'perform_action':
      return tx.actionCalls.add(effect.call, { conversationId: state.id, at: context.clock.now() });
    case 'correct':
      return tx.decisions.correct(effect.decisionId, effect.correction);
  }
}

/** Neither the customer nor the words of one of them are kept: only what tells the customers of the same words apart. */
async function noteHelpUse(
  { clock }: EngineContext,
  tx: StoreTransaction,
  { locale, customer }: ConversationState,
  use: HelpUse,
): Promise<void> {
  const at = clock.now();
  if (use.kind === 'read') return tx.helpUse.addReads({ articleId: use.articleId, locale, way: use.way, count: 1, at });
  const { words, isFound } = use;
  const [wordsDigest, searcher] = [digestOf([locale, words]), digestOf([locale, words, customer.id])];
  return tx.helpUse.addSearch({ words, wordsDigest, locale, isFound, at, searcher });
}

async function send(
  context: EngineContext,
  tx: StoreTransaction,
  turn: DecidedTurn,
  message: OutgoingMessage,
): Promise<void> {
  const { state } = turn.decision;
  const now = context.clock.now();
  const decision = turn.kept.find(({ answerIds }) => answerIds.includes(message.id)) ?? turn.kept.at(-1);
  await tx.messages.addOutgoing(state.id, message, now, decision?.id);
  await tx.outbox.add({
    conversationId: state.id,
    address: turn.stored.address,
    action: { kind: 'send', message },
    at: message.leavesAt ?? now,
  });
  const request = toFeedbackRequest(message, state, context.trained().content, now);
  if (request !== undefined) await tx.feedback.ask(request);
  if (message.staffPost === undefined || state.ticket === undefined) return;
  // From now on what its writer does to it is known to concern this message.
  const { channelKey, postKey } = fromStaffPost(message.staffPost);
  await tx.staffThreads.added(state.ticket.id, messageItemId(message.id), channelKey, postKey, '');
}

type ScoreEffect = Extract<Effect, { kind: 'score' }>;

/** Counts a score, also for a message that asked for none: a reaction may be put on any. */
async function score(
  context: EngineContext,
  tx: StoreTransaction,
  turn: HandledTurn,
  effect: ScoreEffect,
): Promise<void> {
  const { messageId, score: value, reactions } = effect;
  const now = context.clock.now();
  const body = turn.rows[0]?.body;
  // Whoever presses a button sees the message it stands under.
  if (body !== undefined && 'messageKey' in body) await tx.outbox.confirm(messageId, body.messageKey);
  await noteScore(tx, messageId, value, now);
  if (await tx.feedback.score(messageId, value, now, reactions)) return;
  const message = await tx.messages.get(messageId);
  if (message === undefined) return;
  await tx.feedback.ask(asFeedbackRequest(message, turn.decision.state, context.trained().content, message.sentAt));
  await tx.feedback.score(messageId, value, now, reactions);
}

/** Changes or takes back a message of ours: in the transcript at once, on the platform through the outbox. */
async function change(
  context: EngineContext,
  tx: StoreTransaction,
  turn: HandledTurn,
  { kind, message }: Extract<Effect, { kind: 'edit' | 'remove' }>,
): Promise<void> {
  const { id: conversationId } = turn.decision.state;
  const at = context.clock.now();
  if (kind === 'edit' && message.leavesAt !== undefined) {
    if (!(await tx.outbox.replace(conversationId, message))) throw leftMeanwhile();
    return tx.messages.edit(message.id, contentOf(message), undefined);
  }
  if (kind === 'edit') await tx.messages.edit(message.id, contentOf(message), at);
  else await tx.messages.remove(message.id, at);
  await tx.outbox.add({ conversationId, address: turn.stored.address, action: { kind, message }, at });
}

/** Takes back what nobody has tried to send yet, as if it had never been. */
async function withdraw(
  context: EngineContext,
  tx: StoreTransaction,
  { decision: { state } }: HandledTurn,
  { messageIds }: Extract<Effect, { kind: 'withdraw' }>,
): Promise<void> {
  for (const messageId of messageIds) {
    if (!(await tx.outbox.withdraw(state.id, messageId))) throw leftMeanwhile();
    await tx.messages.remove(messageId, context.clock.now());
    await tx.feedback.forget(messageId);
  }
}

/** The turn is decided anew, with what has become of the message. */
function leftMeanwhile(): StoreError {
  return new StoreError('conflict', 'A reply left while it was being changed or taken back');
}

/** What there is to do, or to wait for no longer, in the outbox. */
const OF_OUTBOX = new Set<Effect['kind']>(['send', 'edit', 'remove', 'withdraw']);

function concernsStaff({ stored, decision }: HandledTurn): boolean {
  const touchesTicket = decision.effects.some(({ kind }) => kind === 'ticket_event');
  return touchesTicket || stored.state.ticket !== decision.state.ticket;
}

async function wake(context: EngineContext, conversationId: string, effects: Effect[]): Promise<void> {
  if (effects.some(({ kind }) => OF_OUTBOX.has(kind))) await context.jobs.wake(outboxJob(conversationId));
  for (const effect of effects) {
    if (effect.kind === 'tell_conversation') await context.jobs.wake(conversationJob(effect.conversationId));
  }
  if (effects.some(({ kind }) => kind === 'perform_action')) await context.jobs.wake(actionJob(conversationId));
  // The sweeper finds timers that lie further ahead in good time, so that they need not be held in memory.
  const soon = context.clock.now() + 2 * SWEEP_INTERVAL_MS;
  for (const effect of effects) {
    if (effect.kind === 'set_timer' && effect.at <= soon) {
      await context.jobs.wake(conversationJob(conversationId), effect.at);
    }
  }
}
