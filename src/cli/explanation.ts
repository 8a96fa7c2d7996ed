/** Why a decision was made, for the terminal: the same lines for `why`, `ask` and `chat`. */

import type { ConversationState } from '../domain/conversation.ts';
import type { AnalysisSummary, StoredDecision } from '../domain/decision-record.ts';
import { describeAnalysis, explainDecision } from '../domain/explain-decision.ts';

/** What was done and why, what was read of the turn, and what else it might have been. Names are as their writers had them. */
export function explanationLines(decision: StoredDecision): string[] {
  const { analysis } = decision;
  return [
    ...explainDecision(decision),
    ...(analysis === undefined ? [] : [...describeAnalysis(analysis), ...candidateLines(analysis)]),
  ];
}

/** What the rules went by: the rule that decided, and the numbers that confidences are compared with. */
export function ruleLine({ rule, action, thresholds }: StoredDecision): string {
  const { answerIntentAt, answerArticleAt, offerAt, closeWithin, failuresBeforeHandover } = thresholds;
  return (
    `Rule ${rule}, action ${action}. Needed: ${answerIntentAt} for an intent, ${closeWithin} between it and the next, ` +
    `${answerArticleAt} for an article, ${offerAt} to offer; ${failuresBeforeHandover} failures in a row are handed over.`
  );
}

/** What the desk keeps in mind for the next turn. */
export function stateLines({ slotFilling, interrupted, offer, failures, ticket, memory }: ConversationState): string[] {
  const values = memory?.values ?? [];
  const topic = memory?.topics.at(-1);
  return [
    ...(values.length === 0 ? [] : [`Remembers: ${values.map(({ type, value }) => `${type} “${value}”`).join(', ')}.`]),
    ...(topic === undefined ? [] : [`Asked last: “${topic.question}” (${topic.intent ?? topic.articleId}).`]),
    ...(interrupted ?? []).map(({ intent }) => `Will go on with the intent “${intent}”.`),
    ...(slotFilling === undefined ? [] : [`Waits for “${slotFilling.slot}” of the intent “${slotFilling.intent}”.`]),
    ...(offer === undefined
      ? []
      : [`Waits for a choice: ${offer.options.map(({ label }) => `“${label}”`).join(', ')}.`]),
    ...(failures === 0 ? [] : [`Turns in a row without success: ${failures}.`]),
    ...(ticket === undefined ? [] : [`A ticket is ${ticket.status}: ${ticket.subject}`]),
  ];
}

function candidateLines({ intents, articles }: AnalysisSummary): string[] {
  const listed = (what: string, found: [string, number][]) =>
    found.length === 0
      ? []
      : [`${what}: ${found.map(([name, confidence]) => `${name} ${confidence.toFixed(2)}`).join(', ')}.`];
  const ofIntents = intents.map(({ intent, confidence }): [string, number] => [intent, confidence]);
  const ofArticles = articles.map(({ articleId, confidence }): [string, number] => [articleId, confidence]);
  return [...listed('Intents', ofIntents), ...listed('Articles', ofArticles)];
}
