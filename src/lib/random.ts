/**
 * A generator of numbers in (0, 1) that always gives the same ones for the same seed, so that the same content always
 * trains the same classifier. Park and Miller's minimal standard, with the multiplier 48271 of their 1993 remark.
 */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A shuffled copy: sorted by a random key for each item. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
