import { BoundedMap } from '../../shared/bounded-map.ts';
import type { Destination } from '../outbound/destinations.ts';

/** Whose message something is: a customer's, by their id and name, or the bot's own. */
export type MessageAuthor = { key: string; name: string } | 'bot';

/**
 * What Discord does not tell again, as far as it is recent. All of it may be forgotten: what follows is a request more, or an
 * event of an old message less.
 */
export interface DiscordCache {
  /** Threads and questions that are the desk's concern. */
  conversations: BoundedMap<string, true>;
  /** The conversation of each answer that stands in a channel, for want of a thread. */
  repliesInChannels: BoundedMap<string, string>;
  authors: BoundedMap<string, MessageAuthor>;
  /** Who asked the questions that the bot wrote down for them, by their ids. */
  customers: BoundedMap<string, string>;
  /** People's names by their ids. */
  names: BoundedMap<string, string>;
  /** Who put which emoji on a message. */
  reactions: BoundedMap<string, { userId: string; emoji: string }[]>;
  /** Where each conversation's messages go, once that has been settled. */
  destinations: BoundedMap<string, Destination>;
}

/** Begins with nothing remembered. */
export function createCache(): DiscordCache {
  return {
    conversations: new BoundedMap(),
    repliesInChannels: new BoundedMap(),
    authors: new BoundedMap(),
    customers: new BoundedMap(),
    names: new BoundedMap(),
    reactions: new BoundedMap(),
    destinations: new BoundedMap(),
  };
}
