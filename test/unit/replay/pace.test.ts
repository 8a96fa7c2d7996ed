import { expect, test } from 'vitest';
import { createPace } from '../../../src/replay/pace.ts';
import type { ReplayMessage } from '../../../src/replay/tally.ts';

const NOW = 1_000_000;
const LONGEST_PAUSE_MS = 8_000;
const OPTIONS = { burstWindowMs: 1_200, roundMs: 2_000, longestPauseMs: LONGEST_PAUSE_MS };

let line = 0;
function message(conversation?: string, time?: number): ReplayMessage {
  line += 1;
  return { line, text: String(line), label: undefined, conversation, time };
}

/** When each message is played, in order. */
function play(pace: ReturnType<typeof createPace>): [at: number, line: number][] {
  const played: [number, number][] = [];
  for (let at = pace.nextAt(); at !== undefined; at = pace.nextAt()) {
    for (const due of pace.takeDue(at)) played.push([at - NOW, due.line]);
  }
  return played;
}

function paceOf(...messages: ReplayMessage[]) {
  const pace = createPace(OPTIONS);
  for (const one of messages) pace.add(one, NOW);
  return pace;
}

test('messages without a conversation are all played at once, in the order of the file', () => {
  const messages = [message(), message(), message()];
  expect(play(paceOf(...messages))).toEqual(messages.map(({ line: expected }) => [0, expected]));
});

test('conversations begin at once, and go on at the intervals of the file', () => {
  const [a1, b1, a2, b2] = [message('a', 500), message('b', 90_000), message('a', 1_700), message('b', 90_300)];
  expect(play(paceOf(a1, b1, a2, b2))).toEqual([
    [0, a1.line],
    [0, b1.line],
    [300, b2.line],
    [1_200, a2.line],
  ]);
});

test('a pause that ends a burst lasts up to the next round, and the pauses within a burst are exact', () => {
  const [first, second, third] = [message('a', 500), message('a', 2_000), message('a', 2_900)];
  expect(play(paceOf(first, second, third))).toEqual([
    [0, first.line],
    [2_000, second.line],
    [2_900, third.line],
  ]);
});

test.each([
  ['a long pause', 1_000, 90_000_000],
  ['a time that runs backwards', 90_000, 1_000],
  ['no time at all', undefined, undefined],
])('%s counts as the longest pause', (_what, earlier, later) => {
  const [first, second] = [message('a', earlier), message('a', later)];
  expect(play(paceOf(first, second))).toEqual([
    [0, first.line],
    [LONGEST_PAUSE_MS, second.line],
  ]);
});

test('a conversation that goes on after its messages were played keeps its interval while that matters', () => {
  const pace = paceOf(message('a', 1_000));
  pace.takeDue(NOW);
  pace.add(message('a', 6_000), NOW + 1_000);
  expect(pace.nextAt()).toBe(NOW + 6_000);
  pace.takeDue(NOW + 6_000);
  pace.add(message('a', 7_000), NOW + 60_000);
  expect(pace.nextAt()).toBe(NOW + 60_000);
});
