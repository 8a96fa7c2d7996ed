/** Fulfilling an intent, or answering from an article: what the desk says once it knows what is meant. */

import type { ArticleMatch, Understanding } from '../analysis.ts';
import { openingOf, partAt, placeAfter, type ReadingPlace } from '../article-parts.ts';
import { moreChoiceId } from '../choice-id.ts';
import { type Article, type Intent, type Slot, SMALLTALK_CATEGORY } from '../content.ts';
import type { ActionTaken } from '../decision-record.ts';
import type { Choice, Source } from '../message.ts';
import { renderTemplate } from '../templates/render-template.ts';
import { textValues } from '../templates/template-value.ts';
import { attemptOf } from './attempts.ts';
import { articleOf, findArticle, isNeeded } from './content.ts';
import { type DecisionBuilder, phraseOf, remember, say, sayPhrase, update } from './decision-builder.ts';
import { escalate } from './escalation.ts';
import { rememberTopic, withRecalled } from './remembering.ts';
import type { UnderstoodIntent } from './understood.ts';

/** What is being answered. */
export interface Question {
  question: string;
  messageIds: string[];
  confidence: number;
}

/** An intent that is to be fulfilled, with what the message said beside it. */
export interface FulfilledIntent extends UnderstoodIntent, Question {
  answers: ArticleMatch[];
  /** What of the article it answers from was found to answer before; otherwise that is looked for among `answers`. */
  passage?: string | undefined;
  understanding: Understanding | undefined;
}

/** Fulfils an intent: asks for what is missing, answers, or hands over, as its file says. */
export function fulfilIntent(decision: DecisionBuilder, settled: FulfilledIntent): ActionTaken {
  const { intent, confidence } = settled;
  return { ...fulfil(decision, settled), intent: intent.name, intentConfidence: confidence };
}

function fulfil(decision: DecisionBuilder, settled: FulfilledIntent): ActionTaken {
  const { intent, messageIds, question, understanding } = settled;
  const slots = withRecalled(decision, intent, settled.slots, understanding);
  const missing = findMissingSlot(intent, slots);
  if (missing !== undefined) {
    const detail = understanding?.isQuestion === true ? detailThatAnswers(decision, settled.answers) : undefined;
    if (detail !== undefined) return answerFromArticle(decision, { ...settled, ...detail, intent: intent.name });
    return askForSlot(decision, intent, missing, slots, settled);
  }
  if (intent.category !== SMALLTALK_CATEGORY) {
    rememberTopic(decision, { question, intent: intent.name, articleId: articleOf(intent), slots });
  }
  const { outcome } = intent;
  const cause = { text: question, messageIds, understanding, intent };
  if (outcome.kind === 'escalate') return escalate(decision, 'intent', cause);
  if (outcome.kind === 'answer') {
    const source = findArticle(decision, outcome.sourceId);
    const text = naming(
      decision,
      renderTemplate(outcome.text, textValues({ name: decision.context.policy.deskName, ...slots }), {
        locale: decision.state.locale,
      }),
      settled.slots,
      slots,
    );
    return answerFromIntent(decision, intent, text, { ...settled, source });
  }
  const found = likelierArticle(decision, settled.answers, outcome.articleId);
  const article = findArticle(decision, found?.articleId ?? outcome.articleId);
  if (article === undefined) return escalate(decision, 'no_answer', cause);
  const passage = settled.passage ?? found?.passage;
  const taken = answerFromArticle(decision, { ...settled, article, passage, intent: intent.name });
  return { ...taken, articleConfidence: found?.confidence };
}

/** A question that a sentence of an article is sure to answer needs no order number: "until when may I report that?" */
function detailThatAnswers(
  decision: DecisionBuilder,
  [first]: ArticleMatch[],
): { article: Article; passage: string } | undefined {
  const article = findArticle(decision, first?.articleId);
  if (first === undefined || article === undefined || first.isDetail !== true) return undefined;
  return first.confidence < decision.context.policy.answerArticleAt ? undefined : { article, passage: first.passage };
}

/** Another article than the intent's answers where it is so likely to; one that another intent answers from, where it is sure to … */
const LEAST_OTHER = { unclaimed: 0.5, claimed: 0.95 };
/** … and so much likelier than the intent's own. */
const TIMES_LIKELIER = 5;

