/** How well the desk's own tickets tell their class: by their nearest neighbours and by a decision tree, beside the desk's classifier. */

import KNN from 'ml-knn';
import { groupBy } from '../../lib/group-by.ts';
import { createRandom, shuffled } from '../../lib/random.ts';
import { type ClassScores, scoreClasses } from '../../lib/statistics/class-scores.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import { type DecisionNode, growTree } from './decision-tree.ts';
import {
  chooseWords,
  createVectors,
  type LabelledTicket,
  type ReadTicket,
  readTickets,
  treeQuestions,
} from './features.ts';

export interface TicketClassification {
  /** Tickets learnt from and judged, of so many there are with a known class; the others are left out to be done in time. */
  tickets: number;
  of: number;
  classes: number;
  /** Classes that have too few tickets to be told, which are left out. */
  leftOut: string[];
  /** Each cross-validated, but for what the desk's classifier said when the tickets came. */
  methods: { name: MethodName; scores: ClassScores }[];
  /** The number of neighbours that is best in most folds; chosen within what is learnt from. */
  bestNeighbours: number;
  /** Grown from all tickets. */
  tree: DecisionNode;
}

/** `own` is what the desk's classifier said; `majority` always says the most frequent class. */
export type MethodName = 'nearest three' | 'nearest' | 'tree' | 'majority' | 'own';

const LEAST_TICKETS = 50;
const LEAST_OF_CLASS = 5;
const MOST_TICKETS = 400;
const MOST_WORDS = 60;
/** A tree asks the most telling words alone: the library tries every word as often as there are classes. */
const MOST_TREE_WORDS = 20;
const FOLDS = 5;
const TREE_DEPTH = 6;
const NEIGHBOURS = [1, 3, 5, 9, 15] as const;
/** As the textbook has it. */
const THREE = 3;

/**
 * Judges by five folds, each class shared out evenly: the words that tell, their weights, and the number of neighbours are
 * chosen without the tickets that are judged. The textbook's pipeline (collect, clean, choose features, train, classify, assign) compares texts with
 * names of classes and judges by nothing; here it is one function with its error, beside the most frequent class and what the desk's
 * classifier said. The same rows and seed give the same.
 */
export function classifyTickets(
  given: readonly LabelledTicket[],
  { seed = 1, mostTickets = MOST_TICKETS }: { seed?: number; mostTickets?: number } = {},
): Finding<TicketClassification> {
  const counts = new Map<string, number>();
  const sample = drawByClass(given, mostTickets, seed);
  for (const { label } of sample) counts.set(label, (counts.get(label) ?? 0) + 1);
  const told = sample.filter(({ label }) => (counts.get(label) ?? 0) >= LEAST_OF_CLASS);
  const classes = new Set(told.map(({ label }) => label));
  if (told.length < LEAST_TICKETS) {
    const reason = `There are ${told.length} tickets of classes with ${LEAST_OF_CLASS} or more; ${LEAST_TICKETS} are needed.`;
    return { kind: 'unknown', reason };
  }
  if (classes.size < 2) return { kind: 'unknown', reason: 'All tickets are of one class; two are needed.' };
  const tickets = readTickets(told);
  const foldOf = stratify(tickets);
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    judgeFold(
      tickets.filter((_ticket, index) => foldOf[index] !== fold),
      tickets.filter((_ticket, index) => foldOf[index] === fold),
    ),
  );
  const own = tickets.flatMap(({ label, predicted }) =>
    predicted === undefined ? [] : [{ actual: label, told: predicted }],
  );
  const methods = (['nearest three', 'nearest', 'tree', 'majority'] as const).map((name) => ({
    name: name as MethodName,
    scores: scoreClasses(folds.flatMap((fold) => fold[name])),
  }));
  const words = chooseWords(tickets, MOST_TREE_WORDS);
  return {
    ...{ kind: 'known', tickets: tickets.length, of: given.length, classes: classes.size },
    leftOut: [...counts.keys()].filter((label) => !classes.has(label)).toSorted(),
    methods: [...methods, { name: 'own' as const, scores: scoreClasses(own) }].flatMap(({ name, scores }) =>
      scores === undefined ? [] : [{ name, scores }],
    ),
    bestNeighbours: mostFrequent(folds.map(({ neighbours }) => neighbours)),
    tree: growTree(tickets, treeQuestions(tickets, words), TREE_DEPTH).root,
  };
}

