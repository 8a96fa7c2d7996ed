import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createBullmqJobs } from '../../src/jobs/bullmq-jobs.ts';
import { RecordedCalls } from '../support/recorded-calls.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { CONCURRENCY, type JobsUnderTest, jobsContract } from './jobs-contract.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedisServer();
});
afterAll(() => redis.stop());

jobsContract('BullMQ', async () => createUnderTest(randomUUID()));

test('of two processes never two call one key at a time, and none of their wakes is forgotten', async () => {
  const { processes, calls } = await startTwoProcesses();
  const keys = Array.from({ length: 400 }, (_, index) => `key ${index % 5}`);
  await Promise.all(keys.map((key, index) => processes[index % 2]?.jobs.wake(key)));
  await Promise.all(processes.map((process) => process.jobs.idle()));
  expect(new Set(calls.all.map((call) => call.key)).size).toBe(5);
  expect(calls.mostOfOneKey).toBe(1);
});

test('a wake in one process during a call in the other leads to another call', async () => {
  const { processes, calls } = await startTwoProcesses();
  for (let round = 1; round <= 20; round += 1) {
    const release = calls.hold('key');
    await processes[0].jobs.wake('key');
    await calls.begun('key', 2 * round - 1);
    await Promise.all(processes.map((process) => process.jobs.wake('key')));
    release();
    await calls.begun('key', 2 * round);
    await processes[0].jobs.idle();
  }
  expect(calls.mostOfOneKey).toBe(1);
});

