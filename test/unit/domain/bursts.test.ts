import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextTurn, type WaitingEvent } from '../../../src/domain/bursts.ts';

const LIMITS = { windowMs: 1_000, maxMs: 3_000 };
const message = (receivedAt: number): WaitingEvent => ({ isMessage: true, receivedAt });
const held = (receivedAt: number, heldUntil: number): WaitingEvent => ({ isMessage: true, receivedAt, heldUntil });
const command = (receivedAt: number): WaitingEvent => ({ isMessage: false, receivedAt, endsHold: true });
const press = (receivedAt: number): WaitingEvent => ({ isMessage: false, receivedAt });

describe('the next turn', () => {
  test.each<[string, WaitingEvent[], number, ReturnType<typeof nextTurn>]>([
    ['nothing waits', [], 0, { take: 0 }],
    ['a fresh message is waited on for the window', [message(0)], 400, { waitUntil: 1_000 }],
    ['a message is taken when its window has passed', [message(0)], 1_000, { take: 1 }],
    ['a further message prolongs the wait', [message(0), message(900)], 1_000, { waitUntil: 1_900 }],
    [
      'but not beyond the longest burst',
      [message(0), message(900), message(1_800), message(2_700)],
      2_800,
      { waitUntil: 3_000 },
    ],
    ['messages of a burst are one turn', [message(0), message(900)], 1_900, { take: 2 }],
    ['a message after the window is another turn', [message(0), message(1_001)], 1_001, { take: 1 }],
    ['a pressed button is a turn of its own', [press(0), message(0)], 0, { take: 1 }],
    ['and ends a burst', [message(0), message(100), press(200)], 200, { take: 2 }],
    ['held messages wait', [held(0, 30_000), held(20_000, 31_000)], 20_000, { waitUntil: 30_000 }],
    ['and are taken together', [held(0, 30_000), held(20_000, 31_000)], 30_000, { take: 2 }],
    ['with one that came when there was room again', [held(0, 30_000), message(30_000)], 32_000, { take: 1 }],
    ['a held message is read with the one before it', [message(0), held(2_000, 30_000)], 3_500, { take: 2 }],
    ['what the customer does else waits behind them', [held(0, 30_000), press(10_000)], 20_000, { waitUntil: 30_000 }],
    ['what staff do waits for nobody', [held(0, 30_000), held(1, 30_001), command(2)], 3, { take: 2 }],
    ['nothing is held after the clock was set back', [held(90_000, 95_000)], 0, { take: 1 }],
    ['a time of arrival in the future is not waited for', [message(90_000)], 0, { take: 1 }],
  ])('%s', (_name, waiting, now, expected) => {
    expect(nextTurn(waiting, LIMITS, now)).toEqual(expected);
  });

  test('without a window every message is taken at once', () => {
    expect(nextTurn([message(5)], { windowMs: 0, maxMs: 0 }, 5)).toEqual({ take: 1 });
  });

  test('something is always taken or waited for, never beyond the longest burst', () => {
    const events = fc.array(fc.record({ isMessage: fc.boolean(), receivedAt: fc.nat(20_000) }), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(events, fc.nat(20_000), (unsorted, now) => {
        const waiting = unsorted.sort((a, b) => a.receivedAt - b.receivedAt);
        const next = nextTurn(waiting, LIMITS, now);
        if ('take' in next) expect(next.take).toBeGreaterThan(0);
        else {
          expect(next.waitUntil).toBeGreaterThan(now);
          expect(next.waitUntil).toBeLessThanOrEqual((waiting[0]?.receivedAt ?? 0) + LIMITS.maxMs);
        }
      }),
    );
  });
});
