import type { SparseVector } from './tf-idf.ts';

/** For each label, the cosine of its row that is nearest to the vector. */
export type NeighbourClassifier = (vector: SparseVector) => Float32Array;

/** Terms in more rows than this say little and would cost most. */
const COMMON = 1_000;

/** Keeps the rows by their terms, so that only rows which share one are looked at. */
export function indexNeighbours(
  vectors: readonly SparseVector[],
  labels: Int32Array,
  labelCount: number,
): NeighbourClassifier {
  const rowsByTerm = new Map<number, { rows: number[]; values: number[] }>();
  vectors.forEach((vector, row) => {
    vector.ids.forEach((id, index) => {
      const entry = rowsByTerm.get(id) ?? { rows: [], values: [] };
      entry.rows.push(row);
      entry.values.push(vector.values[index] as number);
      rowsByTerm.set(id, entry);
    });
  });
  const cosines = new Float32Array(vectors.length);
  return (vector) => {
    cosines.fill(0);
    for (let index = 0; index < vector.ids.length; index += 1) {
      const entry = rowsByTerm.get(vector.ids[index] as number);
      if (!entry || entry.rows.length > COMMON) continue;
      const value = vector.values[index] as number;
      for (let at = 0; at < entry.rows.length; at += 1) {
        const row = entry.rows[at] as number;
        cosines[row] = (cosines[row] as number) + value * (entry.values[at] as number);
      }
    }
    const nearest = new Float32Array(labelCount);
    for (let row = 0; row < cosines.length; row += 1) {
      const label = labels[row] as number;
      nearest[label] = Math.max(nearest[label] as number, cosines[row] as number);
    }
    return nearest;
  };
}
