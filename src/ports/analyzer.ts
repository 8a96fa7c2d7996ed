/** The port to understanding and retrieval. */

import type { Analysis, AnalysisRequest, ArticleMatch } from '../domain/analysis.ts';
import type { DeskContent } from '../domain/content.ts';

/** Reads customers' texts. Never rejects because of what a text contains. */
export interface Analyzer {
  analyze(request: AnalysisRequest): Promise<Analysis>;
  /** Articles for a staff member's or an admin's query, best first. */
  search(query: string, locale: string, top: number): Promise<ArticleMatch[]>;
}

/** A set of content with the analyzer trained on it. The two are only ever replaced together. */
export interface TrainedContent {
  content: DeskContent;
  analyzer: Analyzer;
}
