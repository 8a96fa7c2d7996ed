/** The part of the Store port about what is read and searched in the help articles. It has no other source. */

import type { WayOfReading } from '../domain/help-use.ts';

/** How often an article was read in a day in one way. */
export interface ArticleReads {
  articleId: string;
  locale: string;
  way: WayOfReading;
  count: number;
}

export interface HelpSearch {
  words: string;
  /** A digest of them in their locale: all that is kept before there are three who searched for them. */
  wordsDigest: string;
  locale: string;
  isFound: boolean;
  /** Epoch milliseconds. */
  at: number;
  /** Who searched: a digest that tells customers of the same words apart, and is another one for other words. */
  searcher: string;
}

/** What was searched for, by customers of whom there were three or more at any time. */
export interface SearchedWords {
  words: string;
  locale: string;
  searches: number;
  customers: number;
  /** How many of the searches found nothing. */
  withoutResult: number;
}

export interface HelpUseReads {
  /** Of the days that began at or after `since` and before `until`, those most read first. */
  reads(range: { since: number; until: number }, limit: number): Promise<ArticleReads[]>;
  /** From `since` until before `until`, those searched by most customers first. */
  searches(range: { since: number; until: number }, limit: number): Promise<SearchedWords[]>;
  /** How many searches there were in all, also by words that are not kept. */
  countSearches(range: { since: number; until: number }): Promise<{ searches: number; withoutResult: number }>;
}

export interface HelpUseWrites {
  /** Adds to how often an article was read on the day, in UTC, of a moment. */
  addReads(reads: ArticleReads & { at: number }): Promise<void>;
  /** Counts a search. Its words are kept once three customers searched for them, then of all who did. */
  addSearch(search: HelpSearch): Promise<void>;
  /** Deletes searches of before whose words are not kept. */
  prune(before: number): Promise<void>;
}
