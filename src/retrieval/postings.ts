/** The way back from the number of a term or gram to the texts or articles that have it. */

/** The distinct numbers of one text or article. */
export interface Listing {
  numbers: Uint32Array;
  /** What each number counts there; 1 when not given. */
  weights?: Float32Array;
}

/** For every number its holders, which are themselves numbered from 0 in the order they were listed. */
export interface Postings {
  /** For each holder, the sum of the amounts of all numbers it has, each times what the number counts there. */
  addUp(amounts: Map<number, number>): Float64Array;
}

/** Postings of listings in order, whose numbers are below `size`. */
export function createPostings(listings: Listing[], size: number): Postings {
  const starts = toStarts(listings, size);
  const total = starts[size] ?? 0;
  const holders = new Uint32Array(total);
  const weights = listings.some((listing) => listing.weights) ? new Float32Array(total) : undefined;
  const next = starts.slice();
  for (const [holder, listing] of listings.entries()) {
    listing.numbers.forEach((number, at) => {
      const position = next[number] ?? 0;
      next[number] = position + 1;
      holders[position] = holder;
      if (weights) weights[position] = listing.weights?.[at] ?? 1;
    });
  }
  const holderCount = listings.length;

  return {
    addUp(amounts) {
      const sums = new Float64Array(holderCount);
      for (const [number, amount] of amounts) {
        const end = starts[number + 1] ?? 0;
        for (let position = starts[number] ?? 0; position < end; position += 1) {
          const holder = holders[position] ?? 0;
          sums[holder] = (sums[holder] ?? 0) + amount * (weights?.[position] ?? 1);
        }
      }
      return sums;
    },
  };
}

/** Where each number's holders begin, and behind the last number where they end. */
function toStarts(listings: Listing[], size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (const { numbers } of listings) for (const number of numbers) counts[number] = (counts[number] ?? 0) + 1;
  const starts = new Uint32Array(size + 1);
  for (const [number, count] of counts.entries()) starts[number + 1] = (starts[number] ?? 0) + count;
  return starts;
}
