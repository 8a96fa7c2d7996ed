import type { CustomerCommand } from '../../../src/domain/customer-commands.ts';
import type { InboundBody } from '../../../src/domain/inbound.ts';
import type { Accept } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { createOrder } from '../../shared/in-order.ts';
import { emojiOf } from '../emoji.ts';
import type { SlackIdentity } from '../gateway.ts';
import { createUserDirectory } from '../people.ts';
import type { SlackApi } from '../slack-api.ts';
import { type ButtonClick, showScore } from './clicks.ts';
import { createDirectMessages } from './commands.ts';
import { conversationKeyOf, isDirect } from './conversation-key.ts';
import type { MessageEvent } from './message-events.ts';
import { createMessageReader } from './message-reader.ts';
import { createQuestions } from './questions.ts';
import type { Reaction } from './reactions.ts';
import { createThreads } from './threads.ts';

export interface EventHandlerOptions {
  api: SlackApi;
  clock: Clock;
  /** Names or ids. */
  helpChannels: readonly string[];
  identity(): SlackIdentity;
  reportError(error: unknown): void;
}

/**
 * Takes in what people do. Each resolves once it is durable, or turns out not to be meant for the bot, and what happens in one
 * channel is taken in the order in which it is told.
 */
export interface EventHandler {
  open(accept: Accept): void;
  takeMessage(event: MessageEvent): Promise<void>;
  takeReaction(reaction: Reaction, eventId: string): Promise<void>;
  takeClick(click: ButtonClick): Promise<void>;
  takeCommand(command: { user: string; id: string; command: CustomerCommand; argument: string }): Promise<void>;
}

/** Who did what in which conversation. */
interface Occurrence {
  eventKey: string;
  conversationKey: string;
  user: string;
  occurredAt: number;
  body: InboundBody;
}

/** Begins closed: everything rejects, and comes again. */
export function createEventHandler(options: EventHandlerOptions): EventHandler {
  const { api, clock, identity, reportError } = options;
  const botUserId = (): string => identity().botUserId;
  const people = createUserDirectory(options);
  const threads = createThreads(api, botUserId);
  const questions = createQuestions({ ...options, threads, botUserId });
  const messages = createMessageReader({ people, identity });
  const directMessages = createDirectMessages(api);
  const inOrder = createOrder();
  const scoresInOrder = createOrder();
  let accept: Accept = () => Promise.reject(new Error('The desk has not started yet'));

  const take = async ({ user, ...occurrence }: Occurrence): Promise<void> => {
    const { name, locale, isBot } = await people.get(user);
    if (isBot) return;
    const customer = { key: user, name, locale };
    await accept({ channel: 'slack', account: identity().teamId, ...occurrence, customer });
  };

  return {
    open(given) {
      accept = given;
    },
    takeMessage: (event) =>
      inOrder(event.channel, async () => {
        const conversationKey = await questions.conversationOf(event);
        if (conversationKey === undefined) return;
        const { user, at } = event;
        const body = await messages.bodyOf(event);
        await take({ eventKey: eventKeyOf(event), conversationKey, user, occurredAt: toMilliseconds(at), body });
      }),
    async takeReaction({ item, user, item_user, reaction, event_ts, added }, eventId) {
      if (item_user !== botUserId()) return;
      const { channel, ts } = item;
      await inOrder(channel, async () => {
        const thread = isDirect(channel) ? ts : await threads.threadOf(channel, ts);
        await take({
          eventKey: `event-${eventId}`,
          conversationKey: conversationKeyOf(channel, thread),
          user,
          occurredAt: toMilliseconds(event_ts),
          body: { kind: 'reaction', messageKey: ts, emoji: emojiOf(reaction), added },
        });
      });
    },
    async takeClick(click) {
      const { channel, ts, user, thread, at, body } = click;
      const conversationKey = conversationKeyOf(channel, thread);
      const eventKey = `action-${at}-${user}`;
      await inOrder(channel, () => take({ eventKey, conversationKey, user, occurredAt: toMilliseconds(at), body }));
      // Not waited for, but in order: of two presses the later one's score is to show in the end.
      scoresInOrder(`${channel}:${ts}`, () => showScore(api, click)).catch(reportError);
    },
    async takeCommand({ user, id, command, argument }) {
      const eventKey = `command-${id}`;
      const body: InboundBody = { kind: 'command', messageKey: eventKey, command, argument };
      const conversationKey = await directMessages.with(user);
      await take({ eventKey, conversationKey, user, occurredAt: clock.now(), body });
    },
  };
}

/** A mention comes as two events with ids of their own, so that the message's own id has to tell them to be one. */
function eventKeyOf({ kind, channel, ts, at }: MessageEvent): string {
  return kind === 'edit' ? `edit-${channel}-${ts}-${at}` : `${kind}-${channel}-${ts}`;
}

function toMilliseconds(timestamp: string): number {
  return Math.floor(Number(timestamp) * 1_000);
}
