/** The part of an article that answers. */

import { openingOf, withVideo } from '../domain/article-parts.ts';
import { firstUnits } from '../lib/text.ts';
import type { IndexedArticle } from './article-index.ts';
import { isLead, isQuestion, leansOnBefore } from './leaning.ts';
import { ratio } from './measures.ts';
import type { WeighedQuery } from './query.ts';
import type { Segment } from './segments.ts';
import { escapeMarkdown } from './segments.ts';
import { tellsTrouble } from './stop-words.ts';

const MAX_LENGTH = 400;
/** A sentence shorter than this seldom says by itself what it is about. */
const LEAST_LENGTH = 40;
/** The opening of a guide with its steps, and a list with its introduction, may be longer. */
const MAX_GUIDE_LENGTH = 1_200;

/** A part of the article answers that has this share of what is asked beyond the title … */
const LEAST_SHARE = 0.5;
/** … and of it at least this much, in proportion to the most telling term. */
const LEAST_WEIGHT = 0.4;
/** What trouble weighs that is told of, in the same proportion. */
const TROUBLE_WEIGHT = 0.5;
/** Stands for trouble among the numbers of terms. */
const TROUBLE = -1;
/** What a term of the title counts in the choice of the part, as it holds for each of them. */
const TITLE_TERM = 0.2;
/** How far the length of a part counts against it, from 0 to 1. */
const LENGTH_SHARE = 0.35;
/** How much better a part with a number answers a question for one. */
const NUMBER_BONUS = 1.3;
/** What a part counts that mostly points to another article. */
const ELSEWHERE_SHARE = 0.7;
/** An introduction that is not longer says nothing that its items need ("Good to know:"). */
const SHORT_INTRODUCTION = 24;

/** Segments from `from` up to `to` that answer together, and by which of them they are found. */
interface Candidate {
  from: number;
  to: number;
  foundBy: number[];
}

interface Scored extends Candidate {
  score: number;
}

/**
 * The sentence or list item that says most of what is asked, with what belongs to it: the question that it answers, the sentence
 * that introduces its list, or the sentence beside it that leans on it. A question for the article as a whole has the opening
 * paragraph, or what the article's kind adds to it; `common` are the terms of customers who ask for the whole. CommonMark of at most 400 characters but for that; a single sentence that is longer is cut between words.
 */
export function choosePassage(
  query: WeighedQuery,
  article: IndexedArticle,
  locale: string,
  common: ReadonlySet<number> = new Set(),
): string {
  const { segments, units } = article;
  const sentences = units.filter(({ kind }) => kind === 'sentence');
  const termsOf = sentences.map(({ terms }, at) => withTrouble(terms, segments[at]?.matched ?? '', locale));
  const asked = weighAsked(query, article, termsOf, { locale, common });
  const meanLength = ratio(sum(sentences.map(({ length }) => length)), sentences.length);
  const scored = toCandidates(segments).map((candidate) => {
    const terms = [...new Set(candidate.foundBy.flatMap((at) => termsOf[at] ?? []))];
    const beyond = sum(terms.map((term) => asked.beyond.get(term) ?? 0));
    const length = sum(candidate.foundBy.map((at) => sentences[at]?.length ?? 0));
    const hasNumber = candidate.foundBy.some((at) => /\p{N}/u.test(segments[at]?.text ?? ''));
    const bonus =
      (query.asked.forQuantity && hasNumber ? NUMBER_BONUS : 1) *
      (pointsElsewhere(segments[candidate.from]) ? ELSEWHERE_SHARE : 1);
    const said = sum(terms.map((term) => asked.weights.get(term) ?? 0));
    const score = (bonus * said) / (1 - LENGTH_SHARE + LENGTH_SHARE * ratio(length, meanLength));
    const stands = beyond >= LEAST_SHARE * asked.beyondMass && beyond >= LEAST_WEIGHT * query.mostWeight;
    return { ...candidate, score: stands ? score : 0 };
  });
  const best = scored.reduce<Scored | undefined>(
    (one, other) => (other.score > (one?.score ?? 0) ? other : one),
    undefined,
  );
  const { kind, body } = article.article;
  const isGeneral = best === undefined || isInOpening(segments, best);
  const passage = isGeneral ? whole(article) : withWhatBelongs(segments, best, locale);
  return kind === 'video' ? withVideo(passage, body) : passage;
}

