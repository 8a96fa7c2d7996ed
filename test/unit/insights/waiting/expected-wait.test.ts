import { beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../src/domain/policy.ts';
import { createDayReader } from '../../../../src/insights/days.ts';
import { learnExpectedWait, type WaitForecast } from '../../../../src/insights/waiting/expected-wait.ts';
import { SIMPLE_WAYS } from '../../../../src/insights/waiting/simple-waits.ts';
import type { Wait } from '../../../../src/insights/waiting/wait.ts';
import { createRandom } from '../../../../src/lib/random.ts';
import { drawExponential } from '../../../../src/lib/statistics/draws.ts';
import { planHistory } from '../../../../src/sample/plan.ts';
import { simulateCallCentre } from '../../../support/call-centre.ts';

const UTC = createDayReader('UTC');
const NEVER = Number.POSITIVE_INFINITY;

function known(waits: readonly Wait[]): WaitForecast {
  const finding = learnExpectedWait(waits, UTC);
  if (finding.kind === 'unknown') throw new Error(finding.reason);
  return finding;
}

describe('a busy call centre', () => {
  const calls = simulateCallCentre({ seed: 3, days: 60, callsADay: 600 });
  const waits = calls.filter(({ arrivedAt, endedAt }) => endedAt - arrivedAt >= 1000);
  let forecast: WaitForecast;
  beforeAll(() => {
    forecast = known(waits);
  });

  test('neighbours in the state of the queue are off by at most nine tenths of what the best simple way is', () => {
    const { way, meanErrorsMs } = forecast;
    expect(way).toBe('neighbours');
    const bestSimple = Math.min(...SIMPLE_WAYS.map((simple) => meanErrorsMs[simple]));
    expect(meanErrorsMs.neighbours).toBeLessThan(0.9 * bestSimple);
  });

  test('four fifths of waits are in the range', () => {
    expect(forecast.rangeCovers).toBeGreaterThan(0.77);
    expect(forecast.rangeCovers).toBeLessThan(0.83);
  });

  test('whoever comes to a longer queue is told a longer wait', () => {
    const arrivedAt = Date.UTC(2025, 2, 3, 11);
    const recent = waits.filter((wait) => wait.endedAt < arrivedAt).slice(-200);
    const expectBehind = (count: number) => {
      const still = Array.from({ length: count }, (_, index) => ({
        arrivedAt: arrivedAt - (count - index) * 10_000,
        endedAt: NEVER,
        served: false,
      }));
      return forecast.expect([...recent, ...still], { arrivedAt });
    };
    expect(expectBehind(12).medianMs).toBeGreaterThan(2 * expectBehind(1).medianMs);
    const { lowMs, medianMs, highMs } = expectBehind(3);
    expect(lowMs).toBeLessThan(medianMs);
    expect(medianMs).toBeLessThan(highMs);
  });

  test('those who gave up are told beside: with everybody staying, half would have waited longer', () => {
    expect(forecast.gaveUpShare).toBeGreaterThan(0.05);
    expect(forecast.medianIfNobodyGaveUpMs).toBeGreaterThan(forecast.medianMs);
  });
});

test('whoever comes to a closed desk is told a wait until it opens', () => {
  const { waits } = planHistory({
    until: Date.UTC(2026, 10, 28, 7),
    days: 120,
    seed: 7,
    channels: ['web', 'a', 'b'],
  });
  const { meanErrorsMs, expect: expectWait } = known(waits);
  expect(meanErrorsMs.neighbours).toBeLessThan(0.3 * 3 * HOUR_MS);
  // A Tuesday at 2: Mara comes at 8.
  const { lowMs, medianMs, highMs } = expectWait(waits.slice(-200), {
    arrivedAt: Date.UTC(2026, 10, 24, 2),
    onDuty: 0,
  });
  expect(lowMs).toBeGreaterThanOrEqual(6 * HOUR_MS);
  expect(medianMs).toBeLessThan(7.5 * HOUR_MS);
  expect(highMs).toBeLessThan(10 * HOUR_MS);
});

describe('nothing is told', () => {
  const waitsOf = (count: number, lengthMs: () => number, everyMs = HOUR_MS): Wait[] =>
    Array.from({ length: count }, (_, index) => {
      const arrivedAt = Date.UTC(2026, 0, 1) + index * everyMs;
      return { arrivedAt, endedAt: arrivedAt + lengthMs(), served: true };
    });
  const random = createRandom(11);

  test.each([
    ['nobody came', [], 'Only 0 customers'],
    ['few came', waitsOf(199, () => MINUTE_MS), 'Only 199 customers were taken up by a person; 200 are needed'],
    [
      'waits are chance alone',
      waitsOf(900, () => drawExponential(random, 10 * MINUTE_MS)),
      'no way to tell them was at least 5 % closer',
    ],
    ['all waits are alike', waitsOf(900, () => MINUTE_MS), 'no way to tell them was at least 5 % closer'],
    [
      'nobody was taken up lately',
      [
        ...waitsOf(300, () => MINUTE_MS),
        ...waitsOf(900, () => MINUTE_MS).map((wait) => ({
          ...wait,
          arrivedAt: wait.arrivedAt + 90 * DAY_MS,
          endedAt: wait.endedAt + 90 * DAY_MS,
          served: false,
        })),
      ],
      '30 are needed in each',
    ],
    ['all came within a minute', waitsOf(900, () => 0, 50), 'no way to tell them was at least 5 % closer'],
  ])('where %s, and the reason is said', (_, waits, reason) => {
    const finding = learnExpectedWait(waits, UTC);
    expect(finding).toEqual({ kind: 'unknown', reason: expect.stringContaining(reason) });
  });
});
