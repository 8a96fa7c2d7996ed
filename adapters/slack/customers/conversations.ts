import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../src/ports/clock.ts';
import { activityOf, type MessageEvent } from '../message-events.ts';
import { mentionsIn } from '../message-text.ts';
import { isRefusedWith, type SlackApi } from '../slack-api.ts';
import type { SlackLocation } from '../slack-files.ts';

const MOST_CHANNELS = 2_000;
const MOST_THREADS = 10_000;
/** So long does a channel that was renamed still count by its old name. */
const NAMES_KEPT_MS = 10 * 60_000;
/** An event waits for the answer. */
const NAME_TIMEOUT_MS = 1_500;
const THREAD_TIMEOUT_MS = 2_000;
const ID = /^[CG][A-Z0-9]{7,}$/;

/**
 * The conversation's key for a location: all of a direct message is one conversation, elsewhere each thread is one. (A direct message's
 * threads belong to it too: who answers an agent in a thread is still talking to that agent.)
 */
export function conversationKeyOf(channel: string, thread: string): string {
  return isDirect(channel) ? channel : `${channel}:${thread}`;
}

/** Where a conversation is. */
export function locationOf(conversationKey: string): SlackLocation {
  const [channel = '', thread] = conversationKey.split(':');
  return { channel, thread };
}

/** Whether a channel is a direct message with the app. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

/** Tells which messages are meant for the bot, and where they belong. */
export interface Questions {
  /** The conversation a message belongs to; undefined for one that is not meant for the bot. Rejects when Slack cannot be asked now. */
  conversationOf(event: MessageEvent): Promise<string | undefined>;
}

/** Meant for the bot is what is written to it directly, mentions it, stands in a help channel, or in a thread it takes part in. */
export function createQuestions(options: {
  api: SlackApi;
  clock: Clock;
  /** Names or ids. */
  helpChannels: readonly string[];
  threads: Threads;
  botUserId(): string;
}): Questions {
  const { api, clock, threads, botUserId } = options;
  const helpChannels = options.helpChannels.map((channel) => channel.replace(/^#/, ''));
  const needsNames = helpChannels.some((channel) => !ID.test(channel));
  const names = new LRUCache<string, { name: string; until: number }>({ max: MOST_CHANNELS });

  const nameOf = async (channel: string): Promise<string> => {
    const known = names.get(channel);
    if (known !== undefined && known.until > clock.now()) return known.name;
    const info = await api.call('conversations.info', { channel }, { timeoutMs: NAME_TIMEOUT_MS });
    const name = info.channel.name ?? '';
    names.set(channel, { name, until: clock.now() + NAMES_KEPT_MS });
    return name;
  };
  const isHelpChannel = async (channel: string): Promise<boolean> =>
    helpChannels.includes(channel) || (needsNames && helpChannels.includes(await nameOf(channel)));
  const isMeant = async (event: MessageEvent): Promise<boolean> => {
    const { channel, ts, thread, text, textBefore } = event;
    // Whoever begins a huddle in a channel asks the desk nothing.
    if (activityOf(event) !== undefined && !isDirect(channel) && thread === ts) return false;
    const mentioned = [...mentionsIn(text), ...mentionsIn(textBefore)];
    if (isDirect(channel) || mentioned.includes(botUserId()) || (await isHelpChannel(channel))) return true;
    return thread !== ts && (await threads.takesPart(channel, thread));
  };
  return {
    async conversationOf(event) {
      if (!(await isMeant(event))) return undefined;
      if (event.kind === 'message') threads.join(event.channel, event.thread);
      return conversationKeyOf(event.channel, event.thread);
    },
  };
}

/** Which threads the bot takes part in: those where it was asked, or has written. */
export interface Threads {
  join(channel: string, thread: string): void;
  /** Rejects when Slack cannot be asked now. */
  takesPart(channel: string, thread: string): Promise<boolean>;
  /** The thread in which a message stands, its own if it is in none. Rejects when Slack cannot be asked now. */
  threadOf(channel: string, ts: string): Promise<string>;
}

/** Remembers what it was told and has asked; of what began in another process, or before, the desk knows. */
export function createThreads(options: {
  api: SlackApi;
  botUserId(): string;
  hasConversation(conversationKey: string): Promise<boolean>;
}): Threads {
  const { api, botUserId, hasConversation } = options;
  const known = new LRUCache<string, boolean>({ max: MOST_THREADS });
  const threadOfMessage = new LRUCache<string, string>({ max: MOST_THREADS });
  const keyOf = (channel: string, ts: string): string => `${channel}:${ts}`;

  const look = async (channel: string, thread: string): Promise<boolean> => {
    const { messages } = await api.call(
      'conversations.replies',
      { channel, ts: thread, limit: 200 },
      { timeoutMs: THREAD_TIMEOUT_MS },
    );
    const bot = botUserId();
    return messages.some(({ user, text }) => user === bot || mentionsIn(text ?? '').includes(bot));
  };
  return {
    join: (channel, thread) => known.set(keyOf(channel, thread), true),
    async takesPart(channel, thread) {
      const key = keyOf(channel, thread);
      if (known.get(key) === true || (await hasConversation(conversationKeyOf(channel, thread)))) return true;
      const answer = known.get(key) ?? (await look(channel, thread).catch(noWhereHidden));
      known.set(key, answer);
      return answer;
    },
    async threadOf(channel, ts) {
      const key = keyOf(channel, ts);
      const remembered = threadOfMessage.get(key);
      if (remembered !== undefined) return remembered;
      const values = { channel, ts, limit: 1, inclusive: true, oldest: ts };
      const { messages } = await api.call('conversations.replies', values, { timeoutMs: THREAD_TIMEOUT_MS });
      const message = messages.find((other) => other.ts === ts) ?? messages[0];
      const thread = message?.thread_ts ?? ts;
      threadOfMessage.set(key, thread);
      return thread;
    },
  };
}

/** Where the bot may not look, it has not been. */
function noWhereHidden(error: unknown): boolean {
  if (isRefusedWith(error, 'not_in_channel', 'channel_not_found', 'thread_not_found', 'missing_scope')) return false;
  throw error;
}

const MOST_KEPT = 10_000;
/** Slack waits three seconds for a command. */
const OPENING_TIMEOUT_MS = 2_000;

/** The direct message with each person: commands are answered there, wherever they were typed. */
export function createDirectMessages(api: SlackApi): { with(userId: string): Promise<string> } {
  const known = new LRUCache<string, string>({ max: MOST_KEPT });
  return {
    async with(userId) {
      const opened = known.get(userId);
      if (opened !== undefined) return opened;
      const { channel } = await api.call('conversations.open', { users: userId }, { timeoutMs: OPENING_TIMEOUT_MS });
      known.set(userId, channel.id);
      return channel.id;
    },
  };
}
