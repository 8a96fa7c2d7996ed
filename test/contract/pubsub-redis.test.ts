import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createRedisPubSub } from '../../src/pubsub/redis-pubsub.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { Listener, pubsubContract } from './pubsub-contract.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedisServer();
});
afterAll(() => redis.stop());

const CHANGED = { kind: 'changed' as const };

async function open(redisUrl = redis.url, onAway: (error: unknown) => void = () => {}) {
  const pubsub = await createRedisPubSub({ redisUrl, onAway });
  onTestFinished(() => pubsub.close());
  return pubsub;
}

pubsubContract('Redis', async () => [
  await createRedisPubSub({ redisUrl: redis.url, onAway: () => {} }),
  await createRedisPubSub({ redisUrl: redis.url, onAway: () => {} }),
]);

test('while Redis is away a process tells its own listeners, and once it is back everybody is told to read again', async () => {
  const outages: unknown[] = [];
  const here = await open(redis.url, (error) => outages.push(error));
  const there = await open();
  const [near, far] = [new Listener(here, 'queue'), new Listener(there, 'queue')];
  await redis.stop();
  here.publish('queue', { kind: 'typing', who: 'Anna' });
  expect(near.heard).toEqual([{ kind: 'typing', who: 'Anna' }]);
  await redis.start();
  await Promise.all([near.hears(CHANGED), far.hears(CHANGED)]);
  const later = { kind: 'typing' as const, who: 'Ben' };
  here.publish('queue', later);
  await far.hears(later);
  expect(outages).toHaveLength(1);
});

test('a start does not wait for a Redis that is away, which is joined when it comes', async () => {
  await redis.stop();
  const outages: unknown[] = [];
  const here = await open(redis.url, (error) => outages.push(error));
  const there = await open();
  const [near, far] = [new Listener(here, 'queue'), new Listener(there, 'queue')];
  here.publish('queue', CHANGED);
  expect(near.heard).toEqual([CHANGED]);
  expect(outages).toHaveLength(1);
  await redis.start();
  await far.hears(CHANGED);
});

test('desks on other databases of the same server, and what is no message of ours, are not heard', async () => {
  const here = await open();
  const other = await open(`${redis.url}/1`);
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
