/**
 * What to expect of a number, learnt from examples: a forest whose leaves keep quantiles. N. Meinshausen, "Quantile Regression Forests",
 * 2006, with the quantiles of each tree's leaf averaged instead of the examples' weights, which takes no examples along; trees as
 * in L. Breiman, "Random Forests", 2001, split by the square error at up to 64 places of a column.
 */

import { quantileOfSorted } from './quantiles.ts';
export interface ForestOptions {
  /** Of the examples, one row after another. */
  rows: Float64Array;
  columns: number;
  targets: Float64Array;
  /** The quantiles to learn, such as 0.5. */
  shares: readonly number[];
  random: () => number;
  trees?: number;
  /** How many examples each tree is grown from, at most. */
  sampleSize?: number;
  /** The fewest examples of a leaf. */
  leastLeaf?: number;
}

export interface Forest {
  /** The quantiles for a row, in the order of `shares`. */
  predict(row: ArrayLike<number>): number[];
}

const PLACES = 64;
const DEFAULTS = { trees: 20, sampleSize: 20_000, leastLeaf: 20 };

interface Tree {
  /** The column that a node asks about; -1 for a leaf. */
  columns: number[];
  /** Where a row goes left that is not above it. */
  thresholds: number[];
  /** Where its left child stands, and the right one after it; of a leaf, where its quantiles begin. */
  nexts: number[];
  quantiles: number[];
}

/** Learns from examples; the same examples and random numbers give the same forest. */
export function fitForest(options: ForestOptions): Forest {
  const { targets, shares, trees: count = DEFAULTS.trees } = options;
  const places = findPlaces(options);
  const binned = binRows(options, places);
  const trees = Array.from({ length: targets.length === 0 ? 0 : count }, () => growTree(options, places, binned));
  return {
    predict(row) {
      const sums = shares.map(() => 0);
      for (const tree of trees) {
        let node = 0;
        while ((tree.columns[node] as number) >= 0) {
          const above = (row[tree.columns[node] as number] as number) > (tree.thresholds[node] as number);
          node = (tree.nexts[node] as number) + (above ? 1 : 0);
        }
        const at = tree.nexts[node] as number;
        for (let index = 0; index < sums.length; index += 1) {
          sums[index] = (sums[index] as number) + (tree.quantiles[at + index] as number);
        }
      }
      return sums.map((sum) => sum / trees.length);
    },
  };
}

/** Where each column may be split: between quantiles of up to 10 000 of its values. */
function findPlaces({ rows, columns, targets }: ForestOptions): Float64Array[] {
  const step = Math.max(1, Math.floor(targets.length / 10_000));
  return Array.from({ length: columns }, (_, column) => {
    const values: number[] = [];
    for (let row = 0; row < targets.length; row += step) values.push(rows[row * columns + column] as number);
    const sorted = Float64Array.from(values).sort();
    const places = new Set<number>();
    for (let place = 1; place < PLACES; place += 1) {
      places.add(sorted[Math.floor((place * sorted.length) / PLACES)] as number);
    }
    places.delete(sorted.at(-1) as number);
    return Float64Array.from(places);
  });
}

/** For each column after another, between which places each value lies. */
function binRows({ rows, columns, targets }: ForestOptions, places: readonly Float64Array[]): Uint8Array[] {
  return places.map((ofColumn, column) => {
    const bins = new Uint8Array(targets.length);
    for (let row = 0; row < targets.length; row += 1) {
      const value = rows[row * columns + column] as number;
      let low = 0;
      let high = ofColumn.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (value > (ofColumn[middle] as number)) low = middle + 1;
        else high = middle;
      }
      bins[row] = low;
    }
    return bins;
  });
}

