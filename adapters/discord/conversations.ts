/** Which conversation something on Discord belongs to, if it is the desk's concern at all. */

import type { Memory } from './memory.ts';
import type { DiscordPlace, Places } from './places.ts';
import type { DiscordMessage } from './wire.ts';

export interface Conversations {
  /** The conversation of a message in a place; undefined for what people say among themselves. */
  ofMessage(message: DiscordMessage, place: DiscordPlace): string | undefined;
  /**
   * The conversation of what was done to a message of which only the id is told. @throws DiscordFailure
   */
  ofMessageId(message: { id: string; channelId: string; isInServer: boolean }): Promise<string | undefined>;
  /** Whether every message in it is a question. */
  isHelpChannel(place: DiscordPlace): boolean;
}

export interface ConversationsOptions {
  botId: string;
  places: Places;
  memory: Memory;
  /** Names or ids. */
  helpChannels: string[];
}

/**
 * A direct message is one conversation, and so is a thread that the bot opened or was brought into. In a channel, each question
 * (a mention of the bot, or anything in a help channel) is the first message of a thread, which has the question's id.
 */
export function createConversations(options: ConversationsOptions): Conversations {
  const { botId, places, memory } = options;
  const helpChannels = new Set(options.helpChannels.map((channel) => channel.replace(/^#/, '')));

  const isHelpChannel = ({ id, name, kind }: DiscordPlace): boolean =>
    (kind === 'channel' || kind === 'forum') && (helpChannels.has(id) || helpChannels.has(name));
  const isOurThread = (thread: DiscordPlace): boolean => {
    const parent = thread.parentId === undefined ? undefined : places.known(thread.parentId);
    const isPost = parent?.kind === 'forum' && isHelpChannel(parent);
    return thread.isJoined || isPost || memory.conversations.get(thread.id) === true;
  };
  const remembered = (key: string): string => {
    memory.conversations.set(key, true);
    return key;
  };

  return {
    isHelpChannel,
    ofMessage(message, place) {
      if (place.kind === 'direct') return place.id;
      const isAddressed = message.mentions.some(({ id }) => id === botId);
      if (place.kind === 'thread') return isAddressed || isOurThread(place) ? remembered(place.id) : undefined;
      const { referenced_message: answered } = message;
      const continued = answered?.author.id === botId ? answered.message_reference?.message_id : undefined;
      if (continued !== undefined) return remembered(continued);
      const isQuestion = isAddressed || isHelpChannel(place) || memory.conversations.get(message.id) === true;
      return isQuestion ? remembered(message.id) : undefined;
    },
    async ofMessageId({ id, channelId, isInServer }) {
      const place = await places.find(channelId, isInServer);
      if (place.kind === 'direct') return place.id;
      if (place.kind === 'thread') return isOurThread(place) ? place.id : undefined;
      return memory.repliesInChannels.get(id) ?? (memory.conversations.get(id) === true ? id : undefined);
    },
  };
}
