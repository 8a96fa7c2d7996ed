/** "Did you mean …?" */

const MAX_LENGTH = 60;

/** ` Did you mean "x"?` when one of the known words is a slip or two away from the given one, otherwise an empty text. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const nearest = findNearest(word, known);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

function findNearest(word: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let leastSlips = Math.max(1, Math.floor(word.length / 3)) + 1;
  if (word.length > MAX_LENGTH) return undefined;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= leastSlips) continue;
    const slips = countSlips(word.toLowerCase(), candidate.toLowerCase());
    if (slips < leastSlips) {
      leastSlips = slips;
      nearest = candidate;
    }
  }
  return nearest;
}

/** The Levenshtein distance, row by row: insertions, deletions and substitutions that turn one word into the other. */
function countSlips(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const substituted = at(previous, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(at(previous, column) + 1, at(current, column - 1) + 1, substituted));
    }
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
