import { expect, test } from 'vitest';
import { createSimulatedClock } from '../../src/desk/simulated-clock.ts';
import { createJobLanes } from '../../src/jobs/lanes.ts';
import { createMemoryJobs } from '../../src/jobs/memory-jobs.ts';
import { RecordedCalls } from '../support/recorded-calls.ts';
import { CONCURRENCY, type JobsUnderTest, jobsContract } from './jobs-contract.ts';

jobsContract('in lanes', async () => createUnderTest());

test('a lane whose calls all wait holds up no other', async () => {
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

test('nothing is idle while one lane still wakes another', async () => {
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
  const jobs = createJobLanes({
    create: (_lane, concurrency) =>
      createMemoryJobs({ clock, concurrency, onError: (key, error) => errors.push({ key, error }) }),
    concurrency: { conversation: CONCURRENCY, outbox: CONCURRENCY },
    laneOf: (key) => key.slice(0, key.indexOf(':')),
  });
  return { jobs, errors, now: clock.now, letTimePass: (at) => clock.advanceTo(at) };
}
