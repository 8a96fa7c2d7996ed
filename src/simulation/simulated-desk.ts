/** A whole desk of its own in simulated time: store, jobs, rules, outbox, and a channel with nobody at its other end. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createExampleCaller } from '../actions/example-caller.ts';
import type { ConversationAddress } from '../domain/inbound.ts';
import type { OutgoingMessage } from '../domain/message.ts';
import { MINUTE_MS, type Policy } from '../domain/policy.ts';
import type { ServiceLevels } from '../domain/sla/service-levels.ts';
import { conversationJob, type HandledTurn } from '../engine/context.ts';
import type { Engine } from '../engine/engine.ts';
import { startEngine } from '../engine/start-engine.ts';
import { createMemoryJobs } from '../jobs/memory-jobs.ts';
import type { TrainedContent } from '../ports/analyzer.ts';
import type { Jobs } from '../ports/jobs.ts';
import type { Store } from '../ports/store.ts';
import { createLocalPubSub } from '../pubsub/local-pubsub.ts';
import { createSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { createSimulatedClock, type SimulatedClock } from './simulated-clock.ts';
import { createUnattendedChannel } from './unattended-channel.ts';

/** The channel's name, and that of the only process there is. */
export const SIMULATED_CHANNEL = 'simulation';

/** Enough to keep the analyzer and the store busy at the same time. */
const CONCURRENCY = 256;
const BUSY_MS = MINUTE_MS;
const MOST_TIMERS = 1_000;

export interface SimulatedDeskOptions {
  trained: TrainedContent;
  policy: Policy;
  serviceLevels?: ServiceLevels;
  logger: Logger;
  /** When it begins, in epoch milliseconds; now where it is not given. */
  startAt?: number;
  /** Where its store is and stays; without it, in a folder that is removed afterwards. */
  storeFile?: string;
  /** By which channels customers come; the simulation's own where they are not given. */
  channelNames?: readonly string[];
  /** After this long everything that began is over; a minute where it is not given. */
  busyMs?: number;
  /** How often the desk looks what there is to learn of answers; as often as others do where it is not given. */
  learnsEveryMs?: number;
  /** Whether intents' several answers are tried; otherwise the first is always given, so that what is played again ends the same. */
  triesAnswers?: boolean;
  /** Told of each turn once it is committed. Must not throw. */
  onTurn?(turn: HandledTurn): void;
  /** Told of each message a customer would have seen. */
  onSend?(to: ConversationAddress, message: OutgoingMessage): void;
}

export interface SimulatedDesk {
  readonly engine: Engine;
  readonly store: Store;
  readonly clock: SimulatedClock;
  /** Resolves when the desk has done all it can do at the present moment. */
  settle(): Promise<void>;
  /**
   * Lets time pass up to `until`, with everything that is due in it at its own time. A desk that has been at rest for a minute
   * is not looked at between two things that are due, so that days pass as quickly as minutes.
   */
  passUntil(until: number): Promise<void>;
}

/**
 * Runs `use` with a desk on a store in a temporary folder, which is removed whatever happens.
 * @throws StoreError when there cannot be such a store, and what `use` throws
 */
export async function withSimulatedDesk<T>(
  options: SimulatedDeskOptions,
  use: (desk: SimulatedDesk) => Promise<T>,
): Promise<T> {
  if (options.storeFile !== undefined) return withStore(options, options.storeFile, use);
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-simulation-'));
  try {
    return await withStore(options, join(folder, 'simulation.db'), use);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function withStore<T>(
  options: SimulatedDeskOptions,
  file: string,
  use: (desk: SimulatedDesk) => Promise<T>,
): Promise<T> {
  const clock = createSimulatedClock(options.startAt ?? Date.now());
  // Whoever is interrupted begins anew: nothing of it is worth waiting for the disk.
  const store = await createSqliteStore({ file, now: clock.now, outlivesPowerCuts: false });
  try {
    return await useDesk(options, { store, clock }, use);
  } finally {
    await store.close();
  }
}

async function useDesk<T>(
  { channelNames = [SIMULATED_CHANNEL], busyMs = BUSY_MS, onSend, ...options }: SimulatedDeskOptions,
  { store, clock }: Pick<SimulatedDesk, 'store' | 'clock'>,
  use: (desk: SimulatedDesk) => Promise<T>,
): Promise<T> {
  const onError = (key: string | undefined, error: unknown) => logger.error({ err: error, job: key }, 'a job failed');
  const jobs = createMemoryJobs({ clock, concurrency: CONCURRENCY, onError });
  const { trained, policy, serviceLevels, logger, learnsEveryMs, triesAnswers = false, onTurn } = options;
  const channels = channelNames.map((name) =>
    createUnattendedChannel({ name, onSend: (to, message) => onSend?.(to, message) }),
  );
  const engine = await startEngine({
    store,
    jobs,
    clock,
    holder: SIMULATED_CHANNEL,
    pubsub: createLocalPubSub(),
    policy,
    logger,
    channels: new Map(channels.map((channel) => [channel.name, channel])),
    ...(serviceLevels && { serviceLevels }),
    ...(learnsEveryMs !== undefined && { learnsEveryMs }),
    actions: createExampleCaller(clock),
    ...(!triesAnswers && { firstAnswersOnly: true }),
    trained: () => trained,
    ...(onTurn && { onTurn }),
  });
  const settle = () => jobs.idle();
  const passing = { store, clock, settle, jobs, busyMs };
  try {
    return await use({ engine, store, clock, settle, passUntil: (until) => passUntil(passing, until) });
  } finally {
    await engine.stop();
  }
}

/** What time passes in. */
type Passing = Pick<SimulatedDesk, 'store' | 'clock' | 'settle'> & { jobs: Jobs; busyMs: number };

async function passUntil({ store, clock, settle, jobs, busyMs }: Passing, until: number): Promise<void> {
  const passAWhile = () => clock.advanceTo(Math.min(until, clock.now() + busyMs), settle);
  await passAWhile();
  while (clock.now() < until) {
    const [next] = await store.read.timers.due(until, 1);
    await clock.skipTo(next?.dueAt ?? until, settle);
    for (const timer of await store.read.timers.due(clock.now(), MOST_TIMERS)) {
      await jobs.wake(conversationJob(timer.conversationId));
    }
    await settle();
    // What could not be handled is tried again after a while.
    if ((await store.read.timers.due(clock.now(), 1)).length > 0) await passAWhile();
  }
}
