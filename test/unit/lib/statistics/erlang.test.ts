import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../src/lib/random.ts';
import { drawExponential } from '../../../../src/lib/statistics/draws.ts';
import {
  agentsInProportion,
  agentsNeeded,
  erlangB,
  erlangC,
  lineFigures,
  waitInProportion,
} from '../../../../src/lib/statistics/erlang.ts';

test.each([
  [12, 10, 0.4493882],
  [14, 10, 0.1741322],
  [2, 1, 1 / 3],
])('of %d agents with %d erlang, so many customers wait', (agents, load, waits) => {
  expect(erlangC(agents, load)).toBeCloseTo(waits, 6);
});

test('more agents never make more customers wait, nor does less to do; up to 500 agents', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0.1, max: 500, noNaN: true }), (agents, load) => {
      const waits = erlangC(agents, load);
      expect(waits).toBeGreaterThanOrEqual(0);
      expect(waits).toBeLessThanOrEqual(1);
      expect(erlangC(agents + 1, load)).toBeLessThanOrEqual(waits + 1e-12);
      expect(erlangB(agents, load)).toBeLessThanOrEqual(waits + 1e-12);
    }),
  );
});

describe('customers who give up', () => {
  const line = { agents: 5, arrivalRate: 1 / 60_000, handlingMs: 6 * 60_000, patienceMs: 4 * 60_000 };

  test('a line as it is played by chance comes out the same', () => {
    const played = play(line, 60_000);
    const figures = lineFigures(line);
    expect(figures.givesUp).toBeCloseTo(played.givesUp, 1);
    expect(Math.abs(figures.givesUp - played.givesUp)).toBeLessThan(0.01);
    expect(Math.abs(figures.servedWithin(60_000) - played.servedWithinMinute)).toBeLessThan(0.015);
    expect(Math.abs(figures.meanWaitMs / played.meanWaitMs - 1)).toBeLessThan(0.05);
  });

  test('with endless patience it is Erlang C', () => {
    const patient = { ...line, agents: 8, patienceMs: 1e13 };
    const { patienceMs: _, ...known } = patient;
    expect(lineFigures(patient).waits).toBeCloseTo(lineFigures(known).waits, 5);
    expect(lineFigures(patient).servedWithin(60_000)).toBeCloseTo(lineFigures(known).servedWithin(60_000), 4);
  });

  test('fewer are needed than if all waited to the end, and more to do needs no fewer', () => {
    const target = { share: 0.8, withinMs: 60_000 };
    const { agents: _, ...impatient } = line;
    const needed = agentsNeeded(impatient, target) ?? 0;
    expect(needed).toBeLessThanOrEqual(agentsNeeded({ ...impatient, patienceMs: undefined }, target) ?? 0);
    expect(agentsNeeded({ ...impatient, arrivalRate: 2 * impatient.arrivalRate }, target)).toBeGreaterThan(needed);
  });
});

test('a target is kept by the agents that it needs, and not by one fewer; nobody is needed for nothing', () => {
  const line = { arrivalRate: 1 / 30_000, handlingMs: 5 * 60_000 };
  const target = { share: 0.8, withinMs: 20_000 };
  const agents = agentsNeeded(line, target) ?? 0;
  expect(lineFigures({ ...line, agents }).servedWithin(20_000)).toBeGreaterThanOrEqual(0.8);
  expect(lineFigures({ ...line, agents: agents - 1 }).servedWithin(20_000)).toBeLessThan(0.8);
  expect(agentsNeeded({ ...line, arrivalRate: 0 }, target)).toBe(0);
});

test('a line with more to do than can be done only grows', () => {
  const figures = lineFigures({ agents: 2, arrivalRate: 1 / 1_000, handlingMs: 5_000 });
  expect([figures.waits, figures.servedWithin(1e9), figures.meanWaitMs]).toEqual([1, 0, Number.POSITIVE_INFINITY]);
});

test('in proportion: ten agents for a hundred, twelve for a hundred and twenty', () => {
  expect(agentsInProportion({ agents: 10, arrivals: 100 }, 120)).toBe(12);
  expect(agentsInProportion({ agents: 5, arrivals: 100 }, 120)).toBe(6);
  expect(agentsInProportion({ agents: 5, arrivals: 50 }, 70)).toBe(7);
  expect(agentsInProportion({ agents: 3, arrivals: 0 }, 10)).toBe(3);
});

test('in proportion: ten more in the queue at three seconds each add half a minute to five', () => {
  expect(waitInProportion({ wait: 5, queue: 20 }, 0.05, 30)).toBeCloseTo(5.5, 12);
  expect(waitInProportion({ wait: 5, queue: 200 }, 0.05, 0)).toBe(0);
});

test('figures of customers who give up are numbers in their bounds, up to 500 agents and however much there is to do', () => {
  const seconds = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((value) => value * 1_000);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 500 }),
      fc.double({ min: 0, max: 1_000, noNaN: true }),
      seconds(1, 10_000),
      seconds(1, 100_000),
      seconds(0, 10_000),
      (agents, load, handlingMs, patienceMs, withinMs) => {
        const figures = lineFigures({ agents, arrivalRate: load / handlingMs, handlingMs, patienceMs });
        for (const share of [figures.waits, figures.givesUp, figures.occupancy, figures.servedWithin(withinMs)]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1 + 1e-9);
        }
        expect(figures.servedWithin(1e12)).toBeCloseTo(1 - figures.givesUp, 4);
        expect(figures.meanWaitMs).toBeLessThanOrEqual(patienceMs * (1 + 1e-9));
      },
    ),
  );
});

/** The line played event by event, with exponential times. */
function play(
  {
    agents,
    arrivalRate,
    handlingMs,
    patienceMs,
  }: { agents: number; arrivalRate: number; handlingMs: number; patienceMs: number },
  customers: number,
) {
  const random = createRandom(11);
  const freeAt = new Array<number>(agents).fill(0);
  let at = 0;
  let gaveUp = 0;
  let soon = 0;
  let waited = 0;
  for (let index = 0; index < customers; index += 1) {
    at += drawExponential(random, 1 / arrivalRate);
    const patience = drawExponential(random, patienceMs);
    const agent = freeAt.indexOf(Math.min(...freeAt));
    const start = Math.max(at, freeAt[agent] ?? 0);
    if (start - at > patience) {
      gaveUp += 1;
      waited += patience;
      continue;
    }
    waited += start - at;
    if (start - at <= 60_000) soon += 1;
    freeAt[agent] = start + drawExponential(random, handlingMs);
  }
  return { givesUp: gaveUp / customers, servedWithinMinute: soon / customers, meanWaitMs: waited / customers };
}
