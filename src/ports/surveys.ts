/** What surveys were answered. */

export interface SurveyAnswer {
  survey: string;
  conversationId: string;
  /** Undefined for having been asked at all. */
  question?: string | undefined;
  value?: string | undefined;
  at: number;
}

export interface SurveyCount {
  survey: string;
  /** Undefined for how often it was begun. */
  question: string | undefined;
  value: string | undefined;
  count: number;
}

export interface SurveyReads {
  /** How often each answer was given at or after `since`: the surveys and their questions by name, and of each the commonest answers first. */
  counts(since: number, limit: number): Promise<SurveyCount[]>;
}

export interface SurveyWrites {
  keep(answer: SurveyAnswer): Promise<void>;
  /** Deletes what was answered before this time. */
  prune(before: number): Promise<void>;
}
