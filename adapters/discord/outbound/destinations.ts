import { Routes } from 'discord.js';
import type { ConversationAddress } from '../../../src/domain/inbound.ts';
import type { DiscordApi } from '../discord-api.ts';
import { DiscordFailure, isRefusal } from '../discord-failure.ts';
import type { DiscordCache } from '../inbound/cache.ts';
import { nameOf, readText, toThreadName } from '../inbound/names.ts';
import { discordMessage } from '../inbound/wire.ts';
import { fromMessageKey } from '../keys.ts';
import type { DiscordRecords } from '../records.ts';

/** Where a conversation's messages go. */
export interface Destination {
  channelId: string;
  /** The question to reply to, where the bot may open no thread for it. */
  replyTo?: string;
}

export interface Destinations {
  /**
   * Where a conversation's next message goes. A question in a channel gets its thread first; `latestKey` is the key of the
   * customer's latest message.
   * @throws DiscordFailure
   */
  finish(to: ConversationAddress, latestKey: string | undefined): Promise<Destination>;
  /** The same as far as it is known. */
  known(conversationKey: string): Destination;
}

const NO_NAMES = { channel: () => undefined, role: () => undefined };

export function createDestinations(options: {
  api: DiscordApi;
  cache: DiscordCache;
  records: DiscordRecords;
}): Destinations {
  const { api, cache, records } = options;
  const finishQuestion = async (questionId: string, channelId: string, botId: string): Promise<Destination> => {
    try {
      await openThread(questionId, channelId, botId);
      return { channelId: questionId };
    } catch (error) {
      // Not its own words: whoever deletes a question with a thread leaves the thread.
      if (isRefusal(error, 'threadExists', 'unknownMessage')) return { channelId: questionId };
      if (isRefusal(error, 'missingPermissions', 'missingAccess', 'invalidChannelType'))
        return { channelId, replyTo: questionId };
      throw error;
    }
  };
  const openThread = async (questionId: string, channelId: string, botId: string): Promise<void> => {
    const question = await api.ask(discordMessage, 'GET', Routes.channelMessage(channelId, questionId));
    const text = readText(question, botId, NO_NAMES);
    const name = toThreadName(text, nameOf(question.author));
    await api.tell('POST', Routes.threads(channelId, questionId), { body: { name } });
    await bringIn((await records.askerOf(questionId)) ?? question.author.id, questionId);
  };

  /** So that the asker's app shows the thread, and tells of answers. */
  const bringIn = async (userId: string, threadId: string): Promise<void> => {
    try {
      await api.tell('PUT', Routes.threadMembers(threadId, userId));
    } catch (error) {
      // The answer is on the question all the same.
      if (!(error instanceof DiscordFailure)) throw error;
    }
  };

  return {
    known: (conversationKey) => cache.destinations.get(conversationKey) ?? { channelId: conversationKey },
    async finish({ conversationKey, account }, latestKey) {
      const known = cache.destinations.get(conversationKey);
      if (known !== undefined) return known;
      const channelId = latestKey === undefined ? conversationKey : fromMessageKey(latestKey).channelId;
      if (channelId === conversationKey) return { channelId };
      const found = await finishQuestion(conversationKey, channelId, account);
      cache.destinations.set(conversationKey, found);
      return found;
    },
  };
}
