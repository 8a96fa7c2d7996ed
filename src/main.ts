/** The one place that chooses drivers and starts things. */

import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Logger, pino } from 'pino';
import { fileResponse } from '../adapters/web/file-response.ts';
import { renderMarkdown } from '../adapters/web/markdown.ts';
import { createWebChannel } from '../adapters/web/web-channel.ts';
import { readDeskFile } from './config/desk-file.ts';
import type { Environment } from './config/environment.ts';
import { projectRoot } from './config/project-root.ts';
import { createConsole } from './console/console.tsx';
import { createSignInLink } from './console/sign-in-link.ts';
import { type ContentRuntime, createContentRuntime } from './desk/content-runtime.ts';
import type { DeskContext } from './desk/context.ts';
import { type RunningDesk, startDesk } from './desk/create-desk.ts';
import { createCustomerView } from './desk/customer-view.ts';
import { keepLease } from './desk/leases.ts';
import { createLocalLive, QUEUE_TOPIC } from './desk/live.ts';
import { wantAllRooms } from './desk/rooms.ts';
import { createStaffOffice } from './desk/staff-office.ts';
import { systemClock } from './desk/system-clock.ts';
import { type Channel, type ChannelStatus, DeliveryError, type OpenAttachmentAnywhere } from './domain/channel.ts';
import type { Article } from './domain/content.ts';
import type { StaffDesk } from './domain/staff-desk.ts';
import { startHttpServer } from './http-server.ts';
import type { Jobs } from './jobs/jobs.ts';
import { createMemoryJobs } from './jobs/memory-jobs.ts';
import { createPlatforms } from './platforms/create-platforms.ts';
import { createSqliteStore } from './store/sqlite/sqlite-store.ts';

/** How many conversations are handled at a time. */
const CONCURRENCY = 64;
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
  const stops: (() => Promise<void>)[] = [];
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

async function startParts(
  environment: Environment,
  logger: Logger,
  stops: (() => Promise<void>)[],
): Promise<Omit<Relaydesk, 'stop'>> {
  const dataDir = resolve(environment.DATA_DIR);
  const contentDir = resolve(environment.CONTENT_DIR);
  const settings = await readDeskFile(contentDir);
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
  const secureCookies = publicUrl?.startsWith('https:') ?? false;
  const statuses = new Map<string, ChannelStatus>();
  const channels = new Map<string, Channel>();
  const openAttachment: OpenAttachmentAnywhere = async (attachment) => {
    const keeper = channels.get(attachment.channel);
    if (keeper === undefined) throw new DeliveryError('unavailable', `${attachment.channel} is not connected`);
    return keeper.openAttachment(attachment);
  };
  const locales = () => Object.keys(content.trained().content.locales);
  const web = createWebChannel({
    conversations: createCustomerView({ store, live }),
    articles: () => allArticles(content),
    deskName: () => settings.name,
    locales,
    openAttachment,
    secureCookies,
    publicFolder: join(projectRoot(), 'adapters', 'web', 'public'),
    reportError: (error) => logger.error({ err: error }, 'an event could not be taken in'),
  });
  const platforms = await createPlatforms({
    environment,
    settings,
    clock: systemClock,
    publicUrl,
    locales,
    openAttachment,
    read: store.read,
    report: (channel, status) => reportStatus(logger, statuses, channel, status),
    reportError: (channel, error) => logger.warn({ err: error, channel }, 'something went wrong with a platform'),
  });
  statuses.set(web.channel.name, { state: 'connected', detail: '' });
  channels.set(web.channel.name, web.channel);
  for (const channel of platforms.channels) {
    channels.set(channel.name, channel);
    statuses.set(channel.name, { state: 'connecting', detail: '' });
  }

  const jobs = await createJobs(environment, logger);
  const context: DeskContext = {
    store,
    jobs,
    clock: systemClock,
    live,
    policy: settings.policy,
    logger,
    channels,
    ...(platforms.staffDesk === undefined ? {} : { staffDesk: platforms.staffDesk }),
    savedReplies: settings.savedReplies,
    ticketUrl: (number) => (publicUrl === undefined ? undefined : `${publicUrl}/console/tickets/${number}`),
    trained: content.trained,
  };
  const desk = await startDesk(context);
  stops.push(() => desk.stop());
  if (platforms.staffDesk !== undefined)
    await startStaffDesk(context, desk, platforms.staffDesk, openAttachment, stops);
  await web.channel.start(desk.accept);
  stops.push(() => web.channel.stop());
  for (const channel of platforms.channels) {
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
  }

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
    secureCookies,
  });
  const server = await startHttpServer({
    host: environment.HOST,
    port: environment.PORT,
    web: web.routes,
    console,
    webhooks: platforms.webhooks,
    logger,
  });
  stops.push(() => server.stop());

  const url = publicUrl ?? server.url;
  return {
    url,
    signInUrl: url + (await createSignInLink(store, systemClock, FIRST_ADMIN)),
    storeFile,
    jobs: environment.REDIS_URL === undefined ? 'in the process' : 'Redis',
    channels: statuses,
    content,
  };
}

async function startStaffDesk(
  context: DeskContext,
  desk: RunningDesk,
  staffDesk: StaffDesk,
  openAttachment: OpenAttachmentAnywhere,
  stops: (() => Promise<void>)[],
): Promise<void> {
  await staffDesk.start(createStaffOffice({ context, desk, openAttachment }));
  stops.push(() => staffDesk.stop());
  await wantAllRooms(context, MAX_ACTIVE_TICKETS);
}

function reportStatus(
  logger: Logger,
  statuses: Map<string, ChannelStatus>,
  channel: string,
  status: ChannelStatus,
): void {
  const level = status.state === 'connected' || status.state === 'connecting' ? 'info' : 'warn';
  if (statuses.get(channel)?.state !== status.state) logger[level]({ channel, detail: status.detail }, status.state);
  statuses.set(channel, status);
}

async function createJobs({ REDIS_URL }: Environment, logger: Logger): Promise<Jobs> {
  const onError = (key: string | undefined, error: unknown) => logger.error({ err: error, job: key }, 'a job failed');
  if (REDIS_URL === undefined) return createMemoryJobs({ clock: systemClock, concurrency: CONCURRENCY, onError });
  // Loaded only when it is used: it is a third of a second of the start.
  const { createBullmqJobs } = await import('./jobs/bullmq-jobs.ts');
  return createBullmqJobs({ redisUrl: REDIS_URL, concurrency: CONCURRENCY, onError });
}

function allArticles(content: ContentRuntime): Article[] {
  return Object.values(content.trained().content.locales).flatMap(({ articles }) => articles);
}

/** Stops in the opposite order of starting; what cannot be stopped is logged and does not keep the rest from it. */
async function stopAll(stops: (() => Promise<void>)[], logger: Logger): Promise<void> {
  for (const stop of stops.splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      logger.error({ err: error }, 'a part could not be stopped');
    }
  }
}