/** The article to answer from: the intent's own, or where what is asked beside stands in another, that. */
function likelierArticle(
  { context, state }: DecisionBuilder,
  answers: ArticleMatch[],
  articleId: string,
): ArticleMatch | undefined {
  const own = answers.find((match) => match.articleId === articleId);
  const [first] = answers;
  if (first === undefined || first.confidence <= TIMES_LIKELIER * (own?.confidence ?? 0)) return own;
  const intents = context.content.locales[state.locale]?.intents ?? [];
  const isClaimed = intents.some((intent) => articleOf(intent) === first.articleId);
  return first.confidence >= (isClaimed ? LEAST_OTHER.claimed : LEAST_OTHER.unclaimed) ? first : own;
}

function answerFromIntent(
  decision: DecisionBuilder,
  intent: Intent,
  text: string,
  question: Question & { source: Article | undefined },
): ActionTaken {
  const taken = { action: 'answered' as const, articleId: question.source?.id };
  const smalltalk = intent.category === SMALLTALK_CATEGORY;
  say(decision, text, {
    inReplyTo: question.messageIds,
    intent: intent.name,
    source: question.source && toSource(question.source),
    asksFeedback: !smalltalk,
  });
  if (smalltalk) return taken;
  remember(decision, attemptOf('answered', { ...question, intent: intent.name, articleId: question.source?.id }));
  clearAttempts(decision);
  return taken;
}

/** The answer, which names the values that it goes by and that the customer did not give just now. */
function naming(
  decision: DecisionBuilder,
  text: string,
  given: Record<string, string>,
  slots: Record<string, string>,
): string {
  const recalled = Object.entries(slots).filter(([name]) => given[name] === undefined);
  const unsaid = recalled.map(([, value]) => value).filter((value) => !text.includes(value));
  return unsaid.length === 0 ? text : `${phraseOf(decision, 'about_value', { value: unsaid.join(', ') })} ${text}`;
}

/** Answers with a passage of an article, its opening where none is named, and names the article; the rest is behind a button. */
export function answerFromArticle(
  decision: DecisionBuilder,
  answered: Question & { article: Article; passage: string | undefined; intent?: string | undefined },
): ActionTaken {
  const { article, intent } = answered;
  const passage = answered.passage ?? openingOf(article);
  say(decision, passage, {
    inReplyTo: answered.messageIds,
    intent,
    source: toSource(article),
    choices: moreChoices(decision, article, placeAfter(article.body, passage)),
    asksFeedback: true,
  });
  remember(decision, attemptOf('answered', { ...answered, articleId: article.id }));
  if (intent === undefined) {
    rememberTopic(decision, { question: answered.question, intent, articleId: article.id, slots: {} });
  }
  clearAttempts(decision);
  return { action: 'answered', articleId: article.id };
}

/** Says the part of an article that a button for more stands for, or that it is gone. */
export function readOn(
  decision: DecisionBuilder,
  { articleId, place }: { articleId: string; place: ReadingPlace },
  messageIds: string[],
): ActionTaken {
  const article = findArticle(decision, articleId);
  const part = article && partAt(article.body, place);
  if (article === undefined || part === undefined) {
    sayPhrase(decision, 'choice_expired', { inReplyTo: messageIds });
    return { action: 'informed' };
  }
  say(decision, part.text, {
    inReplyTo: messageIds,
    source: toSource(article),
    choices: moreChoices(decision, article, part.after),
  });
  return { action: 'answered', articleId };
}

function moreChoices(decision: DecisionBuilder, article: Article, place: ReadingPlace | undefined): Choice[] {
  const id = place && moreChoiceId(article.id, place);
  return id === undefined ? [] : [{ id, label: phraseOf(decision, 'more') }];
}

function toSource({ id, locale, title }: Article): Source {
  return { articleId: id, locale, title };
}

function clearAttempts(decision: DecisionBuilder): void {
  update(decision, { failures: 0, slotFilling: undefined, offer: undefined });
}

/** The first slot, in the order of the file, that is needed and has no value yet. */
export function findMissingSlot(intent: Intent, filled: Record<string, string>): Slot | undefined {
  return intent.slots.find((slot) => filled[slot.name] === undefined && isNeeded(slot, filled));
}

/** Asks for a slot's value; the next turn is read as the answer to it. */
function askForSlot(
  decision: DecisionBuilder,
  intent: Intent,
  slot: Slot,
  filled: Record<string, string>,
  question: Question,
): ActionTaken {
  const { confidence, messageIds } = question;
  say(decision, slot.ask, { inReplyTo: messageIds, intent: intent.name });
  remember(decision, attemptOf('asked', { ...question, intent: intent.name }));
  const slotFilling = { intent: intent.name, slot: slot.name, filled, confidence, question: question.question };
  update(decision, { slotFilling, offer: undefined });
  return { action: 'asked_for_slot', slot: slot.name };
}
