import { describe, expect, test } from 'vitest';
import { Throttle, takeFromAll } from '../../../src/domain/throttle.ts';

const NOW = Date.UTC(2026, 0, 5, 9);

/** Takes one again and again until the throttle says to wait; how many that were. */
function takeAll(throttle: Throttle, key: string, now: number): number {
  for (let taken = 0; ; taken++) {
    if (throttle.waitMs(key, now) > 0) return taken;
    throttle.take(key, now);
  }
}

describe('a throttle', () => {
  test.each([1, 3, 7, 60, 1_000])('lets %d through at once, and then one at a time', (amount) => {
    const throttle = new Throttle({ amount, perMs: 60_000 });
    expect(takeAll(throttle, 'a', NOW)).toBe(amount);
    const wait = throttle.waitMs('a', NOW);
    expect(wait).toBeCloseTo(60_000 / amount, -1);
    expect(takeAll(throttle, 'a', NOW + wait)).toBe(1);
    expect(takeAll(throttle, 'a', NOW + wait + 120_000)).toBe(amount);
  });

  test('keeps keys apart', () => {
    const throttle = new Throttle({ amount: 2, perMs: 1_000 });
    takeAll(throttle, 'a', NOW);
    expect(throttle.waitMs('b', NOW)).toBe(0);
  });

  test('counts what costs more as more, and lets what costs more than all wait for all', () => {
    const throttle = new Throttle({ amount: 100, perMs: 1_000 });
    throttle.take('a', NOW, 60);
    expect(throttle.waitMs('a', NOW, 60)).toBe(200);
    expect(throttle.waitMs('a', NOW, 1_000)).toBe(600);
    throttle.take('a', NOW + 600, 1_000);
    expect(throttle.waitMs('a', NOW + 600, 1)).toBe(10);
  });

  test('waits no longer than its time after the clock was set back', () => {
    const throttle = new Throttle({ amount: 1, perMs: 1_000 });
    throttle.take('a', NOW);
    expect(throttle.waitMs('a', NOW - 7_200_000)).toBe(1_000);
  });

  test('without a limit holds nobody', () => {
    const throttle = new Throttle({ amount: Number.POSITIVE_INFINITY, perMs: 1_000 });
    for (let count = 0; count < 1_000; count++) throttle.take('a', NOW, 1_000_000);
    expect(throttle.waitMs('a', NOW, 1_000_000)).toBe(0);
    expect(throttle.size).toBe(0);
  });

  test('holds no more keys than it may, and still knows who has taken most', () => {
    const throttle = new Throttle({ amount: 5, perMs: 60_000 }, 100);
    takeAll(throttle, 'abuser', NOW);
    for (let count = 0; count < 10_000; count++) throttle.take(`once-${count}`, NOW + count);
    expect(throttle.size).toBeLessThanOrEqual(100);
    expect(throttle.waitMs('abuser', NOW + 10_000)).toBeGreaterThan(0);
  });

  test('takes from several only what all of them have', () => {
    const own = new Throttle({ amount: 5, perMs: 1_000 });
    const total = new Throttle({ amount: 1, perMs: 1_000 });
    const claims = [
      { throttle: own, key: 'a' },
      { throttle: total, key: '' },
    ];
    expect(takeFromAll(claims, NOW)).toBe(0);
    expect(takeFromAll(claims, NOW)).toBe(1_000);
    expect(takeAll(own, 'a', NOW)).toBe(4);
  });
});
