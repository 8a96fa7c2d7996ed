/** Segments of customers: groups who behave alike, as far as there are any. */

import { kmeans } from 'ml-kmeans';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { createRandom, shuffled } from '../../lib/random.ts';
import { silhouette, squaredDistance } from '../../lib/statistics/clusters.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import { type BehaviourRow, type Feature, toPoints } from './behaviour.ts';

/** What sets a segment apart from all other customers. */
export interface Trait {
  feature: string;
  /** The segment's mean less that of the others, in standard deviations of all. */
  difference: number;
}

export interface Segment {
  size: number;
  share: number;
  /** By how much they say, the most first. */
  traits: Trait[];
  /** The four strongest of them at most: `write often, mostly by night`. */
  words: string;
}

export interface Grouping {
  /** Of a sample; from -1 to 1. */
  silhouette: number;
  /** The largest first. */
  segments: Segment[];
  /** The number of each customer's segment, in the order of the rows. */
  segmentOf: number[];
}

export interface Segments {
  customers: number;
  /** By the number of groups that has the best silhouette; undefined where customers are one group only, and `oneGroup` says why. */
  best: Grouping | undefined;
  oneGroup: string | undefined;
  /** Three groups, whatever the silhouette says of them; undefined where nothing tells customers apart. */
  three: Grouping | undefined;
}

/** Fewer customers are no ground for groups. */
export const LEAST_CUSTOMERS = 50;
const GROUPS = [2, 3, 4, 5, 6, 7, 8] as const;
/** Groups are learnt from so many customers, drawn at random; the others join the nearest. */
const MOST_LEARNT = 4_000;
/** The silhouette is of so many. */
const MOST_COMPARED = 800;
const STARTS = 4;
/** L. Kaufman and P. J. Rousseeuw, "Finding Groups in Data", 1990: below this there is no substantial structure. */
const LEAST_SILHOUETTE = 0.25;
/** So many samples without groups are compared with; by chance alone one time in twenty the best of all is the real one. */
const REFERENCES = 19;
const MOST_IN_REFERENCE = 400;

/**
 * Groups customers by k-means on standardised features, k from 2 to 8 by the mean silhouette, and beside it k = 3, which the usual
 * advice is. Groups are claimed only where the silhouette is at least .25 and better than that of every one of 19 samples
 * without groups: points drawn evenly from the box about the principal axes of the customers (the reference of R. Tibshirani, G. Walther
 * and T. Hastie, "Estimating the number of clusters in a data set via the gap statistic", 2001). Otherwise they are one group. The same
 * rows and seed give the same groups.
 */
export function findSegments(rows: readonly BehaviourRow[], { seed = 1 }: { seed?: number } = {}): Finding<Segments> {
  if (rows.length < LEAST_CUSTOMERS) {
    const reason = `There are ${rows.length} customers in the period; groups are looked for among ${LEAST_CUSTOMERS} or more.`;
    return { kind: 'unknown', reason };
  }
  const { features, points } = toPoints(rows);
  if (features.length === 0) {
    const oneGroup = 'All customers behave alike in everything that is compared.';
    return { kind: 'known', customers: rows.length, best: undefined, oneGroup, three: undefined };
  }
  const sample = shuffled(points, createRandom(seed)).slice(0, MOST_LEARNT);
  const found = GROUPS.map((k) => learnGroups(sample, k, seed));
  const best = found.reduce((a, b) => (b.silhouette > a.silhouette ? b : a));
  const three = found[GROUPS.indexOf(3)];
  const oneGroup = whyOneGroup(sample, best.silhouette, seed);
  return {
    kind: 'known',
    customers: rows.length,
    best: oneGroup === undefined ? toGrouping(best, points, features) : undefined,
    oneGroup,
    three: three && toGrouping(three, points, features),
  };
}

interface Learnt {
  centres: number[][];
  silhouette: number;
}

/** The best of several starts by the sum of squares; kinds of customers that are all the same give fewer centres than asked for. */
function learnGroups(sample: number[][], k: number, seed: number): Learnt {
  const tries = Array.from({ length: STARTS }, (_, start) => {
    const { centroids, clusters } = kmeans(sample, k, { seed: seed * 100 + start, maxIterations: 50 });
    const used = new Set(clusters);
    const error = sample.reduce(
      (sum, point, index) => sum + squaredDistance(point, centroids[clusters[index] ?? 0] ?? []),
      0,
    );
    return { error, centres: centroids.filter((_, cluster) => used.has(cluster)) };
  });
  const { centres } = tries.reduce((a, b) => (b.error < a.error ? b : a));
  const compared = sample.slice(0, MOST_COMPARED);
  return {
    centres,
    silhouette:
      silhouette(
        compared,
        compared.map((point) => nearestCentre(point, centres)),
      ) ?? -1,
  };
}

