/** What a set of articles has in common: how telling each of its terms and grams is, and how long its fields are. */

import type { ArticleUnits, UnitKind, Vocabularies } from './units.ts';
import { inverseDocumentFrequency } from './vocabulary.ts';

export interface Statistics {
  articles: number;
  /** Inverse document frequencies over articles, by the numbers of the vocabularies. */
  termWeights: Float32Array;
  gramWeights: Float32Array;
  /** The mean number of terms an article has in its texts of one kind. */
  meanLengths: Record<UnitKind, number>;
}

/** The statistics of articles taken apart with these vocabularies. */
export function gatherStatistics(all: ArticleUnits[], vocabularies: Vocabularies): Statistics {
  const articles = all.length;
  return {
    articles,
    termWeights: weigh(
      articles,
      countHolders(all, vocabularies.terms.size(), ({ units }) => units.map(({ terms }) => terms)),
    ),
    gramWeights: weigh(
      articles,
      countHolders(all, vocabularies.grams.size(), ({ grams }) => grams),
    ),
    meanLengths: {
      title: meanLength(all, 'title'),
      alternate: meanLength(all, 'alternate'),
      tags: meanLength(all, 'tags'),
      sentence: meanLength(all, 'sentence'),
    },
  };
}

function countHolders(
  all: ArticleUnits[],
  size: number,
  listsOf: (article: ArticleUnits) => Uint32Array[],
): Uint32Array {
  const holders = new Uint32Array(size);
  const lastHolder = new Int32Array(size).fill(-1);
  for (const [article, units] of all.entries()) {
    for (const list of listsOf(units)) {
      for (const number of list) {
        if (lastHolder[number] === article) continue;
        lastHolder[number] = article;
        holders[number] = (holders[number] ?? 0) + 1;
      }
    }
  }
  return holders;
}

function weigh(articles: number, holders: Uint32Array): Float32Array {
  return Float32Array.from(holders, (count) => inverseDocumentFrequency(articles, count));
}

function meanLength(all: ArticleUnits[], kind: UnitKind): number {
  let total = 0;
  for (const { units } of all) for (const unit of units) if (unit.kind === kind) total += unit.length;
  return all.length === 0 ? 0 : total / all.length;
}
