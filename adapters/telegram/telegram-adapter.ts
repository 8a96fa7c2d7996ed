/** Telegram as a channel: customers in private chats and groups, by long polling or by webhook. */

import type { ConversationAddress } from '../../src/domain/inbound.ts';
import type { OutgoingMessage } from '../../src/domain/message.ts';
import type { OnPublicMessage } from '../../src/ports/adapter.ts';
import type {
  Accept,
  Channel,
  ChannelCapabilities,
  ChannelStatus,
  OpenAttachmentAnywhere,
} from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { KeyValueStore } from '../../src/ports/key-values.ts';
import { type Connection, type ConnectionKeeper, keepConnected } from '../shared/connection-keeper.ts';
import type { ArticleUrl, PhrasesIn } from '../shared/presentation.ts';
import { offerCommands } from './commands.ts';
import { fromConversationKey } from './conversation-key.ts';
import { explainFailure, isFailure } from './failures.ts';
import { createAlbums } from './inbound/albums.ts';
import { createAnswerNobody } from './inbound/answer-nobody.ts';
import { createEventQueue, type EventQueue } from './inbound/event-queue.ts';
import { openTelegramFile } from './inbound/files.ts';
import { createPolling } from './inbound/polling.ts';
import { createWebhook, type WebhookAddress } from './inbound/webhook.ts';
import { createMovedGroups } from './moved-groups.ts';
import { MAX_FILE_BYTES } from './outbound/files.ts';
import { createMessageClient } from './outbound/message-client.ts';
import { MAX_TEXT_LENGTH } from './outbound/presentation.ts';
import { createChatCalls, createChatRateLimits } from './outbound/rate-limits.ts';
import { createSender } from './outbound/sender.ts';
import { createSentMessages } from './sent-messages.ts';
import type { TelegramSettings } from './settings.ts';
import { createTelegramApi } from './telegram-api.ts';

export interface TelegramAdapterOptions {
  token: string;
  /** `https://api.telegram.org`, or a Bot API server of one's own. */
  apiRoot: string;
  settings: TelegramSettings;
  /** Where Telegram sends updates; without it the adapter asks for them. */
  webhook?: WebhookAddress;
  clock: Clock;
  articleUrl: ArticleUrl;
  /** Opens the files of messages to be sent. */
  openAttachment: OpenAttachmentAnywhere;
  keyValues: KeyValueStore;
  onPublicMessage: OnPublicMessage;
  /** The desk's locales, its default first. */
  locales(): string[];
  phrasesIn: PhrasesIn;
  /** Told whenever the connection's state changes. */
  report(status: ChannelStatus): void;
  /** Told of what went wrong beside sending; never with the token in it. */
  reportError(error: unknown): void;
}

export interface TelegramAdapter {
  channel: Channel;
  /** Answers what Telegram sends to the webhook; 404 where there is none. */
  handleRequest(request: Request): Promise<Response>;
}

const CAPABILITIES: ChannelCapabilities = {
  buttons: true,
  reactions: true,
  edits: true,
  deletes: true,
  threads: false,
  typing: true,
  idempotentForMs: 0,
  concurrentSends: false,
  tellsDeletes: false,
  maxTextLength: MAX_TEXT_LENGTH,
  maxFileBytes: MAX_FILE_BYTES,
};

/** The Telegram channel of one bot. Starting does not wait for Telegram: `report` tells when the bot is connected. */
export function createTelegramAdapter(options: TelegramAdapterOptions): TelegramAdapter {
  const { clock, articleUrl, phrasesIn, openAttachment, report, reportError } = options;
  const api = createTelegramApi(options);
  const rateLimits = createChatRateLimits(options.settings.rateLimits, clock);
  const sentMessages = createSentMessages(options.keyValues);
  const movedGroups = createMovedGroups(options.keyValues);
  const chatCalls = createChatCalls({ rateLimits, movedGroups, reportError });
  const messageClient = createMessageClient({ api, chatCalls, openAttachment, phrasesIn, sentMessages, reportError });
  const sender = createSender({ messageClient, clock, articleUrl, phrasesIn, reportError });
  const polling = createPolling(api, reportError);
  const webhook = options.webhook && createWebhook({ ...options, api, address: options.webhook });
  let running: { accept: Accept; eventQueue: EventQueue; connection: ConnectionKeeper } | undefined;

  const connect = async (eventQueue: EventQueue, signal: AbortSignal): Promise<Connection> => {
    const bot = await api.call('getMe', {}, { signal });
    await offerCommands(api, options, signal).catch((error: unknown) => {
      if (!signal.aborted) reportError(error);
    });
    return (webhook ?? polling).connect(bot, (update) => eventQueue.take(update, bot), signal);
  };
  /** Where Telegram told nobody that the bot was blocked, a message that is refused tells it. */
  const noteUnreachable = async (to: ConversationAddress, message: OutgoingMessage, detail: string): Promise<void> => {
    const { userId } = fromConversationKey(to.conversationKey);
    await running?.accept({
      ...to,
      eventKey: `unreachable-${to.conversationKey}-${message.id}`,
      occurredAt: clock.now(),
      customer: { key: userId, name: '', locale: undefined },
      body: { kind: 'reachability', reachable: false, detail },
    });
  };

  const channel: Channel = {
    name: 'telegram',
    capabilities: CAPABILITIES,
    async start(accept) {
      const answerNobody = createAnswerNobody({ ...options, api, chatCalls });
      const albums = createAlbums(options.keyValues);
      const remembered = { sentMessages, movedGroups, albums };
      const shared = { ...options, ...options.settings, api, answerNobody };
      const eventQueue = createEventQueue({ ...shared, ...remembered, accept });
      const connection = keepConnected({
        platform: 'Telegram',
        clock,
        connect: (signal) => connect(eventQueue, signal),
        explain: explainFailure,
        report,
        reportError,
      });
      running = { accept, eventQueue, connection };
    },
    async send(to, message) {
      try {
        return await sender.send(fromConversationKey(to.conversationKey), message);
      } catch (error) {
        const cause = error instanceof Error ? error.cause : undefined;
        if (isFailure(cause, 'forbidden')) await noteUnreachable(to, message, cause.message).catch(reportError);
        throw error;
      }
    },
    edit: ({ conversationKey }, keys, message) => sender.edit(fromConversationKey(conversationKey), keys, message),
    remove: ({ conversationKey }, keys) => sender.remove(fromConversationKey(conversationKey), keys),
    showTyping: ({ conversationKey }) => messageClient.showTyping(fromConversationKey(conversationKey)),
    openAttachment: (attachment) => openTelegramFile(api, attachment),
    async stop() {
      await running?.connection.stop();
      await running?.eventQueue.idle();
      running = undefined;
    },
  };
  return {
    channel,
    handleRequest: webhook?.handleRequest ?? (async () => new Response(null, { status: 404 })),
  };
}
