import { backoffMs, withJitter } from '../../src/lib/backoff.ts';
import type { CustomerHistory } from '../../src/ports/adapter.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { KeyValueStore } from '../../src/ports/key-values.ts';
import { wait } from '../shared/wait.ts';
import { isDirect, locationOf } from './customers/conversations.ts';
import { messagesAt } from './message-search.ts';
import { createPlacesToRead, type EventPlace, type PlacesToRead } from './places-to-read.ts';
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
  keyValues: KeyValueStore;
  /** Takes a message as if Slack had just told of it; what is known already changes nothing. */
  take(message: MissedMessage): Promise<void>;
  reportError(error: unknown): void;
}

export interface CatchUp {
  /**
   * Has new events wait for what was missed up to now; what it resolves to begins to read that, and is to be called when they come
   * in again. What an earlier one has not read yet, in this process or another, is read with it.
   */
  prepare(): Promise<() => void>;
  /**
   * Resolves when what was missed where an event happened has been taken, or cannot be, or after `longestMs`. Rejects when too many
   * wait already: that event is to come again.
   */
  pastRead(place: EventPlace, longestMs?: number): Promise<void>;
  /** Resolves when nothing more is being read; nothing waits any longer. */
  stop(): Promise<void>;
}

/** One way through what was missed. */
interface Pass {
  /** Epoch milliseconds, as is `startedAt`. */
  since: number;
  startedAt: number;
  places: PlacesToRead;
  /** Stops it: a later one reads what it has not. */
  over: AbortController;
  /** Whether an event was sent back for want of room; Slack may not send it again often enough. */
  hasSentBack: boolean;
}

/** Since when there is something that is not read yet, for whoever comes after a process that died while it read. */
const UNREAD_SINCE = 'unread-since';
const UNREAD_KEPT_MS = 30 * 24 * 60 * 60_000;
/** Events may have been told of a little out of order. */
const OVERLAP_MS = 60_000;
const MOST_ATTEMPTS = 8;
/** How many places are read at a time: one that fails for a while keeps the others from nothing. */
const READERS = 3;
/** A few kilobytes each. */
const MOST_WAITING = 2_000;
/** Whatever goes wrong, nothing waits longer. */
const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * Reads what was written while the app was not connected, for Slack tells of an event for some minutes only. Looked through are the
 * channels the app is in, the conversations that were active of late, and the direct messages begun since; a desk that has heard
 * of nothing yet has missed nothing. What happens meanwhile in a place whose past is not read yet waits for it, and has it read
 * before the others'.
 */
export function createCatchUp(options: CatchUpOptions): CatchUp {
  const { clock, history, keyValues, reportError } = options;
  const stopping = new AbortController();
  let current: Pass | undefined;
  let reading = Promise.resolve();
  let waiting = 0;

  const begin = (since: number): Pass => {
    current?.over.abort();
    current?.places.close();
    const places = createPlacesToRead(toTimestamp(since));
    current = { since, startedAt: clock.now(), places, over: new AbortController(), hasSentBack: false };
    return current;
  };
  const end = async (ended: Pass): Promise<void> => {
    ended.places.close();
    if (current !== ended) return;
    current = undefined;
    if (ended.hasSentBack) run(begin(ended.startedAt - OVERLAP_MS));
    else await keyValues.delete(UNREAD_SINCE).catch(reportError);
  };
  const run = (next: Pass): void => {
    const { signal } = next.over;
    const persist = createPersistence({ clock, signal, reportError });
    const list = async (): Promise<void> => {
      await persist(async () => {
        for (const location of await locationsToRead(options, next.since)) next.places.add(location);
      });
      next.places.isListed();
    };
    const read = async (): Promise<void> => {
      for (let place = await next.places.next(); place !== undefined; place = await next.places.next()) {
        const location = place;
        await persist(() => readPlace(options, next, location));
        next.places.end(location);
      }
    };
    reading = reading.then(async () => {
      await Promise.all([list(), ...Array.from({ length: READERS }, read)]);
      await end(next);
    });
  };

  return {
    async prepare() {
      const lastEventAt = await history?.lastEventAt();
      if (lastEventAt === undefined || stopping.signal.aborted) return () => {};
      const unreadSince = await keyValues.get(UNREAD_SINCE);
      const since = Math.min(lastEventAt - OVERLAP_MS, Number(unreadSince ?? Number.POSITIVE_INFINITY));
      await keyValues.set(UNREAD_SINCE, String(since), UNREAD_KEPT_MS);
      const next = begin(since);
      return () => run(next);
    },
    async pastRead(place, longestMs = LONGEST_WAIT_MS) {
      if (current === undefined) return;
      if (waiting >= MOST_WAITING) {
        current.hasSentBack = true;
        throw new Error('Too many events wait for what was missed before them');
      }
      waiting++;
      const inTime = new AbortController();
      try {
        await Promise.race([readInAll(() => current, place), wait(clock, longestMs, inTime.signal)]);
      } finally {
        inTime.abort();
        waiting--;
      }
    },
    async stop() {
      stopping.abort();
      const last = current;
      current = undefined;
      last?.over.abort();
      last?.places.close();
      await reading;
    },
  };
}

