import { z } from 'zod';
import { timestamp } from '../timestamp.ts';

/** An emoji that somebody put on a message or took away. */
export interface Reaction {
  added: boolean;
  user: string;
  /** Its name. */
  reaction: string;
  /** Whose message it is. */
  item_user: string;
  item: { channel: string; ts: string };
  event_ts: string;
}

const REACTION = z.object({
  type: z.enum(['reaction_added', 'reaction_removed']),
  user: z.string(),
  reaction: z.string(),
  item_user: z.string(),
  item: z.object({ type: z.literal('message'), channel: z.string(), ts: timestamp }),
  event_ts: timestamp,
});

/** What a reaction event says; undefined for one that is on no message, or of no known shape. */
export function readReaction(raw: unknown): Reaction | undefined {
  const { data } = REACTION.safeParse(raw);
  return data && { ...data, added: data.type === 'reaction_added' };
}
