/** What happened in a turn of a story, and whether that is what was expected. Pure. */

import { type DeskContent, PERSON_CATEGORY, SMALLTALK_CATEGORY } from '../domain/content.ts';
import type { DecisionRecord, Rule } from '../domain/decision-record.ts';
import { unwrapLines } from '../domain/markdown.ts';
import { toSimplifiedChinese } from '../lib/simplified-chinese.ts';
import type { Checks, DialogueAct, Expectation } from './story-file.ts';

/** What was decided about one request of a turn, in the terms of stories. */
export interface DecidedRequest {
  act: DialogueAct;
  /** What it was about: one intent, or those that ask for a person where the customer wanted one; none where that is not known. */
  intents: string[];
  article: string | undefined;
  /** Of a handover. */
  reason: string | undefined;
  rule: string;
}

/** All that happened in a turn. */
export interface TurnResult {
  /** In the order in which they were dealt with; none where nothing of the customer's was decided about. */
  requests: DecidedRequest[];
  /** What the customer saw, in CommonMark. */
  texts: string[];
}

/** A key of an expectation, such as `does` or `not.replyHas`. */
export type ExpectationKey = keyof Checks | `not.${keyof Checks}`;

/** What was decided about a request, by its record. */
export function toDecidedRequest(record: DecisionRecord, content: DeskContent): DecidedRequest {
  const { intent, articleId, action, reason, rule } = record;
  const known = content.locales[record.locale]?.intents ?? [];
  const isPerson = action === 'handed_over' && reason === 'requested' && intent === undefined;
  const named = intent === undefined || rule === 'request_denied' ? [] : [intent];
  return {
    act: toDialogueAct(record, known.find(({ name }) => name === intent)?.category === SMALLTALK_CATEGORY),
    intents: isPerson ? known.filter(({ category }) => category === PERSON_CATEGORY).map(({ name }) => name) : named,
    article: articleId,
    reason: action === 'handed_over' ? reason : undefined,
    rule,
  };
}

/** What is said by these answers no question. */
const COURTEOUS_RULES = new Set<Rule>(['talk_closed', 'courtesy', 'person_declined', 'request_denied']);

function toDialogueAct({ action, rule, answerIds }: DecisionRecord, isSmalltalk: boolean): DialogueAct {
  switch (action) {
    case 'answered':
      return isSmalltalk ? 'smalltalk' : 'answer';
    case 'asked_for_slot':
    case 'asked_to_confirm':
    case 'asked_to_rephrase':
      return 'ask';
    case 'offered_choices':
      return 'offer';
    case 'handed_over':
    case 'reopened':
      return 'handover';
    case 'informed':
      if (rule === 'option_unknown') return 'ask';
      return COURTEOUS_RULES.has(rule) ? 'smalltalk' : 'answer';
    case 'called_off':
    case 'counted_rating':
      return 'smalltalk';
    case 'limited':
    case 'added_to_ticket':
    case 'requested_action':
    case 'said_nothing':
      return answerIds.length > 0 ? 'smalltalk' : 'nothing';
  }
}

/** What happened, each once; `nothing` only where nothing else did. */
export function actsOf({ requests }: TurnResult): DialogueAct[] {
  const acts = new Set(requests.map(({ act }) => act));
  acts.delete('nothing');
  return acts.size === 0 ? ['nothing'] : [...acts];
}

/** The keys of what was expected that do not hold; none where the turn is right. */
export function judgeTurn({ not = {}, ...expected }: Expectation, result: TurnResult): ExpectationKey[] {
  const unmet = keysOf(expected).filter((key) => !HOLDS[key](expected, result));
  const broken = keysOf(not).filter((key) => HAPPENED[key](not, result));
  return [...unmet, ...broken.map((key) => `not.${key}` as const)];
}

type Check = (checks: Checks, result: TurnResult) => boolean;

const HOLDS: Record<keyof Checks, Check> = {
  does: ({ does }, result) => actsOf(result).some((act) => has(does, act)),
  intent: ({ intent }, { requests }) => requests.some((request) => isAbout(request, intent)),
  article: ({ article }, { requests }) => requests.some((request) => has(article, request.article)),
  alsoIntent: ({ intent, alsoIntent }, { requests }) =>
    requests.some(
      (other) =>
        isAbout(other, alsoIntent) &&
        requests.some((first) => first !== other && (intent === undefined || isAbout(first, intent))),
    ),
  reason: ({ reason }, { requests }) => requests.some((request) => has(reason, request.reason)),
  replyHas: ({ replyHas }, { texts }) => toList(replyHas).every((words) => isSaid(texts, words)),
};

/** The same of what must not have happened, where one of several words is too many. */
const HAPPENED: Record<keyof Checks, Check> = {
  ...HOLDS,
  replyHas: ({ replyHas }, { texts }) => toList(replyHas).some((words) => isSaid(texts, words)),
};

function keysOf(checks: Checks): (keyof Checks)[] {
  return (Object.keys(HOLDS) as (keyof Checks)[]).filter((key) => checks[key] !== undefined);
}

/** What is written as one value or a list of them. */
export function toList<T extends string>(values: T | T[] | undefined): T[] {
  if (values === undefined) return [];
  return Array.isArray(values) ? values : [values];
}

function has<T extends string>(values: T | T[] | undefined, value: string | undefined): boolean {
  return toList(values).some((one) => one === value);
}

function isAbout({ intents }: DecidedRequest, names: string | string[] | undefined): boolean {
  return intents.some((intent) => has(names, intent));
}

function isSaid(texts: readonly string[], words: string): boolean {
  const said = shownWords(texts.join('\n\n'));
  // Who is written to in traditional characters reads the same words.
  return [said, toSimplifiedChinese(said)].some((read) => {
    return read.includes(shownWords(words)) || read.includes(toComparable(words));
  });
}

/** A text in CommonMark as it is read, for comparing: without emphasis and escapes, in small letters, on one line. */
function shownWords(text: string): string {
  const shown = unwrapLines(text).replace(
    /\\([!-/:-@[-`{-~])|[*`]+/g,
    (_mark, escaped: string | undefined) => escaped ?? '',
  );
  return toComparable(shown);
}

function toComparable(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}
