/** The port to understanding and retrieval. */

import type { Analysis, AnalysisRequest, ArticleMatch } from '../domain/analysis.ts';
import type { ArticleAudience, DeskContent } from '../domain/content.ts';

/** Reads customers' texts. Never rejects because of what a text contains. */
export interface Analyzer {
  analyze(request: AnalysisRequest): Promise<Analysis>;
  /** Articles that answer a query, best first: those for customers where nothing else is said, for staff all. */
  search(query: string, locale: string, top: number, audience?: ArticleAudience): Promise<ArticleMatch[]>;
}

/** A set of content with the analyzer trained on it. The two are only ever replaced together. */
export interface TrainedContent {
  content: DeskContent;
  analyzer: Analyzer;
}
