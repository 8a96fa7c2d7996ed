/** How Slack is put together: every part made once and told of the others. */

import { systemClock } from '../../../src/engine/timers/system-clock.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { type Changes, createChanges } from '../shared/changes.ts';
import { createRequestLog, type RequestLog } from '../shared/request-log.ts';
import { createDeliveries, type Deliveries, type Transport } from './deliveries.ts';
import { ALL_EVENTS, createEvents, type EventSubscription, type Events } from './events.ts';
import { createFeed, type Feed } from './feed.ts';
import { createFileServer } from './file-server.ts';
import { type HttpServer, startHttpServer } from './http-server.ts';
import { createIdentifiers, type Identifiers } from './identifiers.ts';
import { createInteractions, type Interactions } from './interactions.ts';
import type { MethodContext } from './method.ts';
import { createRateLimiter, type RateLimit, type Tier } from './rate-limits.ts';
import type { RequestUrlOptions } from './request-url.ts';
import { createResponseUrls } from './response-urls.ts';
import { ALL_SCOPES } from './scopes.ts';
import { createSlackFaults, type SlackFaults } from './slack-faults.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import { createTriggers } from './triggers.ts';
import { createViews } from './views.ts';
import { createWebApi, type TokenError, type Tokens } from './web-api.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export interface SlackPlatformOptions {
  clock?: Clock;
  botName?: string;
  scopes?: readonly string[];
  subscriptions?: readonly EventSubscription[];
  commands?: readonly string[];
  /** None by default; `SLACK_RATE_LIMITS` are Slack's. */
  rateLimits?: Partial<Record<Tier, RateLimit>>;
  acknowledgementTimeoutMs?: number;
  /** When an event that was not acknowledged is sent again, counted from the failure; Slack's own by default. */
  retryDelaysMs?: readonly number[];
}

/** The parts that the platform's own interface is made of. */
export interface Slack {
  clock: Clock;
  ids: Identifiers;
  workspace: Workspace;
  tokens: Tokens;
  faults: SlackFaults;
  log: RequestLog;
  changes: Changes;
  http: HttpServer;
  socketMode: SocketMode;
  deliveries: Deliveries;
  events: Events;
  feed: Feed;
  interactions: Interactions;
  requestUrl: RequestUrlOptions;
  /** Delivers over `transport` from now on. */
  deliverBy(transport: Transport): void;
  revoke(token: 'bot' | 'app', error?: TokenError): void;
}

/** Puts Slack together and has it listen. */
export async function assembleSlack(options: SlackPlatformOptions): Promise<Slack> {
  const clock = options.clock ?? systemClock;
  const changes = createChanges();
  const base = { clock, ids: createIdentifiers(clock), faults: createSlackFaults(), changed: changes.happened };
  const workspace = createWorkspace(base.ids, clock, options.botName ?? 'relaydesk');
  const tokens = makeTokens(base.ids, workspace);
  const scopes = new Set(options.scopes ?? ALL_SCOPES);
  const verificationToken = base.ids.secret(24);
  const acknowledgementTimeoutMs = options.acknowledgementTimeoutMs ?? 3_000;
  const requestUrl = { signingSecret: base.ids.secret(32), verificationToken, clock, acknowledgementTimeoutMs };

  const socketMode = createSocketMode({ ...base, appId: workspace.app.id, acknowledgementTimeoutMs });
  let transport: Transport = socketMode;
  const retryDelaysMs = options.retryDelaysMs ?? [0, 60_000, 300_000];
  const deliveries = createDeliveries({ ...base, retryDelaysMs, transport: () => transport });
  const subscriptions = options.subscriptions ?? ALL_EVENTS;
  const events = createEvents({
    ...base,
    workspace,
    verificationToken,
    scopes,
    subscriptions,
    deliver: deliveries.event,
  });
  const feed = createFeed({ ...base, workspace, events });
  const triggers = createTriggers(base.ids, clock);
  const views = createViews({ ...base, workspace, triggers });
  const responseUrls = createResponseUrls({ ...base, workspace, feed, scopes });

  const http = await startHttpServer();
  const { url } = http;
  const revoke = revoker({ tokens, socketMode, events, workspace, changed: base.changed });
  const openSocket = () => `${url.replace('http:', 'ws:')}${socketMode.openTicket()}`;
  const context: MethodContext = { ...base, workspace, feed, views, scopes, url, openSocket, revoke };
  const log = createRequestLog();
  const limiter = createRateLimiter(options.rateLimits ?? {}, clock);
  http.route({
    ...base,
    webApi: createWebApi({ ...base, context, tokens, limiter, log }),
    files: createFileServer({ workspace, tokens, scopes }),
    responseUrls,
    upgrade: socketMode.upgrade,
  });
  return {
    ...base,
    workspace,
    tokens,
    log,
    changes,
    http,
    socketMode,
    deliveries,
    events,
    feed,
    interactions: createInteractions({
      ...base,
      workspace,
      triggers,
      views,
      deliveries,
      responseUrls,
      verificationToken,
      url,
    }),
    requestUrl,
    deliverBy: (chosen) => {
      transport = chosen;
    },
    revoke,
  };
}

function makeTokens(ids: Identifiers, workspace: Workspace): Tokens {
  return {
    bot: { value: `xoxb-${ids.secret(40)}`, state: 'valid' },
    app: { value: `xapp-1-${workspace.app.id}-${ids.secret(40)}`, state: 'valid' },
  };
}

/** The app hears of a revoked bot token; a revoked app-level token cuts its sockets. */
function revoker(parts: {
  tokens: Tokens;
  socketMode: SocketMode;
  events: Events;
  workspace: Workspace;
  changed(): void;
}): Slack['revoke'] {
  return (token, error = 'token_revoked') => {
    parts.tokens[token].state = error;
    const revoked = { oauth: [], bot: [parts.workspace.app.botUser.id] };
    if (token === 'app') parts.socketMode.drop();
    else parts.events.elsewhere('tokens_revoked', { type: 'tokens_revoked', tokens: revoked });
    parts.changed();
  };
}