function growTree(
  { targets, shares, columns, random, sampleSize = DEFAULTS.sampleSize, leastLeaf = DEFAULTS.leastLeaf }: ForestOptions,
  places: readonly Float64Array[],
  binned: readonly Uint8Array[],
): Tree {
  const size = Math.min(targets.length, sampleSize);
  const sample = new Uint32Array(size).map(() => Math.floor(random() * targets.length));
  // The sample by itself lies close together, which is several times as fast.
  const wanted = new Float64Array(size).map((_, at) => targets[sample[at] as number] as number);
  const bins = binned.map((ofColumn) => new Uint8Array(size).map((_, at) => ofColumn[sample[at] as number] as number));
  const tree: Tree = { columns: [], thresholds: [], nexts: [], quantiles: [] };
  const addNode = () => tree.columns.push(-1) - 1;
  const grow = (node: number, members: Uint32Array) => {
    const split =
      members.length < 2 * leastLeaf
        ? undefined
        : findSplit(members, { targets: wanted, binned: bins, leastLeaf, tried: pickColumns(columns, random) });
    if (split === undefined) {
      tree.nexts[node] = tree.quantiles.length;
      const sorted = new Float64Array(members.length).map((_, at) => wanted[members[at] as number] as number).sort();
      for (const share of shares) tree.quantiles.push(quantileOfSorted(sorted, share) ?? 0);
      return;
    }
    const left = addNode();
    const right = addNode();
    tree.columns[node] = split.column;
    tree.thresholds[node] = places[split.column]?.[split.bin] as number;
    tree.nexts[node] = left;
    const middle = moveLeft(members, bins[split.column] as Uint8Array, split.bin);
    grow(left, members.subarray(0, middle));
    grow(right, members.subarray(middle));
  };
  const root = addNode();
  grow(
    root,
    new Uint32Array(size).map((_, at) => at),
  );
  return tree;
}

/** Moves those of a bin up to `last` in front; returns how many they are. */
function moveLeft(members: Uint32Array, bins: Uint8Array, last: number): number {
  let middle = 0;
  for (let index = 0; index < members.length; index += 1) {
    const row = members[index] as number;
    if ((bins[row] as number) > last) continue;
    members[index] = members[middle] as number;
    members[middle] = row;
    middle += 1;
  }
  return middle;
}

/** Half of the columns, each time others. */
function pickColumns(columns: number, random: () => number): number[] {
  const all = Array.from({ length: columns }, (_, column) => column);
  const count = Math.ceil(columns / 2);
  for (let index = 0; index < count; index += 1) {
    const other = index + Math.floor(random() * (columns - index));
    [all[index], all[other]] = [all[other] as number, all[index] as number];
  }
  return all.slice(0, count);
}

interface Splitting {
  targets: Float64Array;
  binned: readonly Uint8Array[];
  leastLeaf: number;
  tried: readonly number[];
}

/** The split after which the square error is the smallest; undefined where none leaves enough on both sides or lessens it. */
function findSplit(
  members: Uint32Array,
  { targets, binned, leastLeaf, tried }: Splitting,
): { column: number; bin: number } | undefined {
  const counts = new Float64Array(PLACES);
  const sums = new Float64Array(PLACES);
  let total = 0;
  for (const row of members) total += targets[row] as number;
  let best: { column: number; bin: number } | undefined;
  let most = total ** 2 / members.length + 1e-9 * Math.abs(total);
  for (const column of tried) {
    const bins = binned[column] as Uint8Array;
    counts.fill(0);
    sums.fill(0);
    for (const row of members) {
      const bin = bins[row] as number;
      counts[bin] = (counts[bin] as number) + 1;
      sums[bin] = (sums[bin] as number) + (targets[row] as number);
    }
    let count = 0;
    let sum = 0;
    for (let bin = 0; bin < PLACES - 1; bin += 1) {
      count += counts[bin] as number;
      sum += sums[bin] as number;
      const others = members.length - count;
      if (count < leastLeaf) continue;
      if (others < leastLeaf) break;
      const gained = sum ** 2 / count + (total - sum) ** 2 / others;
      if (gained <= most) continue;
      most = gained;
      best = { column, bin };
    }
  }
  return best;
}
