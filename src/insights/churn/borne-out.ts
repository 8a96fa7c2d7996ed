/** Which values of what is known of customers go with leaving, as the customers show whose outcome is known. */

import { holm, normalP } from '../../lib/statistics/distributions.ts';
import { quantileOfSorted } from '../../lib/statistics/quantiles.ts';
import type { CustomerRow } from './churn-model.ts';
import type { Features } from './design.ts';

type Value = Features[string];

/** Amounts of more values than this are looked at by quarters. */
const MOST_VALUES = 5;
const LEVEL = 0.05;

/**
 * Whether customers with about such a value of a feature left more often than all others, beyond chance: the difference of two shares, with
 * Holm's correction for all values of all features. A model that bends to its customers can take what is chance in them for a reason;
 * what the customers themselves do not show is none.
 */
export function learnBorneOut(customers: readonly CustomerRow[]): (feature: string, value: Value) => boolean {
  const names = [...new Set(customers.flatMap(({ features }) => Object.keys(features)))];
  const bandOf = new Map(names.map((name) => [name, learnBands(customers.map(({ features }) => features[name]))]));
  const keyOf = (name: string, value: Value) => JSON.stringify([name, bandOf.get(name)?.(value)]);
  const groups = new Map<string, { left: number; all: number }>();
  for (const { features, churned } of customers) {
    for (const name of names) {
      const key = keyOf(name, features[name]);
      const group = groups.get(key) ?? { left: 0, all: 0 };
      groups.set(key, group);
      group.all += 1;
      if (churned) group.left += 1;
    }
  }
  const all = { left: customers.filter(({ churned }) => churned).length, all: customers.length };
  const scores = [...groups].map(([key, group]) => ({ key, z: excess(group, all) }));
  const corrected = holm(scores.map(({ z }) => normalP(z)));
  const shown = new Set(scores.flatMap(({ key, z }, index) => (z > 0 && (corrected[index] ?? 1) < LEVEL ? [key] : [])));
  return (feature, value) => shown.has(keyOf(feature, value));
}

/** By how many standard errors more of a group left than of all others; 0 where there are no others. */
function excess(group: { left: number; all: number }, all: { left: number; all: number }): number {
  const others = { left: all.left - group.left, all: all.all - group.all };
  const share = all.left / all.all;
  const error = Math.sqrt(share * (1 - share) * (1 / group.all + 1 / others.all));
  return others.all === 0 || error === 0 ? 0 : (group.left / group.all - others.left / others.all) / error;
}

/** What values count as alike: the same one, or of many amounts those of the same quarter. */
function learnBands(values: readonly Value[]): (value: Value) => string {
  const amounts = Float64Array.from(values.filter((value) => typeof value === 'number')).sort();
  if (new Set(amounts).size <= MOST_VALUES) return String;
  const bounds = [0.25, 0.5, 0.75].map((share) => quantileOfSorted(amounts, share) ?? 0);
  return (value) => (typeof value === 'number' ? `${bounds.filter((bound) => value > bound).length}` : String(value));
}
