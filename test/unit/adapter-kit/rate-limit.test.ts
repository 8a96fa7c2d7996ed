import { expect, test } from 'vitest';
import { createRateLimit, type RateLimits } from '../../../adapters/kit/rate-limit.ts';
import { createSimulatedClock } from '../../../src/desk/simulated-clock.ts';

/** When each of these chats' messages went, in milliseconds from the beginning, if all are sent at once. */
async function timesOf(chats: string[], limits: RateLimits): Promise<number[]> {
  const clock = createSimulatedClock(0);
  const takeTurn = createRateLimit(limits, clock);
  const queues = new Map<string, Promise<void>>();
  const times = chats.map(async (chat) => {
    const turn = (queues.get(chat) ?? Promise.resolve()).then(() => takeTurn(chat));
    queues.set(chat, turn);
    await turn;
    return clock.now();
  });
  await clock.advanceTo(60_000);
  return Promise.all(times);
}

test.each([
  ['one chat once a second', ['a', 'a', 'a'], { perSecond: 25, perChatPerSecond: 1 }, [0, 1_000, 2_000]],
  [
    'many chats as many a second',
    ['a', 'b', 'c', 'd', 'e'],
    { perSecond: 2, perChatPerSecond: 1 },
    [0, 0, 1_000, 1_000, 2_000],
  ],
  ['one chat as often as it may', ['a', 'a', 'a'], { perSecond: 25, perChatPerSecond: 4 }, [0, 250, 500]],
  ['all at once without limits', ['a', 'a', 'b'], { perSecond: Infinity, perChatPerSecond: Infinity }, [0, 0, 0]],
])('%s', async (_name, chats, limits, times) => {
  expect(await timesOf(chats, limits)).toEqual(times);
});
