import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/domain/policy.ts';
import { planHistory } from '../../../src/sample/plan.ts';
import type { Plan } from '../../../src/sample/planned.ts';

const UNTIL = Date.UTC(2026, 10, 28, 7);

function planOf(seed: number, days = 120): Plan {
  return planHistory({ until: UNTIL, days, seed, channels: ['web', 'a', 'b'] });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('the same seed plans the same history, another one another', () => {
  expect(planOf(7)).toEqual(planOf(7));
  expect(planOf(7).talks).not.toEqual(planOf(8).talks);
});

test('nothing happens before it begins or after it ends, and talks are in order', () => {
  const { talks, since, until, waits } = planOf(3, 30);
  const times = talks.map(({ at }) => at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(since);
  expect(Math.max(...times)).toBeLessThan(until);
  expect(waits.every(({ arrivedAt, endedAt }) => endedAt >= arrivedAt)).toBe(true);
});

test('weeks and days have their rhythm, and there is more at the end than at the beginning', () => {
  const { talks, since } = planOf(7);
  const onDay = (weekday: number) => talks.filter(({ at }) => (Math.floor(at / DAY_MS) + 3) % 7 === weekday).length;
  expect(onDay(0)).toBeGreaterThan(1.5 * onDay(6));
  const atHour = (hour: number) => talks.filter(({ at }) => Math.floor((at % DAY_MS) / HOUR_MS) === hour).length;
  expect(atHour(10)).toBeGreaterThan(3 * atHour(3));
  const before = (day: number) => talks.filter(({ at }) => at < since + day * DAY_MS).length;
  expect(before(120) - before(90)).toBeGreaterThan(before(30));
});

test('what is planted is there: slow replies cost ratings, unhappy customers leave, an outage and a launch show', () => {
  const { talks, truth, customers } = planOf(7);
  const rated = talks.filter(({ ticket }) => ticket?.rating !== undefined);
  const byWait = (isSlow: boolean) =>
    mean(
      rated
        .filter(({ at, ticket }) => (ticket?.repliedAt ?? at) - at > 4 * HOUR_MS === isSlow)
        .map(({ ticket }) => ticket?.rating ?? 0),
    );
  expect(byWait(false)).toBeGreaterThan(byWait(true) + 0.3);
  const left = (isUnhappy: boolean) => {
    const found = rated.filter(({ ticket }) => (ticket?.rating ?? 5) <= 2 === isUnhappy);
    return mean(found.map(({ at, customer }) => (customer.leftAt === at ? 1 : 0)));
  };
  expect(left(true)).toBeGreaterThan(2 * left(false));
  const isAffected = ({ at, intent }: (typeof talks)[number]) =>
    intent === 'payment_issue' && at >= truth.outageAt && at < truth.outageAt + 6 * HOUR_MS;
  const isSame = ({ at, intent }: (typeof talks)[number]) =>
    intent === 'payment_issue' && at >= truth.outageAt - 7 * DAY_MS && at < truth.outageAt - 7 * DAY_MS + 6 * HOUR_MS;
  expect(talks.filter(isAffected).length).toBeGreaterThan(3 * Math.max(1, talks.filter(isSame).length));
  expect(talks.some(({ at, intent }) => intent === 'launch' && at < truth.launchAt)).toBe(false);
  expect(talks.some(({ intent }) => intent === 'launch')).toBe(true);
  expect(new Set(customers.map(({ segment }) => segment)).size).toBe(3);
});

test('nobody who has left comes back', () => {
  const { talks } = planOf(11);
  expect(talks.every(({ at, customer }) => customer.leftAt === undefined || at <= customer.leftAt)).toBe(true);
});
