import { afterAll, beforeAll, expect, test } from 'vitest';
import { SWEEP_INTERVAL_MS } from '../../src/engine/context.ts';
import { createBullmqJobs } from '../../src/jobs/bullmq-jobs.ts';
import { ANNA } from '../support/conversation.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

let redis: RedisServer;
let folder: TestFolder;

beforeAll(async () => {
  redis = await startRedisServer();
  folder = await TestFolder.create();
});
afterAll(async () => {
  await redis.stop();
  await folder.remove();
});

const onRedis = async () => createBullmqJobs({ redisUrl: redis.url, concurrency: 4, onError: () => {} });

test('with Redis flushed after every step, a conversation goes through to its end with nothing lost or said twice', async () => {
  const desk = await TestDesk.start(folder, { jobs: onRedis });
  const flush = async () => {
    await redis.command('FLUSHALL');
    await desk.pass(2 * SWEEP_INTERVAL_MS);
  };
  const accept = (index: number, text: string) =>
    desk.desk.accept({
      channel: 'test',
      account: 'default',
      conversationKey: 'kim',
      eventKey: `e${index}`,
      occurredAt: desk.clock.now(),
      customer: { key: 'kim', name: 'Kim', locale: 'en' },
      body: { kind: 'message', messageKey: `k${index}`, text },
    });
  for (let index = 0; index < 10; index++) {
    // Accepted and flushed with no time between: the wake-up is lost before anyone has acted on it.
    await Promise.all([accept(index, `where is order ${100_000 + index}`), redis.command('FLUSHALL')]);
    await flush();
  }
  await accept(10, 'a human please');
  await flush();
  await desk.does(ANNA, { kind: 'claim' });
  await flush();
  await desk.does(ANNA, { kind: 'reply', text: 'Hello' });
  await flush();
  expect(desk.channel.texts()).toEqual([
    ...Array.from({ length: 10 }, (_, index) => `Order ${100_000 + index} is on its way.`),
    expect.stringContaining('handing you over'),
    'Anna is with you now.',
    'Hello',
  ]);
  await desk.stop();
});