/** So many at most, drawn at random, of each class in proportion. */
function drawByClass(given: readonly LabelledTicket[], most: number, seed: number): LabelledTicket[] {
  if (given.length <= most) return shuffled(given, createRandom(seed));
  const byClass = [...groupBy(shuffled(given, createRandom(seed)), ({ label }) => label).values()].flat();
  const step = byClass.length / most;
  const drawn = Array.from({ length: most }, (_, index) => byClass[Math.floor((index + 0.5) * step)] as LabelledTicket);
  return shuffled(drawn, createRandom(seed + 1));
}

/** The fold of each ticket: of each class one after the other. */
function stratify(tickets: readonly ReadTicket[]): number[] {
  const next = new Map<string, number>();
  return tickets.map(({ label }) => {
    const fold = next.get(label) ?? next.size % FOLDS;
    next.set(label, (fold + 1) % FOLDS);
    return fold;
  });
}

type ToldClasses = { actual: string; told: string }[];

function judgeFold(learn: readonly ReadTicket[], judged: readonly ReadTicket[]) {
  const words = chooseWords(learn, MOST_WORDS);
  const tree = growTree(learn, treeQuestions(learn, words.slice(0, MOST_TREE_WORDS)), TREE_DEPTH);
  const majority = mostFrequent(learn.map(({ label }) => label));
  const neighbours = chooseNeighbours(learn);
  const near = nearestLabels(learn, judged, words);
  const toldBy = (tell: (ticket: ReadTicket, index: number) => string): ToldClasses =>
    judged.map((ticket, index) => ({ actual: ticket.label, told: tell(ticket, index) }));
  return {
    'nearest three': toldBy((_, index) => mostFrequent((near[index] ?? []).slice(0, THREE))),
    nearest: toldBy((_, index) => mostFrequent((near[index] ?? []).slice(0, neighbours))),
    tree: toldBy((ticket) => tree.tell(ticket)),
    majority: toldBy(() => majority),
    neighbours,
  };
}

/** The number of neighbours that tells the last fifth of what is learnt from best; the smaller of equals. */
function chooseNeighbours(learn: readonly ReadTicket[]): number {
  const foldOf = stratify(learn);
  const inner = learn.filter((_, index) => foldOf[index] !== 0);
  const held = learn.filter((_, index) => foldOf[index] === 0);
  const near = nearestLabels(inner, held, chooseWords(inner, MOST_WORDS));
  const rightOf = (count: number) =>
    held.filter(({ label }, index) => mostFrequent((near[index] ?? []).slice(0, count)) === label).length;
  return NEIGHBOURS.reduce((best, count) => (rightOf(count) > rightOf(best) ? count : best));
}

/** The classes of each ticket's nearest neighbours, the nearest first. */
function nearestLabels(
  learn: readonly ReadTicket[],
  asked: readonly ReadTicket[],
  words: readonly string[],
): string[][] {
  const toVector = createVectors(learn, words);
  const labels = [...new Set(learn.map(({ label }) => label))];
  const most = Math.min(Math.max(...NEIGHBOURS), learn.length);
  const nearest = new KNN(
    learn.map(toVector),
    learn.map(({ label }) => labels.indexOf(label)),
    { k: most },
  );
  return asked.map((ticket) =>
    nearest.kdTree
      .nearest(toVector(ticket), most)
      .toSorted((a, b) => a[1] - b[1])
      .map(([point]) => labels[point.at(-1) ?? 0] ?? ''),
  );
}

/** The first of those that are there most often. */
function mostFrequent<T>(values: readonly [T, ...T[]] | readonly T[]): T {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
