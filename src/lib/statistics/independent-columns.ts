/** Which columns of a table tell something that the others before them do not. */

import { dot, mean, norm } from './vectors.ts';

/** A column that a regression leaves out: it is always the same, or made of others. */
export interface DroppedColumn {
  name: string;
  reason: 'constant' | 'collinear';
}

/** Below this share of its size a column counts as constant, and below that as made of others. */
const CONSTANT = 1e-9;
const COLLINEAR = 1e-7;

/** Leaves out columns that are constant, and those that earlier ones make up (the Gram-Schmidt process, what is left of each). */
export function independentColumns(
  names: readonly string[],
  rows: readonly (readonly number[])[],
): { kept: number[]; dropped: DroppedColumn[] } {
  const basis: number[][] = [];
  const kept: number[] = [];
  const dropped: DroppedColumn[] = [];
  for (const [column, name] of names.entries()) {
    const values = rows.map((row) => row[column] as number);
    const centre = mean(values);
    let rest = values.map((value) => value - centre);
    const length = norm(rest);
    if (!(length > CONSTANT * Math.max(1, Math.abs(centre)) * Math.sqrt(rows.length))) {
      dropped.push({ name, reason: 'constant' });
      continue;
    }
    for (let pass = 0; pass < 2; pass += 1) {
      for (const direction of basis) {
        const share = dot(rest, direction);
        rest = rest.map((value, index) => value - share * (direction[index] as number));
      }
    }
    const left = norm(rest);
    if (left <= COLLINEAR * length) {
      dropped.push({ name, reason: 'collinear' });
      continue;
    }
    kept.push(column);
    basis.push(rest.map((value) => value / left));
  }
  return { kept, dropped };
}
