/** Plays messages through a whole desk of their own: store, jobs, rules and channel, in simulated time. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { HOUR_MS, type Policy } from '../domain/policy.ts';
import type { HandledTurn } from '../engine/context.ts';
import { startEngine } from '../engine/start-engine.ts';
import { createMemoryJobs } from '../jobs/memory-jobs.ts';
import type { TrainedContent } from '../ports/analyzer.ts';
import type { Store } from '../ports/store.ts';
import { createLocalPubSub } from '../pubsub/local-pubsub.ts';
import { createSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { outcomeOf } from './outcome.ts';
import { play, REPLAY_CHANNEL } from './play.ts';
import { createSimulatedClock, type SimulatedClock } from './simulated-clock.ts';
import { createTally, type ReplayCounts, type ReplayMessage } from './tally.ts';
import { createUnattendedChannel } from './unattended-channel.ts';

/** Enough to keep the analyzer and the store busy at the same time. */
const CONCURRENCY = 256;

export interface ReplayOptions {
  messages: AsyncIterable<ReplayMessage>;
  trained: TrainedContent;
  policy: Policy;
  logger: Logger;
  /** How many messages that found nothing are kept as examples. */
  maxFoundNothing: number;
  /** Called with the number of messages handled whenever it has grown. */
  onProgress(handled: number): void;
  /** Ends the replay early, with the counts up to there. */
  signal: AbortSignal;
}

export interface ReplayResult extends ReplayCounts {
  /** Messages that the desk gave up; the log says why. */
  failed: number;
  /** What customers would have been sent. */
  replies: number;
  durationMs: number;
}

/**
 * Replays the messages on a store in a temporary folder, which is removed whatever happens.
 * @throws StoreError when the folder cannot take the messages, and what reading them throws
 */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-replay-'));
  try {
    const clock = createSimulatedClock(Date.now());
    const store = await createSqliteStore({ file: join(folder, 'replay.db'), now: clock.now });
    try {
      return await replayOn(store, clock, options);
    } finally {
      await store.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function replayOn(store: Store, clock: SimulatedClock, options: ReplayOptions): Promise<ReplayResult> {
  const { trained, policy, logger, signal } = options;
  const startedAt = Date.now();
  const onError = (key: string | undefined, error: unknown) => logger.error({ err: error, job: key }, 'a job failed');
  const jobs = createMemoryJobs({ clock, concurrency: CONCURRENCY, onError });
  let replies = 0;
  const channel = createUnattendedChannel({ name: REPLAY_CHANNEL, onSend: () => (replies += 1) });
  const tally = createTally({ content: trained.content, maxFoundNothing: options.maxFoundNothing });
  const unhandled = new Map<string, ReplayMessage>();

  function onTurn(turn: HandledTurn): void {
    const messages = turn.rows.flatMap(({ eventKey }) => unhandled.get(eventKey) ?? []);
    const [record] = turn.decision.records;
    if (messages.length === 0 || record === undefined) return;
    const outcome = outcomeOf(record);
    if (turn.stored.version === 0) tally.countConversation();
    for (const message of messages) tally.count(message, outcome);
    for (const { eventKey } of turn.rows) unhandled.delete(eventKey);
    options.onProgress(tally.handled());
  }

  const context = await startEngine({
    store,
    jobs,
    clock,
    holder: 'replay',
    pubsub: createLocalPubSub(),
    policy,
    logger,
    channels: new Map([[channel.name, channel]]),
    trained: () => trained,
    onTurn,
  });
  const settle = () => jobs.idle();
  try {
    await play({
      accept: context.accept,
      clock,
      settle,
      burst: policy,
      messages: options.messages,
      onMessage: (message, eventKey) => unhandled.set(eventKey, message),
      signal,
    });
    await finishFailing(store, clock, settle);
  } finally {
    await context.stop();
  }
  const durationMs = Date.now() - startedAt;
  return { ...tally.counts(), failed: unhandled.size, replies, durationMs };
}

/** Lets time pass until what could not be handled at first has been handled or given up, at most for an hour. */
async function finishFailing(store: Store, clock: SimulatedClock, settle: () => Promise<void>): Promise<void> {
  const until = clock.now() + HOUR_MS;
  while (clock.now() < until && (await store.read.inbox.conversationsWithPending(1)).length > 0) {
    await clock.advanceTo(clock.nextAt() ?? until, settle);
  }
}
