/** A set of articles taken apart, with what they have in common; a change costs what changed. */

import type { Article } from '../domain/content.ts';
import { backgroundTexts } from '../lib/background/background.ts';
import { isConcept } from '../lib/thesaurus/concepts.ts';
import { createVocabulary, type Vocabulary } from '../lib/vocabulary.ts';
import type { ArticleUnits, UnitKind, Vocabularies } from './article-units.ts';
import { distinct, isReadAlike, toUnit, toUnits } from './article-units.ts';
import { ratio } from './measures.ts';
import { createPostings, type Postings } from './postings.ts';
import type { Analyzer } from './text-analysis.ts';

/** What a set of articles has in common. */
export interface Statistics {
  /** How many articles and background texts there are. */
  documents: number;
  /**
   * Inverse document frequencies over articles and background texts, by the numbers of the vocabularies; of concepts a share, and 0 for
   * what none of them has.
   */
  termWeights: Float32Array;
  gramWeights: Float32Array;
  /** The mean number of terms an article has in its texts of one kind. */
  meanLengths: Lengths;
}

/** Articles as they are kept: `slot` is what postings call one by. */
export interface KeptArticle extends ArticleUnits {
  slot: number;
}

export interface Collection {
  vocabularies: Vocabularies;
  /** Which articles have a term or gram, by slot. */
  terms: Postings;
  grams: Postings;
  /** All slots are below it. */
  slots(): number;
  /** In the order they were given. */
  articles(): KeptArticle[];
  statistics(): Statistics;
  /** From now on it has these articles. What is read alike in an article of the same id is not read again. */
  replace(articles: Article[]): void;
}

/** What is meant counts half beside the stem that is said for it; where a word is already counted as its characters and pairs, like each of these. */
export function conceptShare({ termsAreStems }: Pick<Analyzer, 'termsAreStems'>): number {
  return termsAreStems ? 0.5 : 1;
}

type Lengths = Record<UnitKind, number>;

/**
 * A collection without articles. Three articles do not tell that "how" and "can" are common and "voucher" is not: how telling a term
 * is, is counted over the language's background texts as well.
 */
export function createCollection(analyzer: Analyzer, locale: string): Collection {
  const vocabularies = { terms: createVocabulary(), grams: createVocabulary() };
  const background = backgroundTexts(locale).map((text) => toUnit('sentence', text, analyzer, vocabularies));
  const inBackground = { terms: createPostings(), grams: createPostings() };
  for (const [at, { terms, grams }] of background.entries()) {
    inBackground.terms.add(at, terms);
    inBackground.grams.add(at, grams);
  }
  const [terms, grams] = [createPostings(), createPostings()];
  const lengths: Lengths = { title: 0, alternate: 0, tags: 0, sentence: 0 };
  const free: number[] = [];
  let slots = 0;
  let kept = new Map<string, KeptArticle>();
  let statistics: Statistics | undefined;

  function count({ units }: ArticleUnits, sign: 1 | -1): void {
    for (const { kind, length } of units) lengths[kind] += sign * length;
  }

  function add(article: Article): KeptArticle {
    const slot = free.pop() ?? slots;
    slots = Math.max(slots, slot + 1);
    const added = { ...toUnits(article, analyzer, vocabularies), slot };
    terms.add(slot, distinct(added.units.map((unit) => unit.terms)));
    grams.add(slot, distinct(added.units.map((unit) => unit.grams)));
    count(added, 1);
    return added;
  }

  function remove(removed: KeptArticle): void {
    terms.remove(removed.slot, distinct(removed.units.map((unit) => unit.terms)));
    grams.remove(removed.slot, distinct(removed.units.map((unit) => unit.grams)));
    count(removed, -1);
    free.push(removed.slot);
  }

  return {
    vocabularies,
    terms,
    grams,
    slots: () => slots,
    articles: () => [...kept.values()],
    statistics: () => {
      const documents = kept.size + background.length;
      statistics ??= {
        documents,
        termWeights: weighTerms(
          vocabularies.terms,
          conceptShare(analyzer),
          toWeights(documents, vocabularies.terms.size(), terms, inBackground.terms),
        ),
        gramWeights: toWeights(documents, vocabularies.grams.size(), grams, inBackground.grams),
        meanLengths: toMeans(lengths, kept.size),
      };
      return statistics;
    },
    replace(articles) {
      const before = kept;
      const isAsBefore = (article: Article) => {
        const known = before.get(article.id);
        return known !== undefined && isReadAlike(known.article, article);
      };
      const staying = new Set(articles.filter(isAsBefore).map(({ id }) => id));
      for (const [id, known] of before) if (!staying.has(id)) remove(known);
      kept = new Map();
      for (const article of articles) {
        const known = staying.has(article.id) ? before.get(article.id) : undefined;
        if (known !== undefined) known.article = article;
        kept.set(article.id, known ?? add(article));
      }
      statistics = undefined;
    },
  };
}

/** How telling each number below `size` is, by how many documents have it in either of the postings. */
function toWeights(documents: number, size: number, one: Postings, other: Postings): Float32Array {
  const byHolders = Float32Array.from({ length: documents + 1 }, (_, holders) =>
    holders === 0 ? 0 : inverseDocumentFrequency(documents, holders),
  );
  const weights = new Float32Array(size);
  for (let number = 0; number < size; number += 1) {
    weights[number] = byHolders[one.count(number) + other.count(number)] ?? 0;
  }
  return weights;
}

/** The weights with those of concepts lowered. */
function weighTerms(terms: Vocabulary, share: number, weights: Float32Array): Float32Array {
  let number = 0;
  for (const term of terms.strings()) {
    if (isConcept(term)) weights[number] = share * (weights[number] ?? 0);
    number += 1;
  }
  return weights;
}

function toMeans({ title, alternate, tags, sentence }: Lengths, articles: number): Lengths {
  return {
    title: ratio(title, articles),
    alternate: ratio(alternate, articles),
    tags: ratio(tags, articles),
    sentence: ratio(sentence, articles),
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
