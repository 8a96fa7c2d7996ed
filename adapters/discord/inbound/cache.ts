import { LRUCache } from 'lru-cache';
import type { Destination } from '../outbound/destinations.ts';

/** The longest ago used is forgotten first. */
const MOST_KEPT = 10_000;

/** Whose message something is: a customer's, by their id and name, or the bot's own. */
export type MessageAuthor = { key: string; name: string } | 'bot';

/** What saves calls. All of it may be forgotten, or not be known in another process: then Discord is asked once more. */
export interface DiscordCache {
  /** Whose messages are: the desk knows that as well, but for the bot's own. */
  authors: LRUCache<string, MessageAuthor>;
  /** People's names by their ids. */
  names: LRUCache<string, string>;
  /** Where each conversation’s messages go, once that is known. */
  destinations: LRUCache<string, Destination>;
}

/** Begins with nothing remembered. */
export function createCache(): DiscordCache {
  return {
    authors: new LRUCache({ max: MOST_KEPT }),
    names: new LRUCache({ max: MOST_KEPT }),
    destinations: new LRUCache({ max: MOST_KEPT }),
  };
}
