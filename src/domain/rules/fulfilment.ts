/** Fulfilling an intent, or answering from an article: what the desk says once it knows what is meant. */

import type { ArticleMatch, Understanding } from '../analysis.ts';
import { type ChosenAnswer, chosenAnswer, drawnFor } from '../answer-trial.ts';
import { type Article, type Intent, type IntentOutcome, type Slot, SMALLTALK_CATEGORY } from '../content.ts';
import type { ActionTaken } from '../decision-record.ts';
import type { EscalationReason } from '../ticket.ts';
import { beginAction } from './actions.ts';
import { attemptOf } from './attempts.ts';
import { articleOf, findArticle, findMissingSlot } from './content.ts';
import { type DecisionBuilder, remember, say, update } from './decision-builder.ts';
import { escalate } from './escalation.ts';
import { answerFromArticle, answerFromIntent, type GivenSlots, type Question, wordingFor } from './give-answer.ts';
import { leans, rememberTopic, withRecalled } from './remembering.ts';
import { slotsByActions } from './slots-by-actions.ts';
import type { UnderstoodIntent } from './understood.ts';

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
  const { intent, question, understanding } = settled;
  const recalled = withRecalled(decision, intent, settled.slots, understanding);
  const { slots, refused, ruledOut, unchecked } = slotsByActions(decision, intent, recalled);
  if (refused !== undefined) return askForSlot(decision, intent, { ...refused, filled: slots, question: settled });
  if (ruledOut !== undefined) {
    rememberTopic(decision, {
      question,
      intent: intent.name,
      articleId: articleOf(intent),
      slots,
      leans: leans(understanding),
    });
    return answerFromIntent(decision, intent, ruledOut, { ...settled, source: undefined });
  }
  if (intent.isSurvey) keepSurveyAnswers(decision, intent, slots);
  const missing = findMissingSlot(intent, slots);
  if (missing !== undefined) {
    const detail = understanding?.isQuestion === true ? detailThatAnswers(decision, settled.answers) : undefined;
    if (detail !== undefined) return answerFromArticle(decision, { ...settled, ...detail, intent: intent.name });
    return askForSlot(decision, intent, { slot: missing, filled: slots, question: settled });
  }
  if (intent.category !== SMALLTALK_CATEGORY) {
    rememberTopic(decision, {
      question,
      intent: intent.name,
      articleId: articleOf(intent),
      slots,
      leans: leans(understanding),
    });
  }
  const isGiven = ([name]: [string, string]) => settled.slots[name] !== undefined || recalled[name] === undefined;
  const given = Object.fromEntries(Object.entries(slots).filter(isGiven));
  const intended = { ...settled, slots, given };
  const begun = beginAction(decision, intended, unchecked);
  if (begun.taken !== undefined) return begun.taken;
  const { called } = begun;
  if (called === undefined) return followOutcome(decision, intended, 'intent');
  return { ...followOutcome(decision, { ...intended, called }, 'lookup_failed'), called };
}

/** Each answer is kept as it comes: not everybody answers all. */
function keepSurveyAnswers({ state, effects }: DecisionBuilder, intent: Intent, slots: Record<string, string>): void {
  const { slotFilling } = state;
  const known = slotFilling?.intent === intent.name ? slotFilling.filled : {};
  for (const [question, value] of Object.entries(slots)) {
    if (known[question] !== value) effects.push({ kind: 'keep_survey_answer', survey: intent.name, question, value });
  }
}

/** What the intent's file says beside its action; `reason` is why it is handed over, where that is it. */
export function followOutcome(
  decision: DecisionBuilder,
  settled: FulfilledIntent & GivenSlots,
  reason: EscalationReason,
): ActionTaken {
  const { intent, messageIds, question, understanding, called } = settled;
  const { outcome } = intent;
  const cause = { text: question, messageIds, understanding, intent, called };
  if (outcome.kind === 'escalate') return escalate(decision, reason, cause);
  if (outcome.kind === 'answer') {
    const source = findArticle(decision, outcome.sourceId);
    const { text, answer } = chooseAnswer(decision, intent, outcome);
    const taken = answerFromIntent(decision, intent, wordingFor(decision, text, settled), { ...settled, source });
    return taken.action === 'answered' ? { ...taken, answer } : taken;
  }
  const found = likelierArticle(decision, settled.answers, outcome.articleId);
  const article = findArticle(decision, found?.articleId ?? outcome.articleId);
  if (article === undefined) return escalate(decision, 'no_answer', cause);
  const passage = settled.passage ?? found?.passage;
  const taken = answerFromArticle(decision, { ...settled, article, passage, intent: intent.name });
  return { ...taken, articleConfidence: found?.confidence };
}

/** The intent's answer; of several the one that is fixed, else the one that was drawn for this event. */
function chooseAnswer(
  { context }: DecisionBuilder,
  intent: Intent,
  { text, variants }: Extract<IntentOutcome, { kind: 'answer' }>,
): { text: string; answer?: ChosenAnswer } {
  if (variants === undefined) return { text };
  const { texts, fixed } = variants;
  if (fixed !== undefined) return { text, answer: chosenAnswer(variants, fixed, undefined) };
  const drawn = context.drawnAnswers?.get(drawnFor(intent));
  const said = drawn && texts[drawn.index];
  if (drawn === undefined || said === undefined) return { text };
  return { text: said, answer: chosenAnswer(variants, drawn.index, drawn.share) };
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

interface AskedSlot {
  slot: Slot;
  /** Why what was given will not do, in CommonMark. */
  objection?: string | undefined;
  filled: Record<string, string>;
  question: Question;
}

/** Asks for a slot's value; the next turn is read as the answer to it. */
function askForSlot(
  decision: DecisionBuilder,
  intent: Intent,
  { slot, objection, filled, question }: AskedSlot,
): ActionTaken {
  const { confidence, messageIds } = question;
  const text = objection === undefined ? slot.ask : `${objection} ${slot.ask}`;
  say(decision, text, { inReplyTo: messageIds, intent: intent.name });
  remember(decision, attemptOf('asked', { ...question, intent: intent.name }));
  const slotFilling = { intent: intent.name, slot: slot.name, filled, confidence, question: question.question };
  update(decision, { slotFilling, offer: undefined });
  return { action: 'asked_for_slot', slot: slot.name };
}
