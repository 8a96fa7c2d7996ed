/** What the desk makes of a customer's words: the result of understanding and retrieval. */

import type { ChineseScript } from '../lib/traditional-chinese.ts';
import type { ConfidenceKind, ScaledBy } from './confidence/apply.ts';
import type { EntityType } from './content.ts';

/** A value found in a message. */
export interface Entity {
  type: EntityType;
  /** The value in its canonical form (an ISO date, digits of an order number, …). */
  value: string;
  /** As the customer wrote it, and where: UTF-16 offsets, `end` exclusive. */
  text: string;
  start: number;
  end: number;
}

/** One intent the message may have. */
export interface IntentCandidate {
  intent: string;
  /** Calibrated probability that this intent is right and the message is in scope. */
  confidence: number;
  /** The same before it was scaled; undefined where it was put together from several. */
  asRead?: number | undefined;
  /** Values found in the message for the intent's slots. */
  slots: Record<string, string>;
  /** True where the message says that just this is not wanted, or not the case. */
  isDenied?: boolean;
}

/**
 * How a text leans on what was said before: it asks something further about that ("how long does that take"), asks the same of
 * something else ("and to Spain?"), is so short that it may do either, or says by itself what it is about.
 */
export type Leaning = 'further' | 'same' | 'possible' | 'none';

/** A yes or a no at the beginning of a text; whether that is all it says. */
export interface Agreement {
  says: 'yes' | 'no';
  isAll: boolean;
}

/** What a message was understood to say. */
export interface Understanding {
  locale: string;
  /** Which characters a Chinese text is written in, where it tells. */
  chineseScript?: ChineseScript | undefined;
  /** Best first. Confidences add up to at most 1; the rest is the probability that none is right. */
  intents: IntentCandidate[];
  /** What these confidences, and those of the articles found for it, were scaled by, where they were. */
  scaledBy?: Partial<Record<ConfidenceKind, ScaledBy | undefined>>;
  entities: Entity[];
  /** From -1 (very negative) to 1 (very positive). */
  sentiment: number;
  /** Insults, threats to leave, shouting: more than a negative report. */
  angry: boolean;
  /** "urgent", "as soon as possible", "马上", … */
  urgent: boolean;
  /** Asks for a human, whatever else the message says. */
  wantsPerson: boolean;
  /** Wants none, or only tells of one. */
  declinesPerson: boolean;
  /** Begins with a yes or a no. */
  agreement?: Agreement | undefined;
  /** Calls off what is going on ("never mind", "算了"). */
  cancels: boolean;
  /** Only closes the talk ("all good now", 👍); asks for something, complains, or wants to know, however kindly. */
  closesTalk: boolean;
  leavesOpen: boolean;
  /** The probability that it is no company's business: a joke that is wanted, the weather, a tale of one's day. */
  offTopic: number;
  /** False when there is nothing to read: empty, emoji or punctuation only, keys hit at random. */
  readable: boolean;
  /** Asks something, or is in a language of which that is not known. */
  isQuestion: boolean;
  /** Says nothing beside greetings and thanks. */
  isOnlyCourtesy: boolean;
  /** Says nothing but values, as "and 100235?" or "no, the other one: 100235". */
  isOnlyValues: boolean;
  leaning: Leaning;
  /** Speaks of another thing of the kind than before: "cancel the other order". */
  namesAnother: boolean;
  /** Which of several things it speaks of ("the first one"), from 0 on, -1 for the last. */
  namedPlace: number | undefined;
  /** The value for the slot that was asked for, when `ReadRequest.expecting` was given and one was found. */
  expectedSlotValue: string | undefined;
}

/** An article that may answer the message. */
export interface ArticleMatch {
  articleId: string;
  locale: string;
  title: string;
  /** Whether it may not be shown to customers. */
  forStaff?: boolean;
  /** The part of the body that answers best, in CommonMark. */
  passage: string;
  /** Whether that is a detail, and not what is said where the article is asked for as a whole. */
  isDetail?: boolean;
  /**
   * The share, from 0 to 1, of what is asked that the article, or what customers say who mean it, has words for, each by how telling
   * it is. Where it is little, the right article may be silent on what is asked. 1 where it is not given.
   */
  answered?: number;
  /** The ranking score; only comparable within one result. */
  score: number;
  /** Calibrated probability that this article answers the message. */
  confidence: number;
  /** The same before it was scaled. */
  asRead?: number;
}

/** A text to be read, and what is known about it. */
export interface AnalysisRequest {
  text: string;
  /** Whose text it is: conversations are read in a fair order, however much some of them write. */
  conversationId?: string;
  /** The conversation's locale; the text may turn out to be in another one. */
  locale: string;
  /** The slot the bot has just asked for. */
  expecting?: { intent: string; slot: string } | undefined;
  /** What was asked before, from which the text may go on. */
  previous?: string | undefined;
}

export interface Analysis extends InContext {
  understanding: Understanding;
  /** Best first. */
  answers: ArticleMatch[];
  /** The parts of the text that may be requests of their own, in order; none where the text has but one part. */
  parts?: PartAnalysis[];
}

export interface PartAnalysis extends InContext {
  text: string;
  understanding: Understanding;
  answers: ArticleMatch[];
}

/** A text as it reads when it goes on from what was asked before it; given for what leans on that. */
interface InContext {
  inContext?: Pick<Analysis, 'answers'> & Pick<Understanding, 'intents'>;
}
