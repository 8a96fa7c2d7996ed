/** Telegram as a channel: customers in private chats and groups, by long polling or by webhook. */

import type {
  Accept,
  Channel,
  ChannelCapabilities,
  ChannelStatus,
  ConversationAddress,
  OpenAttachmentAnywhere,
} from '../../src/domain/channel.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { OutgoingMessage } from '../../src/domain/message.ts';
import type { TelegramSettings } from '../../src/domain/platform-settings.ts';
import type { ArticleUrl } from '../kit/presentation.ts';
import { type Connection, type Supervisor, supervise } from '../kit/supervisor.ts';
import { openTelegramFile } from './attachments.ts';
import { offerCommands } from './commands.ts';
import { fromConversationKey } from './conversation-key.ts';
import { explainFailure } from './explain-failure.ts';
import { createIntake, type Intake } from './intake.ts';
import { MAX_FILE_BYTES } from './outgoing-file.ts';
import { createPolling } from './polling.ts';
import { createPoster } from './poster.ts';
import { MAX_TEXT_LENGTH } from './presentation.ts';
import { createSender } from './sender.ts';
import { createTelegramApi } from './telegram-api.ts';
import { isFailure } from './telegram-failure.ts';
import { createTopics } from './topics.ts';
import { createTurns } from './turns.ts';
import { createWebhook, type WebhookAddress } from './webhook.ts';

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
  /** The desk's locales, that of most customers first. */
  locales(): string[];
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
  tellsDeletes: false,
  maxTextLength: MAX_TEXT_LENGTH,
  maxFileBytes: MAX_FILE_BYTES,
};

/** The Telegram channel of one bot. Starting does not wait for Telegram: `report` tells when the bot is connected. */
export function createTelegramAdapter(options: TelegramAdapterOptions): TelegramAdapter {
  const { clock, articleUrl, openAttachment, report, reportError } = options;
  const api = createTelegramApi(options);
  const turns = createTurns(options.settings.rateLimits, clock);
  const topics = createTopics();
  const poster = createPoster({ api, turns, openAttachment, noteTopic: topics.note, reportError });
  const sender = createSender({ poster, clock, articleUrl, reportError });
  const polling = createPolling(api, reportError);
  const webhook = options.webhook && createWebhook({ ...options, api, address: options.webhook });
  let running: { accept: Accept; intake: Intake; supervisor: Supervisor } | undefined;

  const connect = async (intake: Intake, signal: AbortSignal): Promise<Connection> => {
    const bot = await api.call('getMe', {}, { signal });
    await offerCommands(api, options.locales(), signal).catch((error: unknown) => {
      if (!signal.aborted) reportError(error);
    });
    const context = () => ({ bot, now: clock.now(), topicOf: topics.of });
    return (webhook ?? polling).connect(bot, (update) => intake.take(update, context()), signal);
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
      const intake = createIntake({ api, accept, reportError });
      const supervisor = supervise({
        platform: 'Telegram',
        clock,
        connect: (signal) => connect(intake, signal),
        explain: explainFailure,
        report,
        reportError,
      });
      running = { accept, intake, supervisor };
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
    showTyping({ conversationKey }) {
      const { chatId, topicId } = fromConversationKey(conversationKey);
      const place = { chat_id: chatId, ...(topicId === undefined ? {} : { message_thread_id: topicId }) };
      api.call('sendChatAction', { ...place, action: 'typing' }).catch(reportError);
    },
    openAttachment: (attachment) => openTelegramFile(api, attachment),
    async stop() {
      await running?.supervisor.stop();
      await running?.intake.idle();
      running = undefined;
    },
  };
  return {
    channel,
    handleRequest: webhook?.handleRequest ?? (async () => new Response(null, { status: 404 })),
  };
}
