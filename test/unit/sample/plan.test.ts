import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { loadContent } from '../../../src/content/load-content.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/policy.ts';
import { planHistory } from '../../../src/sample/plan.ts';
import type { Plan, PlannedTalk } from '../../../src/sample/planned.ts';
import { AGENTS, TRUTH } from '../../../src/sample/truth.ts';

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

test('whatever is planned: acts are in order of time, nobody replies before they have claimed, and who is served had the patience', () => {
  assert(
    property(integer({ min: 0, max: 1_000_000 }), integer({ min: 1, max: 12 }), (seed, days) => {
      for (const { at, ticket } of planOf(seed, days).talks) {
        if (ticket === undefined) continue;
        const times = ticket.acts.map((act) => act.at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times.every(Number.isFinite)).toBe(true);
        expect(ticket.wait.arrivedAt).toBeGreaterThan(at);
        const does = ticket.acts.map((act) => act.does);
        expect(does.includes('reply') || does.includes('ask_back')).toBe(ticket.wait.served);
        expect(does.includes('never_mind')).toBe(!ticket.wait.served);
        expect(does.indexOf('claim')).toBeLessThan(does.indexOf('resolve'));
      }
    }),
    { numRuns: 15 },
  );
});

test('agents take up one thing at a time, and only while they are there', () => {
  const { talks } = planOf(5, 40);
  for (const agent of AGENTS) {
    const claims = talks
      .flatMap(({ ticket }) => (ticket?.agent === agent && ticket.wait.served ? [ticket] : []))
      .toSorted((a, b) => a.wait.endedAt - b.wait.endedAt);
    expect(claims.length).toBeGreaterThan(50);
    for (const [index, { wait, repliedAt = 0 }] of claims.entries()) {
      // Somebody may be looked at for some minutes after the shift has ended.
      expect(agent.weekdays).toContain((Math.floor(wait.endedAt / DAY_MS) + 3) % 7);
      expect((wait.endedAt % DAY_MS) / HOUR_MS).toBeGreaterThanOrEqual(agent.from);
      expect((wait.endedAt % DAY_MS) / HOUR_MS).toBeLessThan(agent.to + 0.5);
      expect(claims[index + 1]?.wait.endedAt ?? Number.POSITIVE_INFINITY).toBeGreaterThan(repliedAt);
    }
  }
});

test('the angry are taken up before others who wait', () => {
  const waited = (mood: PlannedTalk['mood']) =>
    mean(
      [1, 2, 3, 4, 5].flatMap((seed) =>
        planOf(seed).talks.flatMap(({ mood: felt, ticket }) =>
          felt === mood && ticket?.wait.served && ticket.wait.onDuty > 0
            ? [ticket.wait.endedAt - ticket.wait.arrivedAt]
            : [],
        ),
      ),
    );
  expect(waited('angry')).toBeLessThan(0.7 * waited('calm'));
});

test('one intent rises, one follows another, and the outage makes people wait', () => {
  const { talks, truth, since } = planOf(7);
  const shareOf = (intent: string, among: readonly PlannedTalk[]) =>
    among.filter((talk) => talk.intent === intent).length / among.length;
  const before = talks.filter(({ at }) => at < truth.risingFrom);
  const after = talks.filter(({ at }) => at >= truth.risingFrom);
  expect(shareOf('double_charge', after)).toBeGreaterThan(1.5 * shareOf('double_charge', before));
  const next = talks.filter((talk) => {
    const last = talks.findLast(({ at, customer }) => customer === talk.customer && at < talk.at);
    return last?.intent === 'place_order';
  });
  expect(shareOf('track_order', next)).toBeGreaterThan(3 * shareOf('track_order', talks));
  const waitedFrom = (from: number) =>
    mean(
      talks.flatMap(({ ticket }) => {
        const { arrivedAt = 0, endedAt = 0 } = ticket?.wait ?? {};
        return arrivedAt >= from && arrivedAt < from + 6 * HOUR_MS ? [endedAt - arrivedAt] : [];
      }),
    );
  const usual = [-14, -7, 7, 14].map((days) => waitedFrom(truth.outageAt + days * DAY_MS));
  expect(truth.outageAt).toBeGreaterThan(since);
  expect(waitedFrom(truth.outageAt)).toBeGreaterThan(2 * mean(usual));
});

test('the trend is what it says, also in returning customers: the history begins with them', () => {
  const talksOf = (from: number, to: number) =>
    mean(
      Array.from({ length: 10 }, (_, seed) => {
        const { talks, since } = planOf(seed + 1);
        return talks.filter(({ at }) => at >= since + from * DAY_MS && at < since + to * DAY_MS).length;
      }),
    );
  const growth = talksOf(91, 119) / talksOf(0, 28);
  expect(growth).toBeGreaterThan(1.1);
  expect(growth).toBeLessThan(1.6);
});

test('what customers ask for, and what is handed over at once, is the sample desk', async () => {
  const { content } = await loadContent({ root: '.' });
  const locales = Object.values(content?.locales ?? {});
  expect(locales.map(({ locale }) => locale)).toEqual(['en', 'zh']);
  const named = [TRUTH.outage.intent, TRUTH.rising.intent, TRUTH.answers.trial.intent, ...TRUTH.handedOver].concat(
    Object.keys(TRUTH.answers.weak),
    Object.entries(TRUTH.next).flatMap(([from, next]) => [from, ...next.map(([to]) => to)]),
  );
  expect(named.filter((name) => TRUTH.intents[name] === undefined)).toEqual([]);
  for (const { intents } of locales) {
    const asked = intents.filter(({ name }) => TRUTH.intents[name] !== undefined);
    expect(asked.map(({ name }) => name).toSorted()).toEqual(Object.keys(TRUTH.intents).toSorted());
    const handedOver = asked.filter(({ outcome }) => outcome.kind === 'escalate').map(({ name }) => name);
    expect(handedOver.toSorted()).toEqual(TRUTH.handedOver.toSorted());
  }
});
