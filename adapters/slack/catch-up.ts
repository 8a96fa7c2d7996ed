import { backoffMs, withJitter } from '../../src/lib/backoff.ts';
import type { CustomerHistory } from '../../src/ports/adapter.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { wait } from '../shared/wait.ts';
import { isDirect, locationOf } from './customers/conversations.ts';
import { messagesAt } from './message-search.ts';
import { type SlackApi, SlackFailure } from './slack-api.ts';
import type { SlackLocation } from './slack-files.ts';
import type { StoredMessage } from './wire.ts';

/** A message as Slack's history has it, with the channel it is in. */
export interface MissedMessage {
  channel: string;
  ts: string;
}

export interface CatchUpOptions {
  api: SlackApi;
  clock: Clock;
  /** Undefined for a desk that reads nothing again. */
  history: CustomerHistory | undefined;
  /** Takes a message as if Slack had just told of it; what is known already changes nothing. */
  take(message: MissedMessage): Promise<void>;
  reportError(error: unknown): void;
}

export interface CatchUp {
  /** What was missed up to now; what it resolves to begins to read it, and is to be called when new events come in again. */
  prepare(): Promise<() => void>;
  /** Resolves when nothing more is being read. */
  stop(): Promise<void>;
}

/** Events may have been told of a little out of order. */
const OVERLAP_MS = 60_000;
const MOST_ATTEMPTS = 8;

/**
 * Reads what was written while the app was not connected, for Slack tells of an event for some minutes only. Looked through are the
 * channels the app is in, the conversations that were active of late, and the direct messages begun since; a desk that has heard
 * of nothing yet has missed nothing.
 */
export function createCatchUp(options: CatchUpOptions): CatchUp {
  const { api, clock, history, reportError } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let reading = Promise.resolve();

  /** Tries until it works, a while; what never does is told of. */
  const persist = async (work: () => Promise<void>): Promise<void> => {
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (isFinal(error) || attempt === MOST_ATTEMPTS) return reportError(error);
        const asked = error instanceof SlackFailure ? error.retryAfterMs : undefined;
        await wait(clock, asked ?? withJitter(backoffMs(attempt)), signal);
      }
    }
  };
  const readLocation = async (location: SlackLocation, since: number): Promise<void> => {
    for (const message of await messagesSince(api, location, since)) {
      if (signal.aborted) return;
      await options.take({ ...message, channel: location.channel });
      const isAnswered = location.thread === undefined && (message.reply_count ?? 0) > 0;
      if (isAnswered) await readLocation({ ...location, thread: message.ts }, since);
    }
  };
  const readAll = (since: number): Promise<void> =>
    persist(async () => {
      for (const location of await locationsToRead(options, since)) await persist(() => readLocation(location, since));
    });

  return {
    async prepare() {
      const lastEventAt = await history?.lastEventAt();
      return () => {
        if (lastEventAt !== undefined) reading = reading.then(() => readAll(lastEventAt - OVERLAP_MS));
      };
    },
    async stop() {
      stopping.abort();
      await reading;
    },
  };
}

function isFinal(error: unknown): boolean {
  return error instanceof SlackFailure && ['refused', 'missing_scope', 'unauthorized'].includes(error.code);
}

async function locationsToRead({ api, history }: CatchUpOptions, since: number): Promise<SlackLocation[]> {
  const active = ((await history?.activeConversations()) ?? []).map(locationOf);
  const channels = (await everyChannel(api, 'users.conversations', 'public_channel,private_channel')).map(
    ({ id }) => id,
  );
  const begun = (await everyChannel(api, 'conversations.list', 'im'))
    .filter(({ createdAt }) => createdAt >= since)
    .map(({ id }) => id);
  const direct = active.filter(({ channel }) => isDirect(channel)).map(({ channel }) => channel);
  const threads = active.filter(({ channel }) => !isDirect(channel));
  const roots = [...new Set([...direct, ...begun, ...channels])].map((channel) => ({ channel, thread: undefined }));
  return [...roots, ...threads];
}

async function everyChannel(
  api: SlackApi,
  method: 'users.conversations' | 'conversations.list',
  types: string,
): Promise<{ id: string; createdAt: number }[]> {
  const found: { id: string; createdAt: number }[] = [];
  for await (const { channels } of api.pages(method, { types, exclude_archived: true })) {
    for (const { id, created } of channels) found.push({ id, createdAt: (created ?? 0) * 1_000 });
  }
  return found;
}

/** The messages of a location since then, oldest first. */
async function messagesSince(api: SlackApi, location: SlackLocation, since: number): Promise<StoredMessage[]> {
  const found: StoredMessage[] = [];
  const oldest = (since / 1_000).toFixed(6);
  for await (const message of messagesAt(api, location, { oldest })) found.push(message);
  // A thread's first message comes with every page of it.
  return found.filter(({ ts }) => ts > oldest).sort((one, other) => Number(one.ts) - Number(other.ts));
}
