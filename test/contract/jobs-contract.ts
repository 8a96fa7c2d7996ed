import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Jobs } from '../../src/ports/jobs.ts';
import { RecordedCalls } from '../support/recorded-calls.ts';

/** What the contract needs of a driver under test. */
export interface JobsUnderTest {
  jobs: Jobs;
  now(): number;
  /** Lets time pass until `at`; nothing to do where time is real, since the tests then wait for what is to happen. */
  letTimePass(at: number): Promise<void>;
  /** What `onError` was told. */
  errors: { key: string | undefined; error: unknown }[];
}

export const CONCURRENCY = 4;

const HOSTILE_KEYS = [
  '',
  'a:b:c',
  'café 🛒',
  'a\u0000b',
  '\ud800',
  '\ud801',
  '{x}',
  '__proto__',
  '*',
  'k'.repeat(10_000),
];

/** What every driver of the Jobs port promises; `create` makes one with CONCURRENCY that nobody else shares. */
export function jobsContract(name: string, create: () => Promise<JobsUnderTest>): void {
  describe(`${name}: the Jobs port`, () => {
    let tested: JobsUnderTest;
    let jobs: Jobs;
    let calls: RecordedCalls;

    beforeEach(async () => {
      tested = await create();
      jobs = tested.jobs;
      calls = new RecordedCalls(tested.now);
    });
    afterEach(() => jobs.close());

    test('a woken key is called once, whatever characters it has', async () => {
      await jobs.process(calls.handler);
      await Promise.all(HOSTILE_KEYS.map((key) => jobs.wake(key)));
      await jobs.idle();
      expect(calls.all.map((call) => call.key).sort()).toEqual([...HOSTILE_KEYS].sort());
    });

    test('a wake from before handling began is kept', async () => {
      await jobs.wake('early');
      await jobs.process(calls.handler);
      await jobs.idle();
      expect(calls.count('early')).toBe(1);
    });

    test('a wake for later is called at its time, not before, and does not count as due', async () => {
      await jobs.process(calls.handler);
      const at = tested.now() + 800.5;
      await jobs.wake('later', at);
      await jobs.idle();
      expect(calls.all).toEqual([]);
      await tested.letTimePass(at);
      await calls.begun('later');
      expect(calls.all[0]?.at).toBeGreaterThanOrEqual(at);
    });

    test('a wake for a time that is past is called at once', async () => {
      await jobs.process(calls.handler);
      await jobs.wake('past', tested.now() - 60_000);
      await jobs.idle();
      expect(calls.count('past')).toBe(1);
    });

    test('wakes of one key for now and for two later times are each answered by a call', async () => {
      await jobs.process(calls.handler);
      const [sooner, later] = [tested.now() + 700, tested.now() + 900];
      await jobs.wake('key', later);
      await jobs.wake('key', sooner);
      await jobs.wake('key');
      await jobs.idle();
      await tested.letTimePass(later);
      await calls.begun('key', 3);
      expect(calls.all[1]?.at).toBeGreaterThanOrEqual(sooner);
      expect(calls.all[2]?.at).toBeGreaterThanOrEqual(later);
    });

    test('the same wake for later, given many times, is called once', async () => {
      await jobs.process(calls.handler);
      const at = tested.now() + 700;
      await Promise.all(Array.from({ length: 20 }, () => jobs.wake('key', at)));
      await tested.letTimePass(at);
      await calls.begun('key');
      await jobs.idle();
      expect(calls.count('key')).toBe(1);
    });

    test('many wakes of a waiting key become one call', async () => {
      await Promise.all(Array.from({ length: 50 }, () => jobs.wake('key')));
      await jobs.process(calls.handler);
      await jobs.idle();
      expect(calls.count('key')).toBe(1);
    });

    test('wakes during a call lead to one more call, which begins when that one has ended', async () => {
      const release = calls.hold('key');
      await jobs.process(calls.handler);
      await jobs.wake('key');
      await calls.begun('key');
      await Promise.all(Array.from({ length: 10 }, () => jobs.wake('key')));
      expect(calls.count('key')).toBe(1);
      release();
      await jobs.idle();
      expect(calls.count('key')).toBe(2);
      expect(calls.mostOfOneKey).toBe(1);
    });

    test('a wake that comes due during a call leads to another call', async () => {
      const release = calls.hold('key');
      await jobs.process(calls.handler);
      await jobs.wake('key');
      await calls.begun('key');
      const at = tested.now() + 100;
      await Promise.all([jobs.wake('key', at), jobs.wake('beacon', at + 1)]);
      await tested.letTimePass(at + 1);
      await calls.begun('beacon');
      release();
      await calls.begun('key', 2);
      await jobs.idle();
      expect(calls.mostOfOneKey).toBe(1);
    });

    test('a handler may wake its own key', async () => {
      let left = 5;
      await jobs.process(async (key) => {
        await calls.handler(key);
        left -= 1;
        if (left > 0) await jobs.wake(key);
      });
      await jobs.wake('loop');
      await jobs.idle();
      expect(calls.count('loop')).toBe(5);
    });

    test('different keys are called together, up to the concurrency and no more', async () => {
      const keys = Array.from({ length: CONCURRENCY * 3 }, (_, index) => `key ${index}`);
      const releases = keys.map((key) => calls.hold(key));
      await jobs.process(calls.handler);
      for (const key of keys) await jobs.wake(key);
      await Promise.all(keys.slice(0, CONCURRENCY).map((key) => calls.begun(key)));
      for (const release of releases) release();
      await jobs.idle();
      expect(calls.mostTogether).toBe(CONCURRENCY);
      expect(calls.all).toHaveLength(keys.length);
    });

    test('under a storm of wakes no key is ever called twice at a time, and none is forgotten', async () => {
      const wakes = Array.from({ length: 300 }, (_, index) => `key ${index % 7}`);
      await jobs.process(calls.handler);
      await Promise.all(wakes.map((key) => jobs.wake(key)));
      await jobs.idle();
      expect(new Set(calls.all.map((call) => call.key)).size).toBe(7);
      expect(calls.mostOfOneKey).toBe(1);
    });

    test('a call that fails is reported and made again after a second, while other keys go on', async () => {
      const failure = new Error('no luck');
      failure.name = 'UnrecoverableError';
      await jobs.process(async (key) => {
        await calls.handler(key);
        if (key === 'failing' && calls.count(key) === 1) throw failure;
      });
      await jobs.wake('failing');
      await calls.begun('failing');
      await jobs.wake('healthy');
      await jobs.idle();
      expect(calls.count('healthy')).toBe(1);
      expect(calls.count('failing')).toBe(1);
      expect(tested.errors).toEqual([{ key: 'failing', error: failure }]);
      await tested.letTimePass(tested.now() + 1_000);
      await calls.begun('failing', 2);
      const [first, second] = calls.all.filter((call) => call.key === 'failing').map((call) => call.at);
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_000);
    });

    test('a wake between a failed call and its next attempt waits for that attempt', async () => {
      await jobs.process(async (key) => {
        await calls.handler(key);
        if (calls.count(key) === 1) throw new Error('no luck');
      });
      await jobs.wake('failing');
      await calls.begun('failing');
      await jobs.idle();
      await jobs.wake('failing');
      await jobs.idle();
      expect(calls.count('failing')).toBe(1);
      await tested.letTimePass(tested.now() + 1_000);
      await calls.begun('failing', 2);
      await jobs.idle();
      expect(calls.count('failing')).toBe(2);
    });

    test('it is idle when there is nothing to do', async () => {
      await jobs.process(calls.handler);
      await expect(jobs.idle()).resolves.toBeUndefined();
    });

    test('closing waits for the calls under way, and nothing is called afterwards', async () => {
      const release = calls.hold('key');
      await jobs.process(calls.handler);
      await jobs.wake('key');
      await calls.begun('key');
      let closed = false;
      const closing = jobs.close().then(() => {
        closed = true;
      });
      await jobs.wake('too late');
      await new Promise(setImmediate);
      expect(closed).toBe(false);
      release();
      await closing;
      await jobs.close();
      expect(calls.all.map((call) => call.key)).toEqual(['key']);
    });
  });
}
