/** What Discord does not tell again and nothing else of the desk has: it outlives the process. */

import { z } from 'zod';
import type { KeyValueStore } from '../../src/ports/key-values.ts';

/** Who put which emoji on a message. */
export interface Reaction {
  userId: string;
  emoji: string;
}

/** A file as it stands on Discord, and the desk's name of where it came from. */
export interface PostedFile {
  id: string;
  source: string;
}

export interface DiscordRecords {
  /**
   * The conversation of a message in a channel, or of a thread, that is not named after it: an answer for which there was no
   * thread, a question that was posted again. Undefined for any other.
   */
  conversationOf(messageOrThreadId: string): Promise<string | undefined>;
  noteConversation(messageOrThreadId: string, conversationKey: string): Promise<void>;
  /** The message in which a webhook posted somebody's message again; undefined where none did. */
  repostOf(messageId: string): Promise<string | undefined>;
  /** The message that a webhook's message has the words of; undefined for any other. */
  originalOf(repostId: string): Promise<string | undefined>;
  noteRepost(messageId: string, repostId: string): Promise<void>;
  /** Who asked a question that the bot wrote down for them; undefined for any other message. */
  askerOf(questionId: string): Promise<string | undefined>;
  noteAsker(questionId: string, userId: string): Promise<void>;
  /** The files of a message of the bot's; undefined where it had none, or they are not remembered any more. */
  filesOf(messageId: string): Promise<PostedFile[] | undefined>;
  noteFiles(messageId: string, files: readonly PostedFile[]): Promise<void>;
  /** As Discord has told them so far, the latest of very many: where a moderator clears them, it does not say whose they were. */
  reactionsOn(messageId: string): Promise<Reaction[]>;
  noteReactions(messageId: string, reactions: readonly Reaction[]): Promise<void>;
}

const DAY_MS = 24 * 60 * 60_000;
/** People seldom come back to a message that is older. */
const KEPT_MS = 90 * DAY_MS;

/** So that a message that everybody reacts to costs no more than others. */
const MOST_REACTIONS = 200;

const FILES = z.array(z.object({ id: z.string(), source: z.string() }));
const REACTIONS = z.array(z.object({ userId: z.string(), emoji: z.string() }));

export function createDiscordRecords(keyValues: KeyValueStore): DiscordRecords {
  return {
    conversationOf: (id) => keyValues.get(`reply:${id}`),
    noteConversation: (id, conversationKey) => keyValues.set(`reply:${id}`, conversationKey, KEPT_MS),
    repostOf: (messageId) => keyValues.get(`repost:${messageId}`),
    originalOf: (repostId) => keyValues.get(`original:${repostId}`),
    async noteRepost(messageId, repostId) {
      await keyValues.set(`original:${repostId}`, messageId, KEPT_MS);
      await keyValues.set(`repost:${messageId}`, repostId, KEPT_MS);
    },
    askerOf: (questionId) => keyValues.get(`asker:${questionId}`),
    noteAsker: (questionId, userId) => keyValues.set(`asker:${questionId}`, userId, KEPT_MS),
    async filesOf(messageId) {
      const noted = await keyValues.get(`files:${messageId}`);
      return noted === undefined ? undefined : FILES.parse(JSON.parse(noted));
    },
    noteFiles: (messageId, files) => keyValues.set(`files:${messageId}`, JSON.stringify(files), KEPT_MS),
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
