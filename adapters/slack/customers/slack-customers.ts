/** People of the workspace who ask for help in Slack: in direct messages, by mentioning the bot, and in help channels. */

import type { App, BlockAction } from '@slack/bolt';
import type { CustomerCommand } from '../../../src/domain/customer-commands.ts';
import type { CustomerHistory, OnPublicMessage } from '../../../src/ports/adapter.ts';
import type { Channel, ChannelCapabilities, OpenAttachmentAnywhere } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { BUTTON_IDS } from '../../shared/buttons.ts';
import { createOrder } from '../../shared/in-order.ts';
import type { ArticleUrl, PhrasesIn } from '../../shared/presentation.ts';
import type { RateLimiter } from '../../shared/rate-limit.ts';
import type { SlackIdentity } from '../gateway.ts';
import { readMessageEvent } from '../message-events.ts';
import type { SlackSettings } from '../settings.ts';
import { type SlackApi, SlackFailure } from '../slack-api.ts';
import { MAX_FILE_BYTES, type SlackFiles } from '../slack-files.ts';
import type { WireCommand, WireReaction } from '../wire.ts';
import type { WireMessageEvent } from '../wire-message.ts';
import { locationOf } from './conversations.ts';
import { createEventHandler } from './event-handler.ts';
import { MAX_TEXT_LENGTH, readClick } from './presentation.ts';
import { createSender } from './sender.ts';

export interface SlackCustomersOptions {
  api: SlackApi;
  files: SlackFiles;
  limiter: RateLimiter;
  settings: SlackSettings;
  clock: Clock;
  articleUrl: ArticleUrl;
  phrasesIn: PhrasesIn;
  openAttachment: OpenAttachmentAnywhere;
  history?: CustomerHistory | undefined;
  onPublicMessage: OnPublicMessage;
  /** Fails before the app was first connected. */
  identity(): SlackIdentity;
  /** Whether staff work in this channel, or ever did: nobody there is a customer. */
  isStaffChannel(channel: string): Promise<boolean>;
  reportError(error: unknown): void;
}

export interface SlackCustomers {
  /** It opens no connection: `start` only says where events go. */
  channel: Channel;
  register(app: App): void;
}

const CAPABILITIES: ChannelCapabilities = {
  buttons: true,
  reactions: true,
  edits: true,
  deletes: true,
  threads: true,
  typing: true,
  idempotentForMs: Number.POSITIVE_INFINITY,
  concurrentSends: false,
  tellsDeletes: true,
  maxTextLength: MAX_TEXT_LENGTH,
  maxFileBytes: MAX_FILE_BYTES,
};

/** The customers' part of the app. */
export function createSlackCustomers(options: SlackCustomersOptions): SlackCustomers {
  const { api, files, settings, identity, isStaffChannel, reportError } = options;
  const eventHandler = createEventHandler({ ...options, ...settings });
  /** What happens in one channel is taken in the order in which it is told. */
  const inOrder = createOrder();
  const sender = createSender({ ...options, botUserId: () => identity().botUserId });

  const takeMessage = async (told: WireMessageEvent): Promise<void> => {
    const event = readMessageEvent(told);
    if (event === undefined) return;
    const { channel } = event;
    await inOrder(channel, async () => {
      if (!(await isStaffChannel(channel))) await eventHandler.takeMessage(event);
    });
  };
  const takeReaction = async (reaction: WireReaction, eventId: string): Promise<void> => {
    const { item } = reaction;
    if (item.type !== 'message') return;
    await inOrder(item.channel, async () => {
      if (!(await isStaffChannel(item.channel))) await eventHandler.takeReaction(reaction, eventId);
    });
  };
  return {
    channel: {
      name: 'slack',
      capabilities: CAPABILITIES,
      start: async (accept) => eventHandler.open(accept),
      send: sender.send,
      edit: sender.edit,
      remove: sender.remove,
      showTyping: createTypingSign({ api, reportError }),
      openAttachment: ({ key }) => files.open(key),
      stop: async () => {},
    },
    register(app) {
      app.event('message', ({ event }) => takeMessage(event));
      app.event('app_mention', ({ event }) => takeMessage(event));
      app.event('reaction_added', ({ event, body }) => takeReaction(event, body.event_id));
      app.event('reaction_removed', ({ event, body }) => takeReaction(event, body.event_id));
      app.action<BlockAction>({ type: 'block_actions', action_id: BUTTON_IDS }, async ({ body }) => {
        const click = readClick(body);
        if (click !== undefined) await eventHandler.takeClick(click);
      });
      for (const [name, command] of COMMANDS) {
        app.command(name, async ({ command: typed }) => {
          const { user_id: user, trigger_id: id, text }: WireCommand = typed;
          await eventHandler.takeCommand({ user, id, command, argument: text?.trim() ?? '' });
        });
      }
    },
  };
}

/** What customers can type anywhere, and what it asks for. Slack keeps `/help` and `/status` for itself. */
export const COMMANDS: readonly [string, Exclude<CustomerCommand, 'start'>][] = [
  ['/desk-help', 'help'],
  ['/desk-human', 'human'],
  ['/desk-status', 'status'],
  ['/desk-language', 'language'],
  ['/desk-link', 'link'],
  ['/desk-unlink', 'unlink'],
];

const LONGEST_NAME = 100;

/** Shows in a thread that somebody is writing; Slack has no such sign for apps elsewhere, and not in every workspace. */
function createTypingSign(options: { api: SlackApi; reportError(error: unknown): void }): Channel['showTyping'] {
  const { api, reportError } = options;
  let isAllowed = true;
  return ({ conversationKey }, who) => {
    const { channel, thread } = locationOf(conversationKey);
    if (thread === undefined || !isAllowed) return;
    const status = `✍️ ${who.slice(0, LONGEST_NAME)}…`;
    api.call('assistant.threads.setStatus', { channel_id: channel, thread_ts: thread, status }).catch((error) => {
      if (error instanceof SlackFailure && ['refused', 'missing_scope'].includes(error.code)) isAllowed = false;
      reportError(error);
    });
  };
}
