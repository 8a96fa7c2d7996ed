/** BM25F: term frequencies added up over an article's fields before they saturate. */

import type { Comparison } from './comparison.ts';
import { ratio } from './sparse.ts';
import type { Unit, UnitKind } from './units.ts';

const SATURATION = 1.2;

/** How much a field counts, and how far its frequencies are put in relation to its length (0 to 1). */
const FIELDS: Record<UnitKind, { weight: number; lengthShare: number }> = {
  title: { weight: 3, lengthShare: 0.5 },
  alternate: { weight: 2, lengthShare: 0.5 },
  tags: { weight: 1, lengthShare: 0 },
  sentence: { weight: 1, lengthShare: 0.6 },
};

/**
 * BM25F (Zaragoza et al. 2004) of a query over the best score any article could have for it, so from 0 to 1 and
 * comparable between queries. A term counts once however often the query has it.
 */
export function bm25fShare({ query, articles }: Comparison, article: number): number {
  return ratio(articles.saturation[article] ?? 0, query.termMass);
}

/** Each term's frequency over all fields, weighed, put in relation to the fields' lengths and saturated, from 0 to 1. */
export function saturatedFrequencies(units: Unit[], meanLengths: Record<UnitKind, number>): Map<number, number> {
  const lengths: Record<UnitKind, number> = { title: 0, alternate: 0, tags: 0, sentence: 0 };
  for (const { kind, length } of units) lengths[kind] += length;

  const frequencies = new Map<number, number>();
  for (const { kind, terms, counts } of units) {
    const { weight, lengthShare } = FIELDS[kind];
    const scale = weight / (1 - lengthShare + lengthShare * ratio(lengths[kind], meanLengths[kind]));
    terms.forEach((term, at) => {
      frequencies.set(term, (frequencies.get(term) ?? 0) + scale * (counts[at] ?? 0));
    });
  }
  for (const [term, frequency] of frequencies) frequencies.set(term, frequency / (SATURATION + frequency));
  return frequencies;
}
