/** What is kept of a decision about a customer's turn: what was read, the rule that decided and by which numbers, and what was done. */

import type { CalledAction } from './actions/called-action.ts';
import type { Understanding } from './analysis.ts';
import type { ChosenAnswer } from './answer-trial.ts';
import type { ConfidenceKind } from './confidence/apply.ts';
import type { EntityType } from './content.ts';
import type { CustomerCommand } from './customer-commands.ts';
import type { Policy } from './policy.ts';
import type { EscalationReason } from './ticket.ts';

/** The rules that can decide a turn: of each turn exactly one did. */
export const RULES = [
  /** People are in charge. */
  'with_staff',
  /** A rating was asked for, and this is one. */
  'rating_given',
  /** It is a file alone, sent within seconds of words that were answered. */
  'belongs_to_turn_before',
  /** The last ticket was resolved recently. */
  'recently_resolved',
  /** After that the customer only closes the talk. */
  'talk_closed',
  /** It is a greeting, or other courtesies, in words that no intent has. */
  'courtesy',
  'person_requested',
  /** The customer wants no person, and says nothing else. */
  'person_declined',
  'angry',
  /** It answers an offered choice, pressed or typed. */
  'option_chosen',
  /** A button of an offer that is no longer there. */
  'option_unknown',
  /** The button for more of an article. */
  'article_asked',
  /** It answers the question for a slot, calls that off, or does neither. */
  'slot_given',
  'slot_called_off',
  'slot_missing',
  /** It is nothing but a value, for what was asked before or for later. */
  'value_given',
  /** It says that what might be done is not wanted, or not the case, and asks for nothing else. */
  'request_denied',
  /** The bot goes on with what it asked before the customer came to another matter. */
  'question_taken_up',
  /** There is nothing to read: emoji, or keys hit at random. */
  'not_readable',
  'intent_confident',
  /** It says yes or no to what was to be confirmed, or neither. */
  'confirmed',
  'confirmation_declined',
  'confirmation_unclear',
  /** What another system was to do has ended. */
  'action_ended',
  'article_confident',
  /** What would be answered is what was said just before. */
  'nothing_new',
  /** One of the two best candidates is likely enough to be right. */
  'candidates_likely',
  /** Nothing is likely, and it is a word or two: other words are asked for first. */
  'too_few_words',
  'nothing_likely',
  /** Nothing is likely, and it asks nothing either. */
  'off_topic',
  'nothing_asked',
  /** The desk could not read it, by nobody's fault but its own. */
  'unread',
  /** Something that was to follow by itself was due, or was called off. */
  'follow_up',
  'follow_up_stopped',
  'language_chosen',
  'command_given',
  /** A 👎 on an answer of the bot's. */
  'answer_not_helpful',
  /** A message may not have reached the customer. */
  'delivery_failed',
] as const;
export type Rule = (typeof RULES)[number];

/** What a decision did. */
export const ACTIONS = [
  'answered',
  'asked_for_slot',
  'offered_choices',
  /** Asked whether something is to be done. */
  'asked_to_confirm',
  /** Has another system do it. */
  'requested_action',
  'asked_to_rephrase',
  /** Stopped asking for a slot. */
  'called_off',
  'handed_over',
  /** Told the customer that too many tickets were opened for them. */
  'limited',
  'reopened',
  'added_to_ticket',
  'counted_rating',
  /** Said one of the desk's own sentences: the answer to a command, or that a choice is gone. */
  'informed',
  'said_nothing',
] as const;
export type Action = (typeof ACTIONS)[number];

/** What was done, and on the strength of what. */
export interface ActionTaken {
  action: Action;
  /** What decided in place of the rule that led to it. */
  rule?: Rule;
  /** Why it was handed over. */
  reason?: EscalationReason | undefined;
  /** What was acted on, or offered first. */
  intent?: string | undefined;
  intentConfidence?: number | undefined;
  articleId?: string | undefined;
  articleConfidence?: number | undefined;
  /** The slot that was asked for. */
  slot?: string | undefined;
  /** What another system was asked, or did. */
  called?: CalledAction | undefined;
  /** Which of the intent's several answers was given. */
  answer?: ChosenAnswer | undefined;
  /** What was offered. */
  offered?: { choiceId: string; confidence: number }[] | undefined;
}

/** Which rule decided, and what it did. */
export interface Ruling extends ActionTaken {
  rule: Rule;
  /** The choice that the customer pressed or typed. */
  choiceId?: string | undefined;
  /** The command that the customer gave. */
  command?: CustomerCommand | undefined;
}

/** What a text says beside its intent. */
export type Signal = 'angry' | 'urgent' | 'asks_for_person' | 'calls_off' | 'not_readable';

/** What was read of a turn, without its text: that is in its messages. */
export interface AnalysisSummary {
  locale: string;
  /** Best first, the first few. */
  intents: { intent: string; confidence: number }[];
  articles: { articleId: string; confidence: number }[];
  /** The best ones' confidences before they were scaled, where they were read as one, and what they were scaled by. */
  asRead?: Partial<Record<ConfidenceKind, number>>;
  scaledBy?: Understanding['scaledBy'];
  /** From -1 (very negative) to 1 (very positive). */
  sentiment: number;
  signals: Signal[];
  /** The first few, long values cut. */
  entities: { type: EntityType; value: string }[];
}

/** The numbers of the policy that a decision is compared with. */
export type Thresholds = Pick<
  Policy,
  'answerIntentAt' | 'answerArticleAt' | 'offerAt' | 'closeWithin' | 'failuresBeforeHandover'
>;

/** A decision as it is kept. */
export interface DecisionRecord extends Ruling {
  conversationId: string;
  channel: string;
  /** Epoch milliseconds. */
  at: number;
  /** Of the content in force: `DeskContent.version`. */
  contentVersion: string;
  /** The conversation's, once it was decided. */
  locale: string;
  /** The ticket it opened, opened again or added to. */
  ticketId: string | undefined;
  /** Undefined where nothing was read, as for a pressed button, and once it is forgotten. */
  analysis: AnalysisSummary | undefined;
  thresholds: Thresholds;
  /** The customer's messages it is about, and those it sent. */
  messageIds: string[];
  answerIds: string[];
}

/**
 * What became of a decision: the customer said that it helped, or not; picked one of the choices it offered; was handed over to people
 * in the next turn; or wrote again after the ticket that it opened was resolved.
 */
export const OUTCOMES = ['helped', 'not_helped', 'picked', 'handed_over', 'reopened'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The outcome that is known last. */
export interface DecisionOutcome {
  outcome: Outcome;
  /** What was picked. */
  choiceId?: string | undefined;
  at: number;
}

/** What staff say a turn was about; without both, that nothing the desk knows of fits. */
export interface Correction {
  intent: string | undefined;
  articleId: string | undefined;
  by: { id: string; name: string };
  at: number;
}

/** A decision with what became of it. */
export interface StoredDecision extends DecisionRecord {
  /** Rises in the order of deciding. */
  id: number;
  outcome: DecisionOutcome | undefined;
  correction: Correction | undefined;
}

/** A decision in a list, with what it was about. */
export interface DecisionEntry {
  decision: StoredDecision;
  /** The beginning of what the customer wrote, on one line; empty where that is nothing, or deleted. */
  question: string;
}
