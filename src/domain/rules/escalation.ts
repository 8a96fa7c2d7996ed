/** Handing a conversation to people, and opening a resolved ticket again. */

import { type CalledAction, calledActionWords } from '../actions/called-action.ts';
import type { Understanding } from '../analysis.ts';
import { type Intent, PERSON_CATEGORY, SMALLTALK_CATEGORY } from '../content.ts';
import { latestValue } from '../conversation-memory.ts';
import type { ActionTaken } from '../decision-record.ts';
import type { PhraseKey } from '../phrases.ts';
import { firstPriority } from '../sla/service-levels.ts';
import { type EscalationReason, isActive, type Ticket } from '../ticket.ts';
import { findIntent } from './content.ts';
import {
  announceText,
  BY_SYSTEM,
  byBot,
  byCustomer,
  type DecisionBuilder,
  newId,
  phraseOf,
  record,
  say,
  update,
  updateTicket,
} from './decision-builder.ts';
import { sayLimited } from './limits.ts';
import { promised } from './promised.ts';
import { subjectOf } from './subject.ts';
import { withWhatToExpect } from './what-to-expect.ts';

/** Used where no intent tells how much a request matters. */
const UNKNOWN_INTENT = { category: 'general', importance: 3 };

const HANDOVER_PHRASE: Record<Exclude<EscalationReason, 'delivery_failed'>, PhraseKey> = {
  requested: 'handover_requested',
  angry: 'handover_angry',
  not_helpful: 'handover_not_helpful',
  repeated_failure: 'handover_repeated_failure',
  no_answer: 'handover_no_answer',
  intent: 'handover_intent',
  lookup_failed: 'handover_lookup_failed',
  action_failed: 'handover_action_failed',
  action_unknown: 'handover_action_unknown',
  unread: 'handover_unread',
};

/** What the customer said that led to the handover. */
export interface Cause {
  text: string;
  messageIds: string[];
  understanding: Understanding | undefined;
  /** The intent, where it is certain which one it is. */
  intent?: Intent;
  /** What another system was asked, where that led to it. */
  called?: CalledAction | undefined;
}

/**
 * Opens a ticket, tells the customer, and starts the clocks that keep it from being forgotten. A customer for whom too many
 * were opened is told when there can be another one.
 */
export function escalate(decision: DecisionBuilder, reason: EscalationReason, cause: Cause): ActionTaken {
  const identity = identityOfOpen(decision);
  const { ticketWaitMs = 0 } = decision.context;
  if (ticketWaitMs > 0 && identity === undefined && reason !== 'delivery_failed') {
    update(decision, { slotFilling: undefined, offer: undefined, failures: 0 });
    sayLimited(decision, 'tickets', ticketWaitMs, cause.messageIds);
    return { action: 'limited', reason };
  }
  const ticket = { ...openTicket(decision, reason, cause), ...identity };
  update(decision, {
    ticket,
    slotFilling: undefined,
    interrupted: [],
    offer: undefined,
    confirmations: [],
    failures: 0,
    tried: [],
    ratingRequest: undefined,
  });
  const detail =
    cause.called === undefined ? describe(reason) : `${describe(reason)}: ${calledActionWords(cause.called)}`;
  record(decision, ticket.id, 'opened', reason === 'delivery_failed' ? BY_SYSTEM : byBot(decision), detail);
  watchWaiting(decision);
  if (reason !== 'delivery_failed') say(decision, handoverText(decision, reason), { inReplyTo: cause.messageIds });
  return { action: 'handed_over', reason };
}

/** What the customer is told, with the order that was talked about, so that it need not be asked for. */
function handoverText(decision: DecisionBuilder, reason: Exclude<EscalationReason, 'delivery_failed'>): string {
  const text = withWhatToExpect(decision, phraseOf(decision, HANDOVER_PHRASE[reason]));
  const value = decision.state.memory && latestValue(decision.state.memory, 'order_number');
  if (!NAMES_ORDER.has(reason) || value === undefined) return text;
  return `${phraseOf(decision, 'about_value', { value })} ${text}`;
}

/** It is certain that these are about it. */
const NAMES_ORDER = new Set<EscalationReason>(['intent', 'lookup_failed', 'action_failed', 'action_unknown']);

/** A ticket that waits already, for a message that may not have arrived, becomes the one for this. */
function identityOfOpen({
  state: { ticket },
}: DecisionBuilder): Pick<Ticket, 'id' | 'openedAt' | 'reopened' | 'tags'> | undefined {
  if (ticket === undefined || !isActive(ticket)) return undefined;
  return { id: ticket.id, openedAt: ticket.openedAt, reopened: ticket.reopened, tags: ticket.tags };
}

function openTicket(decision: DecisionBuilder, reason: EscalationReason, cause: Cause): Ticket {
  const { state, context } = decision;
  const intent = cause.intent ?? likelyIntent(decision, cause.understanding);
  const { category } = intent ?? UNKNOWN_INTENT;
  const importance = importanceOf(intent, reason);
  const complexity = intent?.complexity ?? 1;
  const sentiment = cause.understanding?.sentiment ?? 0;
  const urgentWords = cause.understanding?.urgent ?? false;
  return {
    id: newId(decision, 't'),
    conversationId: state.id,
    customerId: state.customer.id,
    customerName: state.customer.name,
    channel: state.channel,
    locale: state.locale,
    status: 'open',
    reason,
    subject: subjectOf({
      reason,
      text: cause.text,
      isUnderstood: namesMatter(decision, cause),
      tried: state.tried,
      pendingQuestion: state.slotFilling?.question ?? state.offer?.question,
    }),
    intent: intent?.name,
    category,
    tags: [],
    importance,
    complexity,
    sentiment,
    urgentWords,
    assignee: undefined,
    tried: state.tried,
    openedAt: context.now,
    openedWithPriority: firstPriority({ importance, complexity, sentiment, urgentWords }, context.policy.priority),
    waitingSince: context.now,
    calledFor: undefined,
    firstReplyAt: undefined,
    snoozedUntil: undefined,
    resolvedAt: undefined,
    reopened: 0,
  };
}

