/** The way back from a term or gram to the articles that have it, for finding candidates among very many. */

/** For every number, the articles that have it and how much it weighs in each. */
export interface Postings {
  /** Adds to each article's total, for the given numbers, what they weigh there times their weight in the query. */
  addTo(totals: Float32Array, numbers: number[], queryWeights: Float32Array): void;
}

/** One article's numbers with their weights. */
export interface Weighed {
  numbers: Uint32Array;
  weights: Float32Array;
}

/** No query reads more entries than this; the rarest numbers are read first. */
const MAX_ENTRIES_READ = 150_000;

/** Postings of articles in order; numbers that more than `maxHolders` articles have are left out. */
export function createPostings(articles: Weighed[], size: number, maxHolders: number): Postings {
  const starts = toStarts(articles, size, maxHolders);
  const total = starts[size] ?? 0;
  const holders = new Uint32Array(total);
  const weights = new Float32Array(total);
  const next = starts.slice();
  for (const [article, list] of articles.entries()) {
    for (const [at, number] of list.numbers.entries()) {
      const place = next[number] ?? 0;
      if (place >= (starts[number + 1] ?? 0)) continue;
      holders[place] = article;
      weights[place] = list.weights[at] ?? 0;
      next[number] = place + 1;
    }
  }
  const countOf = (number: number) => (starts[number + 1] ?? 0) - (starts[number] ?? 0);

  return {
    addTo(totals, numbers, queryWeights) {
      let left = MAX_ENTRIES_READ;
      for (const number of numbers.toSorted((a, b) => countOf(a) - countOf(b))) {
        left -= countOf(number);
        if (left < 0) return;
        const weight = queryWeights[number] ?? 0;
        for (let place = starts[number] ?? 0; place < (starts[number + 1] ?? 0); place += 1) {
          const holder = holders[place] ?? 0;
          totals[holder] = (totals[holder] ?? 0) + weight * (weights[place] ?? 0);
        }
      }
    },
  };
}

/** Where each number's entries begin, and behind the last number where they end. */
function toStarts(articles: Weighed[], size: number, maxHolders: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (const { numbers } of articles) for (const number of numbers) counts[number] = (counts[number] ?? 0) + 1;
  const starts = new Uint32Array(size + 1);
  for (const [number, count] of counts.entries()) {
    starts[number + 1] = (starts[number] ?? 0) + (count > maxHolders ? 0 : count);
  }
  return starts;
}
