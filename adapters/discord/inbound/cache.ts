import { LRUCache } from 'lru-cache';
import type { Destination } from '../outbound/destinations.ts';

/** The longest ago used is forgotten first. */
const MOST_KEPT = 10_000;

/** Whose message something is: a customer's, by their id and name, or the bot's own. */
export type MessageAuthor = { key: string; name: string } | 'bot';

/**
 * What Discord does not tell again, as far as it is recent. All of it may be forgotten: what follows is a request more, or an
 * event of an old message less.
 */
export interface DiscordCache {
  /** Threads and questions that are the desk's concern. */
  conversations: LRUCache<string, true>;
  /** The conversation of each answer that stands in a channel, for want of a thread. */
  repliesInChannels: LRUCache<string, string>;
  authors: LRUCache<string, MessageAuthor>;
  /** Who asked the questions that the bot wrote down for them, by their ids. */
  customers: LRUCache<string, string>;
  /** People's names by their ids. */
  names: LRUCache<string, string>;
  /** Who put which emoji on a message. */
  reactions: LRUCache<string, { userId: string; emoji: string }[]>;
  /** Where each conversation’s messages go, once that is known. */
  destinations: LRUCache<string, Destination>;
}

/** Begins with nothing remembered. */
export function createCache(): DiscordCache {
  return {
    conversations: new LRUCache({ max: MOST_KEPT }),
    repliesInChannels: new LRUCache({ max: MOST_KEPT }),
    authors: new LRUCache({ max: MOST_KEPT }),
    customers: new LRUCache({ max: MOST_KEPT }),
    names: new LRUCache({ max: MOST_KEPT }),
    reactions: new LRUCache({ max: MOST_KEPT }),
    destinations: new LRUCache({ max: MOST_KEPT }),
  };
}
