import type { CustomerCommand } from '../../../src/domain/customer-commands.ts';
import type { InboundBody } from '../../../src/domain/inbound.ts';
import type { CustomerHistory, OnPublicMessage } from '../../../src/ports/adapter.ts';
import type { Accept } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { createOrder } from '../../shared/in-order.ts';
import { type ContentReader, createContentReader } from '../content/message-content.ts';
import type { SlackIdentity } from '../gateway.ts';
import type { MessageEvent } from '../message-events.ts';
import { emojiOf, toMilliseconds } from '../message-text.ts';
import type { SlackApi } from '../slack-api.ts';
import { createUserDirectory } from '../users.ts';
import type { WireReaction } from '../wire.ts';
import { conversationKeyOf, createDirectMessages, createQuestions, createThreads, isDirect } from './conversations.ts';
import { type ButtonClick, showScore } from './presentation.ts';
import { createPublicTeller } from './public-messages.ts';

export interface EventHandlerOptions {
  api: SlackApi;
  clock: Clock;
  /** Names or ids. */
  helpChannels: readonly string[];
  /** The ids of channels in which people are listened to. */
  listenTo: readonly string[];
  onPublicMessage: OnPublicMessage;
  /** Undefined for a desk that remembers nothing. */
  history?: CustomerHistory | undefined;
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
  takeReaction(reaction: WireReaction, eventId: string): Promise<void>;
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

const USERS_KEPT_MS = 60 * 60_000;
/** An event waits for the answer. */
const USER_TIMEOUT_MS = 1_500;

/** Begins closed: everything rejects, and comes again. */
export function createEventHandler(options: EventHandlerOptions): EventHandler {
  const { api, clock, identity, reportError } = options;
  const botUserId = (): string => identity().botUserId;
  const people = createUserDirectory({ ...options, keptMs: USERS_KEPT_MS, timeoutMs: USER_TIMEOUT_MS });
  const hasConversation = async (conversationKey: string): Promise<boolean> =>
    (await options.history?.hasConversation(identity().teamId, conversationKey)) ?? false;
  const threads = createThreads({ api, botUserId, hasConversation });
  const questions = createQuestions({ ...options, threads, botUserId });
  const nameOf = async (userId: string): Promise<string> => (await people.getOrUnknown(userId)).name;
  const readContent = createContentReader({
    api,
    botUserId,
    account: () => identity().teamId,
    nameOf,
  });
  const directMessages = createDirectMessages(api);
  const inOrder = createOrder();
  const scoresInOrder = createOrder();
  let accept: Accept = () => Promise.reject(new Error('The desk has not started yet'));

  const take = async ({ user, ...occurrence }: Occurrence): Promise<void> => {
    const { name, locale, isBot } = await people.getOrUnknown(user);
    if (isBot) return;
    const customer = { key: user, name, locale };
    await accept({ channel: 'slack', account: identity().teamId, ...occurrence, customer });
  };

  const tellOfPublic = createPublicTeller(options);

  return {
    open(given) {
      accept = given;
    },
    takeMessage: (event) =>
      inOrder(event.channel, async () => {
        const conversationKey = await questions.conversationOf(event);
        if (conversationKey === undefined) return tellOfPublic(event);
        const { user, at } = event;
        const body = await readBody(event, readContent, () => nameOf(botUserId()));
        await take({ eventKey: eventKeyOf(event), conversationKey, user, occurredAt: toMilliseconds(at), body });
      }),
    async takeReaction({ type, item, user, item_user, reaction, event_ts }, eventId) {
      if (item.type !== 'message' || item_user !== botUserId()) return;
      const { channel, ts } = item;
      await inOrder(channel, async () => {
        const thread = isDirect(channel) ? ts : await threads.threadOf(channel, ts);
        await take({
          eventKey: `event-${eventId}`,
          conversationKey: conversationKeyOf(channel, thread),
          user,
          occurredAt: toMilliseconds(event_ts),
          body: { kind: 'reaction', messageKey: ts, emoji: emojiOf(reaction), added: type === 'reaction_added' },
        });
      });
    },
    async takeClick(click) {
      const { channel, ts, user, thread, at, body } = click;
      const conversationKey = conversationKeyOf(channel, thread);
      const eventKey = `action-${at}-${user}`;
      await inOrder(channel, () => take({ eventKey, conversationKey, user, occurredAt: toMilliseconds(at), body }));
      // Not waited for, but in order: of two clicks the later one's score is to show in the end.
      scoresInOrder(`${channel}:${ts}`, () => showScore(api, click)).catch(reportError);
    },
    async takeCommand({ user, id, command, argument }) {
      const eventKey = `command-${id}`;
      const body: InboundBody = { kind: 'command', messageKey: eventKey, command, argument, isPrivate: true };
      const conversationKey = await directMessages.with(user);
      await take({ eventKey, conversationKey, user, occurredAt: clock.now(), body });
    },
  };
}

/** What a message says to the desk. Nothing but the bot's name: whoever calls it wants to know what it can do. */
async function readBody(
  event: MessageEvent,
  readContent: ContentReader,
  botName: () => Promise<string>,
): Promise<InboundBody> {
  const { kind, channel, ts: messageKey } = event;
  if (kind === 'delete') return { kind, messageKey };
  const { text, attachments, passedOnFiles, enclosures, isBareMention } = await readContent(event);
  const content = { attachments: [...attachments, ...passedOnFiles], enclosures };
  if (!isBareMention) return { kind, messageKey, text, ...content };
  if (kind === 'edit') return { kind, messageKey, text: `@${await botName()}`, ...content };
  return { kind: 'command', messageKey, command: 'help', argument: '', isPrivate: isDirect(channel) };
}

/** A mention comes as two events with ids of their own, so that the message's own id has to tell them to be one. */
function eventKeyOf({ kind, channel, ts, at }: MessageEvent): string {
  return kind === 'edit' ? `edit-${channel}-${ts}-${at}` : `${kind}-${channel}-${ts}`;
}
