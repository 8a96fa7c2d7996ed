/** What the desk stands on: the one place that chooses the drivers of store, jobs and live updates. */

import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { type ContentRuntime, createContentRuntime } from './analyzer/content-runtime.ts';
import { lastGoodContentFile } from './analyzer/last-good-content.ts';
import { prepareDataFolder } from './config/data-folder.ts';
import type { DeskSettings } from './config/desk-file.ts';
import { type DeskFileRuntime, openDeskFile } from './config/desk-file-runtime.ts';
import { type Environment, modelsFolder } from './config/environment.ts';
import { setTimeZone } from './config/time-zone.ts';
import { kindOfJob } from './engine/context.ts';
import { createWorkJournal, readWorkJournal, type WorkJournal } from './engine/inbox/work-journal.ts';
import { continueTime } from './engine/timers/continue-time.ts';
import { systemClock } from './engine/timers/system-clock.ts';
import { QUEUE_TOPIC } from './engine/topics.ts';
import { createMemoryJobs } from './jobs/memory-jobs.ts';
import { createJobQueues } from './jobs/queues.ts';
import type { Adapter } from './ports/adapter.ts';
import type { Clock } from './ports/clock.ts';
import type { Jobs } from './ports/jobs.ts';
import type { PubSub } from './ports/pubsub.ts';
import type { Store } from './ports/store.ts';
import { createLocalPubSub } from './pubsub/local-pubsub.ts';
import { ensureAdmin } from './staff/sign-in-link.ts';
import { createSqliteStore } from './store/sqlite/sqlite-store.ts';
import { installedEncoder } from './understanding/sentence-encoder.ts';

/**
 * How many jobs of each kind are under way at a time. Conversations mostly wait for the analyzer, which takes them in a fair order,
 * and sending and showing for a
 * platform or its rate limit, so there may be many; being in queues of their own they never keep a conversation from being handled.
 */
const CONCURRENCY = { conversation: 1_024, outbox: 1_024, action: 256, staff_thread: 256 };

/** What ends what was started, in the order of starting. */
export type Stops = (() => Promise<void>)[];

/** What everything else stands on. */
export interface Services {
  adapters: readonly Adapter[];
  environment: Environment;
  logger: Logger;
  stops: Stops;
  /** Those of the start. */
  settings: DeskSettings;
  deskFile: DeskFileRuntime;
  storeFile: string;
  store: Store;
  clock: Clock;
  /** This process, as the holder of leases. */
  holder: string;
  pubsub: PubSub;
  content: ContentRuntime;
  /** Where the desk is reached from outside, without a slash at the end; undefined where it is not. */
  publicUrl: string | undefined;
}

export async function openServices(
  environment: Environment,
  logger: Logger,
  stops: Stops,
  adapters: readonly Adapter[],
): Promise<Services> {
  const dataDir = resolve(environment.DATA_DIR);
  const contentDir = resolve(environment.CONTENT_DIR);
  await prepareDataFolder(dataDir);
  const pubsub = await createPubSub(environment, logger);
  stops.push(() => pubsub.close());
  const onChange = () => pubsub.publish(QUEUE_TOPIC, { kind: 'changed' });
  const lastGoodDeskFile = join(dataDir, 'last-good-desk.yaml');
  const deskFile = await openDeskFile({
    folder: contentDir,
    lastGoodFile: lastGoodDeskFile,
    adapters,
    logger,
    onChange,
  });
  const settings = deskFile.settings();
  for (const warning of settings.warnings) logger.warn(warning);
  setTimeZone(settings.timeZone);
  const storeFile = join(dataDir, 'relaydesk.db');
  let clock: Clock = systemClock;
  const report = (text: string) => logger.info(text);
  const store = await createSqliteStore({ file: storeFile, now: () => clock.now(), report });
  stops.push(() => store.close());
  clock = await continueTime(store);
  await ensureAdmin(store, clock);
  const content = await createContentRuntime({
    root: contentDir,
    defaultLocale: settings.defaultLocale,
    lastGoodFile: lastGoodContentFile(dataDir),
    modelsFolder: modelsFolder(environment),
    embedding: installedEncoder(settings.embedding, (advice) => logger.warn(advice)),
    logger,
    onChange,
  });
  stops.push(() => content.close());
  const publicUrl = environment.PUBLIC_URL;
  const holder = randomUUID();
  return {
    adapters,
    environment,
    logger,
    stops,
    settings,
    deskFile,
    storeFile,
    store,
    clock,
    holder,
    pubsub,
    content,
    publicUrl,
  };
}

async function createPubSub({ REDIS_URL }: Environment, logger: Logger): Promise<PubSub> {
  if (REDIS_URL === undefined) return createLocalPubSub();
  // Loaded only when it is used, as with jobs.
  const { createRedisPubSub } = await import('./pubsub/redis-pubsub.ts');
  return createRedisPubSub({
    redisUrl: REDIS_URL,
    onRefused: (error) =>
      logger.error({ err: error }, 'Redis refuses live updates: pages hear of changes in their own process only'),
  });
}

export async function createJobs({ environment: { REDIS_URL }, logger, clock }: Services): Promise<Jobs> {
  const onError = (key: string | undefined, error: unknown) => logger.error({ err: error, job: key }, 'a job failed');
  const createLocal = (_queue: string, concurrency: number) => createMemoryJobs({ clock, concurrency, onError });
  const queues = { concurrency: CONCURRENCY, queueOf: kindOfJob };
  if (REDIS_URL === undefined) return createJobQueues({ ...queues, create: createLocal });
  // Loaded only when it is used: it is a third of a second of the start.
  const { createRedisJobs } = await import('./jobs/redis-jobs.ts');
  return createRedisJobs({
    ...queues,
    redisUrl: REDIS_URL,
    createLocal,
    onError,
    onAway: (error) =>
      logger.warn({ err: error }, 'Redis is away; jobs and live updates stay in this process until it is back'),
    onBack: () => logger.info('Redis is back, and has the jobs again'),
    onEvicting: (policy) =>
      logger.warn(
        { policy },
        'Redis drops keys when its memory is full, which delays answers by seconds: set "maxmemory-policy noeviction"',
      ),
  });
}

/** Notes of what the last run's process died, where it did, and begins a new journal. The desk also runs without one. */
export async function openWorkJournal({
  environment,
  logger,
  stops,
  store,
}: Services): Promise<WorkJournal | undefined> {
  const file = join(resolve(environment.DATA_DIR), 'work-in-progress');
  try {
    const inboxRows = readWorkJournal(file);
    const journal = createWorkJournal(file);
    stops.push(async () => journal.close());
    if (inboxRows.length > 0) {
      logger.warn({ inboxRows }, 'the process ended while these rows were in work');
      await store.transaction((tx) => tx.inbox.countDeath(inboxRows));
    }
    return journal;
  } catch (error) {
    logger.error({ err: error }, 'what is in work cannot be noted: a message that ends the process would do so again');
    return undefined;
  }
}
