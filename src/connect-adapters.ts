/** Makes the adapters of the platforms that are to be connected, each behind a boundary for its errors. */

import { createErrorBoundary, type ErrorBoundary, inside, outside } from '../adapters/shared/error-boundary.ts';
import type { DeskSettings } from './config/desk-file.ts';
import { type Environment, isConnected } from './config/environment.ts';
import type { Phrases } from './domain/phrases.ts';
import { HOUR_MS } from './domain/policy.ts';
import { conversationIdOf } from './engine/identity.ts';
import { hasBegun } from './engine/inbox/accept-event.ts';
import { createKeyValueStore } from './engine/key-values.ts';
import type { Adapter, ChannelHistory, CreatedAdapter, OnPublicMessage } from './ports/adapter.ts';
import type { Accept, Channel, ChannelStatus, OpenAttachmentAnywhere } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { StaffPlatform, StaffService } from './ports/staff-platform.ts';
import type { Store } from './ports/store.ts';

export interface ConnectOptions {
  adapters: readonly Adapter[];
  environment: Environment;
  settings: DeskSettings;
  clock: Clock;
  /** Where the desk is reached from outside, without a slash at the end; undefined where it is not. */
  publicUrl: string | undefined;
  locales(): string[];
  phrasesIn(locale: string): Phrases;
  openAttachment: OpenAttachmentAnywhere;
  store: Store;
  onPublicMessage: OnPublicMessage;
  report(channel: string, status: ChannelStatus): void;
  /** Told of what went wrong beside sending; never with a secret in it. */
  reportError(channel: string, error: unknown): void;
}

/** Conversations in which nothing happened for longer are not caught up on. */
const CATCH_UP_MS = 7 * 24 * HOUR_MS;
const MAX_CAUGHT_UP = 500;
/** The channel under which what staff do stands in the inbox. */
const STAFF_CHANNEL = 'staff';

/** The adapters whose platforms are to be connected; none of them is started yet. */
export function connectAdapters(options: ConnectOptions): Promise<CreatedAdapter[]> {
  const { adapters, environment } = options;
  return Promise.all(
    adapters.filter((adapter) => isConnected(adapter, environment)).map((adapter) => connect(options, adapter)),
  );
}

async function connect(options: ConnectOptions, adapter: Adapter): Promise<CreatedAdapter> {
  const { adapters, environment, settings, publicUrl, report, reportError } = options;
  const { name } = adapter;
  const below = (path: string) => (publicUrl === undefined ? undefined : publicUrl + path);
  const boundary = createErrorBoundary({
    secrets: adapters.flatMap(({ secrets }) => secrets.map((secret) => environment[secret])).filter(isFilled),
    report: (error) => reportError(name, error),
  });
  const created = await inside(
    boundary,
    adapter.create,
  )({
    environment,
    settings: settings.adapters[name] ?? {},
    clock: options.clock,
    deskName: settings.name,
    publicUrl,
    consoleUrl: below('/console'),
    articleUrl: (locale, id) => below(`/help/${locale}/${id}`),
    locales: options.locales,
    phrasesIn: options.phrasesIn,
    openAttachment: outside(options.openAttachment),
    history: outside(createHistory(options, name)),
    keyValues: outside(createKeyValueStore({ store: options.store, clock: options.clock, namespace: name })),
    onPublicMessage: outside(options.onPublicMessage),
    report: (status) => report(name, status),
    reportError: (error) => reportError(name, error),
  });
  const { channel, isExclusive, staffPlatform, webhook } = created;
  return {
    channel: channelInside(boundary, channel),
    isExclusive,
    ...(staffPlatform && { staffPlatform: staffPlatformInside(boundary, staffPlatform) }),
    ...(webhook && { webhook: { path: webhook.path, handleRequest: inside(boundary, webhook.handleRequest) } }),
  };
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function channelInside(boundary: ErrorBoundary, channel: Channel): Channel {
  const start = (accept: Accept): Promise<void> => channel.start(outside(accept));
  return { ...inside(boundary, channel), start: inside(boundary, start) };
}

function staffPlatformInside(boundary: ErrorBoundary, staffPlatform: StaffPlatform): StaffPlatform {
  const start = (service: StaffService): Promise<void> => staffPlatform.start(outside(service));
  return { ...inside(boundary, staffPlatform), start: inside(boundary, start) };
}

function createHistory({ store: { read }, clock }: ConnectOptions, channel: string): ChannelHistory {
  return {
    hasConversation: (account, conversationKey) =>
      hasBegun(read, conversationIdOf({ channel, account, conversationKey })),
    lastEventAt: () => read.inbox.lastEventAt(channel),
    lastStaffEventAt: () => read.inbox.lastEventAt(STAFF_CHANNEL),
    async activeConversations() {
      const found = await read.conversations.activeSince(channel, clock.now() - CATCH_UP_MS, MAX_CAUGHT_UP);
      return found.map(({ conversationKey }) => conversationKey);
    },
    activeStaffThreads: () => read.staffThreads.ofActiveTickets(MAX_CAUGHT_UP),
  };
}
