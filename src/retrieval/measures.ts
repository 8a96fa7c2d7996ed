/** How well an article fits a query: what is measured, and the mix of it. */

/** What each measure says of one article, all from 0 to 1. */
export interface Measures {
  /** BM25F over the best score any article could have for the query, so comparable between queries. */
  bm25f: number;
  /** The cosine of the weighed sets of character grams, which typing errors hardly change: the closest of all texts but tags. */
  grams: number;
  /** The share of the query's grams, each counted by how telling it is, that the article has. */
  gramCoverage: number;
  /** The cosine of the query's TF-IDF vector with the article's centroid. */
  centroid: number;
  /**
   * Dice's coefficient of two sets of terms, each term counted by how telling it is: 2·w(A∩B) / (w(A) + w(B))
   * (https://en.wikipedia.org/wiki/Dice-S%C3%B8rensen_coefficient). It is taken for each way of asking by itself, not for the
   * whole article at once: the closest of title and alternates.
   */
  dice: number;
  /** Of an article without a title, over two sentences that follow each other: the greatest share of the query's terms … */
  windowCoverage: number;
  /** … and the greatest cosine of grams. */
  windowGrams: number;
  /** The share of the query's terms, each counted by how telling it is, that the body has; not part of the score. */
  bodyCoverage: number;
  /** The same share over the whole article; not part of the score. */
  coverage: number;
}

type Mix = Partial<Record<keyof Measures, number>>;

/** For articles that say by what they are asked for; learnt on public sets, each judged by what the others taught (decision 43). */
const NAMED: Mix = { bm25f: 0.58, grams: 0.73, gramCoverage: 0.2, centroid: 0.88, dice: 0.41 };

/** For articles that are nothing but text every measure counts the same, and no words of title or alternates. */
const EACH = 2.8 / 6;
const UNNAMED: Mix = {
  bm25f: EACH,
  grams: EACH,
  gramCoverage: EACH,
  centroid: EACH,
  windowCoverage: EACH,
  windowGrams: EACH,
};

/** The measures' weighed sum, from 0 to 2.8, by the article's shape: whether it has a title, alternates or tags. */
export function mix(measures: Measures, isNamed: boolean): number {
  let sum = 0;
  for (const [name, weight] of Object.entries(isNamed ? NAMED : UNNAMED))
    sum += weight * measures[name as keyof Measures];
  return sum;
}

/** `part / whole`, or 0 when there is no whole. */
export function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
