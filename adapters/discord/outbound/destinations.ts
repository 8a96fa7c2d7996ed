import { Routes } from 'discord.js';
import type { ConversationAddress } from '../../../src/domain/inbound.ts';
import type { OutgoingMessage } from '../../../src/domain/message.ts';
import type { PhrasesIn } from '../../shared/presentation.ts';
import type { DiscordApi } from '../discord-api.ts';
import { DiscordFailure, isRefusal } from '../discord-failure.ts';
import type { DiscordCache } from '../inbound/cache.ts';
import { createContentReader } from '../inbound/message-content.ts';
import { type DiscordMessage, discordMessage } from '../inbound/message-wire.ts';
import { nameOf, readText, toThreadName } from '../inbound/names.ts';
import { discordChannel } from '../inbound/wire.ts';
import { fromMessageKey, type MessageLocation } from '../keys.ts';
import type { DiscordRecords } from '../records.ts';

/** Where a conversation's messages go. */
export interface Destination {
  channelId: string;
  /** The question to reply to, where the bot may open no thread for it. */
  replyTo?: string;
}

export interface Destinations {
  /**
   * Where a conversation's next message goes. A question in a channel gets its thread first; where Discord refuses one, for
   * whatever reason but that the question is gone, the message goes to the channel.
   * @throws DiscordFailure
   */
  finish(to: ConversationAddress, message: Pick<OutgoingMessage, 'replyToKey' | 'locale'>): Promise<Destination>;
  /** The channel of a question, where the bot may not write in its thread; undefined where the customer goes on in the thread. */
  besideThread(to: ConversationAddress, message: Pick<OutgoingMessage, 'replyToKey'>): Destination | undefined;
  /** From now on this is where a conversation's messages go. */
  settle(conversationKey: string, destination: Destination): void;
  /** The same as far as it is known. */
  known(conversationKey: string): Destination;
}

const NO_NAMES = { channel: () => undefined, role: () => undefined };

/** A thread to be opened on a question. */
interface NewThread extends MessageLocation {
  botId: string;
  locale: string;
}

export function createDestinations(options: {
  api: DiscordApi;
  cache: DiscordCache;
  records: DiscordRecords;
  phrasesIn: PhrasesIn;
}): Destinations {
  const { api, cache, records } = options;
  const openThread = createThreadOpener(options);
  const hasThread = async (questionId: string): Promise<boolean> => {
    try {
      return (await api.ask(discordChannel, 'GET', Routes.channel(questionId))).id === questionId;
    } catch (error) {
      if (isRefused(error)) return false;
      throw error;
    }
  };
  const finishQuestion = async (thread: NewThread): Promise<Destination> => {
    const { channelId, messageId } = thread;
    try {
      await openThread(thread);
      return { channelId: messageId };
    } catch (error) {
      if (!isRefused(error)) throw error;
      // Not its own words: whoever deletes a question with a thread leaves the thread.
      if (isRefusal(error, 'threadExists') || (await hasThread(messageId))) return { channelId: messageId };
      if (isRefusal(error, 'unknownMessage')) throw error;
      return { channelId, replyTo: messageId };
    }
  };

  return {
    settle: (conversationKey, destination) => void cache.destinations.set(conversationKey, destination),
    besideThread({ conversationKey }, { replyToKey }) {
      if (replyToKey === undefined) return undefined;
      const { channelId, messageId } = fromMessageKey(replyToKey);
      const isInThread = cache.destinations.get(conversationKey)?.channelId === channelId;
      return channelId === conversationKey || isInThread ? undefined : { channelId, replyTo: messageId };
    },
    known: (conversationKey) => cache.destinations.get(conversationKey) ?? { channelId: conversationKey },
    async finish({ conversationKey, account }, { replyToKey, locale }) {
      const known = cache.destinations.get(conversationKey);
      if (known !== undefined) return known;
      const channelId = replyToKey === undefined ? conversationKey : fromMessageKey(replyToKey).channelId;
      if (channelId === conversationKey) return { channelId };
      const messageId = (await records.repostOf(conversationKey)) ?? conversationKey;
      if (channelId === messageId) return { channelId };
      const found = await finishQuestion({ channelId, messageId, botId: account, locale });
      cache.destinations.set(conversationKey, found);
      return found;
    },
  };
}

/** Opens the thread of a question and brings the asker in. Fails with DiscordFailure. */
function createThreadOpener({ api, cache, records, phrasesIn }: Parameters<typeof createDestinations>[0]) {
  /** Undefined where the bot may not read it again. */
  const readQuestion = async ({ channelId, messageId }: MessageLocation): Promise<DiscordMessage | undefined> => {
    try {
      return await api.ask(discordMessage, 'GET', Routes.channelMessage(channelId, messageId));
    } catch (error) {
      if (isRefused(error) && !isRefusal(error, 'unknownMessage')) return undefined;
      throw error;
    }
  };
  const open = ({ channelId, messageId }: MessageLocation, name: string): Promise<void> =>
    api.tell('POST', Routes.threads(channelId, messageId), { body: { name } });
  /** So that the asker's app shows the thread, and tells of answers. */
  const bringIn = async (userId: string, threadId: string): Promise<void> => {
    try {
      await api.tell('PUT', Routes.threadMembers(threadId, userId));
    } catch (error) {
      // The answer is on the question all the same.
      if (!(error instanceof DiscordFailure)) throw error;
    }
  };
  return async (thread: NewThread): Promise<void> => {
    const { messageId, botId, locale } = thread;
    const question = await readQuestion(thread);
    const neutralName = phrasesIn(locale).thread_name;
    const name = question && nameFor(question, botId);
    await open(thread, name ?? neutralName).catch((error: unknown) => {
      if (!isRefused(error) || isRefusal(error, ...WHATEVER_ITS_NAME)) throw error;
      // Words of the question may be such as the server or Discord lets no thread be named by.
      return open(thread, neutralName);
    });
    const author = cache.authors.get(messageId);
    const known = author === 'bot' ? undefined : author?.key;
    const asker = (await records.askerOf(messageId)) ?? known ?? question?.author.id;
    if (asker !== undefined) await bringIn(asker, messageId);
  };
}

/** After its words, or those that it passes on or answers. */
function nameFor(question: DiscordMessage, botId: string): string {
  const readContent = createContentReader({ botId, names: NO_NAMES });
  const { enclosures } = readContent(question, { answersWithin: false, postTitle: undefined });
  const words = [readText(question, botId, NO_NAMES), ...enclosures.map(({ text }) => text)];
  return toThreadName(words.find((text) => text !== '') ?? '', nameOf(question.author));
}

/** Reasons for refusing a thread that another name changes nothing about. */
const WHATEVER_ITS_NAME = [
  ...(['threadExists', 'tooManyThreads', 'unknownMessage', 'unknownChannel'] as const),
  ...(['missingPermissions', 'missingAccess', 'invalidChannelType'] as const),
];

function isRefused(error: unknown): boolean {
  return error instanceof DiscordFailure && error.code === 'refused';
}
