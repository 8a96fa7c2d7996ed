/**
 * The part of the Store port about facts. They are written by the store itself, with the decision, ticket event or score that they
 * are about, in the same transaction; nobody changes one afterwards.
 */

import type { Fact, FactKind } from '../domain/fact.ts';

/** Those of which the store keeps what they are derived from. */
export const DERIVED_FACT_KINDS = [
  'decision',
  'outcome',
  'correction',
  'ticket',
  'asked',
  'scored',
] as const satisfies readonly FactKind[];
export type DerivedFactKind = (typeof DERIVED_FACT_KINDS)[number];

/** Where the rest begins. */
export type FactCursor = Pick<Fact, 'at' | 'id'>;

/**
 * Which facts are wanted: of a kind all, or those alone that have one of these names (the action of a decision, the outcome, the event of
 * a ticket, or what a score is about).
 */
export type FactSelection = { readonly [Kind in FactKind]?: 'all' | readonly string[] };

export interface FactReads {
  /**
   * Those of a time at or after `since` and before `until`, in order of time; with `after`, what follows that one. With `only` no others are
   * read; it is one of a few that are never made anew.
   */
  between(
    range: { since: number; until: number },
    page: { limit: number; after?: FactCursor; only?: FactSelection },
  ): Promise<Fact[]>;
  /** All of a ticket, in order. */
  ofTicket(ticketId: string): Promise<Fact[]>;
  /** When the first one was; undefined where there is none. */
  firstAt(): Promise<number | undefined>;
}

/** What comparing facts with what they are derived from has found. */
export interface RebuiltFacts {
  /** How many there are by what the store holds. */
  derived: number;
  /** Were missing, and are there now. */
  added: number;
  /** Said something else, and say now what the store holds. */
  corrected: number;
}

export interface FactWrites {
  /**
   * Derives the next facts of a kind from what the store holds, and has what was kept say the same. Facts whose source is gone stay.
   * `next` goes on from there; undefined where it was the last part.
   */
  rebuild(
    kind: DerivedFactKind,
    part: { limit: number; after?: string | undefined },
  ): Promise<RebuiltFacts & { next: string | undefined }>;
}
