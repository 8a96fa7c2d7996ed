/**
 * A rota by a genetic algorithm (J. H. Holland, Adaptation in Natural and Artificial Systems, 1975) whose children are repaired and then
 * improved by local search (P. Moscato, On evolution, search, optimization, genetic algorithms and martial arts, 1989), as such rotas need
 * it (U. Aickelin and K. A. Dowsland, An indirect genetic algorithm for a nurse-scheduling problem, 2004). The document that names the
 * method for response times gives neither genes nor costs; here a gene is the shift of one agent on one day.
 */

import { createRandom, shuffled } from '../../lib/random.ts';
import { apply, type Change, createDraft, type Draft, fits, shiftOf } from './draft.ts';
import { solveGreedily } from './greedy.ts';
import { type FlatProblem, OFF, type Rota } from './problem.ts';

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
    improve(flat, genes, number === 0 ? createDraft(flat, solveGreedily(flat)) : randomDraft(), random),
  ).sort(byCost);
  let barren = 0;
  for (let generation = 0; generation < GENERATIONS && barren < PATIENCE; generation++) {
    const children = population.map(() => {
      const [mother, father] = [fitter(), fitter()];
      const child = createDraft(flat);
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

  function fitter(): Draft {
    const [one, other] = [pick(population), pick(population)];
    return one.cost < other.cost ? one : other;
  }

  function randomDraft(): Draft {
    const draft = createDraft(flat);
    for (const gene of shuffled(genes, random)) {
      const change = { ...gene, shift: pick(gene.shifts) };
      if (fits(flat, draft, change)) apply(flat, draft, change);
    }
    return draft;
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

function byCost(a: Draft, b: Draft): number {
  return a.cost - b.cost;
}

/** Of drafts that cost the same, those that are the same but once. */
function unlike(sorted: readonly Draft[]): Draft[] {
  const seen = new Set<string>();
  return sorted.filter(({ rota }) => {
    const key = rota.join(';');
    return !seen.has(key) && seen.add(key);
  });
}

/** Changes one shift, or two at once, for as long as that makes the rota cheaper. */
function improve(flat: FlatProblem, genes: readonly Gene[], draft: Draft, random: () => number): Draft {
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    const order = shuffled(genes, random);
    for (const gene of order) isBetter = improveOne(flat, draft, gene) || isBetter;
    if (isBetter) continue;
    isBetter = improvePair(flat, draft, order);
  }
  return draft;
}

function improveOne(flat: FlatProblem, draft: Draft, gene: Gene): boolean {
  const before = draft.cost;
  const former = shiftOf(draft, gene.agent, gene.day);
  let [best, bestCost] = [former, before - 1e-9];
  for (const shift of gene.shifts) {
    if (shift === former || !fits(flat, draft, { ...gene, shift })) continue;
    const undo = apply(flat, draft, { ...gene, shift });
    if (draft.cost < bestCost) [best, bestCost] = [shift, draft.cost];
    apply(flat, draft, undo);
    draft.cost = before;
  }
  apply(flat, draft, { ...gene, shift: best });
  return best !== former;
}

/** Two of one day, or of one agent: others have little to do with each other. */
function improvePair(flat: FlatProblem, draft: Draft, genes: readonly Gene[]): boolean {
  let isBetter = false;
  for (const [index, one] of genes.entries()) {
    for (const other of genes.slice(index + 1)) {
      if (one.day !== other.day && one.agent !== other.agent) continue;
      isBetter = improveTwo(flat, draft, one, other) || isBetter;
    }
  }
  return isBetter;
}

/** Where both are of one agent, the first may take hours that only the second gives back. */
function improveTwo(flat: FlatProblem, draft: Draft, one: Gene, other: Gene): boolean {
  const before = draft.cost;
  for (const shift of one.shifts) {
    const change: Change = { ...one, shift };
    const isSame = shift === shiftOf(draft, one.agent, one.day);
    if (isSame || (one.agent !== other.agent && !fits(flat, draft, change))) continue;
    const undo = apply(flat, draft, change);
    if (improvedBy(flat, draft, other, before)) return true;
    apply(flat, draft, undo);
    draft.cost = before;
  }
  return false;
}

/** Gives the other a shift with which the two together are cheaper than before; leaves it alone where there is none. */
function improvedBy(flat: FlatProblem, draft: Draft, gene: Gene, before: number): boolean {
  const cost = draft.cost;
  for (const shift of gene.shifts) {
    const change: Change = { ...gene, shift };
    if (shift === shiftOf(draft, gene.agent, gene.day) || !fits(flat, draft, change)) continue;
    const undo = apply(flat, draft, change);
    if (draft.cost < before - 1e-9) return true;
    apply(flat, draft, undo);
    draft.cost = cost;
  }
  return false;
}
