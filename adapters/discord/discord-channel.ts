/** Discord as a channel: customers in direct messages, threads and help channels, over the gateway. */

import { Routes } from 'discord.js';
import type { ConversationAddress } from '../../src/domain/inbound.ts';
import type { CustomerHistory, OnPublicMessage } from '../../src/ports/adapter.ts';
import type {
  Accept,
  Channel,
  ChannelCapabilities,
  ChannelStatus,
  OpenAttachmentAnywhere,
} from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { KeyValueStore } from '../../src/ports/key-values.ts';
import { type ConnectionKeeper, keepConnected } from '../shared/connection-keeper.ts';
import type { ArticleUrl, PhrasesIn } from '../shared/presentation.ts';
import { createRateLimiter } from '../shared/rate-limit.ts';
import { createDiscordApi } from './discord-api.ts';
import { isRefusal } from './discord-failure.ts';
import { connectDiscord, type ReceivedPacket } from './gateway/connection.ts';
import { explainGateway } from './gateway/gateway-closed.ts';
import { createCache } from './inbound/cache.ts';
import { nameOf } from './inbound/names.ts';
import { discordChannel } from './inbound/wire.ts';
import { createDestinations } from './outbound/destinations.ts';
import { MAX_FILE_BYTES, openDiscordFile } from './outbound/files.ts';
import { NONCE_TTL_MS } from './outbound/message-client.ts';
import { MAX_TEXT_LENGTH } from './outbound/parts.ts';
import { createSender } from './outbound/sender.ts';
import { createDiscordRecords } from './records.ts';
import type { DiscordSettings } from './settings.ts';

export interface DiscordChannelOptions {
  token: string;
  /** `https://discord.com/api`, or a proxy of one's own. */
  apiUrl: string;
  /** Where the pictures of stickers are, if not at Discord's own addresses. */
  stickerUrl?: string;
  settings: DiscordSettings;
  clock: Clock;
  articleUrl: ArticleUrl;
  openAttachment: OpenAttachmentAnywhere;
  /** The locales the desk answers in, for `/language`. */
  locales(): string[];
  phrasesIn: PhrasesIn;
  history: CustomerHistory;
  keyValues: KeyValueStore;
  onPublicMessage: OnPublicMessage;
  /** Told whenever the connection's state changes. */
  report(status: ChannelStatus): void;
  /** Told of what went wrong beside sending; never with the token in it. */
  reportError(error: unknown): void;
}

const CAPABILITIES: ChannelCapabilities = {
  buttons: true,
  reactions: true,
  edits: true,
  deletes: true,
  threads: true,
  typing: true,
  // A nonce is remembered for minutes only.
  idempotentForMs: NONCE_TTL_MS,
  concurrentSends: false,
  tellsDeletes: true,
  maxTextLength: MAX_TEXT_LENGTH,
  maxFileBytes: MAX_FILE_BYTES,
};

/** Discord takes a thousand new sessions a day, and each connection that comes up costs one. */
const LONGEST_WAIT_AFTER_CONNECTION_MS = 5 * 60_000;

/** The Discord channel of one bot. Starting does not wait for Discord: `report` tells when the bot is connected. */
export function createDiscordChannel(options: DiscordChannelOptions): Channel {
  const { clock, settings, reportError } = options;
  const limiter = createRateLimiter(settings.rateLimits, clock);
  const api = createDiscordApi({
    ...options,
    onRateLimited: ({ destination, retryAfterMs = 0 }) => limiter.pause(retryAfterMs, destination),
  });
  const cache = createCache();
  const records = createDiscordRecords(options.keyValues);
  const destinations = createDestinations({ api, cache, records, phrasesIn: options.phrasesIn });
  const leftOver: ReceivedPacket[] = [];
  let accept: Accept | undefined;
  let connection: ConnectionKeeper | undefined;

  const sender = createSender({
    ...options,
    api,
    limiter,
    destinations,
    cache,
    records,
    onUnreachable: (to, messageId, detail) => void tellUnreachable(to, messageId, detail).catch(reportError),
  });

  async function tellUnreachable(to: ConversationAddress, messageId: string, detail: string): Promise<void> {
    const { recipients } = await api.ask(discordChannel, 'GET', Routes.channel(to.conversationKey));
    const [recipient] = recipients ?? [];
    if (recipient === undefined) return;
    await accept?.({
      ...to,
      eventKey: `unreachable-${messageId}`,
      occurredAt: clock.now(),
      customer: { key: recipient.id, name: nameOf(recipient), locale: undefined },
      body: { kind: 'reachability', reachable: false, detail },
    });
  }

  return {
    name: 'discord',
    capabilities: CAPABILITIES,
    async start(accepting) {
      accept = accepting;
      connection = keepConnected({
        platform: 'Discord',
        clock,
        connect: (signal) => connectDiscord({ ...options, api, cache, records, leftOver, accept: accepting, signal }),
        longestWaitAfterConnectionMs: LONGEST_WAIT_AFTER_CONNECTION_MS,
        explain: explainGateway,
        report: options.report,
        reportError,
      });
    },
    send: sender.send,
    edit: sender.edit,
    remove: (_to, keys) => sender.remove(keys),
    showTyping({ conversationKey }) {
      const { channelId } = destinations.known(conversationKey);
      api.tell('POST', Routes.channelTyping(channelId)).catch((error: unknown) => {
        // A question whose thread is not open yet.
        if (!isRefusal(error, 'unknownChannel')) reportError(error);
      });
    },
    openAttachment: (attachment) => openDiscordFile(api, attachment, options.stickerUrl),
    async stop() {
      await connection?.stop();
      connection = undefined;
    },
  };
}
