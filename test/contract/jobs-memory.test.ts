import { expect, test } from 'vitest';
import { createMemoryJobs } from '../../src/jobs/memory-jobs.ts';
import { createSimulatedClock, type SimulatedClock } from '../../src/simulation/simulated-clock.ts';
import { RecordedCalls } from '../support/recorded-calls.ts';
import { CONCURRENCY, type JobsUnderTest, jobsContract } from './jobs-contract.ts';

jobsContract('in the process', async () => createUnderTest());

test('a handler that keeps failing is called after 1, 2, 4 … and at most 60 seconds, and soon again once it has succeeded', async () => {
  const { clock, jobs } = createUnderTest();
  const calls = new RecordedCalls(clock.now);
  let failuresLeft = 9;
  await jobs.process(async (key) => {
    await calls.handler(key);
    failuresLeft -= 1;
    if (failuresLeft >= 0) throw new Error('no luck');
  });
  await jobs.wake('key');
  await clock.advanceTo(1_000_000, () => jobs.idle());
  expect(secondsBetween(calls)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  failuresLeft = 1;
  await jobs.wake('key');
  await clock.advanceTo(2_000_000, () => jobs.idle());
  expect(secondsBetween(calls).slice(-1)).toEqual([1]);
  await jobs.close();
});

test('a hundred thousand keys waiting for different times are called in order of time', async () => {
  const { clock, jobs } = createUnderTest();
  const count = 100_000;
  const called: number[] = [];
  await jobs.process(async (key) => {
    called.push(Number(key));
  });
  for (let index = 0; index < count; index += 1)
    await jobs.wake(`${(index * 7919) % count}`, 1 + ((index * 7919) % count));
  await clock.advanceTo(count);
  expect(called).toEqual(Array.from({ length: count }, (_, index) => index));
  await jobs.close();
});

function createUnderTest(): JobsUnderTest & { clock: SimulatedClock } {
  const clock = createSimulatedClock(0);
  const errors: JobsUnderTest['errors'] = [];
  const jobs = createMemoryJobs({
    clock,
    concurrency: CONCURRENCY,
    onError: (key, error) => errors.push({ key, error }),
  });
  return { clock, jobs, errors, now: clock.now, letTimePass: (at) => clock.advanceTo(at) };
}

function secondsBetween(calls: RecordedCalls): number[] {
  const times = calls.all.map((call) => call.at);
  return times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / 1_000);
}
