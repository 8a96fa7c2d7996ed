/** A rota by three ways, each beside the best there can be, and in words which hours lack whom. */

import type { Finding } from '../../lib/statistics/finding.ts';
import { solveByDynamicProgramming } from './dynamic-programming.ts';
import { solveByGeneticAlgorithm } from './genetic.ts';
import { solveToOptimum } from './optimum.ts';
import { costOf, type FlatProblem, flatten, type Rota, type RotaCost, type RotaProblem } from './problem.ts';
import { type Shortage, shortagesOf } from './shortages.ts';

export const SOLVERS = ['integer programming', 'dynamic programming', 'genetic algorithm'] as const;
export type Solver = (typeof SOLVERS)[number];

export interface SolvedRota {
  solver: Solver;
  rota: Rota;
  cost: RotaCost;
  /** How much more it costs than the best there can be, as a share of that; at most so much where that is not proven. */
  gap: number;
}

export interface RotaPlan {
  /** The cheapest of the three. */
  best: SolvedRota;
  solved: readonly SolvedRota[];
  /** No rota costs less than the best. */
  isProven: boolean;
  /** What no rota costs less than. */
  bound: number;
  shortages: readonly Shortage[];
}

export interface RotaOptions {
  seed?: number;
  /** How long the proof may take, in milliseconds. */
  mostMs?: number;
}

/** The rota of each solver; unknown where there is nobody to work, no shift to give or nothing to do. */
export function planRota(problem: RotaProblem, { seed = 1, mostMs = 10_000 }: RotaOptions = {}): Finding<RotaPlan> {
  const reason = reasonAgainst(problem);
  if (reason !== undefined) return { kind: 'unknown', reason };
  const flat = flatten(problem);
  const genetic = solveByGeneticAlgorithm(flat, seed);
  const dynamic = solveByDynamicProgramming(flat);
  const [known] = [dynamic.rota, genetic].sort((a, b) => costOf(flat, a).total - costOf(flat, b).total);
  const optimum = solveToOptimum(flat, { mostMs, known: known ?? genetic });
  const isProven = optimum.isProven || dynamic.isExact;
  const bound = dynamic.isExact ? costOf(flat, dynamic.rota).total : optimum.bound;
  const rotas: Record<Solver, Rota> = {
    'integer programming': optimum.rota,
    'dynamic programming': dynamic.rota,
    'genetic algorithm': genetic,
  };
  const solved = SOLVERS.map((solver) => toSolved(flat, solver, rotas[solver], bound));
  const best = solved.toSorted((a, b) => a.cost.total - b.cost.total)[0] as SolvedRota;
  return { kind: 'known', best, solved, isProven, bound, shortages: shortagesOf(flat, best.rota) };
}

function toSolved(flat: FlatProblem, solver: Solver, rota: Rota, bound: number): SolvedRota {
  const cost = costOf(flat, rota);
  return { solver, rota, cost, gap: gapOf(cost.total, bound) };
}

/** How much more than the best, as a share of it. Where the best costs nothing, or next to nothing, it is taken for one person's hour. */
export function gapOf(cost: number, best: number): number {
  return Math.max(0, cost - best) / Math.max(best, 1);
}

function reasonAgainst({ needed, shifts, agents }: RotaProblem): string | undefined {
  const hours = needed.flat().reduce((sum, count) => sum + count, 0);
  if (agents.length === 0) return 'There are 0 agents to give shifts to; at least 1 is needed.';
  if (shifts.length === 0) return 'There are 0 shifts to give; at least 1 is needed.';
  if (hours === 0)
    return `In none of the ${needed.length} days is anybody needed; at least 1 period must need somebody.`;
  return undefined;
}
