import { keyOf, type Weakness } from './weakness.ts';

/** What changed between the weaknesses of two versions of content. */
export interface WeaknessChanges {
  isNew: Weakness[];
  isGone: Weakness[];
}

/** Weaknesses are the same where they are about the same, however many utterances or places are named. */
export function compareWeaknesses(now: readonly Weakness[], before: readonly Weakness[]): WeaknessChanges {
  const known = new Set(before.map(keyOf));
  const left = new Set(now.map(keyOf));
  return {
    isNew: now.filter((weakness) => !known.has(keyOf(weakness))),
    isGone: before.filter((weakness) => !left.has(keyOf(weakness))),
  };
}
