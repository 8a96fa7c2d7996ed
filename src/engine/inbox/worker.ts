/** Handles what waits in a conversation, one turn a transaction, until nothing is left to do now. */

import type { ActionResult } from '../../domain/actions/action.ts';
import { nextTurn } from '../../domain/bursts.ts';
import { decide } from '../../domain/decide.ts';
import type { Decision, DeskEvent } from '../../domain/decision.ts';
import { phrase } from '../../domain/phrases.ts';
import { isWithStaff } from '../../domain/ticket.ts';
import { messageOf } from '../../lib/errors.ts';
import { type InboxRow, type StoredConversation, type StoredTimer, StoreError } from '../../ports/store.ts';
import { lookUpAll } from '../actions/look-up.ts';
import { drawAnswers } from '../answer-trials.ts';
import { conversationJob, type EngineContext } from '../context.ts';
import { commitTurn } from './commit-turn.ts';
import {
  concernsMessageBeingSent,
  customerOf,
  isLastAttempt,
  newConversation,
  toEvent,
  toUnreadEvent,
} from './events.ts';
import { countAheadOfQueued } from './queue-place.ts';

const MAX_ROWS = 100;
/** A row that was in work when the process died this often is not tried again. */
const MAX_DEATHS = 2;
/** How soon it is looked again whether a message that is being sent has its name. */
const SENDING_CHECK_MS = 100;

/**
 * Handles a conversation's due timers and waiting rows. Safe to be called at any time and any number of times.
 * @throws StoreError when the store cannot take the result; nothing is lost, and the job is tried again
 */
export async function handleConversation(context: EngineContext, conversationId: string): Promise<void> {
  while (await handleNext(context, conversationId)) {
    // Each pass commits one turn.
  }
}

/** How long a start may wait for what the process may have died of before. */
const SUSPECTS_TIMEOUT_MS = 5_000;
const MAX_SUSPECTS = 1_000;

/**
 * Handles what was in work when the process died, before anything else: only what it then dies of a second time is set aside.
 * Resolves when all of it is handled or after a while; the rest is handled one by one beside other work.
 */
export async function handleSuspects(context: EngineContext): Promise<void> {
  const { store, clock, logger } = context;
  const handleAll = async (): Promise<void> => {
    for (const id of await store.read.inbox.conversationsWithDeaths(MAX_SUSPECTS)) {
      await handleConversation(context, id).catch((error: unknown) => {
        logger.error({ err: error }, 'what was in work when the process died could not be handled yet');
      });
    }
  };
  let cancel = () => {};
  const timeout = new Promise<void>((resolve) => {
    cancel = clock.schedule(clock.now() + SUSPECTS_TIMEOUT_MS, resolve);
  });
  await Promise.race([handleAll(), timeout]);
  cancel();
}

/**
 * Handles the next timer or turn. False when nothing more is known to wait; what comes later wakes the job again. Of several
 * processes that handle the same one the first to commit wins, and the others look again at what is left.
 */
async function handleNext(context: EngineContext, conversationId: string): Promise<boolean> {
  try {
    return await handleFirst(context, conversationId);
  } catch (error) {
    if (error instanceof StoreError && error.code === 'conflict') return true;
    throw error;
  }
}

async function handleFirst(context: EngineContext, conversationId: string): Promise<boolean> {
  // Read before what waits in it, so that whatever is committed in between is a conflict.
  const stored = await context.store.read.conversations.get(conversationId);
  const timer = await findDueTimer(context, conversationId);
  const { rows, more } = timer ? { rows: [], more: true } : await takeRows(context, conversationId, stored);
  const [first] = rows;
  const conversation = stored ?? (first && newConversation(context, first));
  if (conversation === undefined || (timer === undefined && first === undefined)) return false;
  try {
    await handleNoted(context, conversation, rows, timer);
    return more;
  } catch (error) {
    if (error instanceof StoreError || first === undefined) throw error;
    return countFailure(context, conversation, first, error);
  }
}

/** The process may die of what it handles: what that was is noted, and what it may have died of before is handled alone. */
async function handleNoted(
  context: EngineContext,
  conversation: StoredConversation,
  rows: InboxRow[],
  timer: StoredTimer | undefined,
): Promise<void> {
  const deaths = Math.max(0, ...rows.map((row) => row.deaths));
  if (deaths >= MAX_DEATHS)
    return setAside(context, conversation, rows, 'The process died twice while this was handled.');
  const ids = rows.map(({ id }) => id);
  const work = async (): Promise<void> => {
    context.journal?.begin(ids);
    try {
      await handle(context, conversation, rows, timer);
    } finally {
      context.journal?.end(ids);
    }
  };
  return deaths > 0 ? inTurn(context, work) : work();
}

const suspects = new WeakMap<EngineContext, Promise<void>>();

/** One such work at a time, so that nothing else that is suspected is in work when the process dies of one. */
function inTurn(context: EngineContext, work: () => Promise<void>): Promise<void> {
  const before = suspects.get(context) ?? Promise.resolve();
  const done = before.catch(() => {}).then(work);
  suspects.set(context, done);
  return done;
}

/** Sets rows aside without looking at what they say; what a customer said in them goes to people. */
async function setAside(
  context: EngineContext,
  stored: StoredConversation,
  rows: InboxRow[],
  reason: string,
): Promise<void> {
  const inboxRows = rows.map(({ id }) => id);
  context.logger.error({ inboxRows, reason }, 'rows were set aside; what a customer said in them goes to people');
  const { serviceLevels } = context;
  const event = toUnreadEvent(stored.state, rows);
  const decision = event ? await decideEvent(context, stored, event, rows) : unchanged(stored);
  const isByHoursInForce = () => context.serviceLevels === serviceLevels;
  await commitTurn(context, { stored, rows, timer: undefined, setAside: reason, decision }, isByHoursInForce);
}

