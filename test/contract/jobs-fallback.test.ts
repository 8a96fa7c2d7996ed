import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../src/engine/timers/system-clock.ts';
import { createBullmqJobs } from '../../src/jobs/bullmq-jobs.ts';
import { createFallbackJobs } from '../../src/jobs/fallback-jobs.ts';
import { createMemoryJobs } from '../../src/jobs/memory-jobs.ts';
import { RecordedCalls } from '../support/recorded-calls.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { CONCURRENCY, type JobsUnderTest, jobsContract } from './jobs-contract.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedisServer();
});
afterAll(() => redis.stop());

jobsContract('Redis with this process to fall back on', async () => createUnderTest());
jobsContract('this process as long as there is no Redis', async () => {
  const { errors, ...rest } = createUnderTest('redis://127.0.0.1:1');
  // That Redis is away is told beside what the contract is about.
  const ofCalls = new Proxy(errors, {
    get: (all, name) =>
      Reflect.get(
        all.filter(({ key }) => key !== undefined),
        name,
      ),
  });
  return { ...rest, errors: ofCalls };
});

test('while Redis is away wakes are calls at once, and it is used again when it is back', async () => {
  const { jobs, errors, backs } = createUnderTest();
  const calls = new RecordedCalls();
  await jobs.process(calls.handler);
  await jobs.wake('before');
  await calls.begun('before');
  await redis.stop();
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  for (let index = 0; index < 50; index++) {
    await jobs.wake(`away ${index}`);
    await calls.begun(`away ${index}`);
  }
  expect(errors).toHaveLength(1);
  await redis.start();
  await vi.waitFor(() => expect(backs()).toBe(1), 5_000);
  await jobs.wake('after');
  await calls.begun('after');
  expect(calls.mostOfOneKey).toBe(1);
});

test('a key is called once at a time, also when Redis and this process both have it', async () => {
  const { jobs, errors } = createUnderTest();
  const calls = new RecordedCalls();
  await jobs.process(calls.handler);
  const release = calls.hold('key');
  await jobs.wake('key');
  await calls.begun('key');
  redis.freeze();
  await jobs.wake('key');
  await vi.waitFor(() => expect(errors).toHaveLength(1), 6_000);
  await jobs.wake('key');
  redis.resume();
  release();
  await calls.begun('key', 2);
  await jobs.idle();
  expect(calls.mostOfOneKey).toBe(1);
});

function createUnderTest(redisUrl = redis.url): JobsUnderTest & { backs(): number } {
  const errors: JobsUnderTest['errors'] = [];
  let backs = 0;
  const onError = (key: string | undefined, error: unknown) => void errors.push({ key, error });
  const onBack = () => {
    backs += 1;
  };
  const jobs = createFallbackJobs({
    server: createBullmqJobs({ redisUrl, prefix: randomUUID(), concurrency: CONCURRENCY, onError, onBack }),
    local: createMemoryJobs({ clock: systemClock, concurrency: CONCURRENCY, onError }),
  });
  onTestFinished(() => jobs.close());
  return { jobs, errors, backs: () => backs, now: Date.now, letTimePass: async () => {} };
}
