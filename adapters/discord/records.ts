/** What Discord does not tell again and nothing else of the desk has: it outlives the process. */

import { z } from 'zod';
import type { KeyValueStore } from '../../src/ports/key-values.ts';

/** Who put which emoji on a message. */
export interface Reaction {
  userId: string;
  emoji: string;
}

export interface DiscordRecords {
  /** The conversation of an answer that stands in a channel, for want of a thread; undefined for any other message. */
  conversationOfReply(messageId: string): Promise<string | undefined>;
  noteReply(messageId: string, conversationKey: string): Promise<void>;
  /** Who asked a question that the bot wrote down for them; undefined for any other message. */
  askerOf(questionId: string): Promise<string | undefined>;
  noteAsker(questionId: string, userId: string): Promise<void>;
  /** As Discord has told them so far, the latest of very many: where a moderator clears them, it does not say whose they were. */
  reactionsOn(messageId: string): Promise<Reaction[]>;
  noteReactions(messageId: string, reactions: readonly Reaction[]): Promise<void>;
}

const DAY_MS = 24 * 60 * 60_000;
/** People seldom come back to a message that is older. */
const KEPT_MS = 90 * DAY_MS;

/** So that a message that everybody reacts to costs no more than others. */
const MOST_REACTIONS = 200;

const REACTIONS = z.array(z.object({ userId: z.string(), emoji: z.string() }));

export function createDiscordRecords(keyValues: KeyValueStore): DiscordRecords {
  return {
    conversationOfReply: (messageId) => keyValues.get(`reply:${messageId}`),
    noteReply: (messageId, conversationKey) => keyValues.set(`reply:${messageId}`, conversationKey, KEPT_MS),
    askerOf: (questionId) => keyValues.get(`asker:${questionId}`),
    noteAsker: (questionId, userId) => keyValues.set(`asker:${questionId}`, userId, KEPT_MS),
    async reactionsOn(messageId) {
      const noted = await keyValues.get(`reactions:${messageId}`);
      return noted === undefined ? [] : REACTIONS.parse(JSON.parse(noted));
    },
    async noteReactions(messageId, reactions) {
      const key = `reactions:${messageId}`;
      if (reactions.length === 0) await keyValues.delete(key);
      else await keyValues.set(key, JSON.stringify(reactions.slice(-MOST_REACTIONS)), KEPT_MS);
    },
  };
}
