/** What of an article may be said: each sentence and list item with what belongs to it, and its opening. */

import { openingOf } from '../../domain/article-parts.ts';
import { firstUnits } from '../../lib/text.ts';
import type { IndexedArticle } from '../article-index.ts';
import type { Segment } from '../segments.ts';
import { escapeMarkdown } from '../segments.ts';
import { isLead, isQuestion, leansOnBefore } from './leaning.ts';

const MAX_LENGTH = 400;
/** A sentence shorter than this seldom says by itself what it is about. */
const LEAST_LENGTH = 40;
/** The opening of a guide with its steps, and a list with its introduction, may be longer. */
const MAX_GUIDE_LENGTH = 1_200;
/** An introduction that is not longer says nothing that its items need ("Good to know:"). */
const SHORT_INTRODUCTION = 24;

/** Segments from `from` up to `to` that answer together, and by which of them they are found. */
export interface Candidate {
  from: number;
  to: number;
  foundBy: number[];
}

/** What of an article may be said for a sentence or list item of it, in the article's order. */
export function toCandidates(segments: Segment[]): Candidate[] {
  return segments.map((segment, at) => {
    if (introducesList(segments, at)) return { from: at, to: endOf(segments, at, () => true), foundBy: [at] };
    if (!isLead(segment)) return { from: at, to: at + 1, foundBy: [at] };
    const to = endOf(segments, at, (next) => !isLead(next) && !next.isItem);
    return { from: at, to, foundBy: isQuestion(segment) && to > at + 1 ? [at, at + 1] : [at] };
  });
}

/** The sentence that introduces the list in which an item stands; undefined for all else. */
export function introductionOf(segments: Segment[], item: number): number | undefined {
  if (!segments[item]?.isItem) return undefined;
  let before = item - 1;
  while (segments[before]?.isItem) before -= 1;
  return isSameBlock(segments, before, item) ? before : undefined;
}

/** Whether a candidate belongs to what is said where the article is asked for as a whole. */
export function isInOpening(segments: Segment[], { from }: Candidate): boolean {
  const to = openingEnd(segments);
  return from < to && !introducesList(segments, from) && sourceOf(segments, 0, to).length <= MAX_LENGTH;
}

/** How many segments are said of the first paragraph, or list: as far as the length allows. */
export function shownOpening(segments: Segment[]): number {
  const end = openingEnd(segments);
  let to = 1;
  while (to < end && sourceOf(segments, 0, to + 1).length <= MAX_LENGTH) to += 1;
  return Math.min(to, segments.length);
}

function openingEnd(segments: Segment[]): number {
  return endOf(segments, 0, (next) => !next.isItem);
}

/** What answers a question for the article as a whole. */
export function wholeOf({ article, segments }: IndexedArticle): string {
  const withSteps = article.kind === 'guide' ? openingOf(article) : undefined;
  return withSteps !== undefined && withSteps.length <= MAX_GUIDE_LENGTH
    ? withSteps
    : sourceOrCut(segments, 0, shownOpening(segments));
}

/** A candidate as it is said: with the sentence that introduces its list, or the one beside it that leans on it. */
export function withWhatBelongs(segments: Segment[], { from, to }: Candidate, locale: string): string {
  const chosen = segments[from];
  if (chosen === undefined) return '';
  if (chosen.isItem) return withIntroduction(segments, from);
  let start = from;
  let end = to;
  const fits = (first: number, last: number) =>
    isSameBlock(segments, from, first) &&
    isSameBlock(segments, from, last - 1) &&
    segments[last - 1]?.isItem === segments[end - 1]?.isItem &&
    sourceOf(segments, first, last).length <= MAX_LENGTH;
  while (start > 0 && leansOnBefore(segments[start]?.text ?? '', locale) && fits(start - 1, end)) start -= 1;
  while (end < segments.length && leansOnBefore(segments[end]?.text ?? '', locale) && fits(start, end + 1)) end += 1;
  // A list is said whole: its introduction alone promises what does not come.
  if (introducesList(segments, from) && sourceOf(segments, start, to).length <= MAX_GUIDE_LENGTH) {
    return sourceOf(segments, start, to);
  }
  while (end > from + 1 && sourceOf(segments, start, end).length > MAX_LENGTH) end -= 1;
  while (sourceOf(segments, start, end).length < LEAST_LENGTH && fits(start, end + 1)) end += 1;
  while (sourceOf(segments, start, end).length < LEAST_LENGTH && fits(start - 1, end)) start -= 1;
  return sourceOrCut(segments, start, end);
}

function introducesList(segments: Segment[], at: number): boolean {
  return segments[at]?.isItem === false && segments[at + 1]?.isItem === true && isSameBlock(segments, at, at + 1);
}

/** Where the segments end that follow in the same block and belong to it. */
function endOf(segments: Segment[], from: number, belongs: (next: Segment) => boolean): number {
  let to = from + 1;
  for (let next = segments[to]; next && isSameBlock(segments, from, to) && belongs(next); next = segments[to]) to += 1;
  return to;
}

function isSameBlock(segments: Segment[], one: number, other: number): boolean {
  return segments[one] !== undefined && segments[one]?.block === segments[other]?.block;
}

function withIntroduction(segments: Segment[], item: number): string {
  const before = introductionOf(segments, item);
  const introduction = before === undefined ? undefined : segments[before];
  const source = sourceOf(segments, item, item + 1);
  const isNeeded = introduction !== undefined && introduction.text.length > SHORT_INTRODUCTION;
  const whole = isNeeded ? `${introduction.source.trim()}\n\n${source}` : toParagraph(source);
  return whole.length <= MAX_LENGTH ? whole : sourceOrCut(segments, item, item + 1);
}

/** A list item that stands alone is a paragraph. */
function toParagraph(item: string): string {
  return item.replace(/^(?:[-*+]|\d{1,9}[.)])[ \t]+/, '').replace(/\n {1,4}/g, '\n');
}

function sourceOrCut(segments: Segment[], from: number, to: number): string {
  const source = sourceOf(segments, from, to);
  return source.length <= MAX_LENGTH ? source : cutText(segments[from]?.text ?? '');
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
