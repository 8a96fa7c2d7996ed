import { Routes } from 'discord.js';
import type { Clock } from '../../../src/ports/clock.ts';
import { wait } from '../../shared/wait.ts';
import type { DiscordApi } from '../discord-api.ts';
import { DiscordFailure } from '../discord-failure.ts';
import { compareSnowflakes, snowflakeAt } from '../keys.ts';
import type { ChannelDirectory, DiscordChannelInfo } from './channel-directory.ts';
import type { Conversations } from './conversations.ts';
import { type DiscordMessage, discordMessage, discordMessages } from './message-wire.ts';

export interface CatchUpOptions {
  api: DiscordApi;
  clock: Clock;
  directory: ChannelDirectory;
  conversations: Conversations;
  /** Epoch milliseconds. */
  since: number;
  activeConversations: string[];
  /** Told of a message that cannot be read; the others are. */
  reportUnreadable(cause: unknown): void;
}

/** Clocks differ, and what is read twice is told apart by its key. */
const OVERLAP_MS = 60_000;
const PAGE_SIZE = 100;
const AT_ONCE = 5;

/**
 * What people wrote since a time in help channels, the bot's open threads and conversations that were active, oldest first: whoever
 * takes them in that order and is interrupted finds the rest the next time.
 * @throws DiscordFailure
 */
export async function findMissedMessages(options: CatchUpOptions): Promise<DiscordMessage[]> {
  const { directory } = options;
  const after = snowflakeAt(options.since - OVERLAP_MS);
  const channelIds = channelsToRead(options).filter((id) => {
    const newest = directory.known(id)?.lastMessageId;
    return newest === undefined || compareSnowflakes(newest, after) > 0;
  });
  const missed: DiscordMessage[] = [];
  for (let start = 0; start < channelIds.length; start += AT_ONCE) {
    const batch = channelIds.slice(start, start + AT_ONCE);
    missed.push(...(await Promise.all(batch.map((id) => readSince(options, id, after)))).flat());
  }
  return missed.sort((a, b) => compareSnowflakes(a.id, b.id));
}

function channelsToRead({ directory, conversations, activeConversations }: CatchUpOptions): string[] {
  const isConcern = (channelInfo: DiscordChannelInfo): boolean => {
    const parent = channelInfo.parentId === undefined ? undefined : directory.known(channelInfo.parentId);
    if (channelInfo.kind === 'thread')
      return channelInfo.isJoined || (parent?.kind === 'forum' && conversations.isHelpChannel(parent));
    return channelInfo.kind === 'channel' && conversations.isHelpChannel(channelInfo);
  };
  const known = directory.all().filter(isConcern);
  return [...new Set([...known.map(({ id }) => id), ...activeConversations])];
}

async function readSince(options: CatchUpOptions, channelId: string, after: string): Promise<DiscordMessage[]> {
  const messages: DiscordMessage[] = [];
  try {
    for (let from = after; ; ) {
      const page = await readPage(options, channelId, from);
      messages.push(...page.flatMap((given) => readOne(options, given)));
      if (page.length < PAGE_SIZE) break;
      from =
        page
          .map(({ id }) => id)
          .sort(compareSnowflakes)
          .at(-1) ?? from;
    }
  } catch (error) {
    // A question without a thread yet, or a channel that is gone or closed to the bot.
    if (!(error instanceof DiscordFailure) || error.code !== 'refused') throw error;
  }
  return messages;
}

function readOne({ reportUnreadable }: CatchUpOptions, given: unknown): DiscordMessage[] {
  const { data, error } = discordMessage.safeParse(given);
  if (data !== undefined) return [data];
  reportUnreadable(error);
  return [];
}

/** Waits as long as Discord asks to. */
async function readPage({ api, clock }: CatchUpOptions, channelId: string, after: string): Promise<{ id: string }[]> {
  const query = { after, limit: String(PAGE_SIZE) };
  while (true) {
    try {
      return await api.ask(discordMessages, 'GET', Routes.channelMessages(channelId), { query });
    } catch (error) {
      if (!(error instanceof DiscordFailure) || error.retryAfterMs === undefined) throw error;
      await wait(clock, error.retryAfterMs);
    }
  }
}
