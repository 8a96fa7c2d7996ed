/** What tells whether a part of an article answers a question. */

import { type Quantity, quantitiesStated } from '../../lib/quantities.ts';
import { tellsTrouble } from '../../lib/stop-words.ts';
import type { IndexedArticle } from '../article-index.ts';
import { ratio } from '../measures.ts';
import type { WeighedQuery } from '../query.ts';
import type { Segment } from '../segments.ts';
import { type Candidate, shownOpening, toCandidates } from './candidates.ts';
import { likenessOf, type MeantQuestion, readMeaning } from './meaning.ts';

/** What is known of a part, each of the order of 1. The opening is a part as well. */
export interface Features {
  /** 1 for the opening. */
  opening: number;
  /** Of the opening: the share of what is asked that title, alternates or most who mean the article say … */
  named: number;
  /** … and the share that other parts have, and neither those nor the opening. */
  elsewhere: number;
  /** The share of what is asked that the part has. */
  shared: number;
  /** What of it is not said by title or most who mean the article, and by how few parts: in proportion to the most telling term … */
  beyond: number;
  /** … and to what the article has of that. */
  beyondShare: number;
  /** How alike the spelling is, as the cosine of grams. */
  grams: number;
  /** 1 where a number is asked for and there is one. */
  number: number;
  /** 1 where a kind of quantity is asked for that the part states. */
  quantity: number;
  /** How alike it is in meaning to what of the question title and alternates do not say, as a cosine. */
  meaning: number;
  /** 1 where both tell of trouble. */
  trouble: number;
  /** 1 where the part mostly points to another article. */
  pointing: number;
  /** 1 for a sentence of the opening. */
  inOpening: number;
}

/** A part of an article: undefined for what is said where it is asked for as a whole. */
export interface DescribedPart {
  candidate: Candidate | undefined;
  features: Features;
}

export interface Asked {
  query: WeighedQuery;
  article: IndexedArticle;
  /** How like the query some grams are. */
  likeness(grams: Uint32Array): number;
  locale: string;
  /** The terms of customers who ask for the whole. */
  common: ReadonlySet<number>;
}

/** The parts of an article as far as they may answer a query, its opening first. */
export function describeParts(asked: Asked): DescribedPart[] {
  const { segments } = asked.article;
  const terms = weighTerms(asked);
  const end = shownOpening(segments);
  const places = Array.from({ length: end }, (_, at) => at);
  const opening = { ...describe(asked, terms, places), ...describeOpening(terms, end), pointing: 0 };
  return [
    { candidate: undefined, features: opening },
    ...toCandidates(segments).map((candidate) => {
      const features = describe(asked, terms, candidate.foundBy);
      return { candidate, features: { ...features, inOpening: candidate.from < end ? 1 : 0 } };
    }),
  ];
}

/** The terms of a question among those of an article. */
interface WeighedTerms {
  /** The share of what is asked that terms have together. */
  shareOf(terms: Iterable<number>): number;
  /** The weight of terms beyond the title, each less the more parts have it. */
  beyondOf(terms: Iterable<number>): number;
  /** That of all the article's terms. */
  beyondAll: number;
  /** By sentence, in the article's order. */
  sentences: ReadonlySet<number>[];
  /** What is meant. */
  meant: MeantQuestion;
  /** Those of title, alternates and tags, and of most who mean the article. */
  named: ReadonlySet<number>;
}

function weighTerms({ query, article, common, locale }: Asked): WeighedTerms {
  const { asked } = query;
  const { units } = article;
  const sentences = units.filter(({ kind }) => kind === 'sentence').map(({ terms }) => new Set(terms));
  const holders = countHolders(sentences);
  const title = new Set(units.find(({ kind }) => kind === 'title')?.terms);
  const sum = (terms: Iterable<number>, weigh: (term: number, weight: number) => number) =>
    [...new Set(terms)].reduce((total, term) => total + weigh(term, asked.terms.get(term) ?? 0), 0);
  const rarity = (term: number) => 1 - ratio(Math.log(holders.get(term) ?? 1), Math.log(1 + sentences.length));
  const beyondOf = (terms: Iterable<number>) =>
    sum(terms, (term, weight) => (title.has(term) || common.has(term) ? 0 : weight * rarity(term)));
  return {
    shareOf: (terms) =>
      ratio(
        sum(terms, (_, weight) => weight),
        asked.mass,
      ),
    beyondOf,
    beyondAll: beyondOf(holders.keys()),
    sentences,
    meant: readMeaning(asked.tokens, article, locale),
    named: new Set([...units.flatMap(({ kind, terms }) => (kind === 'sentence' ? [] : [...terms])), ...common]),
  };
}

function describe(
  { query, article, likeness, locale }: Asked,
  terms: WeighedTerms,
  places: readonly number[],
): Features {
  const { asked, mostWeight } = query;
  const { meant } = terms;
  const firstSentence = article.units.length - terms.sentences.length;
  const segments = places.flatMap((at) => article.segments[at] ?? []);
  const own = places.flatMap((at) => [...(terms.sentences[at] ?? [])]);
  const beyond = terms.beyondOf(own);
  const hasNumber = segments.some(({ text }) => /\p{N}/u.test(text));
  const hasTrouble = segments.some(({ matched }) => tellsTrouble(matched, locale));
  return {
    opening: 0,
    named: 0,
    elsewhere: 0,
    shared: terms.shareOf(own),
    beyond: ratio(beyond, mostWeight),
    beyondShare: ratio(beyond, terms.beyondAll),
    grams: Math.max(0, ...places.map((at) => likeness(article.units[firstSentence + at]?.grams ?? new Uint32Array()))),
    number: asked.forQuantity && hasNumber ? 1 : 0,
    quantity: statesAny(segments, asked.quantities, locale) ? 1 : 0,
    meaning: Math.max(0, ...places.map((at) => likenessOf(meant.question, meant.parts[at]))),
    trouble: asked.tellsTrouble && hasTrouble ? 1 : 0,
    pointing: pointsElsewhere(segments[0]) ? 1 : 0,
    inOpening: 0,
  };
}

function statesAny(segments: readonly Segment[], asked: ReadonlySet<Quantity>, locale: string): boolean {
  return (
    asked.size > 0 && segments.some(({ text }) => [...quantitiesStated(text, locale)].some((one) => asked.has(one)))
  );
}

function describeOpening({ shareOf, sentences, named }: WeighedTerms, end: number) {
  const inOpening = new Set(sentences.slice(0, end).flatMap((terms) => [...terms]));
  const others = sentences.slice(end).flatMap((terms) => [...terms]);
  return {
    opening: 1,
    named: shareOf(named),
    elsewhere: shareOf(others.filter((term) => !named.has(term) && !inOpening.has(term))),
  };
}

function pointsElsewhere(segment: Segment | undefined): boolean {
  return segment !== undefined && segment.matched.length < 0.6 * segment.text.length;
}

function countHolders(termSets: readonly ReadonlySet<number>[]): Map<number, number> {
  const holders = new Map<number, number>();
  for (const terms of termSets) for (const term of terms) holders.set(term, (holders.get(term) ?? 0) + 1);
  return holders;
}
