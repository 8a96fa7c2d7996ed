/** The measures put together into one score. */

import { bm25fShare } from './bm25f.ts';
import { centroidCosine } from './centroid.ts';
import { bodyCoverage, coverage } from './coverage.ts';
import { weighedDice } from './dice.ts';
import { gramCosine } from './gram-cosine.ts';
import type { ArticleProfile } from './profile.ts';
import type { WeighedQuery } from './query.ts';

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

/** Measures an article against a query. */
export function measure(query: WeighedQuery, profile: ArticleProfile): Measures {
  let grams = 0;
  let dice = 0;
  for (const unit of profile.units) {
    if (unit.kind !== 'tags') grams = Math.max(grams, gramCosine(query, unit));
    if (unit.kind === 'title' || unit.kind === 'alternate') dice = Math.max(dice, weighedDice(query, unit));
  }
  return {
    bm25f: bm25fShare(query, profile),
    grams,
    centroid: centroidCosine(query, profile),
    dice,
    bodyCoverage: bodyCoverage(query, profile),
    coverage: coverage(query, profile),
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
