/** How long and how much waits for what was missed. */

import { expect, test } from 'vitest';
import { createCatchUp } from '../../../adapters/slack/catch-up.ts';
import type { SlackApi } from '../../../adapters/slack/slack-api.ts';
import { createSimulatedClock } from '../../../src/simulation/simulated-clock.ts';
import { gate } from '../../platforms/slack/running.ts';
import { createMapKeyValues } from '../../support/key-values.ts';

const PLACE = { channel: 'D1', thread: undefined, at: '2000.0' };

/** A catch-up of which Slack answers nothing before `answered` opens; `asked` is what it was asked. */
function begin() {
  const answered = gate();
  const asked: string[] = [];
  const lastEvents = [1_000_000, 1_500_000];
  const api: SlackApi = {
    call: () => Promise.reject(new Error('nobody calls')),
    async *pages(method, { oldest } = {}) {
      asked.push(`${method} ${oldest ?? ''}`.trim());
      await answered.opened;
      yield* [];
    },
  };
  const clock = createSimulatedClock(2_000_000);
  const history = {
    hasConversation: async () => true,
    lastEventAt: async () => lastEvents.shift(),
    activeConversations: async () => ['D1'],
  };
  const keyValues = createMapKeyValues(clock);
  const catchUp = createCatchUp({ api, clock, history, keyValues, take: async () => {}, reportError: () => {} });
  return { catchUp, clock, answered, asked };
}

test('nothing waits longer than ten minutes, even where Slack never answers', async () => {
  const { catchUp, clock, answered } = begin();
  const start = await catchUp.prepare();
  start();
  let goesOn = false;
  const waiting = catchUp.pastRead(PLACE).then(() => (goesOn = true));
  await clock.advanceTo(2_000_000 + 9 * 60_000);
  expect(goesOn).toBe(false);
  await clock.advanceTo(2_000_000 + 10 * 60_000);
  await waiting;
  answered.open();
  await catchUp.stop();
});

test('where the connection that was prepared never comes about, what waits goes on when the desk stops', async () => {
  const { catchUp } = begin();
  await catchUp.prepare();
  const waiting = catchUp.pastRead(PLACE);
  await catchUp.stop();
  await waiting;
});

test('when too much waits an event is sent back, and what was written since is read once more', async () => {
  const { catchUp, answered, asked } = begin();
  const start = await catchUp.prepare();
  start();
  const waiting = Array.from({ length: 2_000 }, () => catchUp.pastRead(PLACE));
  await expect(catchUp.pastRead(PLACE)).rejects.toThrow('Too many events wait');
  answered.open();
  await Promise.all(waiting);
  await catchUp.pastRead(PLACE);
  await catchUp.stop();
  expect(asked.filter((method) => method.startsWith('conversations.history'))).toEqual([
    'conversations.history 940.000000',
    'conversations.history 1940.000000',
  ]);
});

test('a later connection reads what an earlier one has not read yet', async () => {
  const { catchUp, answered, asked } = begin();
  (await catchUp.prepare())();
  const waiting = catchUp.pastRead(PLACE);
  (await catchUp.prepare())();
  answered.open();
  await waiting;
  await catchUp.stop();
  expect(asked).toContain('conversations.history 940.000000');
});
