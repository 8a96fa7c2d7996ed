/** How the bot answers a turn that nothing else lays claim to. */

import type { Turn } from '../decision.ts';
import type { Ruling } from '../decision-record.ts';
import { excerpt } from '../markdown.ts';
import { attemptOf, failTurn, QUESTION_MAX_LENGTH } from './attempts.ts';
import { type DecisionBuilder, remember, sayPhrase } from './decision-builder.ts';
import { type Cause, escalate } from './escalation.ts';
import { answerFromArticle, fulfilIntent } from './fulfilment.ts';
import { offerChoices } from './offers.ts';
import { bestArticle, bestIntent } from './understood.ts';

/** Answers what it is sure of; below its confidence the bot offers what may be meant, or says so and hands over. */
export function answer(decision: DecisionBuilder, turn: Turn): Ruling {
  const { analysis, messageIds } = turn;
  const question = excerpt(turn.text, QUESTION_MAX_LENGTH);
  const cause = { text: turn.text, messageIds, understanding: analysis.understanding };
  if (!analysis.understanding.readable) return askToRephrase(decision, cause, turn.files > 0);
  const best = bestIntent(decision, analysis);
  if (best !== undefined) {
    const taken = fulfilIntent(decision, { ...best, ...analysis, question, messageIds });
    return { rule: 'intent_confident', ...taken };
  }
  const match = bestArticle(decision, analysis);
  if (match !== undefined) {
    const taken = answerFromArticle(decision, { ...match, question, messageIds });
    return { rule: 'article_confident', ...taken, articleConfidence: match.confidence };
  }
  const offered = offerChoices(decision, turn);
  if (offered !== undefined) return { rule: 'candidates_likely', ...offered };
  remember(decision, attemptOf('nothing_found', { question, confidence: 0 }));
  return { rule: 'nothing_likely', ...escalate(decision, 'no_answer', cause) };
}

function askToRephrase(decision: DecisionBuilder, cause: Cause, onlyFiles: boolean): Ruling {
  const question = excerpt(cause.text, QUESTION_MAX_LENGTH);
  remember(decision, attemptOf('not_understood', { question, confidence: 0 }));
  const taken = failTurn(decision, cause, () => {
    sayPhrase(decision, onlyFiles ? 'file_received' : 'not_understood', { inReplyTo: cause.messageIds });
    return { action: 'asked_to_rephrase' };
  });
  return { rule: 'not_readable', ...taken };
}
