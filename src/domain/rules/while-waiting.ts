/** What the bot still answers while a ticket waits that nobody has claimed yet. */

import { PERSON_CATEGORY, SMALLTALK_CATEGORY } from '../content.ts';
import type { Turn } from '../decision.ts';
import type { EscalationReason } from '../ticket.ts';
import { questionFor } from './answer-requests.ts';
import { answer, articleFor } from './answering.ts';
import { type DecisionBuilder, type MadeRuling, makeRuling } from './decision-builder.ts';
import { requestsOf } from './turn-requests.ts';
import { bestIntent } from './understood.ts';

/** After these the customer wants nothing of the bot, or is not reached by it. */
const WITHOUT_BOT: ReadonlySet<EscalationReason> = new Set(['requested', 'angry', 'not_helpful', 'delivery_failed']);

/**
 * Answers what the customer asks beside the matter that waits for people, where the bot is sure of it and need not ask anything
 * back. Nothing else is said, and the ticket waits on.
 */
export function answerWhileWaiting(decision: DecisionBuilder, turn: Turn): MadeRuling[] {
  const { ticket } = decision.state;
  const { isQuestion, angry, wantsPerson } = turn.analysis.understanding;
  if (ticket === undefined || ticket.assignee !== undefined || WITHOUT_BOT.has(ticket.reason)) return [];
  if (!isQuestion || angry || wantsPerson) return [];
  return requestsOf(decision, turn)
    .filter((request) => isAnswerable(decision, request, ticket.intent))
    .flatMap((request) => makeRuling(decision, () => answer(decision, request), request.analysis));
}

function isAnswerable(decision: DecisionBuilder, request: Turn, waiting: string | undefined): boolean {
  const { leaning, intents } = request.analysis.understanding;
  if (leaning === 'further' || leaning === 'same') return false;
  const best = bestIntent(decision, request.analysis)?.intent;
  if (best === undefined) return !intents[0]?.isDenied && articleFor(decision, request) !== undefined;
  if (best.category === SMALLTALK_CATEGORY || best.category === PERSON_CATEGORY || best.name === waiting) return false;
  return best.outcome.kind !== 'escalate' && questionFor(decision, request) === undefined;
}
