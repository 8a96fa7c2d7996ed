import { expect, test } from 'vitest';
import type { RateLimits } from '../../../adapters/shared/rate-limit.ts';
import { createRateLimiter } from '../../../adapters/shared/rate-limit.ts';
import { createSimulatedClock } from '../../../src/simulation/simulated-clock.ts';

/** When each of these chats' messages went, in milliseconds from the beginning, if all are sent at once. */
async function timesOf(chats: string[], limits: RateLimits): Promise<number[]> {
  const clock = createSimulatedClock(0);
  const limiter = createRateLimiter(limits, clock);
  const queues = new Map<string, Promise<void>>();
  const times = chats.map(async (chat) => {
    const turn = (queues.get(chat) ?? Promise.resolve()).then(() => limiter.take(chat));
    queues.set(chat, turn);
    await turn;
    return clock.now();
  });
  await clock.advanceTo(60_000);
  return Promise.all(times);
}

test.each([
  ['one chat once a second', ['a', 'a', 'a'], { perSecond: 25, perDestinationPerSecond: 1 }, [0, 1_000, 2_000]],
  [
    'many chats as many a second',
    ['a', 'b', 'c', 'd', 'e'],
    { perSecond: 2, perDestinationPerSecond: 1 },
    [0, 0, 1_000, 1_000, 2_000],
  ],
  ['one chat as often as it may', ['a', 'a', 'a'], { perSecond: 25, perDestinationPerSecond: 4 }, [0, 250, 500]],
  [
    'all at once without limits',
    ['a', 'a', 'b'],
    { perSecond: Infinity, perDestinationPerSecond: Infinity },
    [0, 0, 0],
  ],
])('%s', async (_name, chats, limits, times) => {
  expect(await timesOf(chats, limits)).toEqual(times);
});

test('a platform that asks to wait is obeyed, for one destination or for all', async () => {
  const clock = createSimulatedClock(0);
  const limiter = createRateLimiter({ perSecond: 25, perDestinationPerSecond: 10 }, clock);
  const takenAt = async (destination: string) => {
    await limiter.take(destination);
    return clock.now();
  };
  limiter.pause(3_000, 'a');
  const first = [takenAt('a'), takenAt('b')];
  await clock.advanceTo(4_000);
  expect(await Promise.all(first)).toEqual([3_000, 0]);
  limiter.pause(2_000);
  const second = [takenAt('c'), takenAt('d')];
  await clock.advanceTo(8_000);
  expect(await Promise.all(second)).toEqual([6_000, 6_000]);
});
