/** Which conversation something on Discord belongs to, if it is the desk's concern at all. */

import type { DiscordCache } from './cache.ts';
import type { ChannelDirectory, DiscordChannelInfo } from './channel-directory.ts';
import type { DiscordMessage } from './wire.ts';

export interface Conversations {
  /** The conversation of a message in a channel; undefined for what people say among themselves. */
  ofMessage(message: DiscordMessage, channelInfo: DiscordChannelInfo): string | undefined;
  /**
   * The conversation of what was done to a message of which only the id is told. @throws DiscordFailure
   */
  ofMessageId(message: { id: string; channelId: string; isInServer: boolean }): Promise<string | undefined>;
  /** Whether every message in it is a question. */
  isHelpChannel(channelInfo: DiscordChannelInfo): boolean;
}

export interface ConversationsOptions {
  botId: string;
  directory: ChannelDirectory;
  cache: DiscordCache;
  /** Names or ids. */
  helpChannels: string[];
}

/**
 * A direct message is one conversation, and so is a thread that the bot opened or was brought into. In a channel, each question
 * (a mention of the bot, or anything in a help channel) is the first message of a thread, which has the question's id.
 */
export function createConversations(options: ConversationsOptions): Conversations {
  const { botId, directory, cache } = options;
  const helpChannels = new Set(options.helpChannels.map((channel) => channel.replace(/^#/, '')));

  const isHelpChannel = ({ id, name, kind }: DiscordChannelInfo): boolean =>
    (kind === 'channel' || kind === 'forum') && (helpChannels.has(id) || helpChannels.has(name));
  const isOurThread = (thread: DiscordChannelInfo): boolean => {
    const parent = thread.parentId === undefined ? undefined : directory.known(thread.parentId);
    const isPost = parent?.kind === 'forum' && isHelpChannel(parent);
    return thread.isJoined || isPost || cache.conversations.get(thread.id) === true;
  };
  const remembered = (key: string): string => {
    cache.conversations.set(key, true);
    return key;
  };

  return {
    isHelpChannel,
    ofMessage(message, channelInfo) {
      if (channelInfo.kind === 'direct') return channelInfo.id;
      const isAddressed = message.mentions.some(({ id }) => id === botId);
      if (channelInfo.kind === 'thread')
        return isAddressed || isOurThread(channelInfo) ? remembered(channelInfo.id) : undefined;
      const { referenced_message: answered } = message;
      const continued = answered?.author.id === botId ? answered.message_reference?.message_id : undefined;
      if (continued !== undefined) return remembered(continued);
      const isQuestion = isAddressed || isHelpChannel(channelInfo) || cache.conversations.get(message.id) === true;
      return isQuestion ? remembered(message.id) : undefined;
    },
    async ofMessageId({ id, channelId, isInServer }) {
      const channelInfo = await directory.find(channelId, isInServer);
      if (channelInfo.kind === 'direct') return channelInfo.id;
      if (channelInfo.kind === 'thread') return isOurThread(channelInfo) ? channelInfo.id : undefined;
      return cache.repliesInChannels.get(id) ?? (cache.conversations.get(id) === true ? id : undefined);
    },
  };
}
