/** Offering the customer a choice where the bot is not sure what is meant. */

import { toSimplifiedChinese } from '../../lib/simplified-chinese.ts';
import { articleChoiceId, fromChoiceId, intentChoiceId, PERSON_CHOICE_ID } from '../choice-id.ts';
import { worthOffering } from '../confidence-gate.ts';
import { SMALLTALK_CATEGORY } from '../content.ts';
import type { Offer } from '../conversation.ts';
import type { Turn } from '../decision.ts';
import type { ActionTaken, Ruling } from '../decision-record.ts';
import { excerpt } from '../markdown.ts';
import { attemptOf, failTurn, QUESTION_MAX_LENGTH } from './attempts.ts';
import { articleOf, findArticle, findIntent, intentLabel } from './content.ts';
import { type DecisionBuilder, phraseOf, remember, sayPhrase, update } from './decision-builder.ts';
import { fulfilIntent } from './fulfilment.ts';
import { answerFromArticle } from './give-answer.ts';

export type OfferOption = Offer['options'][number];

/** Offers the candidates worth offering as buttons, with the way to a person. Undefined when there are none. */
export function offerChoices(decision: DecisionBuilder, turn: Turn): ActionTaken | undefined {
  const options = worthOffering(candidates(decision, turn), decision.context.policy);
  const [first] = options;
  if (first === undefined) return undefined;
  const { messageIds, analysis } = turn;
  const question = excerpt(turn.text, QUESTION_MAX_LENGTH);
  const { intent, articleId, confidence } = first;
  remember(decision, attemptOf('offered', { question, confidence, intent, articleId }));
  const cause = { text: turn.text, messageIds, understanding: analysis.understanding };
  const taken = failTurn(decision, cause, () => {
    const choices = options.map(({ choiceId, label }) => ({ id: choiceId, label }));
    const person = { id: PERSON_CHOICE_ID, label: phraseOf(decision, 'offer_person') };
    sayPhrase(decision, choices.length === 1 ? 'offer_one' : 'offer', {
      choices: [...choices, person],
      inReplyTo: messageIds,
    });
    const slots = Object.fromEntries(
      analysis.understanding.intents.map((candidate) => [candidate.intent, candidate.slots]),
    );
    update(decision, { offer: { question, options: options.map(withoutConfidence), slots }, slotFilling: undefined });
    return { action: 'offered_choices' };
  });
  const confidences = intent === undefined ? { articleConfidence: confidence } : { intentConfidence: confidence };
  const offered = options.map((option) => ({ choiceId: option.choiceId, confidence: option.confidence }));
  return { ...taken, offered, intent, articleId, ...confidences };
}

type Candidate = OfferOption & { confidence: number };

/** Intents and articles, best first; an article that an intent answers from is the same choice, and smalltalk is none. */
function candidates(decision: DecisionBuilder, turn: Turn): Candidate[] {
  const found: Candidate[] = [];
  for (const { intent: name, confidence, isDenied } of turn.analysis.understanding.intents) {
    if (isDenied) continue;
    const intent = findIntent(decision, name);
    if (intent === undefined || intent.category === SMALLTALK_CATEGORY) continue;
    const articleId = articleOf(intent);
    const passage = turn.analysis.answers.find((match) => match.articleId === articleId)?.passage;
    const choiceId = intentChoiceId(name);
    found.push({ choiceId, label: intentLabel(intent), intent: name, articleId, passage, confidence });
  }
  for (const { articleId, title, passage, confidence } of turn.analysis.answers) {
    const same = found.find((candidate) => candidate.articleId === articleId);
    if (same !== undefined) {
      same.confidence = Math.max(same.confidence, confidence);
      continue;
    }
    found.push({
      choiceId: articleChoiceId(articleId),
      label: title,
      intent: undefined,
      articleId,
      passage,
      confidence,
    });
  }
  return withoutDoubles(found.sort((a, b) => b.confidence - a.confidence));
}

/** An intent and an article that are called the same are the same to who chooses. */
function withoutDoubles(candidates: Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ label }) => {
    const words = label.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    return !seen.has(words) && seen.add(words);
  });
}

function withoutConfidence({ choiceId, label, intent, articleId, passage }: Candidate): OfferOption {
  return { choiceId, label, intent, articleId, passage };
}

/** The option a pressed button stands for, also that of an earlier offer. */
export function findOption(decision: DecisionBuilder, choiceId: string): OfferOption | undefined {
  const current = decision.state.offer?.options.find((option) => option.choiceId === choiceId);
  if (current !== undefined) return current;
  const named = fromChoiceId(choiceId);
  const intent = findIntent(decision, named.intent);
  if (intent !== undefined) return { choiceId, label: intentLabel(intent), intent: intent.name, articleId: undefined };
  const article = findArticle(decision, named.articleId);
  return article && { choiceId, label: article.title, intent: undefined, articleId: article.id };
}

const FIRST =
  /^(?:1|(?:the |take |i mean )*(?:first|1st)(?: (?:one|option|choice))?|第?一个?|选?第一个|前者|the former)$/;
const SECOND =
  /^(?:2|(?:the |take |i mean )*(?:second|2nd)(?: (?:one|option|choice))?|第?二个?|选?第二个|后者|the latter)$/;
const LAST = /^(?:(?:the )?last(?: (?:one|option|choice))?|最后一个)$/;

/** Nobody writes more to name a place in a list. */
const MOST_TYPED = 30;

/** The place in a list that a text names: a number, or "the first one". */
function placeNamed(typed: string, length: number): number | undefined {
  const words = typed
    .slice(0, MOST_TYPED)
    .replace(/[.!。！吧]{1,3}$/, '')
    .replace(/^(?:the one|选|要)\s?/, '');
  if (FIRST.test(words)) return 0;
  if (SECOND.test(words)) return 1;
  if (LAST.test(words)) return length - 1;
  return /^[1-9]$/.test(words) ? Number(words) - 1 : undefined;
}

/** The option a customer typed instead of pressing: its label, its number or its place. */
export function findOptionByText(decision: DecisionBuilder, text: string): OfferOption | undefined {
  const typed = toSimplifiedChinese(text.trim().toLowerCase());
  const options = decision.state.offer?.options ?? [];
  const place = placeNamed(typed, options.length);
  return options.find(({ label }, index) => typed === toSimplifiedChinese(label.toLowerCase()) || place === index);
}

/** Goes on with the option the customer chose, as sure as can be. */
export function takeOption(
  decision: DecisionBuilder,
  option: OfferOption,
  chosen: { messageIds: string[]; answers: Turn['analysis']['answers'] },
): Ruling {
  return { rule: 'option_chosen', ...followOption(decision, option, chosen), choiceId: option.choiceId };
}

function followOption(
  decision: DecisionBuilder,
  option: OfferOption,
  chosen: { messageIds: string[]; answers: Turn['analysis']['answers'] },
): ActionTaken {
  const { offer } = decision.state;
  const intent = findIntent(decision, option.intent);
  const article = findArticle(decision, option.articleId);
  const question = { question: offer?.question ?? option.label, messageIds: chosen.messageIds, confidence: 1 };
  update(decision, { offer: undefined, slotFilling: undefined });
  if (intent !== undefined) {
    const slots = offer?.slots[intent.name] ?? {};
    const { passage } = option;
    return fulfilIntent(decision, { ...question, intent, slots, ...chosen, passage, understanding: undefined });
  }
  if (article !== undefined) return answerFromArticle(decision, { ...question, article, passage: option.passage });
  sayPhrase(decision, 'choice_expired', { inReplyTo: chosen.messageIds });
  return { action: 'informed' };
}
