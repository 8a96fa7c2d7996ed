/** What a ticket is about, in the customer's words. */

import { excerpt } from '../markdown.ts';
import type { Attempt, EscalationReason } from '../ticket.ts';

/** What is known when people are called. */
export interface SubjectFacts {
  reason: EscalationReason;
  /** What the customer wrote last: what led to the handover. */
  text: string;
  /** Whether those words name a matter of their own, as a likely intent. */
  isUnderstood: boolean;
  /** What the bot tried since the last ticket, the newest last. */
  tried: readonly Attempt[];
  /** The question behind what the bot asks back just now; undefined while it asks nothing. */
  pendingQuestion: string | undefined;
}

const MAX_LENGTH = 200;
/** With fewer words than this nobody states a problem; of an answer to a question of ours more are needed to be one. */
const FEWEST_WORDS = 3;
const FEWEST_WORDS_ANSWERING = 6;
/** "A person, please" says nothing of the matter itself, and a press of a button has no words at all. */
const SAYS_NOTHING = new Set<EscalationReason>(['requested', 'not_helpful', 'delivery_failed']);

/** The customer's problem: what was written last, or what was asked before where that is only an answer, a "yes" or a call for help. */
export function subjectOf(facts: SubjectFacts): string {
  const { reason, text, isUnderstood, pendingQuestion } = facts;
  const earlier = pendingQuestion ?? earlierQuestion(facts);
  const fewest = pendingQuestion === undefined ? FEWEST_WORDS : FEWEST_WORDS_ANSWERING;
  const namesMatter = isUnderstood || (!SAYS_NOTHING.has(reason) && countWords(text) >= fewest);
  return excerpt(namesMatter ? text : (earlier ?? text), MAX_LENGTH);
}

/** The latest that the bot understood or that says something; else the first there is. */
function earlierQuestion({ text, tried }: SubjectFacts): string | undefined {
  const last = text.replace(/\s+/g, ' ').trim();
  const earlier = tried.filter(({ question }) => question.trim() !== '' && question !== last);
  const found = earlier.findLast(
    ({ what, question }) =>
      (what !== 'not_understood' && what !== 'nothing_found') || countWords(question) >= FEWEST_WORDS,
  );
  return (found ?? earlier[0])?.question;
}

const WORDS_WITHIN = 200;
/** Scripts without spaces between words: two characters are about one. */
const WORD = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])|[\p{L}\p{M}\p{N}'’]/gu;

/** About how many words the beginning of a text has. */
function countWords(text: string): number {
  let words = 0;
  let end = -1;
  for (const match of text.slice(0, WORDS_WITHIN).matchAll(WORD)) {
    if (match[1] !== undefined) words += 0.5;
    else if (match.index !== end) words += 1;
    end = match[1] === undefined ? match.index + match[0].length : -1;
  }
  return words;
}
