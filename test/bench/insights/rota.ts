/** How far the rotas of dynamic programming and of the genetic algorithm are from the best there can be, on 200 random days. */

import { solveByDynamicProgramming } from '../../../src/insights/rota/dynamic-programming.ts';
import { solveByGeneticAlgorithm } from '../../../src/insights/rota/genetic.ts';
import { solveGreedily } from '../../../src/insights/rota/greedy.ts';
import { solveToOptimum } from '../../../src/insights/rota/optimum.ts';
import { gapOf } from '../../../src/insights/rota/plan-rota.ts';
import {
  costOf,
  type FlatProblem,
  flatten,
  OFF,
  type Rota,
  type RotaProblem,
} from '../../../src/insights/rota/problem.ts';
import { createRandom } from '../../../src/lib/random.ts';
import type { Measure } from './measure.ts';

const DAYS = 200;
const DRAWN_AT_RANDOM = 1_000;

export async function measureRota(): Promise<Measure[]> {
  const gaps = { dynamic: [] as number[], genetic: [] as number[], greedy: [] as number[], random: [] as number[] };
  const times = { dynamic: 0, genetic: 0, proof: 0 };
  let proven = 0;
  let exact = 0;
  for (let seed = 1; seed <= DAYS; seed++) {
    const flat = flatten(randomDay(seed));
    const dynamic = timed('dynamic', () => solveByDynamicProgramming(flat));
    const genetic = timed('genetic', () => solveByGeneticAlgorithm(flat, seed));
    const best = timed('proof', () => solveToOptimum(flat, { mostMs: 20_000, known: genetic }));
    if (best.isProven) proven++;
    if (dynamic.isExact) exact++;
    const gap = (rota: Rota) => gapOf(costOf(flat, rota).total, best.bound);
    gaps.dynamic.push(gap(dynamic.rota));
    gaps.genetic.push(gap(genetic));
    gaps.greedy.push(gap(solveGreedily(flat)));
    gaps.random.push(gap(bestAtRandom(flat, seed)));
  }
  const peers = { greedy: mean(gaps.greedy), [`best of ${DRAWN_AT_RANDOM} at random`]: mean(gaps.random) };
  const note = (name: 'dynamic' | 'genetic', more: string) =>
    `largest ${Math.max(...gaps[name]).toPrecision(3)}, ${Math.round(times[name] / DAYS)} ms a day, ${more}`;
  return [
    {
      name: 'rota.gap_dynamic_programming',
      value: mean(gaps.dynamic),
      atMost: 0.01,
      peers,
      note: note('dynamic', `${exact} of ${DAYS} exact`),
    },
    {
      name: 'rota.gap_genetic_algorithm',
      value: mean(gaps.genetic),
      atMost: 0.01,
      peers,
      note: note('genetic', 'seeded'),
    },
    {
      name: 'rota.proven',
      value: proven / DAYS,
      atLeast: 1,
      note: `${Math.round(times.proof / DAYS)} ms a day; gaps are to what is proven`,
    },
  ];

  function timed<T>(name: keyof typeof times, solve: () => T): T {
    const start = performance.now();
    const solved = solve();
    times[name] += performance.now() - start;
    return solved;
  }
}

/** A day of 24 hours or 48 half-hours with two peaks, 6 to 16 people of whom many cannot work some shifts, 5 to 8 shifts. */
export function randomDay(seed: number): RotaProblem {
  const random = createRandom(seed * 7_919);
  for (let warm = 0; warm < 5; warm++) random();
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const periodMinutes = random() < 0.5 ? 60 : 30;
  const perHour = 60 / periodMinutes;
  const people = between(6, 16);
  const shifts = Array.from({ length: between(5, 8) }, (_, number) => {
    const length = between(4, 9) * perHour;
    return { name: `shift ${number}`, start: between(0, 24 * perHour - length), length };
  });
  const [morning, evening] = [between(8, 12), between(14, 20)];
  const height = people * (0.3 + 0.4 * random());
  const needed = Array.from({ length: 24 * perHour }, (_, period) => {
    const hour = period / perHour;
    const level = Math.exp(-(((hour - morning) / 3) ** 2)) + 0.7 * Math.exp(-(((hour - evening) / 3) ** 2));
    return Math.max(0, Math.round(height * level + random() - 0.5));
  });
  const agents = Array.from({ length: people }, (_, number) => ({
    name: `agent ${number}`,
    mostHours: between(5, 10),
    wishes: [shifts.map(() => (['preferred', 'possible', 'possible', 'not'] as const)[between(0, 3)] ?? 'possible')],
  }));
  return { needed: [needed], periodMinutes, shifts, agents };
}

function bestAtRandom(flat: FlatProblem, seed: number): Rota {
  const random = createRandom(seed);
  const drawn = Array.from({ length: DRAWN_AT_RANDOM }, () =>
    flat.allowed.map((days) =>
      days.map((shifts) => [OFF, ...shifts][Math.floor(random() * (shifts.length + 1))] ?? OFF),
    ),
  );
  return drawn.sort((a, b) => costOf(flat, a).total - costOf(flat, b).total)[0] ?? [];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
