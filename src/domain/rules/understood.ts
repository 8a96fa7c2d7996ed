/** What a reading amounts to under the desk's policy. */

import { type Article, type Intent, SMALLTALK_CATEGORY } from '../content.ts';
import type { Reading } from '../reading.ts';
import { isSure } from '../sureness.ts';
import { articleOf, findArticle, findIntent } from './content.ts';
import type { Draft } from './draft.ts';

export interface UnderstoodIntent {
  intent: Intent;
  slots: Record<string, string>;
  confidence: number;
}

/** The intent the desk may act on: confident enough, and no other close behind it. */
export function bestIntent(draft: Draft, reading: Reading): UnderstoodIntent | undefined {
  const { intents } = reading.understanding;
  const [first] = intents;
  if (first === undefined || !isSure(intents, draft.context.policy)) return undefined;
  const intent = findIntent(draft, first.intent);
  return intent && { intent, slots: first.slots, confidence: first.confidence };
}

/** The article the desk may answer from: confident enough, and no likely intent says that something else is meant. */
export function bestArticle(
  draft: Draft,
  { understanding, answers }: Reading,
): { article: Article; passage: string; confidence: number } | undefined {
  const { answerArticleAt, offerAt } = draft.context.policy;
  const [match] = answers;
  const article = findArticle(draft, match?.articleId);
  if (match === undefined || article === undefined || match.confidence < answerArticleAt) return undefined;
  const likely = understanding.intents.filter(({ confidence }) => confidence >= offerAt);
  const contradicts = likely.some(({ intent: name }) => {
    const intent = findIntent(draft, name);
    return intent && intent.category !== SMALLTALK_CATEGORY && articleOf(intent) !== article.id;
  });
  return contradicts ? undefined : { article, passage: match.passage, confidence: match.confidence };
}
