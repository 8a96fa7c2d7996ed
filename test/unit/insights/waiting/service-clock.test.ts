import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../src/domain/policy.ts';
import { createDayReader } from '../../../../src/insights/days.ts';
import { learnServiceClock } from '../../../../src/insights/waiting/service-clock.ts';
import type { Wait } from '../../../../src/insights/waiting/wait.ts';
import { createRandom } from '../../../../src/lib/random.ts';

const UTC = createDayReader('UTC');
const MONDAY = Date.UTC(2026, 5, 1);

/** Somebody comes at any hour; from Monday to Friday, 9 to 17, it takes ten minutes, and otherwise until then. */
function officeHours(weeks: number): Wait[] {
  const random = createRandom(5);
  const waits: Wait[] = [];
  for (let at = MONDAY; at < MONDAY + weeks * 7 * DAY_MS; at += 2 * HOUR_MS * random()) {
    const takenUpAt = at + 20 * MINUTE_MS * random();
    let endedAt = takenUpAt;
    while (!isOffice(endedAt)) endedAt += MINUTE_MS;
    waits.push({ arrivedAt: at, endedAt, served: true });
  }
  return waits;
}

function isOffice(at: number): boolean {
  const hour = (at % DAY_MS) / HOUR_MS;
  return Math.floor((at - MONDAY) / DAY_MS) % 7 < 5 && hour >= 9 && hour < 17;
}

test('hours in which nobody is taken up are closed, and stay so in weeks to come', () => {
  const clock = learnServiceClock(officeHours(20), UTC);
  const nextWeek = MONDAY + 30 * 7 * DAY_MS;
  for (let at = nextWeek; at < nextWeek + 7 * DAY_MS; at += HOUR_MS) expect(clock.isOpenAt(at)).toBe(isOffice(at));
});

test('the clock stands still while it is closed', () => {
  const clock = learnServiceClock(officeHours(20), UTC);
  const friday = MONDAY + 4 * DAY_MS;
  const elapsed = clock.serviceAt(friday + 3 * DAY_MS + 10 * HOUR_MS) - clock.serviceAt(friday + 16 * HOUR_MS);
  expect(elapsed).toBe(2 * HOUR_MS);
});

test('the time at which so much service is over is the earliest', () => {
  const clock = learnServiceClock(officeHours(20), UTC);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 * DAY_MS }), (later) => {
      const at = MONDAY + later;
      const found = clock.localAt(clock.serviceAt(at));
      expect(clock.serviceAt(found)).toBe(clock.serviceAt(at));
      expect(found).toBeLessThanOrEqual(at);
      expect(clock.localAt(clock.serviceAt(at) + 1)).toBeGreaterThan(at);
    }),
  );
});

test.each([
  ['nobody ever came', []],
  ['nobody was ever taken up', [{ arrivedAt: MONDAY, endedAt: MONDAY + 9 * DAY_MS, served: false }]],
])('where %s, it is a clock like any other', (_, waits) => {
  const clock = learnServiceClock(waits, UTC);
  expect(clock.serviceAt(MONDAY + 5 * DAY_MS) - clock.serviceAt(MONDAY)).toBe(5 * DAY_MS);
  expect(clock.localAt(clock.serviceAt(MONDAY))).toBe(MONDAY);
});
