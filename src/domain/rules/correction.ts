/** What staff say that a turn was about, where the bot took it for something else: what it is measured by. */

import type { TranscriptMessage } from '../message.ts';
import type { StaffCommand, StaffMember } from '../staff.ts';
import type { DecisionBuilder } from './decision-builder.ts';

/** Anybody on the staff may say so, of any ticket: it changes nothing for the customer. */
export function correctDecision(
  decision: DecisionBuilder,
  { id, name }: StaffMember,
  { intent, articleId }: Extract<StaffCommand, { kind: 'correct_decision' }>,
  concerned: TranscriptMessage | undefined,
): void {
  if (concerned?.decisionId === undefined) {
    decision.outcome = { ok: false, code: 'not_found', message: 'There is no decision about this message.' };
  } else if (!isInContent(decision, intent, articleId)) {
    decision.outcome = { ok: false, code: 'not_found', message: 'That is not in the content any more.' };
  } else {
    const correction = { intent, articleId, by: { id, name }, at: decision.context.now };
    decision.effects.push({ kind: 'correct', decisionId: concerned.decisionId, correction });
    decision.outcome = { ok: true, message: 'Noted: that is what it was about.' };
  }
}

function isInContent({ context }: DecisionBuilder, intent: string | undefined, articleId: string | undefined): boolean {
  const locales = Object.values(context.content.locales);
  return (
    (intent === undefined || locales.some(({ intents }) => intents.some(({ name }) => name === intent))) &&
    (articleId === undefined || locales.some(({ articles }) => articles.some(({ id }) => id === articleId)))
  );
}
