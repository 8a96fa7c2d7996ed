/** The one place that chooses drivers and starts things. */

import { randomUUID } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { fileResponse } from '../adapters/web/file-response.ts';
import { renderMarkdown } from '../adapters/web/markdown.ts';
import { checkActionSetup } from './actions/check-setup.ts';
import { createHttpCaller } from './actions/http-caller.ts';
import { ADAPTERS } from './adapters.ts';
import { type ContentRuntime, createContentRuntime } from './analyzer/content-runtime.ts';
import { suggestArticles } from './analyzer/suggest-articles.ts';
import { prepareDataFolder } from './config/data-folder.ts';
import type { DeskSettings } from './config/desk-file.ts';
import { type DeskFileRuntime, openDeskFile } from './config/desk-file-runtime.ts';
import { type Environment, modelsFolder } from './config/environment.ts';
import { openServiceLevels } from './config/service-levels.ts';
import { setTimeZone } from './config/time-zone.ts';
import { createConsole } from './console/console.tsx';
import { type Channels, createChannels, isSecure, originOf } from './create-channels.ts';
import type { ServiceLevels } from './domain/sla/service-levels.ts';
import { findUnknownCategories } from './domain/sla/sla-policy.ts';
import { createStormWatch } from './domain/storm.ts';
import { ticketCategories } from './domain/ticket-categories.ts';
import { type EngineContext, kindOfJob } from './engine/context.ts';
import { createHealth } from './engine/health.ts';
import { createCustomerGate } from './engine/inbox/customer-gate.ts';
import { createWorkJournal, readWorkJournal, type WorkJournal } from './engine/inbox/work-journal.ts';
import { keepServiceLevels } from './engine/keep-service-levels.ts';
import { keepLease } from './engine/leases.ts';
import { keepQueueOrder } from './engine/queue-order.ts';
import { type RunningEngine, startEngine } from './engine/start-engine.ts';
import { continueTime } from './engine/timers/continue-time.ts';
import { systemClock } from './engine/timers/system-clock.ts';
import { QUEUE_TOPIC } from './engine/topics.ts';
import { type HttpServer, startHttpServer } from './http/http-server.ts';
import { createMemoryJobs } from './jobs/memory-jobs.ts';
import { createJobQueues } from './jobs/queues.ts';
import { type OwnerReply, startOwnerSocket } from './owner-socket.ts';
import type { Adapter } from './ports/adapter.ts';
import type { ChannelStatus } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { Jobs } from './ports/jobs.ts';
import type { PubSub } from './ports/pubsub.ts';
import type { Store } from './ports/store.ts';
import { createLocalPubSub } from './pubsub/local-pubsub.ts';
import { createRoster, type Roster } from './staff/roster.ts';
import { createOwnersLink, ensureAdmin } from './staff/sign-in-link.ts';
import { createStaffService } from './staff/staff-service.ts';
import { requestMissingStaffThreads, updateStaffThread } from './staff/timeline/staff-threads.ts';
import { createSqliteStore } from './store/sqlite/sqlite-store.ts';

/**
 * How many jobs of each kind are under way at a time. Conversations mostly wait for the analyzer, which takes them in a fair order,
 * and sending and showing for a platform or its rate limit, so there
 * may be many; being in queues of their own they never keep a conversation from being handled.
 */
const CONCURRENCY = { conversation: 1_024, outbox: 1_024, action: 256, staff_thread: 256 };
/** More tickets in progress than anybody has. */
const MAX_ACTIVE_TICKETS = 10_000;
/** How long a start that failed waits for its parts to stop; nothing that was accepted is lost when one does not. */
const STOP_AFTER_FAILURE_MS = 1_000;

/** A running desk with its pages. */
export interface Relaydesk {
  /** Where customers and staff reach it, without a slash at the end. */
  url: string;
  /** Makes a link that signs a member in, the first admin where no name is given: for the owner's eyes only. */
  signIn(name?: string): Promise<OwnerReply>;
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
export async function startRelaydesk(
  environment: Environment,
  logger: Logger,
  adapters: readonly Adapter[] = ADAPTERS,
): Promise<Relaydesk> {
  const stops: Stops = [];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= stopAll(stops, logger);
    return stopping;
  };
  try {
    return { ...(await startParts(environment, logger, stops, adapters)), stop };
  } catch (error) {
    await Promise.race([stop(), delay(STOP_AFTER_FAILURE_MS, undefined, { ref: false })]);
    throw error;
  }
}

