import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import { z } from 'zod';
import type { PubSub } from '../ports/pubsub.ts';
import { createLocalPubSub } from './local-pubsub.ts';

export interface RedisPubSubOptions {
  redisUrl: string;
  /** Told once an outage, with what it was noticed by; also of one at the start. */
  onAway(error: unknown): void;
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
 * Live updates between all processes on one Redis. While that is away they stay within the process, and once it is back every
 * listener is told to read again. Resolves once Redis is joined, or known to be away: then it is joined when it comes.
 */
export async function createRedisPubSub({ redisUrl, onAway }: RedisPubSubOptions): Promise<PubSub> {
  const local = createLocalPubSub();
  const from = randomUUID();
  const channel = channelOf(redisUrl);
  let isAway = false;
  let isClosed = false;

  const reconnectStrategy = (retries: number) => !isClosed && Math.min(LONGEST_RECONNECT_MS, 50 * 2 ** retries);
  const options = { url: redisUrl, socket: { reconnectStrategy } };
  const publisher = createClient({ ...options, disableOfflineQueue: true, commandsQueueMaxLength: MOST_UNDER_WAY });
  const subscriber = createClient(options);

  const report = (error: unknown): void => {
    if (isAway || isClosed) return;
    isAway = true;
    onAway(error);
  };
  const tell = (message: z.input<typeof MESSAGE>): void => {
    if (publisher.isReady) publisher.publish(channel, JSON.stringify(message)).catch(report);
  };
  const hear = (text: string): void => {
    const message = parseMessage(text);
    if (message === undefined || message.from === from) return;
    if (message.topic === undefined) local.publishToAll(message.event);
    else local.publish(message.topic, message.event);
  };
  /** What was published during an outage was heard in its own process only, at either end. */
  const catchUp = (): void => {
    if (!isAway || !publisher.isReady || !subscriber.isReady) return;
    isAway = false;
    local.publishToAll({ kind: 'changed' });
    tell({ from, event: { kind: 'changed' } });
  };

  const tried = new Promise<void>((resolve) => {
    const subscribed = subscriber.subscribe(channel, hear).catch(report);
    const ready = new Promise<void>((isReady) => publisher.once('ready', () => isReady()));
    void Promise.all([subscribed, ready]).then(() => resolve());
    for (const client of [publisher, subscriber]) {
      client.on('error', (error) => {
        report(error);
        resolve();
      });
      client.on('ready', catchUp);
      client.connect().catch(report);
    }
  });
  await tried;

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
