import type { SparseRows, SparseVector } from './tf-idf.ts';

/** Rows by their terms: those of term `i`, with its value in each, go from `starts[i]` to before `starts[i + 1]`. */
export interface NeighbourIndex {
  starts: Int32Array;
  rows: Int32Array;
  values: Float32Array;
  /** By row. */
  labels: Int32Array;
  labelCount: number;
}

/** Terms in more rows than this say little and would cost most. */
const COMMON = 1_000;

/** Keeps the rows by their terms, so that only rows which share one are looked at. */
export function indexNeighbours(
  { starts: rowStarts, ids, values: rowValues }: SparseRows,
  labels: Int32Array,
  labelCount: number,
  termCount: number,
): NeighbourIndex {
  const starts = new Int32Array(termCount + 1);
  for (const id of ids) starts[id + 1] = (starts[id + 1] as number) + 1;
  for (let id = 0; id < termCount; id += 1) starts[id + 1] = (starts[id + 1] as number) + (starts[id] as number);
  const next = starts.slice();
  const rows = new Int32Array(ids.length);
  const values = new Float32Array(ids.length);
  for (let row = 0; row < labels.length; row += 1) {
    for (let index = rowStarts[row] as number; index < (rowStarts[row + 1] as number); index += 1) {
      const id = ids[index] as number;
      const at = next[id] as number;
      rows[at] = row;
      values[at] = rowValues[index] as number;
      next[id] = at + 1;
    }
  }
  return { starts, rows, values, labels, labelCount };
}

/** For each label, the cosine of its row that is nearest to the vector. */
export function nearestCosines(index: NeighbourIndex, vector: SparseVector): Float32Array {
  const { starts, rows, values, labels, labelCount } = index;
  const cosines = new Float32Array(labels.length);
  for (let term = 0; term < vector.ids.length; term += 1) {
    const id = vector.ids[term] as number;
    const start = starts[id] as number;
    const end = starts[id + 1] as number;
    if (end - start > COMMON) continue;
    const value = vector.values[term] as number;
    for (let at = start; at < end; at += 1) {
      const row = rows[at] as number;
      cosines[row] = (cosines[row] as number) + value * (values[at] as number);
    }
  }
  const nearest = new Float32Array(labelCount);
  for (let row = 0; row < cosines.length; row += 1) {
    const label = labels[row] as number;
    nearest[label] = Math.max(nearest[label] as number, cosines[row] as number);
  }
  return nearest;
}
