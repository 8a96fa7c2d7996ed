/**
 * What people write and a webhook posts again. Some servers have bots that take a message away and post its words under another name
 * and picture (PluralKit, Tupperbox): before everybody's eyes it is still that person's message.
 */

import { LRUCache } from 'lru-cache';
import { timeOfSnowflake } from '../keys.ts';
import type { DiscordMessage } from './message-wire.ts';

/** For how long a message may wait to be posted again. */
const WAIT_MS = 60_000;
const MOST_CHANNELS = 1_000;
/** The latest of a channel are looked at. */
const MOST_WAITING = 10;

/** A person's message that may be posted again. */
interface Original {
  message: DiscordMessage;
  /** The webhook's message, once there is one. */
  repostId: string | undefined;
  /** Whether the desk was told so before it was posted again. */
  isDeleted: boolean;
}

/** All of it at once, so that what happens to one message at the same time is seen in one order. */
export interface Reposts {
  note(message: DiscordMessage): void;
  /** Whether it was posted again before: then it is not gone. */
  noteDeletion(channelId: string, messageId: string): boolean;
  /** The message that a webhook's message has the words and files of; undefined where nobody wrote it. */
  noteRepost(repost: DiscordMessage): Original | undefined;
}

/** Begins with nothing remembered. */
export function createReposts(): Reposts {
  const waiting = new LRUCache<string, Original[]>({ max: MOST_CHANNELS });
  const waitingIn = (channelId: string): Original[] => waiting.get(channelId) ?? [];
  return {
    note(message) {
      const all = waitingIn(message.channel_id);
      if (all.some((original) => original.message.id === message.id)) return;
      const others = all.filter((original) => isInTime(original.message, message));
      const added = { message, repostId: undefined, isDeleted: false };
      waiting.set(message.channel_id, [...others, added].slice(-MOST_WAITING));
    },
    noteDeletion(channelId, messageId) {
      const original = waitingIn(channelId).find(({ message }) => message.id === messageId);
      if (original?.repostId !== undefined) return true;
      if (original !== undefined) original.isDeleted = true;
      return false;
    },
    noteRepost(repost) {
      const original = waitingIn(repost.channel_id).findLast(
        ({ message, repostId = repost.id }) => repostId === repost.id && isPostedAgain(message, repost),
      );
      if (original !== undefined) original.repostId = repost.id;
      return original;
    },
  };
}

function isInTime(original: DiscordMessage, later: DiscordMessage): boolean {
  return timeOfSnowflake(later.id) - timeOfSnowflake(original.id) <= WAIT_MS;
}

/** What says under whose name a message is to be posted stands before or after its words, and is left out. */
function isPostedAgain(original: DiscordMessage, repost: DiscordMessage): boolean {
  const words = repost.content?.trim() ?? '';
  const files = repost.attachments?.length ?? 0;
  const saysSomething = words !== '' || files > 0;
  const isSame = files === (original.attachments?.length ?? 0) && (original.content ?? '').includes(words);
  return saysSomething && isSame && isInTime(original, repost);
}
