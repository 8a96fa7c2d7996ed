/** The one place that chooses drivers and starts things. */

import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Logger, pino } from 'pino';
import { fileResponse } from '../adapters/web/file-response.ts';
import { renderMarkdown } from '../adapters/web/markdown.ts';
import { type DeskSettings, readDeskFile } from './config/desk-file.ts';
import type { Environment } from './config/environment.ts';
import { createConsole } from './console/console.tsx';
import { createSignInLink } from './console/sign-in-link.ts';
import { type ContentRuntime, createContentRuntime } from './desk/content-runtime.ts';
import { type DeskContext, kindOfJob } from './desk/context.ts';
import { type RunningDesk, startDesk } from './desk/create-desk.ts';
import { keepLease } from './desk/leases.ts';
import { createLocalLive, type Live, QUEUE_TOPIC } from './desk/live.ts';
import { wantAllRooms } from './desk/rooms.ts';
import { createStaffOffice } from './desk/staff-office.ts';
import { systemClock } from './desk/system-clock.ts';
import type { ChannelStatus } from './domain/channel.ts';
import { type HttpServer, startHttpServer } from './http-server.ts';
import type { Jobs } from './jobs/jobs.ts';
import { createJobLanes } from './jobs/lanes.ts';
import { createMemoryJobs } from './jobs/memory-jobs.ts';
import { createWays, isSecure, type Ways } from './platforms/ways.ts';
import { createSqliteStore } from './store/sqlite/sqlite-store.ts';
import type { Store } from './store/store.ts';

/**
 * How many jobs of each kind are under way at a time. Sending and showing mostly wait for a platform or its rate limit, so there
 * may be many; being in lanes of their own they never keep a conversation from being handled.
 */
const CONCURRENCY = { conversation: 64, outbox: 1_024, room: 256 };
/** More tickets in progress than anybody has. */
const MAX_ACTIVE_TICKETS = 10_000;
/** There is one process on a folder's store, so that it need not wait for a lease of its own after a crash. */
const LEASE_HOLDER = 'the one process';

/** The member who is signed in by the link printed at each start. */
const FIRST_ADMIN = { id: 'admin', name: 'Admin', role: 'admin' } as const;

