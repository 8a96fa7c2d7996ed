/**
 * Telegram for tests: a server that speaks the Bot API to real SDKs, and people with phones for the tests to move. Rules and
 * sentences follow the sources of Telegram's own Bot API server and TDLib. Methods it does not have answer 404, as unknown ones do.
 */

import type { Update, User, UserFromGetMe } from 'grammy/types';
import { systemClock } from '../../../src/engine/timers/system-clock.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { type Changes, createChanges } from '../shared/changes.ts';
import { createFaults, type Faults } from '../shared/faults.ts';
import { createRequestLog, type LoggedRequest, type RequestLog } from '../shared/request-log.ts';
import { type ApiServerOptions, callMethod, startApiServer, type TelegramFault } from './api-server.ts';
import type { WebhookCall } from './deliveries.ts';
import { createGroup, type Group, type GroupOptions } from './group.ts';
import { chatMethods } from './methods/chats.ts';
import { mediaMethods } from './methods/media.ts';
import { messageMethods } from './methods/messages.ts';
import { profileMethods } from './methods/profile.ts';
import { reactionMethods } from './methods/reactions.ts';
import { createPerson, type Person } from './person.ts';
import { createPolling } from './polling.ts';
import { queryFromJson } from './query.ts';
import { createRateLimiter, type RateLimits } from './rate-limits.ts';
import { conflict, unauthorized } from './telegram-error.ts';
import { createWebhook } from './webhook.ts';
import { createWorld, emptyChat } from './world.ts';

export interface TelegramPlatformOptions {
  clock?: Clock;
  /** What getMe says; privacy mode is on unless `can_read_all_group_messages`. */
  bot?: Partial<Pick<UserFromGetMe, 'first_name' | 'username' | 'can_read_all_group_messages'>>;
  /** None by default; `TELEGRAM_RATE_LIMITS` are those of the real one. */
  rateLimits?: RateLimits;
  /** Only https on Telegram's ports, as api.telegram.org wants; by default http will do, as with a Bot API server of one's own. */
  webhooksRequireHttps?: boolean;
  /** Makes those wait three seconds who poll again at once for the same offset; off by default. */
  punishesHaste?: boolean;
}

export interface TelegramPlatform {
  /** For the SDK's `apiRoot`. */
  readonly url: string;
  readonly bot: UserFromGetMe;
  /** The token that is good now. */
  token(): string;
  /** Makes the token worthless and ends the poll under way; returns the new one. */
  revokeToken(): string;
  createPerson(details?: Partial<Omit<User, 'id' | 'is_bot'>>): Person;
  createGroup(options: GroupOptions): Group;
  readonly faults: Faults<string, TelegramFault>;
  readonly requests: RequestLog;
  /** What has happened and not been taken by the bot yet, and how it reaches the bot. */
  readonly updates: {
    pending(): number;
    /** Delivers an update of something that nobody did, whatever it says. */
    tell(body: object): void;
    /** Every update that was delivered. */
    told(): readonly Update[];
    /** Delivers an update again that the bot has had already. */
    redeliver(updateId: number): void;
    /** Keeps updates back until the function returned is called, in order or newest first. */
    holdBack(): (order?: 'in-order' | 'reversed') => void;
    /** Whether the bot waits for updates, in a poll or behind a webhook. */
    isListening(): boolean;
    /** Ends the poll under way as if another instance of the bot had begun one. */
    pollElsewhere(): void;
  };
  /** Destroys every connection to the server. */
  dropConnections(): void;
  /** Resolves with the first value of `look` that is neither undefined nor false. */
  until: Changes['until'];
  close(): Promise<void>;
}

const BOT_ID = 7_000_000_001;

/** Starts a Telegram of one's own. */
export async function createTelegramPlatform(options: TelegramPlatformOptions = {}): Promise<TelegramPlatform> {
  const { clock = systemClock } = options;
  const changes = createChanges();
  const world = createWorld({ clock, changes, bot: botInfo(options.bot), token: tokenNumber(1) });
  const faults = createFaults<string, TelegramFault>();
  const requests = createRequestLog();
  let tokens = 1;

  const webhook = createWebhook(world, {
    requiresHttps: options.webhooksRequireHttps ?? false,
    onSet: () => polling.end(conflict('terminated by setWebhook request')),
    onCall: (call) => callFromWebhook(serverOptions, call),
  });
  const polling = createPolling(world, {
    isWebhookActive: webhook.isActive,
    punishesHaste: options.punishesHaste ?? false,
  });
  const serverOptions: ApiServerOptions = {
    world,
    faults,
    log: requests,
    countMessage: options.rateLimits ? createRateLimiter(options.rateLimits, clock) : () => {},
    methods: {
      ...profileMethods(world),
      ...messageMethods(world),
      ...mediaMethods(world),
      ...reactionMethods(world),
      ...chatMethods(world),
      getUpdates: polling.getUpdates,
      setWebhook: webhook.setWebhook,
      deleteWebhook: webhook.deleteWebhook,
      getWebhookInfo: webhook.getWebhookInfo,
    },
  };
  const server = await startApiServer(serverOptions);

  return {
    url: server.url,
    bot: world.bot,
    token: () => world.token,
    revokeToken: () => {
      tokens += 1;
      world.token = tokenNumber(tokens);
      polling.end(unauthorized());
      return world.token;
    },
    createPerson: (details) => {
      const user: User = { first_name: 'Kim', ...details, id: world.nextId(), is_bot: false };
      const { id, first_name, last_name, username } = user;
      const names = { first_name, ...(last_name ? { last_name } : {}), ...(username ? { username } : {}) };
      const privateChat = emptyChat({ id, type: 'private', ...names });
      world.users.set(id, user);
      world.chats.set(id, privateChat);
      return createPerson(world, user, privateChat);
    },
    createGroup: (group) => createGroup(world, group),
    faults,
    requests,
    updates: {
      pending: () => [...world.updates.waiting()].length,
      tell: world.updates.tell,
      told: world.updates.told,
      redeliver: world.updates.redeliver,
      holdBack: world.updates.holdBack,
      isListening: () => polling.isOpen() || webhook.isActive(),
      pollElsewhere: () =>
        polling.end(
          conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
        ),
    },
    dropConnections: server.dropConnections,
    until: changes.until,
    close: async () => {
      webhook.close();
      await server.close();
    },
  };
}

/** Carries out a method that came in the answer to a webhook; nobody hears how it ended. */
async function callFromWebhook(options: ApiServerOptions, { method, ...values }: WebhookCall): Promise<void> {
  const query = queryFromJson(String(method), values);
  const path = 'in the answer to a webhook';
  const entry: LoggedRequest = {
    method: query.method,
    path,
    headers: {},
    body: query.body,
    status: undefined,
    at: options.world.clock.now(),
  };
  options.log.add(entry);
  entry.status = (await callMethod(options, query, new AbortController().signal)).status;
}

/** Tokens look like Telegram's: the bot's number, a colon, 35 characters. */
function tokenNumber(number: number): string {
  return `${BOT_ID}:AAF${String(number).padStart(32, 'x')}`;
}

function botInfo(details: TelegramPlatformOptions['bot'] = {}): UserFromGetMe {
  return {
    id: BOT_ID,
    is_bot: true,
    first_name: 'Relaydesk',
    username: 'relaydesk_bot',
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
    ...details,
  };
}
