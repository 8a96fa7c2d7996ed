/** Which conversation something on Discord belongs to, if it is the desk's concern at all. */

import type { DiscordRecords } from '../records.ts';
import type { ChannelDirectory, DiscordChannelInfo } from './channel-directory.ts';
import type { DiscordMessage } from './message-wire.ts';

export interface Conversations {
  /** The conversation of a message in a channel; undefined for what people say among themselves. */
  ofMessage(message: DiscordMessage, channelInfo: DiscordChannelInfo): Promise<string | undefined>;
  /** The conversation of an answer that stands in a channel, as far as it is remembered. */
  ofReply(messageId: string): Promise<string | undefined>;
  /** The conversation of a direct message or a thread. */
  ofPlace(channelInfo: DiscordChannelInfo): Promise<string>;
  /**
   * The conversation of what was done to a message of which only the id is told. @throws DiscordFailure
   */
  ofMessageId(message: { id: string; channelId: string; isInServer: boolean }): Promise<string | undefined>;
  /** Whether the desk has taken in anything of it. */
  hasBegun(conversationKey: string): Promise<boolean>;
  /** Whether every message in it is a question. */
  isHelpChannel(channelInfo: DiscordChannelInfo): boolean;
}

export interface ConversationsOptions {
  botId: string;
  directory: ChannelDirectory;
  records: DiscordRecords;
  /** Whether the desk has a conversation of this name. */
  hasConversation(conversationKey: string): Promise<boolean>;
  /** Names or ids. */
  helpChannels: string[];
}

/**
 * A direct message is one conversation, and so is a thread that the bot opened or was brought into. In a channel, each question
 * (a mention of the bot, or anything in a help channel) is the first message of a thread, which has the question's id.
 */
export function createConversations(options: ConversationsOptions): Conversations {
  const { botId, directory, records, hasConversation } = options;
  const helpChannels = new Set(options.helpChannels.map((channel) => channel.replace(/^#/, '')));

  const isHelpChannel = ({ id, name, kind }: DiscordChannelInfo): boolean =>
    (kind === 'channel' || kind === 'forum') && (helpChannels.has(id) || helpChannels.has(name));
  /** A thread is named after its question, unless that was posted again. */
  const ofPlace = async ({ id }: DiscordChannelInfo): Promise<string> => (await records.conversationOf(id)) ?? id;
  const isOurThread = async (thread: DiscordChannelInfo): Promise<boolean> => {
    const parent = thread.parentId === undefined ? undefined : directory.known(thread.parentId);
    const isPost = parent?.kind === 'forum' && isHelpChannel(parent);
    return thread.isJoined || isPost || (await hasConversation(await ofPlace(thread)));
  };
  /** The conversation that goes on with a reply to an answer in a channel. */
  const continuedBy = async ({ referenced_message: answered }: DiscordMessage): Promise<string | undefined> => {
    if (answered?.author?.id !== botId) return undefined;
    return (await records.conversationOf(answered.id)) ?? answered.message_reference?.message_id;
  };

  return {
    hasBegun: hasConversation,
    isHelpChannel,
    ofReply: records.conversationOf,
    ofPlace,
    async ofMessage(message, channelInfo) {
      if (channelInfo.kind === 'direct') return channelInfo.id;
      const isAddressed = message.mentions?.some(({ id }) => id === botId) ?? false;
      if (channelInfo.kind === 'thread')
        return isAddressed || (await isOurThread(channelInfo)) ? ofPlace(channelInfo) : undefined;
      const continued = await continuedBy(message);
      if (continued !== undefined) return continued;
      const isQuestion = isAddressed || isHelpChannel(channelInfo) || (await hasConversation(message.id));
      return isQuestion ? message.id : undefined;
    },
    async ofMessageId({ id, channelId, isInServer }) {
      const channelInfo = await directory.find(channelId, isInServer);
      if (channelInfo.kind === 'direct') return channelInfo.id;
      if (channelInfo.kind === 'thread') return (await isOurThread(channelInfo)) ? ofPlace(channelInfo) : undefined;
      return (await records.conversationOf(id)) ?? ((await hasConversation(id)) ? id : undefined);
    },
  };
}
