/** What the desk's own messages say of its confidences: of which it is known whether the best candidate was right. */

import type { Analysis } from '../analysis.ts';
import { fromChoiceId } from '../choice-id.ts';
import type { Rule, StoredDecision } from '../decision-record.ts';
import { CONFIDENCE_KINDS, type ConfidenceKind } from './apply.ts';
import type { Label } from './fit.ts';

/** A label of one kind and locale. */
export interface KindLabel extends Label {
  kind: ConfidenceKind;
  locale: string;
  /** When it became known, in epoch milliseconds. */
  at: number;
}

/** The article that an intent answers from, if it does from one. */
export type ArticleOfIntent = (intent: string) => string | undefined;

/** The rules that go by confidences of what was read. */
const BY_CONFIDENCE = new Set<Rule>([
  'intent_confident',
  'article_confident',
  'candidates_likely',
  'too_few_words',
  'nothing_asked',
  'nothing_likely',
  'off_topic',
]);

/**
 * The labels that follow from what became of a decision. What staff say counts before all else: what it was about was right, and anything
 * else wrong. Of what was offered the picked one was right; where a person was picked, none. A score says of an answer alone that what it
 * was acted on by was right or wrong.
 */
export function labelsOf(decision: StoredDecision, articleOfIntent: ArticleOfIntent): KindLabel[] {
  const { analysis, correction, outcome, rule } = decision;
  const at = correction?.at ?? outcome?.at;
  if (analysis === undefined || at === undefined || !BY_CONFIDENCE.has(rule)) return [];
  const { locale, intents, articles, asRead } = analysis;
  const intent = { about: intents[0]?.intent, confidence: asRead?.intent };
  const article = { about: articles[0]?.articleId, confidence: asRead?.article };
  return toLabels({ locale, at, best: { intent, article } }, judgeOf(decision, articleOfIntent));
}

/** The labels of a text that was read, and of which it is said which intent it has; undefined for none that the desk knows. */
export function labelsOfText(
  { understanding, answers }: Pick<Analysis, 'understanding' | 'answers'>,
  intent: string | undefined,
  { articleOfIntent, at }: { articleOfIntent: ArticleOfIntent; at: number },
): KindLabel[] {
  const [bestIntent] = understanding.intents;
  const [bestArticle] = answers;
  const best = {
    intent: { about: bestIntent?.intent, confidence: bestIntent?.confidence },
    article: { about: bestArticle?.articleId, confidence: bestArticle?.confidence },
  };
  return toLabels({ locale: understanding.locale, at, best }, judgeByMeaning({ intent }, articleOfIntent));
}

/** The best candidate of each kind, as it was read. */
interface Best {
  locale: string;
  at: number;
  best: Record<ConfidenceKind, { about: string | undefined; confidence: number | undefined }>;
}

function toLabels({ locale, at, best }: Best, isRight: Judge): KindLabel[] {
  return CONFIDENCE_KINDS.flatMap((kind) => {
    const { about, confidence } = best[kind];
    const right = about === undefined ? undefined : isRight(kind, about);
    if (about === undefined || confidence === undefined || right === undefined) return [];
    return [{ kind, locale, about, confidence, right, at }];
  });
}

/** Whether a candidate was right; undefined where nothing says so. */
type Judge = (kind: ConfidenceKind, about: string) => boolean | undefined;

function judgeOf({ correction, outcome, rule }: StoredDecision, articleOfIntent: ArticleOfIntent): Judge {
  if (correction !== undefined) return judgeByMeaning(correction, articleOfIntent);
  if (outcome?.outcome === 'picked') return judgeByMeaning(fromChoiceId(outcome.choiceId ?? ''), articleOfIntent);
  if (outcome?.outcome !== 'helped' && outcome?.outcome !== 'not_helped') return () => undefined;
  const actedOn: ConfidenceKind | undefined =
    rule === 'intent_confident' ? 'intent' : rule === 'article_confident' ? 'article' : undefined;
  return (kind) => (kind === actedOn ? outcome.outcome === 'helped' : undefined);
}

/** By what was meant: an intent, an article, or neither. An intent and the article that it answers from are the same. */
function judgeByMeaning(
  meant: { intent?: string | undefined; articleId?: string | undefined },
  articleOfIntent: ArticleOfIntent,
): Judge {
  const articleId = meant.articleId ?? (meant.intent === undefined ? undefined : articleOfIntent(meant.intent));
  return (kind, about) => {
    if (kind === 'article') {
      // An intent that answers from no article says nothing of articles.
      return meant.intent !== undefined && articleId === undefined ? undefined : about === articleId;
    }
    if (meant.intent !== undefined) return about === meant.intent;
    return articleId !== undefined && articleOfIntent(about) === articleId;
  };
}
