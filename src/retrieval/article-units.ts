/** Articles as numbers: the texts of each, whatever the other articles are. */

import type { Article } from '../domain/content.ts';
import { countEach, type Vocabulary } from '../lib/vocabulary.ts';
import type { Segment } from './segments.ts';
import { toSegments } from './segments.ts';
import type { Analyzer } from './text-analysis.ts';

export type UnitKind = 'title' | 'alternate' | 'tags' | 'sentence';

/** One text of an article: its distinct terms with how often each occurs, and its distinct grams. */
export interface Unit {
  kind: UnitKind;
  terms: Uint32Array;
  counts: Uint32Array;
  grams: Uint32Array;
  /** The number of terms with repetitions. */
  length: number;
}

/** Two sentences that follow each other, or the only one: their distinct terms and grams. */
export type Window = Pick<Unit, 'terms' | 'grams'>;

/** An article taken apart: a unit for the title, each alternate, the tags and each of `segments`, in this order. */
export interface ArticleUnits {
  article: Article;
  segments: Segment[];
  units: Unit[];
  /** The windows of an article that has no title and no alternate; none of any other. */
  windows: Window[];
}

/** Both vocabularies of an index. */
export interface Vocabularies {
  terms: Vocabulary;
  grams: Vocabulary;
}

/** Takes an article apart, adding its strings to the vocabularies. */
export function toUnits(article: Article, analyzer: Analyzer, vocabularies: Vocabularies): ArticleUnits {
  const segments = toSegments(article.body);
  const texts: [UnitKind, string][] = [
    ['title', article.title],
    ...article.alternates.map((text): [UnitKind, string] => ['alternate', text]),
    ['tags', article.tags.join(' ')],
    ...segments.map(({ matched }): [UnitKind, string] => ['sentence', matched]),
  ];
  const units = texts.map(([kind, text]) => toUnit(kind, text, analyzer, vocabularies));
  const isNamed = units.some(({ kind, length }) => kind !== 'sentence' && length > 0);
  return { article, segments, units, windows: isNamed ? [] : toWindows(units) };
}

/** Whether two articles are taken apart alike. */
export function isReadAlike(one: Article, other: Article): boolean {
  return (
    one.title === other.title &&
    one.body === other.body &&
    isSameList(one.alternates, other.alternates) &&
    isSameList(one.tags, other.tags)
  );
}

function isSameList(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((text, at) => text === other[at]);
}

/** The distinct numbers of several lists. */
export function distinct(lists: Iterable<number>[]): Set<number> {
  const all = new Set<number>();
  for (const list of lists) for (const number of list) all.add(number);
  return all;
}

/** Takes a text apart, adding its strings to the vocabularies. */
export function toUnit(kind: UnitKind, text: string, analyzer: Analyzer, vocabularies: Vocabularies): Unit {
  const { terms, grams } = analyzer.analyze(text);
  const counts = countEach(terms.map(vocabularies.terms.intern));
  return {
    kind,
    terms: Uint32Array.from(counts.keys()),
    counts: Uint32Array.from(counts.values()),
    grams: Uint32Array.from(new Set(grams.map(vocabularies.grams.intern))),
    length: terms.length,
  };
}

function toWindows(units: Unit[]): Window[] {
  const sentences = units.filter(({ kind }) => kind === 'sentence');
  const starts = sentences.length > 1 ? sentences.slice(0, -1) : sentences;
  return starts.map((_, at) => {
    const both = sentences.slice(at, at + 2);
    return {
      terms: Uint32Array.from(distinct(both.map(({ terms }) => terms))),
      grams: Uint32Array.from(distinct(both.map(({ grams }) => grams))),
    };
  });
}
