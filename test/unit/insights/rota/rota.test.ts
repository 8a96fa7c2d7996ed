import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { solveByDynamicProgramming } from '../../../../src/insights/rota/dynamic-programming.ts';
import { solveByGeneticAlgorithm } from '../../../../src/insights/rota/genetic.ts';
import { solveGreedily } from '../../../../src/insights/rota/greedy.ts';
import { solveToOptimum } from '../../../../src/insights/rota/optimum.ts';
import { planRota } from '../../../../src/insights/rota/plan-rota.ts';
import {
  costOf,
  flatten,
  isKept,
  OFF,
  type Rota,
  type RotaProblem,
  WISHES,
  type Wish,
} from '../../../../src/insights/rota/problem.ts';
import { shortageWords } from '../../../../src/insights/rota/shortages.ts';
import { randomDay } from '../../../bench/insights/rota.ts';

const EARLY = { name: 'early', start: 0, length: 2 };
const LATE = { name: 'late', start: 2, length: 2 };

/** One day of four hours, with an early and a late shift of two. */
function fourHours(
  needed: number[],
  agents: [name: string, early: Wish, late: Wish, mostHours?: number][],
): RotaProblem {
  return {
    needed: [needed],
    periodMinutes: 60,
    shifts: [EARLY, LATE],
    agents: agents.map(([name, early, late, mostHours = 8]) => ({ name, mostHours, wishes: [[early, late]] })),
  };
}