function withTrouble(terms: Iterable<number>, text: string, locale: string): number[] {
  return tellsTrouble(text, locale) ? [...terms, TROUBLE] : [...terms];
}

/** What each term of the question weighs in the choice: less where the title, most who mean the article, or many of its parts have it. */
function weighAsked(
  { asked, mostWeight }: WeighedQuery,
  { article, units }: IndexedArticle,
  termsOf: number[][],
  { locale, common }: { locale: string; common: ReadonlySet<number> },
) {
  const title = units.find(({ kind }) => kind === 'title');
  const ofTitle = new Set(withTrouble(title?.terms ?? [], article.title, locale));
  const holders = new Map<number, number>();
  for (const terms of termsOf) for (const term of terms) holders.set(term, (holders.get(term) ?? 0) + 1);
  const askedTerms = new Map(asked.terms);
  if (asked.tellsTrouble) askedTerms.set(TROUBLE, TROUBLE_WEIGHT * mostWeight);
  const weights = new Map<number, number>();
  const beyond = new Map<number, number>();
  let beyondMass = 0;
  for (const [term, weight] of askedTerms) {
    const rarity =
      term === TROUBLE
        ? 1
        : ratio(Math.log((1 + termsOf.length) / (holders.get(term) ?? 1)), Math.log(1 + termsOf.length));
    weights.set(term, weight * rarity * (ofTitle.has(term) ? TITLE_TERM : 1));
    if (ofTitle.has(term) || common.has(term) || !holders.has(term)) continue;
    beyond.set(term, weight * rarity);
    beyondMass += weight * rarity;
  }
  return { weights, beyond, beyondMass };
}

function toCandidates(segments: Segment[]): Candidate[] {
  return segments.map((segment, at) => {
    if (introducesList(segments, at)) return { from: at, to: endOf(segments, at, () => true), foundBy: [at] };
    if (!isLead(segment)) return { from: at, to: at + 1, foundBy: [at] };
    const to = endOf(segments, at, (next) => !isLead(next) && !next.isItem);
    return { from: at, to, foundBy: isQuestion(segment) && to > at + 1 ? [at, at + 1] : [at] };
  });
}

function pointsElsewhere(segment: Segment | undefined): boolean {
  return segment !== undefined && segment.matched.length < 0.6 * segment.text.length;
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

function withWhatBelongs(segments: Segment[], { from, to }: Candidate, locale: string): string {
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

function withIntroduction(segments: Segment[], item: number): string {
  let before = item - 1;
  while (segments[before]?.isItem) before -= 1;
  const introduction = segments[before];
  const isNeeded = introduction && isSameBlock(segments, before, item) && introduction.text.length > SHORT_INTRODUCTION;
  const source = sourceOf(segments, item, item + 1);
  const whole = isNeeded ? `${introduction.source.trim()}\n\n${source}` : toParagraph(source);
  return whole.length <= MAX_LENGTH ? whole : sourceOrCut(segments, item, item + 1);
}

/** A list item that stands alone is a paragraph. */
function toParagraph(item: string): string {
  return item.replace(/^(?:[-*+]|\d{1,9}[.)])[ \t]+/, '').replace(/\n {1,4}/g, '\n');
}

function isInOpening(segments: Segment[], { from }: Candidate): boolean {
  const to = openingEnd(segments);
  return from < to && !introducesList(segments, from) && sourceOf(segments, 0, to).length <= MAX_LENGTH;
}

/** What answers a question for the article as a whole. */
function whole({ article, segments }: IndexedArticle): string {
  const withSteps = article.kind === 'guide' ? openingOf(article) : undefined;
  return withSteps !== undefined && withSteps.length <= MAX_GUIDE_LENGTH ? withSteps : opening(segments);
}

/** The first paragraph, or list, as far as the length allows. */
function opening(segments: Segment[]): string {
  let to = openingEnd(segments);
  while (to > 1 && sourceOf(segments, 0, to).length > MAX_LENGTH) to -= 1;
  return sourceOrCut(segments, 0, to);
}

function openingEnd(segments: Segment[]): number {
  return endOf(segments, 0, (next) => !next.isItem);
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

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
