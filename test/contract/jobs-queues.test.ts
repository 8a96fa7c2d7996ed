import { expect, test } from 'vitest';
import { createMemoryJobs } from '../../src/jobs/memory-jobs.ts';
import { createJobQueues } from '../../src/jobs/queues.ts';
import { createSimulatedClock } from '../../src/simulation/simulated-clock.ts';
import { RecordedCalls } from '../support/recorded-calls.ts';
import { CONCURRENCY, type JobsUnderTest, jobsContract } from './jobs-contract.ts';

jobsContract('in queues', async () => createUnderTest());

test('a queue whose calls all wait holds up no other', async () => {
  const { jobs, now } = createUnderTest();
  const calls = new RecordedCalls(now);
  const slow = Array.from({ length: CONCURRENCY * 2 }, (_, index) => `outbox:${index}`);
  const releases = slow.map((key) => calls.hold(key));
  await jobs.process(calls.handler);
  for (const key of slow) await jobs.wake(key);
  await jobs.wake('conversation:1');
  await calls.begun('conversation:1');
  for (const release of releases) release();
  await jobs.idle();
  expect(calls.all).toHaveLength(slow.length + 1);
  await jobs.close();
});

test('nothing is idle while one queue still wakes another', async () => {
  const { jobs } = createUnderTest();
  const called: string[] = [];
  await jobs.process(async (key) => {
    called.push(key);
    if (key === 'conversation:1') await jobs.wake('outbox:1');
    if (key === 'outbox:1') await jobs.wake('conversation:2');
  });
  await jobs.wake('conversation:1');
  await jobs.idle();
  expect(called).toEqual(['conversation:1', 'outbox:1', 'conversation:2']);
  await jobs.close();
});

function createUnderTest(): JobsUnderTest {
  const clock = createSimulatedClock(0);
  const errors: JobsUnderTest['errors'] = [];
  const jobs = createJobQueues({
    create: (_queue, concurrency) =>
      createMemoryJobs({ clock, concurrency, onError: (key, error) => errors.push({ key, error }) }),
    concurrency: { conversation: CONCURRENCY, outbox: CONCURRENCY },
    queueOf: (key) => key.slice(0, key.indexOf(':')),
  });
  return { jobs, errors, now: clock.now, letTimePass: (at) => clock.advanceTo(at) };
}