/** Waits in the pass that is under way, and in the one that takes its place. */
async function readInAll(current: () => Pass | undefined, place: EventPlace): Promise<void> {
  for (let under = current(); under !== undefined; ) {
    await under.places.read(place);
    const now = current();
    if (now === under) return;
    under = now;
  }
}

/** Has work tried until it succeeds, a while; what never does is told of. */
function createPersistence(options: { clock: Clock; signal: AbortSignal; reportError(error: unknown): void }) {
  const { clock, signal, reportError } = options;
  return async (work: () => Promise<void>): Promise<void> => {
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (signal.aborted) return;
        if (isFinal(error) || attempt === MOST_ATTEMPTS) return reportError(error);
        const asked = error instanceof SlackFailure ? error.retryAfterMs : undefined;
        await wait(clock, asked ?? withJitter(backoffMs(attempt)), signal);
      }
    }
  };
}

/** Outside of direct messages a thread is a place of its own, whose first message is taken with its channel. */
async function readPlace(options: CatchUpOptions, pass: Pass, place: SlackLocation): Promise<void> {
  const { since, places, over } = pass;
  const messages = await (isDirect(place.channel) ? directMessages : messagesSince)(options.api, place, since);
  if (!isDirect(place.channel)) for (const thread of threadsOf(place, messages)) places.add(thread);
  for (const message of messages.sort(byTime)) {
    if (over.signal.aborted) return;
    await options.take({ ...message, channel: place.channel });
  }
}

/**
 * All of a direct message, which is one conversation with its threads. What is written while one after the other is read would be
 * found in some of them and not in others: a second look sees everything up to the newest that the first one saw.
 */
async function directMessages(api: SlackApi, place: SlackLocation, since: number): Promise<StoredMessage[]> {
  const look = async (): Promise<{ messages: StoredMessage[]; hasThreads: boolean }> => {
    const messages = await messagesSince(api, place, since);
    const threads = threadsOf(place, messages);
    for (const thread of threads) messages.push(...(await messagesSince(api, thread, since)));
    return { messages: messages.sort(byTime), hasThreads: threads.length > 0 };
  };
  const first = await look();
  const newest = first.messages.at(-1);
  if (!first.hasThreads || newest === undefined) return first.messages;
  return (await look()).messages.filter((message) => byTime(message, newest) <= 0);
}

function threadsOf({ channel, thread }: SlackLocation, messages: readonly StoredMessage[]): SlackLocation[] {
  if (thread !== undefined) return [];
  return messages.filter(({ reply_count }) => (reply_count ?? 0) > 0).map(({ ts }) => ({ channel, thread: ts }));
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

/** The messages of a location since then, in any order. */
async function messagesSince(api: SlackApi, location: SlackLocation, since: number): Promise<StoredMessage[]> {
  const found: StoredMessage[] = [];
  const oldest = toTimestamp(since);
  for await (const message of messagesAt(api, location, { oldest })) found.push(message);
  // A thread's first message comes with every page of it.
  return found.filter((message) => byTime(message, { ts: oldest }) > 0);
}

function byTime(one: { ts: string }, other: { ts: string }): number {
  return Number(one.ts) - Number(other.ts);
}

function toTimestamp(epochMs: number): string {
  return (epochMs / 1_000).toFixed(6);
}
