/** The part of an article that answers. */

import { gramCosine } from './gram-cosine.ts';
import type { ArticleProfile, UnitProfile } from './profile.ts';
import type { WeighedQuery } from './query.ts';
import type { Segment } from './segments.ts';
import { escapeMarkdown } from './segments.ts';
import { ratio, sumAt } from './sparse.ts';

const MAX_LENGTH = 400;

/** Below this likeness to the query no segment stands out. */
const MIN_LIKENESS = 0.15;

/**
 * Whole sentences or list items around the one most like the query, from one paragraph or list, as CommonMark of at
 * most 400 characters; the body's beginning when none is like it. A single sentence that is longer is cut between words.
 */
export function choosePassage(query: WeighedQuery, segments: Segment[], profile: ArticleProfile): string {
  const sentences = profile.units.filter(({ kind }) => kind === 'sentence');
  let best = 0;
  let bestLikeness = MIN_LIKENESS;
  for (const [at, sentence] of sentences.entries()) {
    const likeness = likenessOf(query, sentence);
    if (likeness <= bestLikeness) continue;
    best = at;
    bestLikeness = likeness;
  }
  return around(segments, best);
}

function likenessOf(query: WeighedQuery, sentence: UnitProfile): number {
  const covered = ratio(sumAt(sentence.terms, query.terms), query.termMass);
  return 0.5 * gramCosine(query, sentence) + 0.5 * covered;
}

/** Grows from one segment over its block, forwards first, as far as the length allows. */
function around(segments: Segment[], best: number): string {
  const chosen = segments[best];
  if (!chosen) return '';
  let from = best;
  let to = best + 1;
  const fits = (start: number, end: number) =>
    start >= 0 &&
    segments[start]?.block === chosen.block &&
    segments[end - 1]?.block === chosen.block &&
    sourceOf(segments, start, end).length <= MAX_LENGTH;
  while (fits(from, to + 1)) to += 1;
  while (fits(from - 1, to)) from -= 1;
  const source = sourceOf(segments, from, to);
  return source.length <= MAX_LENGTH ? source : cutText(chosen.text);
}

function sourceOf(segments: Segment[], from: number, to: number): string {
  return segments
    .slice(from, to)
    .map(({ source }) => source)
    .join('')
    .trim();
}

function cutText(text: string): string {
  const cut = text.slice(0, MAX_LENGTH / 2);
  const atWord = cut.lastIndexOf(' ');
  return `${escapeMarkdown(atWord > 0 ? cut.slice(0, atWord) : cut)}…`;
}