function nearestCentre(point: readonly number[], centres: readonly (readonly number[])[]): number {
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, centre] of centres.entries()) {
    const distance = squaredDistance(point, centre);
    if (distance >= least) continue;
    least = distance;
    nearest = index;
  }
  return nearest;
}

function whyOneGroup(sample: number[][], best: number, seed: number): string | undefined {
  if (best < LEAST_SILHOUETTE) {
    return `Customers are one group only: the best silhouette is ${best.toFixed(2)}, and groups are claimed from ${LEAST_SILHOUETTE} on.`;
  }
  const chance = bestByChance(sample.slice(0, MOST_IN_REFERENCE), seed);
  if (best > chance) return undefined;
  return `Customers are one group only: the best silhouette is ${best.toFixed(2)}, and points without any groups reach ${chance.toFixed(2)}.`;
}

/** The best silhouette of any sample without groups that has the extent of this one along its principal axes. */
function bestByChance(sample: number[][], seed: number): number {
  const random = createRandom(seed + 1_000);
  const ranges = principalRanges(sample);
  let best = -1;
  for (let reference = 0; reference < REFERENCES; reference += 1) {
    const points = sample.map(() => ranges.map(({ low, high }) => low + random() * (high - low)));
    for (const k of GROUPS) best = Math.max(best, learnGroups(points, k, seed).silhouette);
  }
  return best;
}

function principalRanges(sample: number[][]): { low: number; high: number }[] {
  const points = new Matrix(sample);
  const centred = points.clone().subRowVector(points.mean('column'));
  const covariance = centred.transpose().mmul(centred).div(sample.length);
  const axes = new EigenvalueDecomposition(covariance, { assumeSymmetric: true }).eigenvectorMatrix;
  const turned = centred.mmul(axes);
  return Array.from({ length: turned.columns }, (_, column) => {
    const values = turned.getColumn(column);
    return { low: Math.min(...values), high: Math.max(...values) };
  });
}

function toGrouping({ centres, silhouette }: Learnt, points: number[][], features: readonly Feature[]): Grouping {
  const nearest = points.map((point) => nearestCentre(point, centres));
  const sizes = centres.map((_, cluster) => nearest.filter((own) => own === cluster).length);
  const order = sizes.map((_, cluster) => cluster).toSorted((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  const segments = order.map((cluster) => {
    const traits = traitsOf(cluster, nearest, points, features);
    const size = sizes[cluster] ?? 0;
    return { size, share: size / points.length, traits, words: describeTraits(traits, features) };
  });
  return { silhouette, segments, segmentOf: nearest.map((cluster) => order.indexOf(cluster)) };
}

function traitsOf(cluster: number, nearest: number[], points: number[][], features: readonly Feature[]): Trait[] {
  const means = (isWanted: (own: number) => boolean) => {
    const some = points.filter((_, index) => isWanted(nearest[index] ?? -1));
    return features.map((_, column) => some.reduce((sum, point) => sum + (point[column] ?? 0), 0) / some.length);
  };
  const own = means((of) => of === cluster);
  const others = means((of) => of !== cluster);
  return features
    .map(({ name }, column) => ({ feature: name, difference: (own[column] ?? 0) - (others[column] ?? 0) }))
    .filter(({ difference }) => Number.isFinite(difference))
    .toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
}

const MOST_WORDS = 4;
/** Differences are told from half a standard deviation on, which J. Cohen (1988) calls a medium one. */
const LEAST_DIFFERENCE = 0.5;

function describeTraits(traits: readonly Trait[], features: readonly Feature[]): string {
  const telling = traits.filter(({ difference }) => Math.abs(difference) >= LEAST_DIFFERENCE);
  const words = telling.slice(0, MOST_WORDS).flatMap(({ feature, difference }) => {
    const known = features.find(({ name }) => name === feature);
    return known === undefined ? [] : [difference > 0 ? known.more : known.less];
  });
  return words.length === 0 ? 'as customers usually are' : words.join(', ');
}
