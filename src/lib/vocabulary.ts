/** Numbers for strings. */

/** Distinct strings, numbered from 0 in the order they were met. */
export interface Vocabulary {
  /** The number of a string, given one if it has none. */
  intern(text: string): number;
  /** The number of a string, or undefined when it was never met. */
  find(text: string): number | undefined;
  size(): number;
  /** All strings in the order of their numbers. */
  strings(): Iterable<string>;
}

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  return {
    intern(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, numbers.size);
      return numbers.size - 1;
    },
    find: (text) => numbers.get(text),
    size: () => numbers.size,
    strings: () => numbers.keys(),
  };
}

/** How often each number occurs, in the order of their first occurrence. */
export function countEach(numbers: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
}
