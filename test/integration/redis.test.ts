import { afterAll, beforeAll, expect, test } from 'vitest';
import { SWEEP_INTERVAL_MS } from '../../src/engine/context.ts';
import { createBullmqJobs } from '../../src/jobs/bullmq-jobs.ts';
import { createSimulatedClock } from '../../src/simulation/simulated-clock.ts';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { ANNA } from '../support/conversation.ts';
import { DeskProcesses } from '../support/desk-processes.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { SharedPlatform } from '../support/shared-platform.ts';
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

test('two processes share the jobs, and while Redis forgets again and again who does what, each message is answered once and in order', async () => {
  await folder.empty();
  const clock = createSimulatedClock(Date.UTC(2026, 0, 5, 9));
  const store = await createSqliteStore({ file: folder.storeFile, now: clock.now });
  const platform = new SharedPlatform({
    clock,
    idempotentForMs: 0,
    fate: () => ({ kind: 'taken', takesMs: 0 }),
  });
  const jobs = () => createBullmqJobs({ redisUrl: redis.url, concurrency: 4, onError: () => {} });
  const processes = await DeskProcesses.start({
    stores: [store, store],
    clock,
    trained: folder.trained,
    platform,
    jobs,
  });
  const questions = Array.from({ length: 30 }, (_, index) => 100_000 + index);
  for (const [index, number] of questions.entries()) {
    const eventKey = `e${index}`;
    await processes.all[index % 2]?.engine.accept({
      channel: 'test',
      account: 'default',
      conversationKey: 'kim',
      eventKey,
      occurredAt: clock.now(),
      customer: { key: 'kim', name: 'Kim', locale: 'en' },
      body: { kind: 'message', messageKey: eventKey, text: `where is order ${number}` },
    });
    await redis.command('FLUSHALL');
    await processes.pass(SWEEP_INTERVAL_MS);
  }
  for (const { context } of processes.all) await context.jobs.idle();
  expect(platform.shown.map(({ text }) => text)).toEqual(questions.map((number) => `Order ${number} is on its way.`));
  await processes.stop();
  await store.close();
});
