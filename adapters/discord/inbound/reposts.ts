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
  conversationKey: string;
  /** Whether the desk was told so before it was posted again. */
  isDeleted: boolean;
}

export interface Reposts {
  note(message: DiscordMessage, conversationKey: string): void;
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
  const forget = ({ channel_id, id }: DiscordMessage): void => {
    waiting.set(
      channel_id,
      waitingIn(channel_id).filter(({ message }) => message.id !== id),
    );
  };
  return {
    note(message, conversationKey) {
      forget(message);
      const others = waitingIn(message.channel_id).filter((original) => isInTime(original.message, message));
      waiting.set(message.channel_id, [...others, { message, conversationKey, isDeleted: false }].slice(-MOST_WAITING));
    },
    noteDeletion(channelId, messageId) {
      for (const original of waitingIn(channelId)) if (original.message.id === messageId) original.isDeleted = true;
    },
    findOriginal: (repost) => waitingIn(repost.channel_id).findLast(({ message }) => isPostedAgain(message, repost)),
    forget,
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
