/** Articles as numbers: the texts of each, and how telling each term is among all articles. */

import type { Article } from '../domain/content.ts';
import { countEach, type Vocabulary } from '../lib/vocabulary.ts';
import type { Segment } from './segments.ts';
import { toSegments } from './segments.ts';
import type { Analyzer } from './text-analysis.ts';

export type UnitKind = 'title' | 'alternate' | 'tags' | 'sentence';

/** One text of an article: its distinct terms with how often each occurs. */
export interface Unit {
  kind: UnitKind;
  terms: Uint32Array;
  counts: Uint32Array;
  /** The number of terms with repetitions. */
  length: number;
}

/** What counts for how common a term is: the terms and grams of each text. */
interface Countable {
  units: Pick<Unit, 'terms'>[];
  grams: Uint32Array[];
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

/** What a set of articles has in common. */
export interface Statistics {
  /** How many articles and background texts there are. */
  documents: number;
  /** Inverse document frequencies over articles and background texts, by the numbers of the vocabularies. */
  termWeights: Float32Array;
  gramWeights: Float32Array;
  /** The mean number of terms an article has in its texts of one kind. */
  meanLengths: Record<UnitKind, number>;
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
    grams: analyses.map(({ grams }) => Uint32Array.from(new Set(grams.map(vocabularies.grams.intern)))),
  };
}

/** Takes a background text apart, adding its strings to the vocabularies. */
export function toBackgroundUnits(background: string, analyzer: Analyzer, vocabularies: Vocabularies): Countable {
  const { terms, grams } = analyzer.analyze(background);
  return {
    units: [{ terms: Uint32Array.from(new Set(terms.map(vocabularies.terms.intern))) }],
    grams: [Uint32Array.from(new Set(grams.map(vocabularies.grams.intern)))],
  };
}

/**
 * The statistics of articles taken apart with these vocabularies. Three articles do not tell that "how" and "can" are common and
 * "voucher" is not: how telling a term is, is counted over the background as well.
 */
export function gatherStatistics(all: ArticleUnits[], background: Countable[], vocabularies: Vocabularies): Statistics {
  const counted: Countable[] = [...all, ...background];
  const documents = counted.length;
  const weigh = (size: number, listsOf: (document: Countable) => Uint32Array[]) =>
    Float32Array.from(countHolders(counted, size, listsOf), (holders) => inverseDocumentFrequency(documents, holders));
  return {
    documents,
    termWeights: weigh(vocabularies.terms.size(), ({ units }) => units.map(({ terms }) => terms)),
    gramWeights: weigh(vocabularies.grams.size(), ({ grams }) => grams),
    meanLengths: {
      title: meanLength(all, 'title'),
      alternate: meanLength(all, 'alternate'),
      tags: meanLength(all, 'tags'),
      sentence: meanLength(all, 'sentence'),
    },
  };
}

/**
 * Inverse document frequency, ln(1 + (N − n + ½)/(n + ½)), as BM25 has it (Robertson and Spärck Jones), so never
 * negative. A string that no document holds counts as one that a single document holds: in a small knowledge base
 * the two tell equally little.
 */
export function inverseDocumentFrequency(documents: number, documentsWithIt: number): number {
  const holders = Math.max(1, documentsWithIt);
  return Math.log(1 + Math.max(0, documents - holders + 0.5) / (holders + 0.5));
}

function toUnit(kind: UnitKind, terms: string[], vocabulary: Vocabulary): Unit {
  const counts = countEach(terms.map(vocabulary.intern));
  return {
    kind,
    terms: Uint32Array.from(counts.keys()),
    counts: Uint32Array.from(counts.values()),
    length: terms.length,
  };
}

/** How many documents have each number. */
function countHolders(all: Countable[], size: number, listsOf: (document: Countable) => Uint32Array[]): Uint32Array {
  const holders = new Uint32Array(size);
  const lastHolder = new Int32Array(size).fill(-1);
  for (const [article, units] of all.entries()) {
    for (const list of listsOf(units)) {
      for (const number of list) {
        if (lastHolder[number] === article) continue;
        lastHolder[number] = article;
        holders[number] = (holders[number] ?? 0) + 1;
      }
    }
  }
  return holders;
}

function meanLength(all: ArticleUnits[], kind: UnitKind): number {
  let total = 0;
  for (const { units } of all) for (const unit of units) if (unit.kind === kind) total += unit.length;
  return all.length === 0 ? 0 : total / all.length;
}
