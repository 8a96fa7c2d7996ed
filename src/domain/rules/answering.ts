/** How the bot answers: from an intent, from an article, with a choice, or not at all. */

import { type Article, type Intent, SMALLTALK_CATEGORY } from '../content.ts';
import { excerpt, firstParagraph } from '../markdown.ts';
import type { Source } from '../message.ts';
import { fillMarks } from '../phrases.ts';
import type { ArticleMatch, Understanding } from '../reading.ts';
import type { Attempt } from '../ticket.ts';
import { findArticle } from './content.ts';
import { type Draft, remember, say, sayPhrase, update } from './draft.ts';
import { type Cause, escalate } from './escalation.ts';
import { offerChoices } from './offers.ts';
import { askForSlot, findMissingSlot } from './slots.ts';
import type { Turn } from './turn.ts';
import { bestArticle, bestIntent, type UnderstoodIntent } from './understood.ts';

/** What is kept of a question, for the people who may take over. */
export const QUESTION_MAX_LENGTH = 500;

/** What is being answered. */
export interface Question {
  question: string;
  messageIds: string[];
  confidence: number;
}

/** Answers a turn that nothing else lays claim to. Below its confidence the bot offers what it may be, or says so and hands over. */
export function answer(draft: Draft, turn: Turn): void {
  const { reading, messageIds } = turn;
  const question = excerpt(turn.text, QUESTION_MAX_LENGTH);
  const cause = { text: turn.text, messageIds, understanding: reading.understanding };
  if (!reading.understanding.readable) return askToRephrase(draft, cause);
  const best = bestIntent(draft, reading);
  if (best !== undefined) return settleIntent(draft, { ...best, ...reading, question, messageIds });
  const match = bestArticle(draft, reading);
  if (match !== undefined) return answerFromArticle(draft, { ...match, question, messageIds });
  if (offerChoices(draft, turn)) return;
  remember(draft, attemptOf('nothing_found', { question, confidence: 0 }));
  escalate(draft, 'no_answer', cause);
}

/** An intent that is to be settled, with what the message said beside it. */
export interface SettledIntent extends UnderstoodIntent, Question {
  answers: ArticleMatch[];
  understanding: Understanding | undefined;
}

/** Settles an intent: asks for what is missing, answers, or hands over, as its file says. */
export function settleIntent(draft: Draft, settled: SettledIntent): void {
  const { intent, slots, messageIds, question, understanding } = settled;
  const missing = findMissingSlot(intent, slots);
  if (missing !== undefined) return askForSlot(draft, intent, missing, slots, settled);
  const { outcome } = intent;
  const cause = { text: question, messageIds, understanding, intent };
  if (outcome.kind === 'escalate') return escalate(draft, 'intent', cause);
  if (outcome.kind === 'answer') {
    const source = findArticle(draft, outcome.sourceId);
    return answerFromIntent(draft, intent, fillMarks(outcome.text, slots), { ...settled, source });
  }
  const article = findArticle(draft, outcome.articleId);
  const passage = settled.answers.find(({ articleId }) => articleId === outcome.articleId)?.passage;
  if (article === undefined) return escalate(draft, 'no_answer', cause);
  answerFromArticle(draft, { ...settled, article, passage, intent: intent.name });
}

function answerFromIntent(
  draft: Draft,
  intent: Intent,
  text: string,
  question: Question & { source: Article | undefined },
): void {
  const smalltalk = intent.category === SMALLTALK_CATEGORY;
  say(draft, text, {
    inReplyTo: question.messageIds,
    intent: intent.name,
    source: question.source && toSource(question.source),
    asksFeedback: !smalltalk,
  });
  if (smalltalk) return;
  remember(draft, attemptOf('answered', { ...question, intent: intent.name, articleId: question.source?.id }));
  settled(draft);
}

/** Answers with a passage of an article, the first paragraph where none is named, and names the article. */
export function answerFromArticle(
  draft: Draft,
  answered: Question & { article: Article; passage: string | undefined; intent?: string },
): void {
  const { article, passage, intent } = answered;
  say(draft, passage ?? firstParagraph(article.body), {
    inReplyTo: answered.messageIds,
    intent,
    source: toSource(article),
    asksFeedback: true,
  });
  remember(draft, attemptOf('answered', { ...answered, articleId: article.id }));
  settled(draft);
}

function toSource({ id, locale, title }: Article): Source {
  return { articleId: id, locale, title };
}

function settled(draft: Draft): void {
  update(draft, { failures: 0, slotFilling: undefined, offer: undefined });
}

function askToRephrase(draft: Draft, cause: Cause): void {
  const question = excerpt(cause.text, QUESTION_MAX_LENGTH);
  remember(draft, attemptOf('not_understood', { question, confidence: 0 }));
  failTurn(draft, cause, () => sayPhrase(draft, 'not_understood', { inReplyTo: cause.messageIds }));
}

/** Counts a turn that the bot could not settle: it tries again as `retry` says, or hands over when it has failed too often. */
export function failTurn(draft: Draft, cause: Cause, retry: () => void): void {
  const failures = draft.state.failures + 1;
  if (failures >= draft.context.policy.failuresBeforeHandover) return escalate(draft, 'repeated_failure', cause);
  update(draft, { failures });
  retry();
}

/** An entry for what the bot tried, with the optional parts left open. */
export function attemptOf(
  what: Attempt['what'],
  parts: { question: string; confidence: number; intent?: string | undefined; articleId?: string | undefined },
): Omit<Attempt, 'at'> {
  const { question, confidence, intent, articleId } = parts;
  return { what, question, confidence, intent, articleId };
}
