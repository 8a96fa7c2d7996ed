/** An article as numbers: what of it is matched against a query, taken apart once and weighed against the rest. */

import type { Article } from '../domain/content.ts';
import type { Segment } from './segments.ts';
import { toSegments } from './segments.ts';
import type { Analyzer } from './text-analysis.ts';
import type { Vocabulary } from './vocabulary.ts';

export type UnitKind = 'title' | 'alternate' | 'tags' | 'sentence';

/** One text of an article: its distinct terms with how often each occurs. */
export interface Unit {
  kind: UnitKind;
  terms: Uint32Array;
  counts: Uint32Array;
  /** The number of terms with repetitions. */
  length: number;
}

/** An article taken apart: a unit for the title, each alternate, the tags and each of `segments`, in this order. */
export interface ArticleUnits {
  article: Article;
  segments: Segment[];
  units: Unit[];
  /** The distinct grams of each unit. */
  grams: Uint32Array[];
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
  const analyses = texts.map(([kind, text]) => ({ kind, ...analyzer.analyze(text) }));
  return {
    article,
    segments,
    units: analyses.map(({ kind, terms }) => toUnit(kind, terms, vocabularies.terms)),
    grams: analyses.map(({ grams }) => Uint32Array.from(new Set(grams.map((gram) => vocabularies.grams.intern(gram))))),
  };
}

function toUnit(kind: UnitKind, terms: string[], vocabulary: Vocabulary): Unit {
  const counts = countEach(terms.map((term) => vocabulary.intern(term)));
  return {
    kind,
    terms: Uint32Array.from(counts.keys()),
    counts: Uint32Array.from(counts.values()),
    length: terms.length,
  };
}

function countEach(numbers: number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
}
