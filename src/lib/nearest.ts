/** Longer names are no slip of the hand, and not compared. */
const MAX_LENGTH = 60;

/** ` Did you mean x?` when one of the known names is at most two slips of a key away; an empty text otherwise. */
export function didYouMean(name: string, known: readonly string[]): string {
  if (name.length > MAX_LENGTH) return '';
  const written = name.toLowerCase();
  for (const slips of [0, 1, 2]) {
    const nearest = known.find((candidate) => isWithin(slips, written, candidate.toLowerCase()));
    if (nearest !== undefined) return ` Did you mean ${nearest}?`;
  }
  return '';
}

/** Whether so many letters left out, put in or replaced make one word of the other. */
function isWithin(slips: number, one: string, other: string): boolean {
  if (one === other) return true;
  if (slips === 0 || Math.abs(one.length - other.length) > slips) return false;
  if (one[0] === other[0]) return isWithin(slips, one.slice(1), other.slice(1));
  const [shorterOne, shorterOther] = [one.slice(1), other.slice(1)];
  return [[shorterOne, other] as const, [one, shorterOther] as const, [shorterOne, shorterOther] as const].some(
    (pair) => isWithin(slips - 1, ...pair),
  );
}
