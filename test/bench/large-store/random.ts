/** The same numbers and words each time. */
export interface Random {
  /** A whole number from 0 to `count` - 1. */
  below(count: number): number;
  /** A word, as often as words are in a language: the one of rank r about 1/r as often as the first (Zipf's law). */
  word(): string;
}

const VOCABULARY = 20_000;
const SYLLABLES = ['ka', 'lo', 'mi', 'ser', 'ton', 'var', 'pel', 'dun', 'ris', 'go', 'net', 'ba'];

/** Numbers from a seed, by the linear congruential generator of Numerical Recipes. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    below: (count) => Math.floor(fraction() * count),
    word: () => wordOf(Math.floor(VOCABULARY ** fraction())),
  };
}

function wordOf(rank: number): string {
  let word = '';
  for (let rest = rank; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length];
  return word || 'a';
}
