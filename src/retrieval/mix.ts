/** The measures put together into one score. */

import { bm25fShare } from './bm25f.ts';
import { centroidCosine } from './centroid.ts';
import type { Comparison } from './comparison.ts';
import { bodyCoverage, coverage } from './coverage.ts';

/** What each measure says of one article, all from 0 to 1. */
export interface Measures {
  bm25f: number;
  /** The most alike of title, alternates and sentences. */
  grams: number;
  centroid: number;
  /** The most alike of title and alternates. */
  dice: number;
  bodyCoverage: number;
  /** The share of the query the article has anywhere; not part of the score. */
  coverage: number;
}

const MIX = { bm25f: 0.5, grams: 0.5, centroid: 1, dice: 0.5, bodyCoverage: 0.3 };

/** Measures one article of a comparison, whose texts are those from `start` up to `end`. */
export function measure(comparison: Comparison, article: number, start: number, end: number): Measures {
  return {
    bm25f: bm25fShare(comparison, article),
    grams: highest(comparison.units.grams, start, end),
    centroid: centroidCosine(comparison, article),
    dice: highest(comparison.units.dice, start, end),
    bodyCoverage: bodyCoverage(comparison, article),
    coverage: coverage(comparison, article),
  };
}

/** The measures' weighed sum, from 0 to 2.8. The weights were chosen on public question sets and hold for any desk. */
export function mix(measures: Measures): number {
  return (
    MIX.bm25f * measures.bm25f +
    MIX.grams * measures.grams +
    MIX.centroid * measures.centroid +
    MIX.dice * measures.dice +
    MIX.bodyCoverage * measures.bodyCoverage
  );
}

function highest(values: Float64Array, start: number, end: number): number {
  let found = 0;
  for (let at = start; at < end; at += 1) found = Math.max(found, values[at] ?? 0);
  return found;
}
