import { distance } from 'fastest-levenshtein';

/** Longer names are no slip of the hand, and not compared. */
const MAX_LENGTH = 60;
const MAX_SLIPS = 2;

/**
 * ` Did you mean x?` of the known name that is nearest, at most two letters left out, put in or replaced away and never all of
 * them; an empty text where there is none. `quote` stands around the name, for names that may have spaces.
 */
export function didYouMean(name: string, known: Iterable<string>, quote = ''): string {
  if (name.length > MAX_LENGTH) return '';
  let nearest: string | undefined;
  let least = Math.min(MAX_SLIPS + 1, name.length);
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const slips = distance(name.toLowerCase(), candidate.toLowerCase());
    if (slips < least) [nearest, least] = [candidate, slips];
  }
  return nearest === undefined ? '' : ` Did you mean ${quote}${nearest}${quote}?`;
}
