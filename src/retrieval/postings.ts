/** The way back from the number of a term or gram to the articles that have it. */

/** For every number its holders, which are numbered as well. */
export interface Postings {
  /** Adds a holder of these distinct numbers. */
  add(holder: number, numbers: Iterable<number>): void;
  /** Takes back what was added. */
  remove(holder: number, numbers: Iterable<number>): void;
  /** How many have a number. */
  count(number: number): number;
  /** Adds to the sum of each holder the amounts of all numbers that it has. */
  addUp(amounts: Map<number, number>, sums: Float64Array): void;
}

/** Postings that hold nothing yet. */
export function createPostings(): Postings {
  const holdersOf: number[][] = [];
  return {
    add(holder, numbers) {
      for (const number of numbers) {
        // An array with holes is many times as slow.
        while (holdersOf.length <= number) holdersOf.push([]);
        holdersOf[number]?.push(holder);
      }
    },
    remove(holder, numbers) {
      for (const number of numbers) {
        const holders = holdersOf[number] ?? [];
        const at = holders.indexOf(holder);
        const last = holders.pop();
        if (at < holders.length && last !== undefined) holders[at] = last;
      }
    },
    count: (number) => holdersOf[number]?.length ?? 0,
    addUp(amounts, sums) {
      for (const [number, amount] of amounts) {
        const holders = holdersOf[number] ?? [];
        for (let at = 0; at < holders.length; at += 1) {
          const holder = holders[at] ?? 0;
          sums[holder] = (sums[holder] ?? 0) + amount;
        }
      }
    },
  };
}
