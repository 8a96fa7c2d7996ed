/** Settling an intent, or answering from an article: what the desk says once it knows what is meant. */

import { type Article, type Intent, type Slot, SMALLTALK_CATEGORY } from '../content.ts';
import { firstParagraph } from '../markdown.ts';
import type { Source } from '../message.ts';
import { fillMarks } from '../phrases.ts';
import type { ArticleMatch, Understanding } from '../reading.ts';
import { findArticle } from './content.ts';
import { type Draft, remember, say, update } from './draft.ts';
import { escalate } from './escalation.ts';
import { attemptOf } from './trying.ts';
import type { UnderstoodIntent } from './understood.ts';

/** What is being answered. */
export interface Question {
  question: string;
  messageIds: string[];
  confidence: number;
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

/** The first slot, in the order of the file, that has no value yet. */
function findMissingSlot(intent: Intent, filled: Record<string, string>): Slot | undefined {
  return intent.slots.find(({ name }) => filled[name] === undefined);
}

/** Asks for a slot's value; the next turn is read as the answer to it. */
function askForSlot(
  draft: Draft,
  intent: Intent,
  slot: Slot,
  filled: Record<string, string>,
  question: Question,
): void {
  const { confidence, messageIds } = question;
  say(draft, slot.ask, { inReplyTo: messageIds, intent: intent.name });
  remember(draft, attemptOf('asked', { ...question, intent: intent.name }));
  const slotFilling = { intent: intent.name, slot: slot.name, filled, confidence, question: question.question };
  update(draft, { slotFilling, offer: undefined });
}
