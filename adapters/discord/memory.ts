import type { Destination } from './destinations.ts';
import { createRecent, type Recent } from './recent.ts';

/** Whose message something is: a customer's, by their id and name, or the bot's own. */
export type MessageAuthor = { key: string; name: string } | 'bot';

/**
 * What Discord does not tell again, as far as it is recent. All of it may be forgotten: what follows is a request more, or an
 * event of an old message less.
 */
export interface Memory {
  /** Threads and questions that are the desk's concern. */
  conversations: Recent<true>;
  /** The conversation of each answer that stands in a channel, for want of a thread. */
  repliesInChannels: Recent<string>;
  authors: Recent<MessageAuthor>;
  /** Who asked the questions that the bot wrote down for them, by their ids. */
  askers: Recent<string>;
  /** People's names by their ids. */
  names: Recent<string>;
  /** Who put which emoji on a message. */
  reactions: Recent<{ userId: string; emoji: string }[]>;
  /** Where each conversation's messages go, once that has been settled. */
  destinations: Recent<Destination>;
}

/** Begins with nothing remembered. */
export function createMemory(): Memory {
  return {
    conversations: createRecent(),
    repliesInChannels: createRecent(),
    authors: createRecent(),
    askers: createRecent(),
    names: createRecent(),
    reactions: createRecent(),
    destinations: createRecent(),
  };
}