/** Where nobody knows what was done there is more at stake than the matter itself. */
const LEAST_WHEN_UNKNOWN = 4;

function importanceOf(intent: Intent | undefined, reason: EscalationReason): number {
  const { importance } = intent ?? UNKNOWN_INTENT;
  return reason === 'action_unknown' ? Math.max(importance, LEAST_WHEN_UNKNOWN) : importance;
}

/** Whether what was said last is about something by itself, beside wanting a person or being kind. */
function namesMatter(decision: DecisionBuilder, { intent, understanding }: Cause): boolean {
  if (intent !== undefined) return true;
  const candidates = understanding?.intents ?? [];
  const isMatter = (name: string): boolean => {
    const category = findIntent(decision, name)?.category;
    return category !== undefined && category !== PERSON_CATEGORY && category !== SMALLTALK_CATEGORY;
  };
  // Beside the wish for a person: how likely the matter is in what is left.
  const matter = candidates.find(({ intent: name }) => isMatter(name))?.confidence ?? 0;
  const others = candidates.filter(({ intent: name }) => !isMatter(name)).reduce((sum, one) => sum + one.confidence, 0);
  return matter >= LEAST_MATTER && matter >= decision.context.policy.offerAt * (1 - others);
}

/** What is less likely than this is noise, however little else there is. */
const LEAST_MATTER = 0.02;

function likelyIntent(decision: DecisionBuilder, understanding: Understanding | undefined): Intent | undefined {
  const { offerAt } = decision.context.policy;
  const now = understanding?.intents.find(({ confidence }) => confidence >= offerAt)?.intent;
  const earlier = decision.state.tried.findLast((attempt) => attempt.intent !== undefined)?.intent;
  const candidates = [now, earlier].map((name) => findIntent(decision, name));
  return candidates.find((intent) => intent !== undefined && intent.category !== 'person') ?? candidates[0];
}

/** The reason in words for staff. */
export function describe(reason: EscalationReason): string {
  return REASON_TEXT[reason];
}

const REASON_TEXT: Record<EscalationReason, string> = {
  requested: 'The customer asked for a person',
  angry: 'The customer is angry',
  not_helpful: 'The customer said the answer did not help',
  repeated_failure: 'The bot did not understand several times in a row',
  no_answer: 'The bot found no answer it was sure of',
  intent: 'This matter is always handled by a person',
  lookup_failed: 'This matter is handled by a person where nothing can be looked up',
  action_failed: 'What the customer agreed to was not done',
  action_unknown: 'It is not known whether what the customer agreed to was done',
  unread: 'The bot could not read this message',
  delivery_failed: 'A message may not have reached the customer',
};

/** The customer wrote again soon after a ticket was resolved. */
export function reopenForCustomer(decision: DecisionBuilder, ticket: Ticket, cause: Cause): ActionTaken {
  const { now } = decision.context;
  updateTicket(decision, ticket, {
    status: 'open',
    assignee: undefined,
    waitingSince: now,
    resolvedAt: undefined,
    reopened: ticket.reopened + 1,
    sentiment: Math.min(ticket.sentiment, cause.understanding?.sentiment ?? 0),
    urgentWords: ticket.urgentWords || (cause.understanding?.urgent ?? false),
  });
  update(decision, { ratingRequest: undefined });
  const before = ticket.assignee === undefined ? '' : `Assigned to ${ticket.assignee.name} before`;
  record(decision, ticket.id, 'reopened', byCustomer(decision), before);
  decision.effects.push({ kind: 'cancel_timer', timer: 'close_resolved' });
  watchWaiting(decision);
  const text = withWhatToExpect(decision, phraseOf(decision, 'reopened'));
  announceText(decision, text, { inReplyTo: cause.messageIds });
  return { action: 'reopened' };
}

/**
 * From now on staff are reminded of a customer who waits, and then the supervisor is named, until somebody answers. Where something
 * is promised, its clocks say when.
 */
export function watchWaiting(decision: DecisionBuilder): void {
  const { now, policy } = decision.context;
  markCalled(decision, undefined);
  if (promised(decision) !== undefined) return stopReminders(decision);
  decision.effects.push(
    { kind: 'set_timer', timer: 'reminder', at: now + policy.reminderAfterMs },
    { kind: 'set_timer', timer: 'supervisor', at: now + policy.supervisorAfterMs },
  );
}

/** The customer does not wait any more. */
export function stopWatchingWaiting(decision: DecisionBuilder): void {
  markCalled(decision, undefined);
  stopReminders(decision);
}

/** Staff are not reminded by the time a customer waits. */
export function stopReminders({ effects }: DecisionBuilder): void {
  effects.push({ kind: 'cancel_timer', timer: 'reminder' }, { kind: 'cancel_timer', timer: 'supervisor' });
}

/** Notes on the ticket whom it has called. */
export function markCalled(decision: DecisionBuilder, calledFor: Ticket['calledFor']): void {
  const { ticket } = decision.state;
  if (ticket !== undefined && ticket.calledFor !== calledFor) updateTicket(decision, ticket, { calledFor });
}
