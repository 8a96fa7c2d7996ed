/** The desk's own chat page as a channel. */

import { type Context, Hono } from 'hono';
import type { Article } from '../../src/domain/content.ts';
import { MAX_MESSAGE_LENGTH } from '../../src/domain/length-limits.ts';
import type { Limits } from '../../src/domain/limits.ts';
import type { Phrases } from '../../src/domain/phrases.ts';
import { assetRoutes } from '../../src/lib/asset-routes.ts';
import { protectPages } from '../../src/lib/page-protection.ts';
import {
  type Accept,
  type Channel,
  type ChannelCapabilities,
  DeliveryError,
  type OpenAttachmentAnywhere,
} from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createAdmission } from './admission.ts';
import { createChatRoutes } from './chat-routes.tsx';
import type { WebConversations } from './conversations.ts';
import { createEventStreams } from './event-stream.ts';
import { createHelpRoutes } from './help-routes.tsx';
import { chooseLocale } from './language.ts';
import { pageContext } from './page.tsx';
import { refusalText, renderRefusal } from './refusal-page.tsx';
import { createWebGate } from './web-gate.ts';

export interface WebChannelOptions {
  conversations: WebConversations;
  articles(): Article[];
  openAttachment: OpenAttachmentAnywhere;
  deskName(): string;
  /** The locales the desk answers in; the first is for those who ask for none of them. */
  locales(): string[];
  /** What customers are told in a locale. */
  phrasesIn(locale: string): Phrases;
  /** Whether browsers reach the desk over HTTPS only. */
  secureCookies: boolean;
  limits: Pick<Limits, 'address' | 'web'>;
  /** Who sends a request, as limits count them; undefined where clients cannot be told apart. */
  clientOf(c: Context): string | undefined;
  clock: Clock;
  /** Where browsers reach the desk, as behind a proxy; undefined where only the address they ask at counts. */
  publicOrigin: string | undefined;
  /** The folder with this adapter's stylesheet and scripts: `adapters/web/public`. */
  publicFolder: string;
  /** Told of each article that somebody reads on its page. */
  onArticleRead(article: Pick<Article, 'id' | 'locale'>): void;
  /** Told of what kept an event from being taken in. */
  reportError(error: unknown): void;
}

/** The largest file a page offers for download. */
const MAX_FILE_BYTES = 100 * 1024 * 1024;

const CAPABILITIES: ChannelCapabilities = {
  buttons: true,
  reactions: false,
  edits: true,
  deletes: true,
  threads: false,
  typing: true,
  idempotentForMs: Number.POSITIVE_INFINITY,
  concurrentSends: true,
  tellsDeletes: true,
  maxTextLength: MAX_MESSAGE_LENGTH,
  maxFileBytes: MAX_FILE_BYTES,
};

/**
 * The web channel and its pages, to be mounted at the root: `/`, `/chat` and `/help`, which refuse in the customer's language.
 * Pages read messages from the store, so sending is no more than telling open pages that there is something to read.
 */
export function createWebChannel(options: WebChannelOptions) {
  const { conversations } = options;
  const admission = createAdmission();
  const gate = createWebGate(options.limits);
  const streams = createEventStreams();
  let accept: Accept | undefined;

  const channel: Channel = {
    name: 'web',
    capabilities: CAPABILITIES,
    async start(given) {
      accept = given;
    },
    async send(to, message) {
      conversations.publish(to, { kind: 'changed' });
      return [message.id];
    },
    async edit(to, messageKeys) {
      conversations.publish(to, { kind: 'changed' });
      return messageKeys;
    },
    async remove(to) {
      conversations.publish(to, { kind: 'changed' });
    },
    showTyping(to, who) {
      conversations.publish(to, { kind: 'typing', who });
    },
    async openAttachment({ name }) {
      throw new DeliveryError('refused', `The web chat keeps no files, so there is no ${name}`);
    },
    async stop() {
      accept = undefined;
      streams.closeAll();
      await admission.idle();
    },
  };
  return {
    channel,
    site: {
      routes: createRoutes(options, createChatRoutes(options, { admission, gate, streams, accept: () => accept })),
      explain: (c: Context, status: number) => refusalText(options.phrasesIn(localeOf(c, options)), status),
      renderRefusal: (c: Context, status: number, message: string) =>
        renderRefusal(pageContext(options, localeOf(c, options)), status, message),
    },
  };
}

function localeOf(c: Context, { locales, secureCookies }: WebChannelOptions): string {
  return chooseLocale(c, locales(), secureCookies);
}

function createRoutes(options: WebChannelOptions, chat: Hono): Hono {
  const routes = new Hono();
  routes.use(...protectPages(options.secureCookies));
  routes.route('/chat/assets', assetRoutes(options.publicFolder));
  routes.get('/', (c) => c.redirect('/chat'));
  routes.route('/chat', chat);
  routes.route('/help', createHelpRoutes(options));
  return routes;
}