async function findDueTimer(context: EngineContext, conversationId: string): Promise<StoredTimer | undefined> {
  const { timers, inbox } = context.store.read;
  const due = (await timers.ofConversation(conversationId)).filter(({ dueAt }) => dueAt <= context.clock.now());
  const other = due.find(({ kind }) => kind !== 'quiet_customer');
  if (other !== undefined || due.length === 0) return other;
  // Nobody is quiet whose words wait to be read.
  return (await inbox.pending(conversationId, 1)).length === 0 ? due[0] : undefined;
}

/**
 * The rows that make the next turn, and whether others wait behind them; none while a burst may still go on, or while the message
 * the first of them concerns is being sent.
 */
async function takeRows(
  context: EngineContext,
  conversationId: string,
  stored: StoredConversation | undefined,
): Promise<{ rows: InboxRow[]; more: boolean }> {
  const { store, clock, jobs, policy } = context;
  const waiting = await store.read.inbox.pending(conversationId, MAX_ROWS);
  if (waiting[0] !== undefined && (await concernsMessageBeingSent(context, waiting[0]))) {
    await jobs.wake(conversationJob(conversationId), clock.now() + SENDING_CHECK_MS);
    return { rows: [], more: false };
  }
  if (waiting[0] !== undefined && waiting[0].deaths >= MAX_DEATHS) {
    return { rows: waiting.slice(0, 1), more: waiting.length > 1 };
  }
  const windowMs = isWithStaff(stored?.state.ticket) ? 0 : policy.burstWindowMs;
  const customer = stored?.state.customer.id ?? (waiting[0] && customerOf(waiting[0]));
  const events = waiting.map((row) => {
    const message = row.body.kind === 'message' && customerOf(row) === customer ? row.body : undefined;
    return {
      isMessage: message !== undefined,
      receivedAt: row.receivedAt,
      heldUntil: message?.heldUntil,
      endsHold: row.customer === undefined || row.body.kind === 'limited',
    };
  });
  const next = nextTurn(events, { windowMs, maxMs: policy.burstMaxMs }, clock.now());
  if ('take' in next) return { rows: waiting.slice(0, next.take), more: waiting.length > next.take };
  showTyping(context, waiting[0]);
  await jobs.wake(conversationJob(conversationId), next.waitUntil);
  return { rows: [], more: false };
}

/** While a burst may still go on, the customer sees that an answer is coming. */
function showTyping(context: EngineContext, row: InboxRow | undefined): void {
  if (row === undefined) return;
  const { content } = context.trained();
  context.channels.get(row.channel)?.showTyping(row, phrase(content, row.customer?.locale ?? '', 'bot_name'));
}

async function handle(
  context: EngineContext,
  stored: StoredConversation,
  rows: InboxRow[],
  timer: StoredTimer | undefined,
): Promise<void> {
  // One turn is read, decided and written with one set of content, also when another comes into force meanwhile.
  const trained = context.trained();
  const turnContext = { ...context, trained: () => trained };
  const event = timer ? { kind: 'timer' as const, timer: timer.kind } : await toEvent(turnContext, stored.state, rows);
  const decision = event ? await decideEvent(turnContext, stored, event, rows) : unchanged(stored);
  const isByHoursInForce = () => context.serviceLevels === turnContext.serviceLevels;
  await commitTurn(turnContext, { stored, rows, timer, decision }, isByHoursInForce);
}

async function decideEvent(
  context: EngineContext,
  stored: StoredConversation,
  event: DeskEvent,
  rows: InboxRow[],
): Promise<Decision> {
  const [first] = rows;
  const { serviceLevels } = context;
  const { ticket } = stored.state;
  const lookedUp = new Map<string, ActionResult>();
  const isPromised = serviceLevels !== undefined && serviceLevels.policies.length > 0 && ticket !== undefined;
  const eventId = first === undefined ? `${stored.state.id}.${stored.version}` : String(first.id);
  const known = {
    content: context.trained().content,
    policy: context.policy,
    serviceLevels,
    ticketEvents: isPromised ? await context.store.read.tickets.events(ticket.id) : [],
    eventId,
    expectedWait: context.policy.tellsWait ? context.forecasts?.expectedWait() : undefined,
    drawnAnswers: drawAnswers(context, event, eventId),
    lookedUp,
  };
  for (;;) {
    const now = context.clock.now();
    const ticketWaitMs = context.customerGate?.ticketWaitMs(stored.state.customer.id, now) ?? 0;
    const decision = decide(stored.state, event, { ...known, now, ticketWaitMs });
    if (decision.lookups.length === 0) {
      // Only what is decided says whose place is to be told: with it the same is decided, and said with the place.
      const ahead = await countAheadOfQueued(context, decision);
      return ahead === undefined ? decision : decide(stored.state, event, { ...known, now, ticketWaitMs, ahead });
    }
    showTyping(context, first);
    await lookUpAll(context, decision.lookups, lookedUp);
  }
}

function unchanged(stored: StoredConversation): Decision {
  return { state: stored.state, effects: [], outcome: undefined, records: [], lookups: [] };
}

/** Counts a failure that is the row's own fault. True when the row was set aside, so that the next can be handled. */
async function countFailure(
  context: EngineContext,
  stored: StoredConversation,
  row: InboxRow,
  error: unknown,
): Promise<boolean> {
  const reason = messageOf(error);
  context.logger.error({ err: error, inboxRow: row.id, kind: row.body.kind }, 'a row could not be handled');
  if (isLastAttempt(row)) {
    await setAside(context, stored, [row], reason);
    return true;
  }
  await context.store.transaction((tx) => tx.inbox.fail(row, reason));
  throw error;
}
