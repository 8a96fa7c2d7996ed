/** The part of an article that answers. */

import { firstUnits } from '../lib/text.ts';
import type { UnitProfile } from './comparison.ts';
import { ratio } from './measures.ts';
import type { WeighedQuery } from './query.ts';
import type { Segment } from './segments.ts';
import { escapeMarkdown } from './segments.ts';

const MAX_LENGTH = 400;

/** A segment stands out when it has this share of the query, beyond what title and alternates say already. */
const MIN_SHARE = 0.15;

/**
 * Whole sentences or list items around the one that says most of what the query asks beyond the article's title and
 * alternates, from one paragraph or list, as CommonMark of at most 400 characters. The body's beginning when none
 * stands out; a single sentence that is longer is cut between words.
 */
export function choosePassage(query: WeighedQuery, segments: Segment[], units: UnitProfile[]): string {
  const asked = beyondTitles(query, units);
  const sentences = units.filter(({ kind }) => kind === 'sentence');
  let best = 0;
  let bestLikeness = 0;
  for (const [at, { terms, termMass }] of sentences.entries()) {
    let shared = 0;
    for (const term of terms) shared += asked.get(term) ?? 0;
    const likeness = ratio(shared, Math.sqrt(termMass));
    if (likeness <= bestLikeness || shared < MIN_SHARE * query.termMass) continue;
    best = at;
    bestLikeness = likeness;
  }
  return around(segments, best);
}

/** The query's weights without the terms that hold for the article as a whole and so for each of its parts. */
function beyondTitles(query: WeighedQuery, units: UnitProfile[]): Map<number, number> {
  const weights = new Map(query.terms);
  for (const { kind, terms } of units) {
    if (kind === 'title' || kind === 'alternate') for (const term of terms) weights.delete(term);
  }
  return weights;
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
  const cut = firstUnits(text, MAX_LENGTH / 2);
  const atWord = cut.lastIndexOf(' ');
  return `${escapeMarkdown(atWord > 0 ? cut.slice(0, atWord) : cut)}…`;
}
