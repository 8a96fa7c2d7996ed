/** What happened, as it is counted: one fact for each thing that happened to a decision, a ticket or a score, and never a text. */

import type { Action, Outcome, Rule } from './decision-record.ts';
import type { AuthorKind } from './message.ts';
import type { EscalationReason, TicketEventKind } from './ticket.ts';

/**
 * `decision`: a turn of a customer's was decided. `outcome`: what became of it. `correction`: what staff say it was about. `ticket`: an
 * event of a ticket. `asked`: a message asked for a score. `scored`: it got one, another one, or it was taken back. `unasked`: it was
 * withdrawn before anybody saw it.
 */
export const FACT_KINDS = ['decision', 'outcome', 'correction', 'ticket', 'asked', 'scored', 'unasked'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

interface FactBase {
  /** Rises in the order of recording. */
  id: number;
  /** Epoch milliseconds. */
  at: number;
  conversationId: string;
  customerId: string;
  channel: string;
}

/** What the score of an answer or a ticket is about. */
interface Scored {
  /** The message that asked. */
  messageId: string;
  about: 'answer' | 'rating';
  /** Who is scored. */
  by: { kind: AuthorKind; id: string };
  intent: string | undefined;
  articleId: string | undefined;
  ticketId: string | undefined;
  /** The w of Σwr/Σw. */
  weight: number;
}

export interface DecisionFact extends FactBase {
  kind: 'decision';
  decisionId: number;
  action: Action;
  rule: Rule;
  reason: EscalationReason | undefined;
  locale: string;
  ticketId: string | undefined;
  intent: string | undefined;
  articleId: string | undefined;
  /** Of what was acted on or offered first. */
  confidence: number | undefined;
}

export interface OutcomeFact extends FactBase {
  kind: 'outcome';
  decisionId: number;
  /** Undefined where it was taken back. */
  outcome: Outcome | undefined;
  action: Action;
  locale: string;
  intent: string | undefined;
  articleId: string | undefined;
  confidence: number | undefined;
}

export interface CorrectionFact extends FactBase {
  kind: 'correction';
  decisionId: number;
  action: Action;
  locale: string;
  /** What it was about; without both nothing that the desk knows of. */
  intent: string | undefined;
  articleId: string | undefined;
  confidence: number | undefined;
  by: { kind: AuthorKind; id: string };
}

export interface TicketFact extends FactBase {
  kind: 'ticket';
  ticketId: string;
  event: TicketEventKind;
  by: { kind: AuthorKind; id: string };
  category: string;
  /** When the ticket was opened for the first time. */
  openedAt: number;
  /** Its priority then; undefined for tickets of before it was kept. */
  priority: number | undefined;
}

export interface AskedFact extends FactBase, Scored {
  kind: 'asked';
}

export interface ScoredFact extends FactBase, Scored {
  kind: 'scored';
  /** 0 or 1 for an answer, 1 to 5 for a rating; undefined where it was taken back. */
  score: number | undefined;
}

export interface UnaskedFact extends FactBase, Scored {
  kind: 'unasked';
}

export type Fact = DecisionFact | OutcomeFact | CorrectionFact | TicketFact | AskedFact | ScoredFact | UnaskedFact;
