/** Reactions in the desk's terms. */

import type { InboundEvent } from '../../../src/domain/inbound.ts';
import { toMessageKey } from '../keys.ts';
import type { DiscordCache } from './cache.ts';
import type { Conversations } from './conversations.ts';
import { nameOf } from './names.ts';
import { type DiscordEmoji, type ReactionChange, reactionChange } from './wire.ts';

export interface ReactionReaderOptions {
  botId: string;
  conversations: Conversations;
  cache: DiscordCache;
  now(): number;
  toEvent(parts: Omit<InboundEvent, 'channel' | 'account'>): InboundEvent;
  /** @throws DiscordFailure */
  nameOfId(userId: string): Promise<string>;
}

export interface ReactionReader {
  /** What an event about reactions means to the desk; `eventKey` names the event. @throws DiscordFailure, ZodError */
  read(name: string, data: unknown, eventKey: string): Promise<InboundEvent[]>;
}

type Reaction = { userId: string; emoji: string };

/** Reads those on the bot's messages. Those that a moderator clears are taken back one by one, as far as they are remembered. */
export function createReactionReader(options: ReactionReaderOptions): ReactionReader {
  const { botId, conversations, cache, now, toEvent, nameOfId } = options;

  const toReactions = async (
    change: ReactionChange,
    reactions: Reaction[],
    added: boolean,
    eventKey: string,
  ): Promise<InboundEvent[]> => {
    const { message_id: messageId, channel_id: channelId, guild_id } = change;
    const conversationKey = await conversations.ofMessageId({
      id: messageId,
      channelId,
      isInServer: guild_id !== undefined,
    });
    if (conversationKey === undefined) return [];
    return Promise.all(
      reactions.map(async ({ userId, emoji }, index) =>
        toEvent({
          conversationKey,
          eventKey: index === 0 ? eventKey : `${eventKey}-${index}`,
          occurredAt: now(),
          customer: { key: userId, name: await nameOfId(userId), locale: undefined },
          body: { kind: 'reaction', messageKey: toMessageKey({ channelId, messageId }), emoji, added },
        }),
      ),
    );
  };
  /** Changes what is remembered of a message's reactions; returns those that are gone. */
  const forget = (messageId: string, isGone: (reaction: Reaction) => boolean): Reaction[] => {
    const present = cache.reactions.get(messageId) ?? [];
    cache.reactions.set(
      messageId,
      present.filter((reaction) => !isGone(reaction)),
    );
    return present.filter(isGone);
  };
  const readOne = (change: ReactionChange, added: boolean, eventKey: string): Promise<InboundEvent[]> | [] => {
    const { message_id, user_id: userId, member } = change;
    if (userId === undefined || userId === botId || member?.user?.bot) return [];
    if (change.message_author_id !== undefined && change.message_author_id !== botId) return [];
    if (member?.user !== undefined) cache.names.set(userId, nameOf(member.user, member.nick));
    const reaction = { userId, emoji: toEmoji(change.emoji) };
    forget(message_id, (other) => other.userId === userId && other.emoji === reaction.emoji);
    if (added) cache.reactions.set(message_id, [...(cache.reactions.get(message_id) ?? []), reaction]);
    return toReactions(change, [reaction], added, eventKey);
  };

  return {
    async read(name, data, eventKey) {
      const change = reactionChange.parse(data);
      if (name === 'MESSAGE_REACTION_ADD') return readOne(change, true, eventKey);
      if (name === 'MESSAGE_REACTION_REMOVE') return readOne(change, false, eventKey);
      const cleared = change.emoji && toEmoji(change.emoji);
      const gone = forget(change.message_id, ({ emoji }) => cleared === undefined || cleared === emoji);
      return toReactions(change, gone, false, eventKey);
    },
  };
}

/** An emoji as Unicode, or by its name where it is a server's own. */
function toEmoji(emoji: DiscordEmoji | undefined): string {
  const name = emoji?.name ?? '';
  return emoji?.id ? `:${name}:` : name;
}
