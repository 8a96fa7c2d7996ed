import { randomUUID } from 'node:crypto';
import { createClient, ErrorReply } from 'redis';
import { z } from 'zod';
import type { PubSub } from '../ports/pubsub.ts';
import { createLocalPubSub } from './local-pubsub.ts';

export interface RedisPubSubOptions {
  redisUrl: string;
  /** Told once of what Redis refuses. That it is away is for the jobs to tell, which it serves as well. */
  onRefused(error: unknown): void;
}

const LONGEST_RECONNECT_MS = 1_000;
/** While Redis takes nothing, what is more than this is not published: nobody waits for it. */
const MOST_UNDER_WAY = 1_000;

const EVENT = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changed') }),
  z.object({ kind: z.literal('typing'), who: z.string() }),
]);
/** Without a topic: something under any topic may have changed. */
const MESSAGE = z.object({ from: z.string(), topic: z.string().optional(), event: EVENT });

/**
 * Live updates between all processes on one Redis. Until it is joined, and while it is away, they stay within the process;
 * whenever it is joined every listener in every process is told to read again.
 */
export function createRedisPubSub({ redisUrl, onRefused }: RedisPubSubOptions): PubSub {
  const local = createLocalPubSub();
  const from = randomUUID();
  const channel = channelOf(redisUrl);
  let isJoined = false;
  let isClosed = false;
  let wasRefused = false;

  const reconnectStrategy = (retries: number) => !isClosed && Math.min(LONGEST_RECONNECT_MS, 50 * 2 ** retries);
  const options = { url: redisUrl, socket: { reconnectStrategy } };
  const publisher = createClient({ ...options, disableOfflineQueue: true, commandsQueueMaxLength: MOST_UNDER_WAY });
  const subscriber = createClient(options);

  const noteError = (error: unknown): void => {
    if (!(error instanceof ErrorReply)) isJoined = false;
    else if (!wasRefused) {
      wasRefused = true;
      onRefused(error);
    }
  };
  const tell = (message: z.input<typeof MESSAGE>): void => {
    if (publisher.isReady) publisher.publish(channel, JSON.stringify(message)).catch(noteError);
  };
  const hear = (text: string): void => {
    const message = parseMessage(text);
    if (message === undefined || message.from === from) return;
    if (message.topic === undefined) local.publishToAll(message.event);
    else local.publish(message.topic, message.event);
  };
  /** What was published before was heard in its own process only, at either end. */
  const join = (): void => {
    if (isJoined || isClosed || !publisher.isReady || !subscriber.isReady) return;
    isJoined = true;
    local.publishToAll({ kind: 'changed' });
    tell({ from, event: { kind: 'changed' } });
  };

  for (const client of [publisher, subscriber]) {
    client.on('error', noteError);
    client.connect().catch(noteError);
  }
  const listenForJoining = () => {
    join();
    for (const client of [publisher, subscriber]) client.on('ready', join);
  };
  subscriber.subscribe(channel, hear).then(listenForJoining, noteError);

  return {
    publish(topic, event) {
      local.publish(topic, event);
      if (!isClosed) tell({ from, topic, event });
    },
    subscribe: local.subscribe,
    async close() {
      isClosed = true;
      await local.close();
      for (const client of [publisher, subscriber]) if (client.isOpen) client.destroy();
    },
  };
}

/** One for each database of a server, which is one for each desk: to publishing all of them are the same. */
function channelOf(redisUrl: string): string {
  return `relaydesk:changes:${new URL(redisUrl).pathname.slice(1) || '0'}`;
}

/** Undefined for what another version says that this one does not know. */
function parseMessage(text: string): z.output<typeof MESSAGE> | undefined {
  try {
    return MESSAGE.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