/** A running desk with its pages. */
export interface Relaydesk {
  /** Where customers and staff reach it, without a slash at the end. */
  url: string;
  /** Signs the first admin in, once. */
  signInUrl: string;
  storeFile: string;
  jobs: 'in the process' | 'Redis';
  /** How each channel's connection stands now, by the channel's name. */
  channels: ReadonlyMap<string, ChannelStatus>;
  content: ContentRuntime;
  /** Stops taking messages in, finishes what is under way, and closes the store. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts everything, and resolves when messages are taken in. What was started is stopped again when a later part fails.
 * @throws StoreError, ContentError, ConfigError or a system error of the listening socket, each with what to do about it
 */
export async function startRelaydesk(environment: Environment, options: { logger?: Logger } = {}): Promise<Relaydesk> {
  const logger = options.logger ?? pino({ level: environment.LOG_LEVEL });
  const stops: Stops = [];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= stopAll(stops, logger);
    return stopping;
  };
  try {
    return { ...(await startParts(environment, logger, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Stops = (() => Promise<void>)[];

/** What everything else stands on. */
interface Ground {
  environment: Environment;
  logger: Logger;
  stops: Stops;
  settings: DeskSettings;
  storeFile: string;
  store: Store;
  live: Live;
  content: ContentRuntime;
  /** Where the desk is reached from outside, without a slash at the end; undefined where it is not. */
  publicUrl: string | undefined;
}

async function startParts(environment: Environment, logger: Logger, stops: Stops): Promise<Omit<Relaydesk, 'stop'>> {
  const ground = await layGround(environment, logger, stops);
  const ways = await createWays({ ...ground, clock: systemClock });
  const desk = await openDesk(ground, ways);
  await startChannels(ground, ways, desk);
  const server = await servePages(ground, ways, desk);
  const url = ground.publicUrl ?? server.url;
  return {
    url,
    signInUrl: url + (await createSignInLink(ground.store, systemClock, FIRST_ADMIN)),
    storeFile: ground.storeFile,
    jobs: environment.REDIS_URL === undefined ? 'in the process' : 'Redis',
    channels: ways.statuses,
    content: ground.content,
  };
}

async function layGround(environment: Environment, logger: Logger, stops: Stops): Promise<Ground> {
  const dataDir = resolve(environment.DATA_DIR);
  const contentDir = resolve(environment.CONTENT_DIR);
  const settings = await readDeskFile(contentDir);
  for (const warning of settings.warnings) logger.warn(warning);
  await mkdir(dataDir, { recursive: true });
  const storeFile = join(dataDir, 'relaydesk.db');
  const store = await createSqliteStore({ file: storeFile });
  stops.push(() => store.close());
  const live = createLocalLive();
  const content = await createContentRuntime({
    root: contentDir,
    lastGoodFile: join(dataDir, 'last-good-content.json'),
    logger,
    onChange: () => live.publish(QUEUE_TOPIC, { kind: 'changed' }),
  });
  stops.push(() => content.close());
  const publicUrl = environment.PUBLIC_URL?.replace(/\/+$/, '');
  return { environment, logger, stops, settings, storeFile, store, live, content, publicUrl };
}

/** The desk itself, with staff where they work; customers' channels are started after it. */
async function openDesk(ground: Ground, { platforms, channels, openAttachment }: Ways): Promise<RunningDesk> {
  const { environment, logger, stops, settings, store, live, content, publicUrl } = ground;
  const { staffDesk } = platforms;
  const context: DeskContext = {
    store,
    jobs: await createJobs(environment, logger),
    clock: systemClock,
    live,
    policy: settings.policy,
    logger,
    channels,
    ...(staffDesk === undefined ? {} : { staffDesk }),
    savedReplies: settings.savedReplies,
    ticketUrl: (number) => (publicUrl === undefined ? undefined : `${publicUrl}/console/tickets/${number}`),
    trained: content.trained,
  };
  const desk = await startDesk(context);
  stops.push(() => desk.stop());
  if (staffDesk === undefined) return desk;
  await staffDesk.start(createStaffOffice({ context, desk, openAttachment }));
  stops.push(() => staffDesk.stop());
  await wantAllRooms(context, MAX_ACTIVE_TICKETS);
  return desk;
}

async function startChannels(
  { store, logger, stops }: Ground,
  { web, platforms }: Ways,
  desk: RunningDesk,
): Promise<void> {
  for (const { channel, isExclusive } of [{ channel: web.channel, isExclusive: false }, ...platforms.channels]) {
    if (isExclusive) {
      const lease = await keepLease({
        store,
        clock: systemClock,
        logger,
        name: `channel:${channel.name}`,
        holder: LEASE_HOLDER,
        onHeld: () => channel.start(desk.accept),
        onLost: () => channel.stop(),
      });
      stops.push(() => lease.release());
    } else {
      await channel.start(desk.accept);
      stops.push(() => channel.stop());
    }
  }
}

async function servePages(
  ground: Ground,
  { web, platforms, openAttachment }: Ways,
  desk: RunningDesk,
): Promise<HttpServer> {
  const { environment, logger, stops, settings, store, live, content, publicUrl } = ground;
  const console = createConsole({
    desk,
    store,
    live,
    clock: systemClock,
    policy: () => settings.policy,
    content: { current: () => content.trained().content, problems: content.problems },
    search: (query, locale, top) => content.trained().reader.search(query, locale, top),
    renderMarkdown,
    fileResponse: (attachment) => fileResponse(openAttachment, attachment),
    secureCookies: isSecure(publicUrl),
  });
  const { HOST: host, PORT: port } = environment;
  const { webhooks } = platforms;
  const server = await startHttpServer({ host, port, web: web.routes, console, webhooks, logger });
  stops.push(() => server.stop());
  return server;
}

async function createJobs({ REDIS_URL }: Environment, logger: Logger): Promise<Jobs> {
  const onError = (key: string | undefined, error: unknown) => logger.error({ err: error, job: key }, 'a job failed');
  const lanes = { concurrency: CONCURRENCY, laneOf: kindOfJob };
  if (REDIS_URL === undefined) {
    return createJobLanes({
      ...lanes,
      create: (_lane, concurrency) => createMemoryJobs({ clock: systemClock, concurrency, onError }),
    });
  }
  // Loaded only when it is used: it is a third of a second of the start.
  const { createBullmqJobs } = await import('./jobs/bullmq-jobs.ts');
  return createJobLanes({
    ...lanes,
    create: (lane, concurrency) =>
      createBullmqJobs({ redisUrl: REDIS_URL, prefix: `relaydesk:${lane}`, concurrency, onError }),
  });
}

/** Stops in the opposite order of starting; what cannot be stopped is logged and does not keep the rest from it. */
async function stopAll(stops: Stops, logger: Logger): Promise<void> {
  for (const stop of stops.splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      logger.error({ err: error }, 'a part could not be stopped');
    }
  }
}
