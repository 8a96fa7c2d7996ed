/** Numbers for strings, and how telling each string is. */

/** The distinct strings of an index, numbered from 0 in the order they were met. */
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

/**
 * Inverse document frequency, ln(1 + (N − n + ½)/(n + ½)), as BM25 has it (Robertson and Spärck Jones), so never
 * negative. A string that no document holds counts as one that a single document holds: in a small knowledge base
 * the two tell equally little.
 */
export function inverseDocumentFrequency(documents: number, documentsWithIt: number): number {
  const holders = Math.max(1, documentsWithIt);
  return Math.log(1 + Math.max(0, documents - holders + 0.5) / (holders + 0.5));
}
