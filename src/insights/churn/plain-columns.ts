/** Features as columns that a reader can follow: amounts as they are, and of a category each value beside its most frequent one. */

import { quantile } from '../../lib/statistics/quantiles.ts';
import type { Features } from './design.ts';

export interface PlainColumns {
  names: string[];
  rows: number[][];
}

/** An amount that is not known counts as the typical one; a column of its own says that it is not known. */
export function plainColumns(customers: readonly Features[]): PlainColumns {
  const names = [...new Set(customers.flatMap((features) => Object.keys(features)))];
  const columns = names.flatMap((name) => {
    const values = customers.map((features) => features[name]);
    const isUnknown = { name: `${name}: not known`, values: values.map((value) => Number(value === undefined)) };
    const own = values.some((value) => typeof value === 'string') ? ofCategory(name, values) : [ofAmount(name, values)];
    return values.includes(undefined) ? [...own, isUnknown] : own;
  });
  return {
    names: columns.map(({ name }) => name),
    rows: customers.map((_, row) => columns.map(({ values }) => values[row] as number)),
  };
}

type Value = Features[string];

function ofAmount(name: string, values: readonly Value[]): { name: string; values: number[] } {
  const known = values.filter((value) => value !== undefined).map(Number);
  const typical = quantile(known, 0.5) ?? 0;
  return { name, values: values.map((value) => Number(value ?? typical)) };
}

function ofCategory(name: string, values: readonly Value[]): { name: string; values: number[] }[] {
  const counts = new Map<Value, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [, ...others] = [...counts].sort(([, a], [, b]) => b - a);
  return others.map(([level]) => ({
    name: `${name}: ${level}`,
    values: values.map((value) => Number(value === level)),
  }));
}
