/** How the bot answers a turn that nothing else lays claim to. */

import { PERSON_CATEGORY, SMALLTALK_CATEGORY } from '../content.ts';
import type { Turn } from '../decision.ts';
import type { ActionTaken, Ruling } from '../decision-record.ts';
import { excerpt } from '../markdown.ts';
import { countWords } from '../word-count.ts';
import { attemptOf, failTurn, QUESTION_MAX_LENGTH } from './attempts.ts';
import { type DecisionBuilder, personChoice, remember, sayPhrase } from './decision-builder.ts';
import { type Cause, escalate } from './escalation.ts';
import { fulfilIntent } from './fulfilment.ts';
import { answerFromArticle } from './give-answer.ts';
import { offerChoices } from './offers.ts';
import { leans, rememberTopic } from './remembering.ts';
import { bestArticle, bestIntent, isSurelyOffTopic, LIKELY_OFF_TOPIC, type UnderstoodIntent } from './understood.ts';

/** A word alone is no question: an article that has it is offered, not quoted. */
const BARE_WORDS = 1;
/** Where nothing is likely, so few words are asked about before people are: they may be a slip, or half of a thought. */
const FEW_WORDS = 2;

/** Answers what it is sure of; below its confidence the bot offers what may be meant, or says so and hands over. */
export function answer(decision: DecisionBuilder, turn: Turn): Ruling {
  const { analysis, messageIds } = turn;
  const question = excerpt(turn.text, QUESTION_MAX_LENGTH);
  const cause = { text: turn.text, messageIds, understanding: analysis.understanding };
  if (!analysis.understanding.readable) {
    const taken = isOnlyEmoji(turn) ? askForWords(decision, cause) : askToRephrase(decision, cause, turn.files > 0);
    return { rule: 'not_readable', ...taken };
  }
  const best = bestIntent(decision, analysis);
  const asked = best !== undefined && isBareWord(decision, turn, best) ? offerChoices(decision, turn) : undefined;
  if (asked !== undefined) return { rule: 'candidates_likely', ...asked };
  if (best !== undefined) {
    const taken = fulfilIntent(decision, { ...best, ...analysis, question, messageIds });
    return { rule: 'intent_confident', ...taken };
  }
  const match = articleFor(decision, turn);
  if (match !== undefined) {
    const intent = onlyIntentFor(decision, match.article.id);
    const { understanding } = analysis;
    const taken = answerFromArticle(decision, { ...match, intent, question, messageIds, understanding });
    if (intent !== undefined) {
      const leansOn = leans(analysis.understanding);
      rememberTopic(decision, { question, intent, articleId: match.article.id, slots: {}, leans: leansOn });
    }
    return { rule: 'article_confident', ...taken, intent, articleConfidence: match.confidence };
  }
  const offered = isSurelyOffTopic(analysis.understanding) ? undefined : offerChoices(decision, turn);
  if (offered !== undefined) return { rule: 'candidates_likely', ...offered };
  if (analysis.understanding.offTopic >= LIKELY_OFF_TOPIC) {
    return { rule: 'off_topic', ...sayOffTopic(decision, cause) };
  }
  if (countWords(turn.text) <= FEW_WORDS)
    return { rule: 'too_few_words', ...askToRephrase(decision, cause, turn.files > 0) };
  if (!analysis.understanding.isQuestion) return { rule: 'nothing_asked', ...askWhatIsWanted(decision, cause) };
  remember(decision, attemptOf('nothing_found', { question, confidence: 0 }));
  return { rule: 'nothing_likely', ...escalate(decision, 'no_answer', cause) };
}

/** Emoji alone are no question that could be misunderstood twice. */
function isOnlyEmoji({ text, files }: Turn): boolean {
  return files === 0 && /\p{Extended_Pictographic}/u.test(text) && !/[\p{L}\p{N}]/u.test(text);
}

/** Says that words are needed, and counts no failure: nobody is called for a smile, however often. */
function askForWords(decision: DecisionBuilder, { messageIds }: Cause): ActionTaken {
  sayPhrase(decision, 'not_understood', { inReplyTo: messageIds });
  return { action: 'asked_to_rephrase' };
}

/** A word that begins a talk may be about anything that has it. */
function isBareWord({ state }: DecisionBuilder, { text }: Turn, { intent }: UnderstoodIntent): boolean {
  const isTalk = intent.category === SMALLTALK_CATEGORY || intent.category === PERSON_CATEGORY;
  return !isTalk && countWords(text) <= BARE_WORDS && (state.memory?.topics ?? []).length === 0;
}

/** The intent that answers from an article, where there is one and no other. */
function onlyIntentFor({ context, state }: DecisionBuilder, articleId: string): string | undefined {
  const intents = context.content.locales[state.locale]?.intents ?? [];
  const [only, ...others] = intents.filter(
    ({ outcome }) => outcome.kind === 'article' && outcome.articleId === articleId,
  );
  return others.length === 0 ? only?.name : undefined;
}

/** The article that the bot is sure answers a turn. */
export function articleFor(decision: DecisionBuilder, { text, analysis }: Turn): ReturnType<typeof bestArticle> {
  return countWords(text) > BARE_WORDS ? bestArticle(decision, analysis) : undefined;
}

/** Nobody is called for the weather; who means something else has a button for it. */
function sayOffTopic(decision: DecisionBuilder, cause: Cause): ActionTaken {
  const question = excerpt(cause.text, QUESTION_MAX_LENGTH);
  remember(decision, attemptOf('not_understood', { question, confidence: 0 }));
  const name = decision.context.policy.deskName;
  sayPhrase(decision, 'off_topic', { inReplyTo: cause.messageIds, choices: [personChoice(decision)] }, { name });
  return { action: 'asked_to_rephrase' };
}

/** A tale or a remark is nobody's to answer yet: the customer says what is wanted, or presses the button for a person. */
function askWhatIsWanted(decision: DecisionBuilder, cause: Cause): ActionTaken {
  remember(
    decision,
    attemptOf('not_understood', { question: excerpt(cause.text, QUESTION_MAX_LENGTH), confidence: 0 }),
  );
  return failTurn(decision, cause, () => {
    sayPhrase(decision, 'what_is_wanted', { inReplyTo: cause.messageIds, choices: [personChoice(decision)] });
    return { action: 'asked_to_rephrase' };
  });
}

function askToRephrase(decision: DecisionBuilder, cause: Cause, onlyFiles: boolean): ActionTaken {
  const question = excerpt(cause.text, QUESTION_MAX_LENGTH);
  remember(decision, attemptOf('not_understood', { question, confidence: 0 }));
  return failTurn(decision, cause, () => {
    sayPhrase(decision, onlyFiles ? 'file_received' : 'not_understood', { inReplyTo: cause.messageIds });
    return { action: 'asked_to_rephrase' };
  });
}
