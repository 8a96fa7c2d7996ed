/** People of the workspace who ask for help in Slack: in direct messages, by mentioning the bot, and in help channels. */

import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Channel, ChannelCapabilities, OpenAttachmentAnywhere } from '../../../src/domain/channel.ts';
import type { Clock } from '../../../src/domain/clock.ts';
import type { SlackSettings } from '../../../src/domain/platform-settings.ts';
import { BUTTON_IDS } from '../../kit/buttons.ts';
import type { ArticleUrl } from '../../kit/presentation.ts';
import type { RateLimiter } from '../../kit/rate-limit.ts';
import type { SlackIdentity } from '../gateway.ts';
import type { SlackApi } from '../slack-api.ts';
import { MAX_FILE_BYTES, type SlackFiles } from '../slack-files.ts';
import { readPress } from './button-presses.ts';
import { COMMANDS } from './commands.ts';
import { readMessageEvent } from './message-events.ts';
import { MAX_TEXT_LENGTH } from './presentation.ts';
import { readReaction } from './reactions.ts';
import { createReception } from './reception.ts';
import { createSender } from './sender.ts';
import { createTypingSign } from './typing-sign.ts';

export interface SlackCustomersOptions {
  api: SlackApi;
  files: SlackFiles;
  limiter: RateLimiter;
  settings: SlackSettings;
  clock: Clock;
  articleUrl: ArticleUrl;
  openAttachment: OpenAttachmentAnywhere;
  /** Fails before the app was first connected. */
  identity(): SlackIdentity;
  /** Whether staff work in this channel: nobody there is a customer. */
  isStaffPlace(channel: string): boolean;
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
  tellsDeletes: true,
  maxTextLength: MAX_TEXT_LENGTH,
  maxFileBytes: MAX_FILE_BYTES,
};

/** The customers' part of the app. */
export function createSlackCustomers(options: SlackCustomersOptions): SlackCustomers {
  const { api, files, settings, identity, isStaffPlace, reportError } = options;
  const reception = createReception({ ...options, helpChannels: settings.helpChannels });
  const sender = createSender({ ...options, botUserId: () => identity().botUserId });

  const takeRawMessage = async (raw: unknown): Promise<void> => {
    const event = readMessageEvent(raw);
    if (event !== undefined && !isStaffPlace(event.channel)) await reception.takeMessage(event);
  };
  const takeReaction = async (raw: unknown, eventId: string): Promise<void> => {
    const reaction = readReaction(raw);
    if (reaction !== undefined && !isStaffPlace(reaction.item.channel)) await reception.takeReaction(reaction, eventId);
  };
  return {
    channel: {
      name: 'slack',
      capabilities: CAPABILITIES,
      start: async (accept) => reception.open(accept),
      send: sender.send,
      edit: sender.edit,
      remove: sender.remove,
      showTyping: createTypingSign({ api, reportError }),
      openAttachment: ({ key }) => files.open(key),
      stop: async () => {},
    },
    register(app) {
      app.event('message', ({ event }) => takeRawMessage(event));
      app.event('app_mention', ({ event }) => takeRawMessage(event));
      app.event('reaction_added', ({ event, body }) => takeReaction(event, body.event_id));
      app.event('reaction_removed', ({ event, body }) => takeReaction(event, body.event_id));
      app.action({ type: 'block_actions', action_id: BUTTON_IDS }, async ({ body }) => {
        const press = readPress(body);
        if (press !== undefined) await reception.takePress(press);
      });
      for (const [name, request] of COMMANDS) {
        app.command(name, async ({ command }) => {
          const { user_id: user, trigger_id: id, text = '' } = COMMAND.safeParse(command).data ?? {};
          if (user && id) await reception.takeRequest({ user, id, request, argument: text.trim() });
        });
      }
    },
  };
}

const COMMAND = z.object({ user_id: z.string(), trigger_id: z.string(), text: z.string().optional() });
