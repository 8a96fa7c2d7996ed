/** What an analysis amounts to under the desk's policy. */

import type { Analysis, ArticleMatch, Understanding } from '../analysis.ts';
import { isConfident } from '../confidence-gate.ts';
import { type Article, type EntityType, type Intent, PERSON_CATEGORY, SMALLTALK_CATEGORY } from '../content.ts';
import { articleOf, findArticle, findIntent } from './content.ts';
import type { DecisionBuilder } from './decision-builder.ts';

/** Values that say by themselves what they name. */
export const NAMING_TYPES: ReadonlySet<EntityType> = new Set(['order_number', 'email', 'phone']);

export interface UnderstoodIntent {
  intent: Intent;
  slots: Record<string, string>;
  confidence: number;
}

/** The intent the desk may act on: confident enough, and no other close behind it. */
export function bestIntent(decision: DecisionBuilder, analysis: Analysis): UnderstoodIntent | undefined {
  const { intents } = analysis.understanding;
  const [first] = intents;
  const intent = findIntent(decision, first?.intent);
  if (first === undefined || first.isDenied || intent === undefined || isSilent(intent, analysis.answers))
    return undefined;
  if (!isConfident(intents, decision.context.policy) && !isAgreedUpon(decision, intent, analysis)) return undefined;
  if (isSurelyOffTopic(analysis.understanding) && !isAboutTalk(intent) && !isBorneOut(decision, intent, analysis)) {
    return undefined;
  }
  return { intent, slots: first.slots, confidence: first.confidence };
}

/** As sure as this, in proportion to what is else needed, an intent is sure enough where something else speaks for it … */
const AGREED_SHARE = 0.75;
/** … and no other is more than so likely, in proportion to it. */
const MOST_BESIDE = 0.2;

/**
 * Whether an intent that is not sure enough by itself is the only one that is likely at all, and is also spoken for by what is read
 * apart from it: its article is found before all others for a question, or the customer names what it is done with, as by an order's
 * number, and was not asked for that.
 */
function isAgreedUpon(
  { context, state }: DecisionBuilder,
  intent: Intent,
  { understanding, answers }: Analysis,
): boolean {
  const { intents, offTopic, isQuestion } = understanding;
  const [first, second] = intents;
  const { answerIntentAt } = context.policy;
  if (first === undefined || isAboutTalk(intent) || offTopic >= LIKELY_OFF_TOPIC) return false;
  // Of a desk that asks for certainty nothing is sure enough.
  if (answerIntentAt >= 1 || first.confidence < AGREED_SHARE * answerIntentAt) return false;
  if ((second?.confidence ?? 0) > MOST_BESIDE * first.confidence) return false;
  const names = intent.slots.some(({ name, type }) => NAMING_TYPES.has(type) && first.slots[name] !== undefined);
  if (names && state.slotFilling === undefined) return true;
  return isQuestion && answers[0] !== undefined && answers[0].articleId === articleOf(intent);
}

/** Where nothing is likely, a text is rather no business of the desk's than a question for people from this probability on. */
export const LIKELY_OFF_TOPIC = 0.5;
/** From this probability on nothing is done that the words may be about. */
const SURELY_OFF_TOPIC = 0.9;

/** Whether a text is so surely no business of the desk's that a word in common with it tells nothing. */
export function isSurelyOffTopic({ offTopic }: Pick<Understanding, 'offTopic'>): boolean {
  return offTopic >= SURELY_OFF_TOPIC;
}

/** Of what is asked nothing is said elsewhere. */
const ALL_ANSWERED = 0.95;

/** Whether the article that the intent answers from, or names, is likely to answer, or has words for all that is asked. */
function isBorneOut({ context }: DecisionBuilder, intent: Intent, { answers }: Analysis): boolean {
  const match = answers.find(({ articleId }) => articleId === articleOf(intent));
  if (match === undefined) return false;
  return match.confidence >= context.policy.answerArticleAt || (match.answered ?? 0) >= ALL_ANSWERED;
}

/** Smalltalk, and the wish for a person. */
function isAboutTalk({ category }: Intent): boolean {
  return category === SMALLTALK_CATEGORY || category === PERSON_CATEGORY;
}

/** What an article has less of than this is not quoted to answer it, however likely the article or an intent that means it. */
const LEAST_ANSWERED = 0.36;

/** Whether the article that the intent answers from says nothing to most of what is asked. */
function isSilent({ outcome }: Intent, answers: ArticleMatch[]): boolean {
  if (outcome.kind !== 'article') return false;
  const match = answers.find(({ articleId }) => articleId === outcome.articleId);
  return (match?.answered ?? 1) < LEAST_ANSWERED;
}

/** The intent that the message says is not wanted, or not the case, if that is what it is about. */
export function deniedIntent(decision: DecisionBuilder, { understanding }: Analysis): Intent | undefined {
  const [first] = understanding.intents;
  if (first === undefined || !first.isDenied || first.confidence < decision.context.policy.offerAt) return undefined;
  return findIntent(decision, first.intent);
}

/** The article the desk may answer from: confident enough, not silent on what is asked, and no intent close behind it says that something else is meant. */
export function bestArticle(
  decision: DecisionBuilder,
  { understanding, answers }: Analysis,
): { article: Article; passage: string; confidence: number } | undefined {
  const { answerArticleAt, closeWithin } = decision.context.policy;
  const [match] = answers;
  const article = findArticle(decision, match?.articleId);
  if (match === undefined || article === undefined || match.confidence < answerArticleAt) return undefined;
  if ((match.answered ?? 1) < LEAST_ANSWERED) return undefined;
  if (understanding.intents[0]?.isDenied) return undefined;
  const close = understanding.intents.filter(({ confidence }) => confidence > match.confidence - closeWithin);
  const contradicts = close.some(({ intent: name }) => {
    const intent = findIntent(decision, name);
    return intent && intent.category !== SMALLTALK_CATEGORY && articleOf(intent) !== article.id;
  });
  return contradicts ? undefined : { article, passage: match.passage, confidence: match.confidence };
}
