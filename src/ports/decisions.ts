/** The part of the Store port about decisions: why each turn ended as it did, and what became of it. */

import type { VariantGiven } from '../domain/answer-trial.ts';
import type {
  Action,
  AnalysisSummary,
  Correction,
  DecisionOutcome,
  DecisionRecord,
  Outcome,
  StoredDecision,
} from '../domain/decision-record.ts';

/** How many decisions there are of each outcome, and how many whose outcome is not known. */
export type OutcomeCounts = Record<Outcome | 'unknown', number>;

export interface DecisionPage {
  limit: number;
  before?: number;
  /** Leaves out those that did this. */
  except?: Action;
}

/** Decisions are told apart by ids that rise in the order of deciding; `TranscriptMessage.decisionId` leads from a message to its own. */
export interface DecisionReads {
  get(id: number): Promise<StoredDecision | undefined>;
  /** The newest decisions of a conversation, the newest first; with `before`, only those earlier than that one. */
  ofConversation(conversationId: string, page: DecisionPage): Promise<StoredDecision[]>;
  /** The newest decision of a conversation, or the newest that did this. */
  latest(conversationId: string, action?: Action): Promise<StoredDecision | undefined>;
  /** Those made at or after `since`, in order of time; with `after`, only what follows that one. */
  since(since: number, page: { limit: number; after?: Pick<StoredDecision, 'at' | 'id'> }): Promise<StoredDecision[]>;
  /** The newest of which it is known whether they were right: scored, picked from or corrected; the newest first. */
  judged(limit: number): Promise<StoredDecision[]>;
  /** The newest that gave one of an intent's several answers at or after `since`, the newest first. */
  variants(since: number, limit: number): Promise<VariantGiven[]>;
  countOutcomes(since: number): Promise<OutcomeCounts>;
}

export interface DecisionWrites {
  /** Resolves to the decision's id. Its conversation has to be there, for the fact that is kept with it. */
  add(decision: DecisionRecord): Promise<number>;
  /** What is known last of what became of it. */
  setOutcome(id: number, outcome: DecisionOutcome): Promise<void>;
  /** Nothing is known of what became of it any more. */
  takeBackOutcome(id: number, at: number): Promise<void>;
  /** Takes the place of an earlier correction. */
  correct(id: number, correction: Correction): Promise<void>;
  /** Keeps no more of what was read than this. */
  replaceAnalysis(id: number, analysis: AnalysisSummary | undefined): Promise<void>;
  /** Deletes all of a conversation; returns how many. */
  removeConversation(conversationId: string): Promise<number>;
  /** Deletes at most `limit` of those made before `before`, the oldest first; returns how many. */
  prune(before: number, limit: number): Promise<number>;
}
