import { BoundedMap } from '../../shared/bounded-map.ts';
import { mentionsIn } from '../message-text.ts';
import type { SlackApi } from '../slack-api.ts';
import { isRefusedWith } from '../slack-failure.ts';

/** Which threads the bot takes part in: those where it was asked, or has written. */
export interface Threads {
  join(channel: string, thread: string): void;
  /** Rejects when Slack cannot be asked now. */
  takesPart(channel: string, thread: string): Promise<boolean>;
  /** The thread in which a message stands, its own if it is in none. Rejects when Slack cannot be asked now. */
  threadOf(channel: string, ts: string): Promise<string>;
}

const MOST_KEPT = 10_000;
/** An event waits for the answer. */
const TIMEOUT_MS = 2_000;

/** Remembers what it was told and has asked. */
export function createThreads(api: SlackApi, botUserId: () => string): Threads {
  const known = new BoundedMap<string, boolean>(MOST_KEPT);
  const threadOfMessage = new BoundedMap<string, string>(MOST_KEPT);
  const keyOf = (channel: string, ts: string): string => `${channel}:${ts}`;

  const look = async (channel: string, thread: string): Promise<boolean> => {
    const { messages = [] } = await api.call(
      'conversations.replies',
      { channel, ts: thread, limit: 200 },
      { timeoutMs: TIMEOUT_MS },
    );
    const bot = botUserId();
    return messages.some(({ user, text = '' }) => user === bot || mentionsIn(text).includes(bot));
  };
  return {
    join: (channel, thread) => known.set(keyOf(channel, thread), true),
    async takesPart(channel, thread) {
      const key = keyOf(channel, thread);
      const answer = known.get(key) ?? (await look(channel, thread).catch(noWhereHidden));
      known.set(key, answer);
      return answer;
    },
    async threadOf(channel, ts) {
      const key = keyOf(channel, ts);
      const remembered = threadOfMessage.get(key);
      if (remembered !== undefined) return remembered;
      const values = { channel, ts, limit: 1, inclusive: true, oldest: ts };
      const { messages = [] } = await api.call('conversations.replies', values, { timeoutMs: TIMEOUT_MS });
      const message = messages.find((other) => other.ts === ts) ?? messages[0];
      const thread = message?.thread_ts ?? ts;
      threadOfMessage.set(key, thread);
      return thread;
    },
  };
}

/** Where the bot may not look, it has not been. */
function noWhereHidden(error: unknown): boolean {
  if (isRefusedWith(error, 'not_in_channel', 'channel_not_found', 'thread_not_found', 'missing_scope')) return false;
  throw error;
}
