/**
 * A rota by a genetic algorithm (J. H. Holland, Adaptation in Natural and Artificial Systems, 1975) whose children are repaired and then
 * improved by local search (P. Moscato, On evolution, search, optimization, genetic algorithms and martial arts, 1989), as such rotas need
 * it (U. Aickelin and K. A. Dowsland, An indirect genetic algorithm for a nurse-scheduling problem, 2004). The document that names the
 * method for response times gives neither genes nor costs; here a gene is the shift of one agent on one day.
 */

import { createRandom, shuffled } from '../../lib/random.ts';
import { solveGreedily } from './greedy.ts';
import { type FlatProblem, OFF, type Rota } from './problem.ts';
import { apply, type Change, createSchedule, fits, type Schedule, shiftOf } from './schedule.ts';

const POPULATION = 10;
const GENERATIONS = 30;
const MUTATED_SHARE = 0.1;
/** Without a better rota for so many generations, it is over. */
const PATIENCE = 8;

/** A good rota, the same for the same problem and seed. */
export function solveByGeneticAlgorithm(flat: FlatProblem, seed: number): Rota {
  const random = createRandom(1 + (Math.abs(Math.trunc(seed)) % 2_147_483_645));
  const genes = genesOf(flat);
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
  let population = Array.from({ length: POPULATION }, (_, number) =>
    improve(flat, genes, number === 0 ? createSchedule(flat, solveGreedily(flat)) : randomSchedule(), random),
  ).sort(byCost);
  let barren = 0;
  for (let generation = 0; generation < GENERATIONS && barren < PATIENCE; generation++) {
    const children = population.map(() => {
      const [mother, father] = [fitter(), fitter()];
      const child = createSchedule(flat);
      for (const gene of shuffled(genes, random)) {
        const parent = random() < 0.5 ? mother : father;
        const inherited = shiftOf(parent, gene.agent, gene.day);
        const shift = random() < MUTATED_SHARE ? pick(gene.shifts) : inherited;
        const change = { ...gene, shift };
        if (fits(flat, child, change)) apply(flat, child, change);
      }
      return improve(flat, genes, child, random);
    });
    const best = population[0]?.cost ?? 0;
    population = unlike([...population, ...children].sort(byCost)).slice(0, POPULATION);
    barren = (population[0]?.cost ?? 0) < best - 1e-9 ? 0 : barren + 1;
  }
  return population[0]?.rota ?? [];

  function fitter(): Schedule {
    const [one, other] = [pick(population), pick(population)];
    return one.cost < other.cost ? one : other;
  }

  function randomSchedule(): Schedule {
    const schedule = createSchedule(flat);
    for (const gene of shuffled(genes, random)) {
      const change = { ...gene, shift: pick(gene.shifts) };
      if (fits(flat, schedule, change)) apply(flat, schedule, change);
    }
    return schedule;
  }
}

interface Gene {
  agent: number;
  day: number;
  /** With `OFF`. */
  shifts: readonly number[];
}

function genesOf({ allowed }: FlatProblem): Gene[] {
  return allowed.flatMap((days, agent) => days.map((shifts, day) => ({ agent, day, shifts: [OFF, ...shifts] })));
}

function byCost(a: Schedule, b: Schedule): number {
  return a.cost - b.cost;
}

/** Of schedules that cost the same, those that are the same but once. */
function unlike(sorted: readonly Schedule[]): Schedule[] {
  const seen = new Set<string>();
  return sorted.filter(({ rota }) => {
    const key = rota.join(';');
    return !seen.has(key) && seen.add(key);
  });
}

/** Changes one shift, or two at once, for as long as that makes the rota cheaper. */
function improve(flat: FlatProblem, genes: readonly Gene[], schedule: Schedule, random: () => number): Schedule {
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    const order = shuffled(genes, random);
    for (const gene of order) isBetter = improveOne(flat, schedule, gene) || isBetter;
    if (isBetter) continue;
    isBetter = improvePair(flat, schedule, order);
  }
  return schedule;
}

function improveOne(flat: FlatProblem, schedule: Schedule, gene: Gene): boolean {
  const before = schedule.cost;
  const former = shiftOf(schedule, gene.agent, gene.day);
  let [best, bestCost] = [former, before - 1e-9];
  for (const shift of gene.shifts) {
    if (shift === former || !fits(flat, schedule, { ...gene, shift })) continue;
    const undo = apply(flat, schedule, { ...gene, shift });
    if (schedule.cost < bestCost) [best, bestCost] = [shift, schedule.cost];
    apply(flat, schedule, undo);
    schedule.cost = before;
  }
  apply(flat, schedule, { ...gene, shift: best });
  return best !== former;
}

/** Two of one day, or of one agent: others have little to do with each other. */
function improvePair(flat: FlatProblem, schedule: Schedule, genes: readonly Gene[]): boolean {
  let isBetter = false;
  for (const [index, one] of genes.entries()) {
    for (const other of genes.slice(index + 1)) {
      if (one.day !== other.day && one.agent !== other.agent) continue;
      isBetter = improveTwo(flat, schedule, one, other) || isBetter;
    }
  }
  return isBetter;
}

/** Where both are of one agent, the first may take hours that only the second gives back. */
function improveTwo(flat: FlatProblem, schedule: Schedule, one: Gene, other: Gene): boolean {
  const before = schedule.cost;
  for (const shift of one.shifts) {
    const change: Change = { ...one, shift };
    const isSame = shift === shiftOf(schedule, one.agent, one.day);
    if (isSame || (one.agent !== other.agent && !fits(flat, schedule, change))) continue;
    const undo = apply(flat, schedule, change);
    if (improvedBy(flat, schedule, other, before)) return true;
    apply(flat, schedule, undo);
    schedule.cost = before;
  }
  return false;
}

/** Gives the other a shift with which the two together are cheaper than before; leaves it alone where there is none. */
function improvedBy(flat: FlatProblem, schedule: Schedule, gene: Gene, before: number): boolean {
  const cost = schedule.cost;
  for (const shift of gene.shifts) {
    const change: Change = { ...gene, shift };
    if (shift === shiftOf(schedule, gene.agent, gene.day) || !fits(flat, schedule, change)) continue;
    const undo = apply(flat, schedule, change);
    if (schedule.cost < before - 1e-9) return true;
    apply(flat, schedule, undo);
    schedule.cost = cost;
  }
  return false;
}
