/** Which chat platforms the desk is connected to: those whose tokens are set. Each is loaded only then. */

import { createErrorBoundary, type ErrorBoundary, inside, outside } from '../../adapters/shared/error-boundary.ts';
import type { DeskSettings } from '../config/desk-file.ts';
import type { Environment } from '../config/environment.ts';
import { HOUR_MS } from '../domain/policy.ts';
import type { Accept, Channel, ChannelStatus, OpenAttachmentAnywhere } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { StaffPlatform, StaffService } from '../ports/staff-platform.ts';
import type { StoreReads } from '../ports/store.ts';

export interface ConnectedChannel {
  channel: Channel;
  /** Whether its platform allows one receiver only, so that one process at a time may start it. */
  isExclusive: boolean;
}

export interface Platforms {
  channels: ConnectedChannel[];
  /** Where staff work beside the console. */
  staffPlatform: StaffPlatform | undefined;
  /** What answers the requests that platforms send to the desk, by path. */
  webhooks: Map<string, (request: Request) => Promise<Response>>;
}

export interface PlatformOptions {
  environment: Environment;
  settings: DeskSettings;
  clock: Clock;
  /** Where the desk is reached from outside, without a slash at the end; undefined where it is not. */
  publicUrl: string | undefined;
  /** The locales the desk answers in. */
  locales(): string[];
  openAttachment: OpenAttachmentAnywhere;
  read: StoreReads;
  report(channel: string, status: ChannelStatus): void;
  /** Told of what went wrong beside sending; never with a secret in it. */
  reportError(channel: string, error: unknown): void;
}

/** Where Slack and Telegram send what they have for the desk, below its public address. */
export const SLACK_EVENTS_PATH = '/slack/events';
export const TELEGRAM_WEBHOOK_PATH = '/telegram/webhook';

/** Conversations in which nothing happened for longer are not caught up on. */
const CATCH_UP_MS = 7 * 24 * HOUR_MS;
const MAX_CAUGHT_UP = 500;

/** The platforms whose tokens are set; none of them is connected yet. */
export async function createPlatforms(options: PlatformOptions): Promise<Platforms> {
  const platforms: Platforms = { channels: [], staffPlatform: undefined, webhooks: new Map() };
  const { environment } = options;
  if (environment.TELEGRAM_TOKEN !== undefined) await addTelegram(platforms, options, environment.TELEGRAM_TOKEN);
  if (environment.DISCORD_TOKEN !== undefined) await addDiscord(platforms, options, environment.DISCORD_TOKEN);
  if (environment.SLACK_BOT_TOKEN !== undefined) await addSlack(platforms, options, environment.SLACK_BOT_TOKEN);
  return platforms;
}

/** What every adapter is given. */
function common({ clock, publicUrl, openAttachment, locales, report, reportError }: PlatformOptions, channel: string) {
  return {
    clock,
    openAttachment: outside(openAttachment),
    locales,
    articleUrl: (locale: string, id: string) =>
      publicUrl === undefined ? undefined : `${publicUrl}/help/${locale}/${id}`,
    report: (status: ChannelStatus) => report(channel, status),
    reportError: (error: unknown) => reportError(channel, error),
  };
}

/** Where what an adapter throws and nobody catches ends up: it ends that adapter's connection, and nothing else. */
function boundaryOf({ environment, reportError }: PlatformOptions, channel: string): ErrorBoundary {
  const { TELEGRAM_TOKEN, TELEGRAM_WEBHOOK_SECRET, DISCORD_TOKEN } = environment;
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = environment;
  const ofSlack = [SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET];
  const secrets = [TELEGRAM_TOKEN, TELEGRAM_WEBHOOK_SECRET, DISCORD_TOKEN, ...ofSlack].filter((secret) => secret);
  return createErrorBoundary({
    secrets: secrets.filter((secret) => secret !== undefined),
    report: (error) => reportError(channel, error),
  });
}

function channelInside(boundary: ErrorBoundary, channel: Channel): Channel {
  const start = (accept: Accept): Promise<void> => channel.start(outside(accept));
  return { ...inside(boundary, channel), start: inside(boundary, start) };
}

function staffPlatformInside(boundary: ErrorBoundary, staffPlatform: StaffPlatform): StaffPlatform {
  const start = (service: StaffService): Promise<void> => staffPlatform.start(outside(service));
  return { ...inside(boundary, staffPlatform), start: inside(boundary, start) };
}

