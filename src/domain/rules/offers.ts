/** Offering the customer a choice where the bot is not sure what is meant. */

import { SMALLTALK_CATEGORY } from '../content.ts';
import type { Offer } from '../conversation.ts';
import type { Turn } from '../decision.ts';
import { excerpt } from '../markdown.ts';
import { worthOffering } from '../sureness.ts';
import { articleOf, findArticle, findIntent, intentLabel } from './content.ts';
import { type Draft, phraseOf, remember, sayPhrase, update } from './draft.ts';
import { answerFromArticle, settleIntent } from './settling.ts';
import { attemptOf, failTurn, QUESTION_MAX_LENGTH } from './trying.ts';

export type OfferOption = Offer['options'][number];

/** The choice that leads to a person. */
export const PERSON_CHOICE_ID = 'person';

/** Offers the candidates worth offering as buttons, with the way to a person. False when there are none. */
export function offerChoices(draft: Draft, turn: Turn): boolean {
  const options = worthOffering(candidates(draft, turn), draft.context.policy);
  const [first] = options;
  if (first === undefined) return false;
  const { messageIds, reading } = turn;
  const question = excerpt(turn.text, QUESTION_MAX_LENGTH);
  const { intent, articleId, confidence } = first;
  remember(draft, attemptOf('offered', { question, confidence, intent, articleId }));
  failTurn(draft, { text: turn.text, messageIds, understanding: reading.understanding }, () => {
    const choices = options.map(({ choiceId, label }) => ({ id: choiceId, label }));
    const person = { id: PERSON_CHOICE_ID, label: phraseOf(draft, 'offer_person') };
    sayPhrase(draft, choices.length === 1 ? 'offer_one' : 'offer', {
      choices: [...choices, person],
      inReplyTo: messageIds,
    });
    const slots = Object.fromEntries(
      reading.understanding.intents.map((candidate) => [candidate.intent, candidate.slots]),
    );
    update(draft, { offer: { question, options: options.map(withoutConfidence), slots }, slotFilling: undefined });
  });
  return true;
}

type Candidate = OfferOption & { confidence: number };

/** Intents and articles, best first; an article that an intent answers from is the same choice, and smalltalk is none. */
function candidates(draft: Draft, turn: Turn): Candidate[] {
  const found: Candidate[] = [];
  for (const { intent: name, confidence } of turn.reading.understanding.intents) {
    const intent = findIntent(draft, name);
    if (intent === undefined || intent.category === SMALLTALK_CATEGORY) continue;
    const articleId = articleOf(intent);
    found.push({ choiceId: `i:${name}`, label: intentLabel(intent), intent: name, articleId, confidence });
  }
  for (const { articleId, title, confidence } of turn.reading.answers) {
    if (found.some((candidate) => candidate.articleId === articleId)) continue;
    found.push({ choiceId: `a:${articleId}`, label: title, intent: undefined, articleId, confidence });
  }
  return found.sort((a, b) => b.confidence - a.confidence);
}

function withoutConfidence({ choiceId, label, intent, articleId }: Candidate): OfferOption {
  return { choiceId, label, intent, articleId };
}

/** The option a pressed button stands for. The id says all, so that a button of an earlier offer still works. */
export function findOption(draft: Draft, choiceId: string): OfferOption | undefined {
  const current = draft.state.offer?.options.find((option) => option.choiceId === choiceId);
  if (current !== undefined) return current;
  const intent = choiceId.startsWith('i:') ? findIntent(draft, choiceId.slice(2)) : undefined;
  if (intent !== undefined) return { choiceId, label: intentLabel(intent), intent: intent.name, articleId: undefined };
  const article = choiceId.startsWith('a:') ? findArticle(draft, choiceId.slice(2)) : undefined;
  return article && { choiceId, label: article.title, intent: undefined, articleId: article.id };
}

/** The option a customer typed instead of pressing: its label, or its number. */
export function findOptionByText(draft: Draft, text: string): OfferOption | undefined {
  const typed = text.trim().toLowerCase();
  const options = draft.state.offer?.options ?? [];
  return options.find(({ label }, index) => typed === label.toLowerCase() || typed === String(index + 1));
}

/** Goes on with the option the customer chose, as sure as can be. */
export function takeOption(
  draft: Draft,
  option: OfferOption,
  chosen: { messageIds: string[]; answers: Turn['reading']['answers'] },
): void {
  const { offer } = draft.state;
  const intent = findIntent(draft, option.intent);
  const article = findArticle(draft, option.articleId);
  const question = { question: offer?.question ?? option.label, messageIds: chosen.messageIds, confidence: 1 };
  update(draft, { offer: undefined, slotFilling: undefined });
  if (intent !== undefined) {
    const slots = offer?.slots[intent.name] ?? {};
    settleIntent(draft, { ...question, intent, slots, answers: chosen.answers, understanding: undefined });
  } else if (article !== undefined) {
    answerFromArticle(draft, { ...question, article, passage: undefined });
  } else {
    sayPhrase(draft, 'choice_expired', { inReplyTo: chosen.messageIds });
  }
}