type Stops = (() => Promise<void>)[];

/** What everything else stands on. */
interface Services {
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

/** The desk at work. */
interface Desk {
  engine: RunningEngine;
  context: EngineContext & { serviceLevels: ServiceLevels };
  roster: Roster;
}

async function startParts(
  environment: Environment,
  logger: Logger,
  stops: Stops,
  adapters: readonly Adapter[],
): Promise<Omit<Relaydesk, 'stop'>> {
  const services = await openServices(environment, logger, stops, adapters);
  const channels = await createChannels(services);
  const desk = await openDesk(services, channels);
  await startChannels(services, channels, desk.engine);
  const server = await servePages(services, channels, desk);
  const url = services.publicUrl ?? server.url;
  const signIn = async (name?: string): Promise<OwnerReply> => {
    const link = await createOwnersLink(services, name);
    if (typeof link === 'string') return { ok: false, message: link };
    return { ok: true, url: url + link.path, name: link.staff.name, expiresAt: link.expiresAt };
  };
  await answerOwner(services, signIn);
  return {
    url,
    signIn,
    storeFile: services.storeFile,
    jobs: environment.REDIS_URL === undefined ? 'in the process' : 'Redis',
    channels: channels.statuses,
    content: services.content,
  };
}

/** The desk goes on without its owner's socket: a start in a terminal prints a sign-in link as well. */
async function answerOwner({ storeFile, logger, stops }: Services, signIn: Relaydesk['signIn']): Promise<void> {
  try {
    stops.push(await startOwnerSocket({ dataDir: dirname(storeFile), answer: ({ name }) => signIn(name) }));
  } catch (error) {
    logger.warn(
      { err: error },
      '`relaydesk sign-in` cannot reach this desk; started in a terminal, it prints a sign-in link',
    );
  }
}

async function openServices(
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
    lastGoodFile: join(dataDir, 'last-good-content.json'),
    modelsFolder: modelsFolder(environment),
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

/** The desk itself, with staff where they work; customers' channels are started after it. */
async function openDesk(services: Services, { adapters, channels, openAttachment }: Channels): Promise<Desk> {
  const { logger, stops, settings, store, clock, holder, pubsub, content, publicUrl } = services;
  const staffPlatform = adapters.find((adapter) => adapter.staffPlatform)?.staffPlatform;
  const context: Desk['context'] = {
    store,
    jobs: await createJobs(services),
    clock,
    holder,
    pubsub,
    policy: settings.policy,
    serviceLevels: openServiceLevels(settings),
    retention: settings.retention,
    logger,
    channels,
    actions: createHttpCaller({ hosts: settings.actionHosts, environment: process.env }),
    ...(staffPlatform === undefined ? {} : { staffPlatform }),
    stormWatch: createStormWatch(settings.limits.newTickets),
    customerGate: createCustomerGate(settings.limits.customer),
    savedReplies: settings.savedReplies,
    ticketUrl: (number) => (publicUrl === undefined ? undefined : `${publicUrl}/console/tickets/${number}`),
    trained: content.trained,
    journal: await openWorkJournal(services),
  };
  warnOfUnknownCategories(services);
  warnOfActions(services);
  await keepQueueOrder(context);
  await keepPromises(context, settings);
  const engine = await startEngine(context, updateStaffThread);
  stops.push(() => engine.stop());
  const desk = { engine, context, roster: createRoster(context) };
  followDeskFile(services, context);
  if (staffPlatform === undefined) return desk;
  await staffPlatform.start(createStaffService({ context, engine, openAttachment }));
  stops.push(() => staffPlatform.stop());
  await requestMissingStaffThreads(context, MAX_ACTIVE_TICKETS);
  return desk;
}

function warnOfUnknownCategories({ settings, content, logger }: Services): void {
  const known = ticketCategories(content.trained().content);
  for (const { policy, category } of findUnknownCategories(settings.sla, known)) {
    const reason = `the policy ${policy} is for ${category}, a category of no ticket`;
    logger.warn(`desk.yaml: ${reason}. There are: ${known.join(', ')}`);
  }
}

/** Settings that change while the desk runs; each event is decided by those of one moment. */
function followDeskFile(services: Services, context: Desk['context']): void {
  const { deskFile, stops } = services;
  deskFile.follow(async (settings) => {
    const { policy, savedReplies, retention, actionHosts } = settings;
    const actions = createHttpCaller({ hosts: actionHosts, environment: process.env });
    Object.assign(context, {
      policy: { ...policy, deskName: context.policy.deskName },
      savedReplies,
      retention,
      actions,
    });
    await keepQueueOrder(context);
    await keepPromises(context, settings);
    warnOfUnknownCategories({ ...services, settings });
    warnOfActions({ ...services, settings });
  });
  stops.push(() => deskFile.close());
}

/** Puts the hours and promises of `desk.yaml` in force. */
function keepPromises(context: Desk['context'], settings: DeskSettings): Promise<void> {
  return keepServiceLevels(context, settings, (versions) => {
    const serviceLevels = openServiceLevels(settings, versions);
    context.serviceLevels = serviceLevels;
    return serviceLevels;
  });
}

/** An action that cannot be performed as things are fails, and the desk answers without it. */
function warnOfActions({ settings, content, logger }: Services): void {
  const actions = Object.values(content.trained().content.actions ?? {});
  for (const { file, reason } of checkActionSetup(actions, settings.actionHosts, process.env)) {
    logger.warn(`${file}: ${reason}`);
  }
}

/** Notes of what the last run's process died, where it did, and begins a new journal. The desk also runs without one. */
async function openWorkJournal({ environment, logger, stops, store }: Services): Promise<WorkJournal | undefined> {
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

async function startChannels(
  { store, clock, holder, logger, stops }: Services,
  { web, adapters }: Channels,
  engine: RunningEngine,
): Promise<void> {
  for (const { channel, isExclusive } of [{ channel: web.channel, isExclusive: false }, ...adapters]) {
    if (isExclusive) {
      const lease = await keepLease({
        store,
        clock,
        logger,
        name: `channel:${channel.name}`,
        holder,
        onHeld: () => channel.start(engine.accept),
        onLost: () => channel.stop(),
      });
      stops.push(() => lease.release());
    } else {
      await channel.start(engine.accept);
      stops.push(() => channel.stop());
    }
  }
}

async function servePages(
  services: Services,
  { web, adapters, channels, openAttachment, clientOf }: Channels,
  { engine, context, roster }: Desk,
): Promise<HttpServer> {
  const { environment, logger, stops, deskFile, store, clock, pubsub, content, publicUrl } = services;
  const console = createConsole({
    engine,
    roster,
    store,
    pubsub,
    clock,
    policy: () => context.policy,
    serviceLevels: () => context.serviceLevels,
    content: {
      current: () => content.trained().content,
      problems: () => [...deskFile.problems(), ...content.problems()],
    },
    savedReplies: () => deskFile.settings().savedReplies,
    channels: () => [...channels.keys()],
    search: (text, locale, top) => suggestArticles({ trained: content.trained, logger }, { text, locale, top }),
    renderMarkdown,
    fileResponse: (attachment) => fileResponse(openAttachment, attachment),
    clientOf,
    secureCookies: isSecure(publicUrl),
    publicOrigin: originOf(publicUrl),
  });
  const { HOST: host, PORT: port } = environment;
  const webhooks = adapters.flatMap(({ webhook }) => webhook ?? []);
  const health = createHealth(services);
  const server = await startHttpServer({ host, port, web: web.site, console, webhooks, health, logger });
  stops.push(() => server.stop());
  return server;
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

async function createJobs({ environment: { REDIS_URL }, logger, clock }: Services): Promise<Jobs> {
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
