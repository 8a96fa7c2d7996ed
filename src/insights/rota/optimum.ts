/**
 * The best rota by integer programming, in the form of G. B. Dantzig (A comment on Edie's "Traffic delays at toll booths", 1954): a shift
 * that an agent works is a 1, and what is missing in a period is paid for. Solved by yalps; what it finds is counted again with the one cost.
 */

import { type Model, solve } from 'yalps';
import { costOf, type FlatProblem, isKept, OFF, type Rota, wishCost } from './problem.ts';

export interface BestRota {
  rota: Rota;
  /** No rota costs less. */
  isProven: boolean;
  /** No rota costs less than this; the cost itself where that is proven. */
  bound: number;
}

export interface OptimumOptions {
  /** Gives up after so long. */
  mostMs: number;
  /** A rota that is known: what is found is at least as good. */
  known: Rota;
}

const ROUNDING = 1e-6;

/** The best rota where it is found and proven in time, else the best known one and what none can be better than. */
export function solveToOptimum(flat: FlatProblem, { mostMs, known }: OptimumOptions): BestRota {
  const model = modelOf(flat);
  const relaxed = solve({ ...model, binaries: [] });
  const bound = relaxed.status === 'optimal' ? Math.max(0, relaxed.result + constantOf(flat) - ROUNDING) : 0;
  const knownCost = costOf(flat, known).total;
  const solution = solve(model, { timeout: mostMs, maxIterations: Number.MAX_SAFE_INTEGER, maxPivots: 100_000 });
  const rota = toRota(flat, solution.variables);
  const cost = costOf(flat, rota).total;
  const isSound = isKept(flat, rota) && cost >= bound && cost <= knownCost + ROUNDING;
  const agrees = Math.abs(cost - solution.result - constantOf(flat)) < ROUNDING;
  if (solution.status === 'optimal' && isSound && agrees) return { rota, isProven: true, bound: cost };
  return { rota: isSound ? rota : known, isProven: false, bound };
}

/** The least value of the model is the least cost but for this: what people cost who are needed and there. */
function constantOf({ needed, periodHours, weights }: FlatProblem): number {
  return -needed.reduce((sum, count) => sum + count, 0) * periodHours * weights.overstaffedHour;
}

function modelOf(flat: FlatProblem): Model & { variables: Map<string, Map<string, number>> } {
  const { allowed, covered, needed, periodHours, weights, shiftHours } = flat;
  const constraints = new Map<string, { min?: number; max?: number }>();
  const variables = new Map<string, Map<string, number>>();
  const binaries: string[] = [];
  for (const [period, count] of needed.entries()) {
    if (count === 0) continue;
    constraints.set(`period ${period}`, { min: count });
    const price = periodHours * (weights.understaffedHour + weights.overstaffedHour);
    variables.set(
      `missing ${period}`,
      new Map([
        ['cost', price],
        [`period ${period}`, 1],
      ]),
    );
  }
  for (const [agent, days] of allowed.entries()) {
    constraints.set(`hours ${agent}`, { max: flat.problem.agents[agent]?.mostHours ?? 0 });
    for (const [day, shifts] of days.entries()) {
      constraints.set(`day ${agent} ${day}`, { max: 1 });
      for (const shift of shifts) {
        const periods = covered[day]?.[shift] ?? [];
        const cost = wishCost(flat, agent, day, shift) + periods.length * periodHours * weights.overstaffedHour;
        const row = new Map([
          ['cost', cost],
          [`day ${agent} ${day}`, 1],
          [`hours ${agent}`, shiftHours[shift] ?? 0],
        ]);
        for (const period of periods) row.set(`period ${period}`, 1);
        variables.set(`${agent} ${day} ${shift}`, row);
        binaries.push(`${agent} ${day} ${shift}`);
      }
    }
  }
  return { direction: 'minimize', objective: 'cost', constraints, variables, binaries };
}

function toRota({ allowed }: FlatProblem, variables: readonly [string, number][]): Rota {
  const rota = allowed.map((days) => days.map(() => OFF));
  for (const [name, value] of variables) {
    const [agent, day, shift] = name.split(' ').map(Number);
    if (value < 0.5 || agent === undefined || day === undefined || shift === undefined) continue;
    rota[agent]?.splice(day, 1, shift);
  }
  return rota;
}
