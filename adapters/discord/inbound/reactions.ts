/** Reactions in the desk's terms. */

import type { InboundEvent } from '../../../src/domain/inbound.ts';
import { toMessageKey } from '../keys.ts';
import type { DiscordRecords, Reaction } from '../records.ts';
import type { DiscordCache } from './cache.ts';
import type { Conversations } from './conversations.ts';
import { nameOf } from './names.ts';
import { type DiscordEmoji, type ReactionChange, reactionChange } from './wire.ts';

export interface ReactionReaderOptions {
  botId: string;
  conversations: Conversations;
  cache: DiscordCache;
  records: DiscordRecords;
  now(): number;
  toEvent(parts: Omit<InboundEvent, 'channel' | 'account'>): InboundEvent;
  /** @throws DiscordFailure */
  nameOfId(userId: string): Promise<string>;
}

export interface ReactionReader {
  /** What an event about reactions means to the desk; `eventKey` names the event. @throws DiscordFailure, ZodError, StoreError */
  read(name: string, data: unknown, eventKey: string): Promise<InboundEvent[]>;
}

/** Reads those on the bot's messages. Those that a moderator clears are taken back one by one, as far as they are remembered. */
export function createReactionReader(options: ReactionReaderOptions): ReactionReader {
  const { botId, conversations, cache, records, now, toEvent, nameOfId } = options;

  const conversationOf = ({ message_id: id, channel_id: channelId, guild_id }: ReactionChange) =>
    conversations.ofMessageId({ id, channelId, isInServer: guild_id });
  const toEvents = (
    { message_id: messageId, channel_id: channelId }: ReactionChange,
    reactions: Reaction[],
    parts: { conversationKey: string; added: boolean; eventKey: string },
  ): Promise<InboundEvent[]> => {
    const { conversationKey, added, eventKey } = parts;
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
  const readOne = async (change: ReactionChange, added: boolean, eventKey: string): Promise<InboundEvent[]> => {
    const { message_id: messageId, user_id: userId, member } = change;
    if (userId === undefined || userId === botId || member?.user?.bot) return [];
    if (change.message_author_id !== undefined && change.message_author_id !== botId) return [];
    const conversationKey = await conversationOf(change);
    if (conversationKey === undefined) return [];
    if (member?.user !== undefined) cache.names.set(userId, nameOf(member.user, member.nick));
    const reaction = { userId, emoji: toEmoji(change.emoji) };
    const others = (await records.reactionsOn(messageId)).filter(
      (other) => other.userId !== userId || other.emoji !== reaction.emoji,
    );
    const events = await toEvents(change, [reaction], { conversationKey, added, eventKey });
    await records.noteReactions(messageId, added ? [...others, reaction] : others);
    return events;
  };
  const readCleared = async (change: ReactionChange, eventKey: string): Promise<InboundEvent[]> => {
    const conversationKey = await conversationOf(change);
    if (conversationKey === undefined) return [];
    const cleared = change.emoji && toEmoji(change.emoji);
    const isGone = ({ emoji }: Reaction) => cleared === undefined || cleared === emoji;
    const present = await records.reactionsOn(change.message_id);
    const events = await toEvents(change, present.filter(isGone), { conversationKey, added: false, eventKey });
    await records.noteReactions(
      change.message_id,
      present.filter((reaction) => !isGone(reaction)),
    );
    return events;
  };

  return {
    async read(name, data, eventKey) {
      const change = reactionChange.parse(data);
      if (name === 'MESSAGE_REACTION_ADD') return readOne(change, true, eventKey);
      if (name === 'MESSAGE_REACTION_REMOVE') return readOne(change, false, eventKey);
      return readCleared(change, eventKey);
    },
  };
}

/** An emoji as Unicode, or by its name where it is a server's own. */
function toEmoji(emoji: DiscordEmoji | undefined): string {
  const name = emoji?.name ?? '';
  return emoji?.id ? `:${name}:` : name;
}
