/** Every way to customers and staff but the console: the chat page, and the platforms that are connected. */

import { join } from 'node:path';
import type { Context } from 'hono';
import type { Logger } from 'pino';
import { createWebChannel } from '../adapters/web/web-channel.ts';
import type { ContentRuntime } from './analyzer/content-runtime.ts';
import type { DeskSettings } from './config/desk-file.ts';
import type { Environment } from './config/environment.ts';
import { projectRoot } from './config/project-root.ts';
import { connectAdapters } from './connect-adapters.ts';
import type { Article } from './domain/content.ts';
import { phrasesIn } from './domain/phrases.ts';
import { createCustomerView } from './engine/customer-view.ts';
import { createClientOf } from './http/client-of.ts';
import type { Adapter, CreatedAdapter, OnPublicMessage } from './ports/adapter.ts';
import { type Channel, type ChannelStatus, DeliveryError, type OpenAttachmentAnywhere } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { PubSub } from './ports/pubsub.ts';
import type { Store } from './ports/store.ts';

export interface ChannelsOptions {
  adapters: readonly Adapter[];
  environment: Environment;
  settings: DeskSettings;
  store: Store;
  pubsub: PubSub;
  content: ContentRuntime;
  clock: Clock;
  logger: Logger;
  publicUrl: string | undefined;
  onPublicMessage: OnPublicMessage;
  /** Told of each article that somebody reads on its page. */
  onArticleRead(article: Pick<Article, 'id' | 'locale'>): void;
}

export interface Channels {
  web: ReturnType<typeof createWebChannel>;
  adapters: CreatedAdapter[];
  channels: ReadonlyMap<string, Channel>;
  statuses: ReadonlyMap<string, ChannelStatus>;
  openAttachment: OpenAttachmentAnywhere;
  /** Who sends a request, as limits count them; undefined where clients cannot be told apart. */
  clientOf(c: Context): string | undefined;
}

/** Makes them all; none is started yet. */
export async function createChannels(options: ChannelsOptions): Promise<Channels> {
  const { adapters, environment, logger, settings, store, pubsub, content, clock, publicUrl } = options;
  const statuses = new Map<string, ChannelStatus>();
  const channels = new Map<string, Channel>();
  const openAttachment: OpenAttachmentAnywhere = async (attachment) => {
    const keeper = channels.get(attachment.channel);
    if (keeper === undefined) throw new DeliveryError('unavailable', `${attachment.channel} is not connected`);
    return keeper.openAttachment(attachment);
  };
  const clientOf = createClientOf(environment.TRUSTED_PROXIES);
  const locales = () => Object.keys(content.trained().content.locales);
  const inLocale = (locale: string) => phrasesIn(content.trained().content, locale);
  const web = createWebChannel({
    conversations: createCustomerView({ store, pubsub }),
    articles: () => allArticles(content),
    deskName: () => settings.name,
    locales,
    phrasesIn: inLocale,
    openAttachment,
    secureCookies: isSecure(publicUrl),
    limits: settings.limits,
    clientOf,
    clock,
    publicOrigin: originOf(publicUrl),
    publicFolder: join(projectRoot(), 'adapters', 'web', 'public'),
    onArticleRead: options.onArticleRead,
    reportError: (error) => logger.error({ err: error }, 'an event could not be taken in'),
  });
  const created = await connectAdapters({
    adapters,
    environment,
    settings,
    clock,
    publicUrl,
    locales,
    phrasesIn: inLocale,
    openAttachment,
    store,
    onPublicMessage: options.onPublicMessage,
    report: (channel, status) => reportStatus(logger, statuses, channel, status),
    reportError: (channel, error) => logger.warn({ err: error, channel }, 'something went wrong with a platform'),
  });
  channels.set(web.channel.name, web.channel);
  statuses.set(web.channel.name, { state: 'connected', detail: '' });
  for (const { channel } of created) {
    channels.set(channel.name, channel);
    statuses.set(channel.name, { state: 'connecting', detail: '' });
  }
  return { web, adapters: created, channels, statuses, openAttachment, clientOf };
}

/** Whether browsers reach the desk over HTTPS only. */
export function isSecure(publicUrl: string | undefined): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}

/** What browsers call the desk's own in the `Origin` of a request. */
export function originOf(publicUrl: string | undefined): string | undefined {
  return publicUrl === undefined ? undefined : new URL(publicUrl).origin;
}

function reportStatus(
  logger: Logger,
  statuses: Map<string, ChannelStatus>,
  channel: string,
  status: ChannelStatus,
): void {
  const level = status.state === 'waiting' ? 'warn' : 'info';
  if (statuses.get(channel)?.state !== status.state) logger[level]({ channel, detail: status.detail }, status.state);
  statuses.set(channel, status);
}

function allArticles(content: ContentRuntime): Article[] {
  return Object.values(content.trained().content.locales).flatMap(({ articles }) =>
    articles.filter(({ audience }) => audience === 'customers'),
  );
}
