/** Handles what waits in a conversation, one turn a transaction, until nothing is left to do now. */

import { decide } from '../domain/decide.ts';
import type { Decision, DeskEvent } from '../domain/decision.ts';
import { phrase } from '../domain/phrases.ts';
import { isHeldByPeople } from '../domain/ticket.ts';
import { nextTurn } from '../domain/turns.ts';
import { type InboxRow, type StoredConversation, type StoredTimer, StoreError } from '../store/store.ts';
import { commitTurn } from './commit-turn.ts';
import { conversationJob, type DeskContext } from './context.ts';
import {
  concernsMessageBeingSent,
  customerOf,
  isLastAttempt,
  newConversation,
  toEvent,
  toUnreadEvent,
} from './events.ts';

const MAX_ROWS = 100;
/** A row that was in work when the process died this often is not tried again. */
const MAX_DEATHS = 2;
/** How soon it is looked again whether a message that is being sent has its name. */
const SENDING_CHECK_MS = 100;

/**
 * Handles a conversation's due timers and waiting rows. Safe to be called at any time and any number of times.
 * @throws StoreError when the store cannot take the result; nothing is lost, and the job is tried again
 */
export async function handleConversation(desk: DeskContext, conversationId: string): Promise<void> {
  while (await handleNext(desk, conversationId)) {
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
export async function handleSuspects(desk: DeskContext): Promise<void> {
  const { store, clock, logger } = desk;
  const handleAll = async (): Promise<void> => {
    for (const id of await store.read.inbox.conversationsWithDeaths(MAX_SUSPECTS)) {
      await handleConversation(desk, id).catch((error: unknown) => {
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

/** Handles the next timer or turn. False when nothing more is known to wait; what comes later wakes the job again. */
async function handleNext(desk: DeskContext, conversationId: string): Promise<boolean> {
  const stored = await desk.store.read.conversations.get(conversationId);
  const timer = await findDueTimer(desk, conversationId);
  const { rows, more } = timer ? { rows: [], more: true } : await takeRows(desk, conversationId, stored);
  const [first] = rows;
  const conversation = stored ?? (first && newConversation(desk, first));
  if (conversation === undefined || (timer === undefined && first === undefined)) return false;
  try {
    await handleNoted(desk, conversation, rows, timer);
    return more;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'conflict') return true;
    if (error instanceof StoreError || first === undefined) throw error;
    return countFailure(desk, conversation, first, error);
  }
}

/** The process may die of what it handles: what that was is noted, and what it may have died of before is handled alone. */
async function handleNoted(
  desk: DeskContext,
  conversation: StoredConversation,
  rows: InboxRow[],
  timer: StoredTimer | undefined,
): Promise<void> {
  const deaths = Math.max(0, ...rows.map((row) => row.deaths));
  if (deaths >= MAX_DEATHS) return setAside(desk, conversation, rows, 'The process died twice while this was handled.');
  const ids = rows.map(({ id }) => id);
  const work = async (): Promise<void> => {
    desk.journal?.begin(ids);
    try {
      await handle(desk, conversation, rows, timer);
    } finally {
      desk.journal?.end(ids);
    }
  };
  return deaths > 0 ? inTurn(desk, work) : work();
}

const suspects = new WeakMap<DeskContext, Promise<void>>();

/** One such work at a time, so that nothing else that is suspected is in work when the process dies of one. */
function inTurn(desk: DeskContext, work: () => Promise<void>): Promise<void> {
  const before = suspects.get(desk) ?? Promise.resolve();
  const done = before.catch(() => {}).then(work);
  suspects.set(desk, done);
  return done;
}

/** Sets rows aside without looking at what they say; what a customer said in them goes to people. */
async function setAside(
  desk: DeskContext,
  stored: StoredConversation,
  rows: InboxRow[],
  reason: string,
): Promise<void> {
  const inboxRows = rows.map(({ id }) => id);
  desk.logger.error({ inboxRows, reason }, 'rows were set aside; what a customer said in them goes to people');
  const event = toUnreadEvent(stored.state, rows);
  const decision = event ? decideEvent(desk, stored, event, rows) : unchanged(stored);
  await commitTurn(desk, { stored, rows, timer: undefined, setAside: reason, decision });
}

async function findDueTimer(desk: DeskContext, conversationId: string): Promise<StoredTimer | undefined> {
  const timers = await desk.store.read.timers.ofConversation(conversationId);
  return timers.find(({ dueAt }) => dueAt <= desk.clock.now());
}

/**
 * The rows that make the next turn, and whether others wait behind them; none while a burst may still go on, or while the message
 * the first of them concerns is being sent.
 */
async function takeRows(
  desk: DeskContext,
  conversationId: string,
  stored: StoredConversation | undefined,
): Promise<{ rows: InboxRow[]; more: boolean }> {
  const { store, clock, jobs, policy } = desk;
  const waiting = await store.read.inbox.pending(conversationId, MAX_ROWS);
  if (waiting[0] !== undefined && (await concernsMessageBeingSent(desk, waiting[0]))) {
    await jobs.wake(conversationJob(conversationId), clock.now() + SENDING_CHECK_MS);
    return { rows: [], more: false };
  }
  if (waiting[0] !== undefined && waiting[0].deaths >= MAX_DEATHS) {
    return { rows: waiting.slice(0, 1), more: waiting.length > 1 };
  }
  const windowMs = isHeldByPeople(stored?.state.ticket) ? 0 : policy.burstWindowMs;
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
  showTyping(desk, waiting[0]);
  await jobs.wake(conversationJob(conversationId), next.waitUntil);
  return { rows: [], more: false };
}

/** While a burst may still go on, the customer sees that an answer is coming. */
function showTyping(desk: DeskContext, row: InboxRow | undefined): void {
  if (row === undefined) return;
  const { content } = desk.trained();
  desk.channels.get(row.channel)?.showTyping(row, phrase(content, row.customer?.locale ?? '', 'bot_name'));
}

async function handle(
  desk: DeskContext,
  stored: StoredConversation,
  rows: InboxRow[],
  timer: StoredTimer | undefined,
): Promise<void> {
  // One turn is read, decided and written with one set of content, also when another comes into force meanwhile.
  const trained = desk.trained();
  const turnDesk = { ...desk, trained: () => trained };
  const event = timer ? { kind: 'timer' as const, timer: timer.kind } : await toEvent(turnDesk, stored.state, rows);
  const decision = event ? decideEvent(turnDesk, stored, event, rows) : unchanged(stored);
  await commitTurn(turnDesk, { stored, rows, timer, decision });
}

function decideEvent(desk: DeskContext, stored: StoredConversation, event: DeskEvent, rows: InboxRow[]): Decision {
  const [first] = rows;
  return decide(stored.state, event, {
    content: desk.trained().content,
    policy: desk.policy,
    now: desk.clock.now(),
    ticketWaitMs: desk.customerGate?.ticketWaitMs(stored.state.customer.id, desk.clock.now()) ?? 0,
    eventId: first === undefined ? `${stored.state.id}.${stored.version}` : String(first.id),
  });
}

function unchanged(stored: StoredConversation): Decision {
  return { state: stored.state, effects: [], outcome: undefined };
}

/** Counts a failure that is the row's own fault. True when the row was set aside, so that the next can be handled. */
async function countFailure(
  desk: DeskContext,
  stored: StoredConversation,
  row: InboxRow,
  error: unknown,
): Promise<boolean> {
  const reason = error instanceof Error ? error.message : String(error);
  desk.logger.error({ err: error, inboxRow: row.id, kind: row.body.kind }, 'a row could not be handled');
  if (isLastAttempt(row)) {
    await setAside(desk, stored, [row], reason);
    return true;
  }
  await desk.store.transaction((tx) => tx.inbox.fail(row.id, reason));
  throw error;
}
