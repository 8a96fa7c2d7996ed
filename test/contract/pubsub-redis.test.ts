import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { PubSub } from '../../src/ports/pubsub.ts';
import { createRedisPubSub } from '../../src/pubsub/redis-pubsub.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { Listener, pubsubContract } from './pubsub-contract.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedisServer();
});
afterAll(() => redis.stop());

const CHANGED = { kind: 'changed' as const };

function create(redisUrl = redis.url, onRefused: (error: unknown) => void = () => {}): PubSub {
  const pubsub = createRedisPubSub({ redisUrl, onRefused });
  onTestFinished(() => pubsub.close());
  return pubsub;
}

/** Resolves once it has joined Redis, as every listener is told. */
async function joined(pubsub: PubSub): Promise<PubSub> {
  const listener = new Listener(pubsub, 'joining');
  await listener.hears(CHANGED);
  listener.unsubscribe();
  return pubsub;
}

pubsubContract('Redis', async () => {
  const first = await joined(createRedisPubSub({ redisUrl: redis.url, onRefused: () => {} }));
  const last = createRedisPubSub({ redisUrl: redis.url, onRefused: () => {} });
  // The first is told as well that somebody has joined.
  await Promise.all([joined(last), new Listener(first, 'joining').hears(CHANGED)]);
  return [first, last];
});

test('while Redis is away a process tells its own listeners, and once it is back everybody is told to read again', async () => {
  const [here, there] = [await joined(create()), await joined(create())];
  const [near, far] = [new Listener(here, 'queue'), new Listener(there, 'queue')];
  await redis.stop();
  here.publish('queue', { kind: 'typing', who: 'Anna' });
  expect(near.heard.at(-1)).toEqual({ kind: 'typing', who: 'Anna' });
  far.heard.length = 0;
  await redis.start();
  await Promise.all([near.hears(CHANGED), far.hears(CHANGED)]);
});

test('nobody waits for a Redis that is away or does not answer, and it is joined when it comes', async () => {
  redis.freeze();
  const [here, there] = [create(), create()];
  const [near, far] = [new Listener(here, 'queue'), new Listener(there, 'queue')];
  here.publish('queue', { kind: 'typing', who: 'Anna' });
  expect(near.heard).toEqual([{ kind: 'typing', who: 'Anna' }]);
  redis.resume();
  await far.hears(CHANGED);
});

test('what Redis refuses is told once', async () => {
  await redis.command('ACL', 'SETUSER', 'guest', 'on', '>secret', 'allkeys', 'resetchannels', '+@all');
  const refusals: unknown[] = [];
  const url = redis.url.replace('redis://', 'redis://guest:secret@');
  const pubsub = create(url, (error) => refusals.push(error));
  const listener = new Listener(pubsub, 'queue');
  await new Promise<void>((resolve) => {
    const look = () => (refusals.length > 0 ? resolve() : setImmediate(look));
    look();
  });
  for (const who of ['Anna', 'Ben']) pubsub.publish('queue', { kind: 'typing', who });
  expect(listener.heard).toHaveLength(2);
  expect(String(refusals[0])).toMatch(/NOPERM|permission/i);
  expect(refusals).toHaveLength(1);
});

test('desks on other databases of the same server, and what is no message of ours, are not heard', async () => {
  const [here, other] = [await joined(create()), await joined(create(`${redis.url}/1`))];
  const listener = new Listener(here, 'queue');
  other.publish('queue', { kind: 'typing', who: 'somebody else' });
  for (const text of ['', 'null', '{"from":"x","topic":"queue","event":{"kind":"of another version"}}']) {
    await redis.command('PUBLISH', 'relaydesk:changes:0', text);
  }
  const message = { from: 'x', topic: 'queue', event: { kind: 'typing', who: 'Anna' } };
  await redis.command('PUBLISH', 'relaydesk:changes:0', JSON.stringify(message));
  await listener.hears({ kind: 'typing', who: 'Anna' });
  expect(listener.heard).toEqual([{ kind: 'typing', who: 'Anna' }]);
});
