/** What an admin writes: intents, articles and actions, as the desk uses them once validated. */

import type { Action } from './actions/action.ts';
import type { Condition } from './templates/condition.ts';

/** The kinds of value the desk can find in a message by itself. */
export const ENTITY_TYPES = [
  'order_number',
  'email',
  'phone',
  'date',
  'number',
  'amount',
  'url',
  'text',
  'choice',
] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/** A value an intent needs before it can be fulfilled. */
export interface Slot {
  name: string;
  type: EntityType;
  /** The question that asks the customer for it. */
  ask: string;
  /** For `choice`: each value with the other ways customers write it. Empty otherwise. */
  values: Record<string, string[]>;
  /** A regular expression the value must match, beside its type. */
  pattern: string | undefined;
  /** It is needed only where this holds of the slots before it; always where there is none. */
  when?: Condition | undefined;
  /** Where it is looked up before the customer is asked: a read, and the name of a value of its answers. */
  from?: { action: string; value: string } | undefined;
  check?: SlotCheck | undefined;
}

/** A read that is asked whether a slot's value will do. */
export interface SlotCheck {
  action: string;
  /** Which of its outcomes say so. */
  accept: string[];
  /** What customers are told otherwise, a template. */
  otherwise: string;
  /** What they are told where such an outcome rules out what they want, a template that else says nothing. */
  unless?: string | undefined;
}

/** What an intent asks another system for, or has it do, and the wordings that go with it: templates. */
export interface IntentAction {
  /** Of the content's actions. */
  name: string;
  /** What a write says before it is sent, so that the customer can agree. Of every write, and of no read. */
  confirm: string | undefined;
  /** By the names of the action's outcomes, each of which has one. */
  wordings: Record<string, string>;
}

/** What follows an outcome of an intent's action by itself, later. */
export interface FollowUp {
  /** The outcome. */
  after: string;
  /** What its time is counted from: a date among the outcome's values, or else the outcome itself. */
  at: string | undefined;
  /** From there; negative for before. */
  delayMs: number;
  step: FollowUpStep;
}

export type FollowUpStep =
  /** A template, with the slots and the outcome's values. */
  | { kind: 'say'; text: string }
  /** An intent is taken up as if the customer had asked for it. */
  | { kind: 'ask'; intent: string }
  /** The action, which reads, is asked again until the condition holds of what it answers: then `text` is said, a template with that. */
  | {
      kind: 'watch';
      everyMs: number;
      /** Given up after so long, with `otherwise`, a template with the slots, where there is one. */
      forMs: number;
      until: Condition;
      text: string;
      otherwise: string | undefined;
    };

/** Several answers of an intent, two or more: tried side by side, or the one that is fixed is given always. */
export interface AnswerVariants {
  texts: readonly string[];
  /** Which of them, from 0. */
  fixed?: number | undefined;
}

/** How an intent is fulfilled. */
export type IntentOutcome =
  /** `sourceId` is the article named under the answer; `variants` are there where there are several answers, of which `text` is one. */
  | { kind: 'answer'; text: string; sourceId?: string | undefined; variants?: AnswerVariants }
  | { kind: 'article'; articleId: string }
  | { kind: 'escalate' };

/** One thing customers want, in one locale. */
export interface Intent {
  name: string;
  /** What a button for it says; its first utterance where there is none. */
  label?: string | undefined;
  locale: string;
  category: string;
  /** How much work it is likely to be for a person, 1 (little) to 5 (most): the γ side of a ticket's priority; 1 where it is not given. */
  complexity?: number | undefined;
  /** How much it matters when it has to wait, 1 (little) to 5 (most): the α side of a ticket's priority. */
  importance: number;
  /** Ways customers say it; `{slot}` stands where a value stands. */
  utterances: string[];
  slots: Slot[];
  /** Where it has an action, what is done when that fails. */
  outcome: IntentOutcome;
  action?: IntentAction | undefined;
  followUps?: FollowUp[] | undefined;
  /** The values of its slots are answers that are kept and counted. */
  isSurvey?: true;
  /** Comes with the desk, and is meant only where a text says nothing else. */
  builtIn?: true;
}

/** How an article answers as a whole: by its opening, by that with its steps, or by that with the address of its video. */
export const ARTICLE_KINDS = ['faq', 'guide', 'video'] as const;
export type ArticleKind = (typeof ARTICLE_KINDS)[number];

/** Who may read an article. One for staff is only suggested to agents, and customers are never shown anything of it. */
export const ARTICLE_AUDIENCES = ['customers', 'staff'] as const;
export type ArticleAudience = (typeof ARTICLE_AUDIENCES)[number];

/** One help article, in one locale. */
export interface Article {
  /** The file name without its ending, the same in every locale. */
  id: string;
  locale: string;
  title: string;
  /** Other ways customers ask for it. */
  alternates: string[];
  tags: string[];
  /** What it is listed under where customers look through the articles; undefined for no heading of its own. */
  category: string | undefined;
  kind: ArticleKind;
  audience: ArticleAudience;
  /** ISO date (YYYY-MM-DD) of the last change of substance. */
  updated: string;
  /** CommonMark. */
  body: string;
}

/** Everything one locale can say. */
export interface LocaleContent {
  locale: string;
  intents: Intent[];
  articles: Article[];
  /** The desk's own sentences that the admin worded differently, by key (see `phrases.ts`). */
  phrases: Record<string, string>;
  /** Lists of words and short phrases that mean the same at this desk. */
  synonyms?: string[][] | undefined;
}

/** A validated set of content. Replaced whole when a file changes, never edited in place. */
export interface DeskContent {
  /** Distinguishes this set from every other: a digest of the files it was read from. */
  version: string;
  /** By locale; the desk's default comes first. */
  locales: Record<string, LocaleContent>;
  /** By their names. Content that was kept by an earlier version has none. */
  actions?: Record<string, Action> | undefined;
}

/** A mistake in a content file, as the admin is told it. */
export interface ContentDiagnostic {
  file: string;
  /** 1-based; 1 when the mistake concerns the whole file. */
  line: number;
  /** An error keeps the set from being used; a warning does not. */
  severity: 'error' | 'warning';
  reason: string;
}

/** Intents of this category are conversation, not work: they never make a ticket and are not rated. */
export const SMALLTALK_CATEGORY = 'smalltalk';

/** Intents of this category ask for a person: they always escalate. */
export const PERSON_CATEGORY = 'person';
