/** One Slack app in one workspace: customers who write to it there, and the staff who work there. */

import { App } from '@slack/bolt';
import { z } from 'zod';
import type { CustomerHistory, OnPublicMessage } from '../../src/ports/adapter.ts';
import type { Channel, ChannelStatus, OpenAttachmentAnywhere } from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { KeyValueStore } from '../../src/ports/key-values.ts';
import type { StaffPlatform } from '../../src/ports/staff-platform.ts';
import { createOrder } from '../shared/in-order.ts';
import type { ArticleUrl, PhrasesIn } from '../shared/presentation.ts';
import { createRateLimiter, type RateLimiter } from '../shared/rate-limit.ts';
import { createCatchUp, type MissedMessage } from './catch-up.ts';
import { createSlackCustomers } from './customers/slack-customers.ts';
import { findPlace } from './event-place.ts';
import { createEventQueue, type EventQueue, type SlackBody } from './event-queue.ts';
import { createGateway, type SlackIdentity } from './gateway.ts';
import type { SlackSettings } from './settings.ts';
import { createSignedRequests } from './signed-requests.ts';
import { createSlackApi, quietLogger, SlackFailure } from './slack-api.ts';
import { createSlackFiles } from './slack-files.ts';
import { createSlackStaffPlatform } from './staff/slack-staff-platform.ts';

export interface SlackAdapterOptions {
  botToken: string;
  /** For Socket Mode; without it Slack posts its events to the desk, which takes a signing secret. */
  appToken?: string | undefined;
  signingSecret?: string | undefined;
  /** `https://slack.com/api/`, or that of GovSlack or a proxy. */
  apiUrl: string;
  settings: SlackSettings;
  clock: Clock;
  articleUrl: ArticleUrl;
  phrasesIn: PhrasesIn;
  /** Where staff find the console; undefined where nobody outside reaches it. */
  consoleUrl?: string | undefined;
  deskName: string;
  /** What the desk remembers, so that what was written while it was down is read when it is up again. */
  history?: CustomerHistory | undefined;
  /** Opens a file wherever it is kept. */
  openAttachment: OpenAttachmentAnywhere;
  keyValues: KeyValueStore;
  onPublicMessage: OnPublicMessage;
  /** Told whenever the connection's state changes. */
  report(status: ChannelStatus): void;
  /** Told of what went wrong beside sending; never with a token in it. */
  reportError(error: unknown): void;
}

export interface SlackAdapter {
  /** Its start connects the app, its stop disconnects it, for staff as well: start the staff platform before it. */
  channel: Channel;
  staffPlatform: StaffPlatform;
  /** Answers what Slack posts to `/slack/events`, whether or not Socket Mode is used as well. */
  handleRequest(request: Request): Promise<Response>;
}

/**
 * The adapter of one app. Its listeners, of both parts, resolve once what they got is durable and only then is Slack told; one
 * that rejects has its event sent again.
 */
export function createSlackAdapter(options: SlackAdapterOptions): SlackAdapter {
  const { botToken, signingSecret, apiUrl, clock, settings, reportError } = options;
  const api = createSlackApi({ token: botToken, apiUrl, clock, reportError });
  const eventQueue = createEventQueue(reportError);
  const catchUp = createCatchUp({
    ...options,
    api,
    history: options.history,
    take: async (event) => void (await eventQueue.take(asIfReceived(event, identity().teamId))),
  });
  /** What comes in now, once what was missed before it is taken. */
  const takeInOrder = async (body: SlackBody): Promise<unknown> => {
    const { place, longestMs } = findPlace(body) ?? {};
    if (place !== undefined) await catchUp.pastRead(place, longestMs);
    return eventQueue.take(body);
  };
  const gateway = createGateway({
    ...options,
    appToken: options.appToken,
    api,
    eventQueue,
    take: takeInOrder,
    beforeConnecting: catchUp.prepare,
  });
  const identity = (): SlackIdentity => gateway.identity() ?? neverConnected();
  const app = createApp({ eventQueue, apiUrl, identity, dismissed: gateway.end });

  const shared = {
    ...options,
    api,
    limiter: serialized(createRateLimiter(settings.rateLimits, clock)),
    files: createSlackFiles({ api, token: botToken }),
  };
  const staff = createSlackStaffPlatform({
    ...shared,
    consoleUrl: options.consoleUrl,
    botUserId: () => identity().botUserId,
    teamId: () => identity().teamId,
  });
  const customers = createSlackCustomers({ ...shared, identity, isStaffChannel: staff.isStaffChannel });
  staff.register(app);
  if (settings.customers) customers.register(app);

  return {
    staffPlatform: staff.staffPlatform,
    channel: {
      ...customers.channel,
      async start(accept) {
        await customers.channel.start(accept);
        gateway.start();
      },
      async stop() {
        await Promise.all([catchUp.stop(), gateway.stop()]);
        await customers.channel.stop();
      },
    },
    handleRequest:
      signingSecret === undefined
        ? async () => new Response('Not Found', { status: 404 })
        : createSignedRequests({ signingSecret, clock, take: takeInOrder }),
  };
}

/** Bolt, without a connection of its own, and letting through what its listeners throw. */
function createApp(options: {
  eventQueue: EventQueue;
  apiUrl: string;
  identity(): SlackIdentity;
  /** Slack has said that the app is no longer welcome. */
  dismissed(reason: SlackFailure): void;
}): App {
  const { eventQueue, apiUrl, identity, dismissed } = options;
  const app = new App({
    receiver: eventQueue.receiver,
    authorize: async () => identity(),
    convoStore: false,
    logger: quietLogger,
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 } },
  });
  app.error(async (error) => {
    throw error;
  });
  // Before everything else: what listens further on may ask Slack something, which does not answer the app any more.
  app.use(async ({ payload, next }) => {
    const slackError = dismissalIn(payload, () => identity().botUserId);
    if (slackError === undefined) return next();
    dismissed(new SlackFailure('unauthorized', slackError, { slackError }));
  });
  return app;
}

/** A message that was found, as Slack would have told of it. */
function asIfReceived(message: MissedMessage, teamId: string): SlackBody {
  const event = { ...message, type: 'message', event_ts: message.ts };
  return { type: 'event_callback', team_id: teamId, event_id: `missed-${message.channel}-${message.ts}`, event };
}

/** The limiter wants those of one destination to ask one after the other. */
function serialized(limiter: RateLimiter): RateLimiter {
  const inOrder = createOrder();
  return { ...limiter, take: (destination) => inOrder(destination, () => limiter.take(destination)) };
}

const DISMISSAL = z.union([
  z.object({ type: z.literal('app_uninstalled') }),
  z.object({ type: z.literal('tokens_revoked'), tokens: z.object({ bot: z.array(z.string()) }) }),
]);

/** How Slack calls it that the app is no longer welcome, if that is what an event tells. */
function dismissalIn(event: unknown, botUserId: () => string): string | undefined {
  const { data } = DISMISSAL.safeParse(event);
  if (data?.type === 'tokens_revoked') return data.tokens.bot.includes(botUserId()) ? 'token_revoked' : undefined;
  return data?.type;
}

function neverConnected(): never {
  throw new SlackFailure('unreached', 'The app has not been connected yet');
}
