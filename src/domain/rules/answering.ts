/** How the bot answers a turn that nothing else lays claim to. */

import type { Turn } from '../decision.ts';
import { excerpt } from '../markdown.ts';
import { type Draft, remember, sayPhrase } from './draft.ts';
import { type Cause, escalate } from './escalation.ts';
import { offerChoices } from './offers.ts';
import { answerFromArticle, settleIntent } from './settling.ts';
import { attemptOf, failTurn, QUESTION_MAX_LENGTH } from './trying.ts';
import { bestArticle, bestIntent } from './understood.ts';

/** Answers what it is sure of; below its confidence the bot offers what may be meant, or says so and hands over. */
export function answer(draft: Draft, turn: Turn): void {
  const { reading, messageIds } = turn;
  const question = excerpt(turn.text, QUESTION_MAX_LENGTH);
  const cause = { text: turn.text, messageIds, understanding: reading.understanding };
  if (!reading.understanding.readable) return askToRephrase(draft, cause, turn.files > 0);
  const best = bestIntent(draft, reading);
  if (best !== undefined) return settleIntent(draft, { ...best, ...reading, question, messageIds });
  const match = bestArticle(draft, reading);
  if (match !== undefined) return answerFromArticle(draft, { ...match, question, messageIds });
  if (offerChoices(draft, turn)) return;
  remember(draft, attemptOf('nothing_found', { question, confidence: 0 }));
  escalate(draft, 'no_answer', cause);
}

function askToRephrase(draft: Draft, cause: Cause, onlyFiles: boolean): void {
  const question = excerpt(cause.text, QUESTION_MAX_LENGTH);
  remember(draft, attemptOf('not_understood', { question, confidence: 0 }));
  failTurn(draft, cause, () =>
    sayPhrase(draft, onlyFiles ? 'file_received' : 'not_understood', { inReplyTo: cause.messageIds }),
  );
}