/** What a channel that keeps no events for the desk needs to know to catch up on what it missed. */
function historyOf({ read, clock }: PlatformOptions, channel: string, sources: string[]) {
  return {
    async lastEventAt(): Promise<number | undefined> {
      const times = await Promise.all(sources.map((source) => read.inbox.lastEventAt(source)));
      const known = times.filter((time) => time !== undefined);
      return known.length === 0 ? undefined : Math.min(...known);
    },
    async activeConversations(): Promise<string[]> {
      const since = clock.now() - CATCH_UP_MS;
      const found = await read.conversations.activeSince(channel, since, MAX_CAUGHT_UP);
      return found.map(({ conversationKey }) => conversationKey);
    },
  };
}

/** What staff do stands in the inbox under a channel of its own; and the threads of their tickets may be old. */
function slackHistory(options: PlatformOptions) {
  const { tickets, staffThreads } = options.read;
  const history = historyOf(options, 'slack', ['slack', 'staff']);
  return {
    ...history,
    async activeConversations(): Promise<string[]> {
      const active = await tickets.active(MAX_CAUGHT_UP);
      const found = await Promise.all(active.map(({ ticket }) => staffThreads.get(ticket.id)));
      const threads = found.flatMap((staffThread) =>
        staffThread?.address ? [`${staffThread.address.channelKey}:${staffThread.address.threadKey}`] : [],
      );
      return [...(await history.activeConversations()), ...threads];
    },
  };
}

async function addTelegram(platforms: Platforms, options: PlatformOptions, token: string): Promise<void> {
  const { createTelegramAdapter } = await import('../../adapters/telegram/telegram-adapter.ts');
  const { TELEGRAM_API_ROOT, TELEGRAM_WEBHOOK_SECRET: secret } = options.environment;
  const { publicUrl, settings } = options;
  const webhook =
    secret === undefined || publicUrl === undefined
      ? {}
      : { webhook: { secret, url: publicUrl + TELEGRAM_WEBHOOK_PATH } };
  const boundary = boundaryOf(options, 'telegram');
  const telegram = inside(
    boundary,
    createTelegramAdapter,
  )({
    ...common(options, 'telegram'),
    token,
    apiRoot: TELEGRAM_API_ROOT,
    settings: settings.platforms.telegram,
    ...webhook,
  });
  platforms.channels.push({ channel: channelInside(boundary, telegram.channel), isExclusive: !('webhook' in webhook) });
  platforms.webhooks.set(TELEGRAM_WEBHOOK_PATH, inside(boundary, telegram.handleRequest));
}

async function addDiscord(platforms: Platforms, options: PlatformOptions, token: string): Promise<void> {
  const { createDiscordChannel } = await import('../../adapters/discord/discord-channel.ts');
  const { environment, settings } = options;
  const boundary = boundaryOf(options, 'discord');
  const discord = inside(
    boundary,
    createDiscordChannel,
  )({
    ...common(options, 'discord'),
    token,
    apiUrl: environment.DISCORD_API_URL,
    settings: settings.platforms.discord,
    history: outside(historyOf(options, 'discord', ['discord'])),
  });
  platforms.channels.push({ channel: channelInside(boundary, discord), isExclusive: true });
}

async function addSlack(platforms: Platforms, options: PlatformOptions, botToken: string): Promise<void> {
  const { createSlackAdapter } = await import('../../adapters/slack/slack-adapter.ts');
  const { SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, SLACK_STAFF_CHANNEL } = options.environment;
  const { settings, publicUrl } = options;
  const { slack } = settings.platforms;
  const boundary = boundaryOf(options, 'slack');
  const adapter = inside(
    boundary,
    createSlackAdapter,
  )({
    ...common(options, 'slack'),
    botToken,
    appToken: SLACK_APP_TOKEN,
    signingSecret: SLACK_SIGNING_SECRET,
    apiUrl: SLACK_API_URL,
    settings: { ...slack, staffChannel: slack.staffChannel ?? SLACK_STAFF_CHANNEL },
    consoleUrl: publicUrl === undefined ? undefined : `${publicUrl}/console`,
    deskName: settings.name,
    history: outside(slackHistory(options)),
  });
  platforms.channels.push({ channel: channelInside(boundary, adapter.channel), isExclusive: false });
  platforms.staffPlatform = staffPlatformInside(boundary, adapter.staffPlatform);
  platforms.webhooks.set(SLACK_EVENTS_PATH, inside(boundary, adapter.handleRequest));
}
