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
const MOST_WAITING = 20;

/** A person's message that may be posted again. */
interface Original {
  message: DiscordMessage;
  /** Whether the desk was told so before it was posted again. */
  isDeleted: boolean;
}

export interface Reposts {
  note(message: DiscordMessage): void;
  noteDeletion(channelId: string, messageId: string): void;
  /** The message whose words and files a webhook's message has; undefined where nobody wrote it. */
  findOriginal(repost: DiscordMessage): Original | undefined;
  /** It was posted again, which happens once. */
  forget(message: DiscordMessage): void;
}

/** Begins with nothing remembered. */
export function createReposts(): Reposts {
  const waiting = new LRUCache<string, Original[]>({ max: MOST_CHANNELS });
  const waitingIn = (channelId: string): Original[] => waiting.get(channelId) ?? [];
  const without = ({ channel_id, id }: DiscordMessage): Original[] =>
    waitingIn(channel_id).filter(({ message }) => message.id !== id);
  return {
    note(message) {
      waiting.set(message.channel_id, [...without(message), { message, isDeleted: false }].slice(-MOST_WAITING));
    },
    noteDeletion(channelId, messageId) {
      for (const original of waitingIn(channelId)) if (original.message.id === messageId) original.isDeleted = true;
    },
    findOriginal: (repost) => waitingIn(repost.channel_id).findLast(({ message }) => isPostedAgain(message, repost)),
    forget(message) {
      waiting.set(message.channel_id, without(message));
    },
  };
}

/** What says under whose name a message is to be posted stands before or after its words, and is left out. */
function isPostedAgain(original: DiscordMessage, repost: DiscordMessage): boolean {
  if (timeOfSnowflake(repost.id) - timeOfSnowflake(original.id) > WAIT_MS) return false;
  const words = repost.content?.trim() ?? '';
  const files = repost.attachments?.length ?? 0;
  if (words === '' && files === 0) return false;
  return files === (original.attachments?.length ?? 0) && (original.content ?? '').includes(words);
}