test('the call of a process that was killed is made again by another', async () => {
  const prefix = randomUUID();
  const doomed = spawn('node', ['test/support/stuck-jobs-process.mjs', redis.url, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { jobs } = createUnderTest(prefix);
  await jobs.wake('key');
  await once(doomed.stdout, 'data');
  await jobs.wake('key');
  doomed.kill('SIGKILL');
  const calls = new RecordedCalls();
  await jobs.process(calls.handler);
  await calls.begun('key');
});

test('a flush of Redis during a call loses neither later wakes nor, in one process, the turn of a key', async () => {
  const { jobs, calls, errors } = await startProcess();
  for (let round = 0; round < 10; round += 1) {
    const before = calls.count('key');
    const release = calls.hold('key');
    await jobs.wake('key');
    await calls.begun('key', before + 1);
    await redis.command('FLUSHALL');
    await jobs.wake('key');
    await jobs.wake('other');
    await calls.begun('other', round + 1);
    release();
    await calls.begun('key', before + 2);
    await jobs.idle();
  }
  expect(calls.mostOfOneKey).toBe(1);
  expect(errors.filter(({ key }) => key !== undefined)).toEqual([]);
});

test('under flushes at any moment every key is called after its last wake', async () => {
  const { processes, calls } = await startTwoProcesses();
  const keys = Array.from({ length: 50 }, (_, index) => `key ${index}`);
  for (let round = 0; round < 10; round += 1) {
    const wakes = keys.map((key, index) => processes[index % 2]?.jobs.wake(key, Date.now() + (index % 3) * 10));
    await Promise.all([redis.command('FLUSHALL'), ...wakes]);
  }
  const before = new Map(keys.map((key) => [key, calls.count(key)]));
  await Promise.all(keys.map((key) => processes[0].jobs.wake(key)));
  await Promise.all(keys.map((key) => calls.begun(key, (before.get(key) ?? 0) + 1)));
});

test('while Redis is down a wake ends at once and is reported once; when it is back handling goes on by itself', async () => {
  const { jobs, calls, errors } = await startProcess();
  await redis.stop();
  const began = Date.now();
  for (let count = 0; count < 5; count += 1) await jobs.wake('lost');
  expect(Date.now() - began).toBeLessThan(2_000);
  await redis.start();
  await wakeUntilCalled(jobs, calls, 'found');
  expect(errors.map(({ error }) => error)).toEqual([expect.objectContaining({ code: 'unavailable' })]);
});

test('a call under way while Redis goes and comes is not disturbed, and its key can be woken again', async () => {
  const { jobs, calls } = await startProcess();
  const release = calls.hold('key');
  await jobs.wake('key');
  await calls.begun('key');
  await redis.stop();
  await redis.start();
  release();
  await wakeUntilCalled(jobs, calls, 'key');
  expect(calls.mostOfOneKey).toBe(1);
});

test('a Redis that stops answering holds up a wake for seconds only', async () => {
  const { jobs, calls } = await startProcess();
  redis.freeze();
  const began = Date.now();
  await jobs.wake('key');
  expect(Date.now() - began).toBeLessThan(6_000);
  redis.resume();
  await wakeUntilCalled(jobs, calls, 'key');
});

test('without Redis, processing waits for it, that is told once with what to do, and closing ends', async () => {
  const { jobs, errors } = createUnderTest(randomUUID(), 'redis://127.0.0.1:1');
  await jobs.process(async () => {});
  for (let wake = 0; wake < 5; wake += 1) await jobs.wake(`key ${wake}`);
  expect(errors).toEqual([{ key: undefined, error: expect.objectContaining({ code: 'unavailable' }) }]);
  await jobs.close();
});

test('closing ends within seconds while Redis is down', async () => {
  const { jobs, calls } = await startProcess();
  const release = calls.hold('key');
  await jobs.wake('key');
  await calls.begun('key');
  await redis.stop();
  const closing = jobs.close();
  release();
  await closing;
  await redis.start();
});

test('nothing of what has been handled stays in Redis', async () => {
  const prefix = randomUUID();
  const { jobs, calls } = await startProcess(prefix);
  for (let index = 0; index < 100; index += 1) await jobs.wake(`key ${index}`, Date.now() + (index % 2) * 5);
  await Promise.all(Array.from({ length: 100 }, (_, index) => calls.begun(`key ${index}`)));
  await jobs.idle();
  const left = (await keysWith(`${prefix}:*`)).filter((key) => !/:(meta|id|events|marker|stalled.*)$/.test(key));
  expect(left).toEqual([]);
});

function createUnderTest(prefix: string, redisUrl = redis.url): JobsUnderTest {
  const errors: JobsUnderTest['errors'] = [];
  const jobs = createBullmqJobs({
    redisUrl,
    prefix,
    concurrency: CONCURRENCY,
    lockMs: 3_000,
    onError: (key, error) => errors.push({ key, error }),
  });
  onTestFinished(() => jobs.close());
  return { jobs, errors, now: Date.now, letTimePass: async () => {} };
}

async function startProcess(prefix: string = randomUUID()): Promise<JobsUnderTest & { calls: RecordedCalls }> {
  const started = createUnderTest(prefix);
  const calls = new RecordedCalls();
  await started.jobs.process(calls.handler);
  return { ...started, calls };
}

/** Two drivers on one Redis, as two processes have them, whose calls are recorded together. */
async function startTwoProcesses(): Promise<{ processes: [JobsUnderTest, JobsUnderTest]; calls: RecordedCalls }> {
  const prefix = randomUUID();
  const processes: [JobsUnderTest, JobsUnderTest] = [createUnderTest(prefix), createUnderTest(prefix)];
  const calls = new RecordedCalls();
  for (const { jobs } of processes) await jobs.process(calls.handler);
  return { processes, calls };
}

/** Wakes a key again and again, as the sweeper does, until it is called once more. */
async function wakeUntilCalled(jobs: JobsUnderTest['jobs'], calls: RecordedCalls, key: string): Promise<void> {
  const before = calls.count(key);
  const again = setInterval(() => void jobs.wake(key), 100);
  await calls.begun(key, before + 1).finally(() => clearInterval(again));
}

async function keysWith(pattern: string): Promise<string[]> {
  const keys = await redis.command('KEYS', pattern);
  return Array.isArray(keys) ? keys.map(String) : [];
}
