/** Starts everything and puts it together. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { fileResponse } from '../adapters/web/file-response.ts';
import { renderMarkdown } from '../adapters/web/markdown.ts';
import { ADAPTERS } from './adapters.ts';
import type { ContentRuntime } from './analyzer/content-runtime.ts';
import { suggestArticles } from './analyzer/suggest-articles.ts';
import { answerOwner } from './answer-owner.ts';
import { applySettings, createFromSettings, followDeskFile, type MutableContext } from './apply-settings.ts';
import type { Environment } from './config/environment.ts';
import { openServiceLevels } from './config/service-levels.ts';
import { createConsole } from './console/console.tsx';
import { type Channels, createChannels, isSecure, originOf } from './create-channels.ts';
import { createStormWatch } from './domain/storm.ts';
import { createHealth } from './engine/health.ts';
import { createHelpReadCounter } from './engine/help-reads.ts';
import { createCustomerGate } from './engine/inbox/customer-gate.ts';
import { keepLease } from './engine/leases.ts';
import { createPublicListener } from './engine/public-messages.ts';
import { type RunningEngine, startEngine } from './engine/start-engine.ts';
import { type HttpServer, startHttpServer } from './http/http-server.ts';
import { createJobs, openServices, openWorkJournal, type Services, type Stops } from './open-services.ts';
import type { SignInReply } from './owner-socket.ts';
import type { Adapter } from './ports/adapter.ts';
import type { ChannelStatus } from './ports/channel.ts';
import { startForecasts } from './reporting/forecasts.ts';
import { createReportService, type ReportService } from './reporting/report-thread.ts';
import { createConfidenceService } from './staff/confidence.ts';
import { startNotices } from './staff/notices/start-notices.ts';
import { createRoster, type Roster } from './staff/roster.ts';
import { createOwnersLink } from './staff/sign-in-link.ts';
import { createStaffService } from './staff/staff-service.ts';
import { requestMissingStaffThreads, updateStaffThread } from './staff/timeline/staff-threads.ts';

/** More tickets in progress than anybody has. */
const MAX_ACTIVE_TICKETS = 10_000;
/** How long a start that failed waits for its parts to stop; nothing that was accepted is lost when one does not. */
const STOP_AFTER_FAILURE_MS = 1_000;

/** A running desk with its pages. */
export interface Relaydesk {
  /** Where customers and staff reach it, without a slash at the end. */
  url: string;
  /** Makes a link that signs a member in, the first admin where no name is given: for the owner's eyes only. */
  signIn(name?: string): Promise<SignInReply>;
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

/** The desk at work. */
interface Desk {
  engine: RunningEngine;
  context: MutableContext;
  roster: Roster;
  reports: ReportService;
}

async function startParts(
  environment: Environment,
  logger: Logger,
  stops: Stops,
  adapters: readonly Adapter[],
): Promise<Omit<Relaydesk, 'stop'>> {
  const services = await openServices(environment, logger, stops, adapters);
  const channels = await createChannels({ ...services, ...createCounting(services) });
  const desk = await openDesk(services, channels);
  await startChannels(services, channels, desk.engine);
  const server = await servePages(services, channels, desk);
  const url = services.publicUrl ?? server.url;
  const signIn = async (name?: string): Promise<SignInReply> => {
    const link = await createOwnersLink(services, name);
    if (typeof link === 'string') return { ok: false, message: link };
    return { ok: true, url: url + link.path, name: link.staff.name, expiresAt: link.expiresAt };
  };
  await answerOwner(services, desk.context, signIn);
  return {
    url,
    signIn,
    storeFile: services.storeFile,
    jobs: environment.REDIS_URL === undefined ? 'in the process' : 'Redis',
    channels: channels.statuses,
    content: services.content,
  };
}

/** What counts what is said in public channels and read on help pages; it is stopped after them. */
function createCounting({ stops, deskFile, store, clock, logger, content: { trained } }: Services) {
  const names = () => [deskFile.settings().name, ...deskFile.settings().alsoCalled];
  const policy = () => deskFile.settings().policy;
  const listener = createPublicListener({ store, clock, logger, trained, policy, names });
  stops.push(() => listener.stop());
  const reads = createHelpReadCounter({ store, clock, logger, isCounted: () => policy().countsHelpUse });
  stops.push(() => reads.stop());
  return { onPublicMessage: listener.hear, onArticleRead: reads.count };
}

/** The desk itself, with staff where they work; customers' channels are started after it. */
async function openDesk(services: Services, { adapters, channels, openAttachment }: Channels): Promise<Desk> {
  const { logger, stops, settings, store, clock, holder, pubsub, content, publicUrl } = services;
  const staffPlatform = adapters.find((adapter) => adapter.staffPlatform)?.staffPlatform;
  const context: MutableContext = {
    ...createFromSettings(settings),
    store,
    jobs: await createJobs(services),
    clock,
    holder,
    pubsub,
    serviceLevels: openServiceLevels(settings),
    logger,
    channels,
    ...(staffPlatform === undefined ? {} : { staffPlatform }),
    stormWatch: createStormWatch(settings.limits.newTickets),
    customerGate: createCustomerGate(settings.limits.customer),
    ticketUrl: (number) => (publicUrl === undefined ? undefined : `${publicUrl}/console/tickets/${number}`),
    trained: content.trained,
    journal: await openWorkJournal(services),
  };
  await applySettings(services, context, settings);
  const engine = await startEngine(context, updateStaffThread);
  stops.push(() => engine.stop());
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const reports = createReportService({
    storeFile: services.storeFile,
    timeZone,
    settings: services.deskFile.settings,
    content: () => content.trained().content,
    now: clock.now,
  });
  stops.push(() => reports.stop());
  const forecasts = startForecasts({ read: store.read, clock, logger, reports });
  stops.push(() => forecasts.stop());
  context.forecasts = forecasts;
  const desk = { engine, context, roster: createRoster(context), reports };
  followDeskFile(services, context);
  if (staffPlatform === undefined) return desk;
  await staffPlatform.start(createStaffService({ context, engine, openAttachment, report: reports.make }));
  stops.push(() => staffPlatform.stop());
  await requestMissingStaffThreads(context, MAX_ACTIVE_TICKETS);
  const stopNotices = startNotices({
    context,
    report: reports.make,
    settings: () => services.deskFile.settings().digest,
    timeZone,
  });
  stops.push(stopNotices);
  return desk;
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
  { engine, context, roster, reports }: Desk,
): Promise<HttpServer> {
  const { environment, logger, stops, deskFile, store, clock, pubsub, content, publicUrl } = services;
  const console = createConsole({
    engine,
    roster,
    confidence: createConfidenceService(context),
    store,
    pubsub,
    clock,
    report: (request) => reports.make(request),
    forecasts: context.forecasts,
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