const smallProblems: fc.Arbitrary<RotaProblem> = fc
  .record({
    days: fc.integer({ min: 1, max: 2 }),
    shifts: fc.array(fc.record({ start: fc.nat(4), length: fc.integer({ min: 1, max: 4 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    people: fc.integer({ min: 1, max: 3 }),
    periodMinutes: fc.constantFrom(30, 60),
  })
  .chain(({ days, shifts, people, periodMinutes }) =>
    fc.record({
      needed: fc.array(fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }), { minLength: days, maxLength: days }),
      periodMinutes: fc.constant(periodMinutes),
      shifts: fc.constant(shifts.map((shift, number) => ({ name: `shift ${number}`, ...shift }))),
      agents: fc.array(
        fc.record({
          name: fc.constantFrom('Ada', 'Bo'),
          mostHours: fc.nat(6),
          wishes: fc.array(
            fc.array(fc.constantFrom(...WISHES), { minLength: shifts.length, maxLength: shifts.length }),
            { minLength: days, maxLength: days },
          ),
        }),
        { minLength: people, maxLength: people },
      ),
    }),
  );

/** Every rota there is. */
function allRotas({ agents, needed, shifts }: RotaProblem): Rota[] {
  const cells = agents.length * needed.length;
  const choices = shifts.length + 1;
  return Array.from({ length: choices ** cells }, (_, number) =>
    agents.map((_agent, agent) =>
      needed.map((_day, day) => (Math.floor(number / choices ** (agent * needed.length + day)) % choices) - 1),
    ),
  );
}

function leastCost(problem: RotaProblem): number {
  const flat = flatten(problem);
  return Math.min(
    ...allRotas(problem)
      .filter((rota) => isKept(flat, rota))
      .map((rota) => costOf(flat, rota).total),
  );
}

test('a rota costs what is missing, what is too much and what is against wishes', () => {
  const flat = flatten(
    fourHours(
      [2, 1, 0, 1],
      [
        ['Ada', 'possible', 'not'],
        ['Bo', 'not', 'preferred'],
      ],
    ),
  );
  expect(costOf(flat, [[0], [1]])).toEqual({ understaffedHours: 1, overstaffedHours: 1, againstWishes: 1, total: 7 });
  expect(costOf(flat, [[OFF], [OFF]])).toEqual({
    understaffedHours: 4,
    overstaffedHours: 0,
    againstWishes: 0,
    total: 20,
  });
});

test('a shift past midnight counts for the next day, and for nothing after the last', () => {
  const night = { name: 'night', start: 3, length: 2 };
  const problem: RotaProblem = {
    needed: [
      [0, 0, 0, 1],
      [1, 0, 0, 0],
    ],
    periodMinutes: 60,
    shifts: [night],
    agents: [{ name: 'Ada', mostHours: 2, wishes: [['preferred'], ['preferred']] }],
  };
  expect(costOf(flatten(problem), [[0, OFF]]).total).toBe(0);
  expect(costOf(flatten(problem), [[OFF, 0]])).toMatchObject({ understaffedHours: 2, overstaffedHours: 1 });
});

describe('of small problems', () => {
  test('the proven optimum is the cheapest of all rotas', () => {
    fc.assert(
      fc.property(smallProblems, (problem) => {
        const flat = flatten(problem);
        const { rota, isProven, bound } = solveToOptimum(flat, { mostMs: 5_000, known: solveGreedily(flat) });
        expect(isProven).toBe(true);
        expect(isKept(flat, rota)).toBe(true);
        expect(costOf(flat, rota).total).toBeCloseTo(leastCost(problem), 9);
        expect(bound).toBeCloseTo(leastCost(problem), 9);
      }),
      { numRuns: 150 },
    );
  });

  test('dynamic programming finds the cheapest rota of one day and says so', () => {
    fc.assert(
      fc.property(smallProblems, (problem) => {
        const flat = flatten(problem);
        const { rota, isExact } = solveByDynamicProgramming(flat);
        expect(isKept(flat, rota)).toBe(true);
        expect(isExact).toBe(flat.days === 1);
        if (isExact) expect(costOf(flat, rota).total).toBeCloseTo(leastCost(problem), 9);
      }),
      { numRuns: 150 },
    );
  });

  test('the genetic algorithm keeps to wishes and hours, and is within 1 % of the cheapest rota', () => {
    const gaps: number[] = [];
    fc.assert(
      fc.property(smallProblems, (problem) => {
        const flat = flatten(problem);
        const rota = solveByGeneticAlgorithm(flat, 7);
        expect(isKept(flat, rota)).toBe(true);
        const least = leastCost(problem);
        gaps.push((costOf(flat, rota).total - least) / Math.max(least, 1));
      }),
      { numRuns: 100, seed: 3 },
    );
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThanOrEqual(0.01);
  });
});

test('on random days of a real size both are within 1 % of the proven optimum', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const flat = flatten(randomDay(seed));
    const best = solveToOptimum(flat, { mostMs: 20_000, known: solveGreedily(flat) });
    expect(best.isProven).toBe(true);
    for (const rota of [solveByDynamicProgramming(flat).rota, solveByGeneticAlgorithm(flat, seed)]) {
      expect(isKept(flat, rota)).toBe(true);
      expect(costOf(flat, rota).total).toBeLessThanOrEqual(best.bound * 1.01);
    }
  }
}, 60_000);

test('dynamic programming with little room keeps to wishes and says that it is not exact', () => {
  const flat = flatten(randomDay(3));
  const { rota, isExact } = solveByDynamicProgramming(flat, 5);
  expect(isKept(flat, rota)).toBe(true);
  expect(isExact).toBe(false);
  expect(costOf(flat, rota).total).toBeLessThanOrEqual(costOf(flat, solveGreedily(flat)).total);
});

test('the genetic algorithm gives the same rota for the same seed', () => {
  const flat = flatten(randomDay(5));
  expect(solveByGeneticAlgorithm(flat, 11)).toEqual(solveByGeneticAlgorithm(flat, 11));
});

test('what is not proven in time is said not to be, with what no rota is cheaper than', () => {
  const flat = flatten(randomDay(30));
  const known = solveGreedily(flat);
  const { rota, isProven, bound } = solveToOptimum(flat, { mostMs: 0, known });
  const least = costOf(flat, solveByDynamicProgramming(flat).rota).total;
  expect(isProven).toBe(false);
  expect(isKept(flat, rota)).toBe(true);
  expect(bound).toBeGreaterThan(0);
  expect(bound).toBeLessThanOrEqual(least);
});

test('a plan has each way beside the best there can be', () => {
  const plan = planRota(
    fourHours(
      [1, 1, 1, 1],
      [
        ['Ada', 'preferred', 'possible'],
        ['Bo', 'not', 'preferred'],
      ],
    ),
  );
  expect(plan).toMatchObject({ kind: 'known', isProven: true, bound: 0, shortages: [], best: { rota: [[0], [1]] } });
  expect(plan.kind === 'known' && plan.solved.map(({ gap }) => gap)).toEqual([0, 0, 0]);
});

test.each([
  ['nobody', fourHours([1, 1, 1, 1], []), 'There are 0 agents to give shifts to; at least 1 is needed.'],
  [
    'no shifts',
    { ...fourHours([1], [['Ada', 'not', 'not']]), shifts: [] },
    'There are 0 shifts to give; at least 1 is needed.',
  ],
  [
    'nothing to do',
    fourHours([0, 0, 0, 0], [['Ada', 'preferred', 'preferred']]),
    'In none of the 1 days is anybody needed; at least 1 period must need somebody.',
  ],
])('no rota is made of %s, and the reason is said', (_, problem, reason) => {
  expect(planRota(problem)).toEqual({ kind: 'unknown', reason });
});

test.each<[string, RotaProblem, string[]]>([
  [
    'wishes that nobody can meet',
    fourHours(
      [1, 1, 1, 1],
      [
        ['Ada', 'preferred', 'not'],
        ['Bo', 'preferred', 'not'],
      ],
    ),
    ['Monday 02:00–04:00 lacks 1: Ada and Bo cannot work then. No rota of these agents can fill it.'],
  ],
  [
    'one who is needed twice',
    fourHours(
      [1, 1, 2, 2],
      [
        ['Ada', 'preferred', 'possible'],
        ['Bo', 'not', 'preferred'],
      ],
    ),
    ['Monday 02:00–04:00 lacks 1: Ada works at another time of the day.'],
  ],
  [
    'too few hours',
    fourHours([0, 0, 1, 1], [['Ada', 'preferred', 'preferred', 1]]),
    ['Monday 02:00–04:00 lacks 1: Ada has too few hours left. No rota of these agents can fill it.'],
  ],
  [
    'too few people',
    fourHours([2, 2, 0, 0], [['Ada', 'preferred', 'preferred']]),
    ['Monday 00:00–02:00 lacks 1: everybody works already. No rota of these agents can fill it.'],
  ],
  [
    'hours without a shift',
    { ...fourHours([1, 1, 0, 0, 1], [['Ada', 'preferred', 'preferred']]) },
    ['Monday 04:00–05:00 lacks 1: no shift reaches these hours.'],
  ],
])('%s are said in words', (_, problem, sentences) => {
  const plan = planRota(problem);
  const shortages = plan.kind === 'known' ? plan.shortages : [];
  expect(shortages.map((shortage) => shortageWords(shortage, ['Monday'], 60))).toEqual(sentences);
});
