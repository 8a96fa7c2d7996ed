/** Misspelt words. */

/** Shorter words are like too many others; longer ones have too many forms. */
const MIN_LENGTH = 4;
const MAX_LENGTH = 64;

const ONLY_LETTERS = /^\p{L}+$/u;

/**
 * A function to the known word that is one letter added, dropped, changed or swapped with its neighbour away from a
 * word: the most common of them, and of equally common ones the first by its letters; undefined when there is none. `words` are each
 * with how common it is. After SymSpell (Garbe 2012): words one edit apart have a form with a letter dropped in common.
 */
export function createSpeller(
  words: Iterable<[word: string, frequency: number]>,
): (word: string) => string | undefined {
  const byForm = new Map<string, [word: string, frequency: number][]>();
  for (const known of words) {
    for (const form of formsOf(known[0])) {
      const sharing = byForm.get(form);
      if (sharing) sharing.push(known);
      else byForm.set(form, [known]);
    }
  }
  return (word) => {
    let best: [word: string, frequency: number] | undefined;
    for (const form of formsOf(word)) {
      for (const known of byForm.get(form) ?? []) {
        if (isOneEditAway(word, known[0]) && (!best || isBetter(known, best))) best = known;
      }
    }
    return best?.[0];
  };
}

function isBetter([word, frequency]: [string, number], [best, bestFrequency]: [string, number]): boolean {
  return frequency > bestFrequency || (frequency === bestFrequency && word < best);
}

/** A word and all it becomes when one letter is dropped; none for words that are not to be corrected. */
function formsOf(word: string): string[] {
  if (word.length < MIN_LENGTH || word.length > MAX_LENGTH || !ONLY_LETTERS.test(word)) return [];
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}

function isOneEditAway(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const restA = a.slice(start, endA);
  const restB = b.slice(start, endB);
  return (
    Math.max(restA.length, restB.length) === 1 || (restA.length === 2 && restA === [...restB].toReversed().join(''))
  );
}
