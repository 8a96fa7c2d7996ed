/** Why a decision was made, in plain English for staff: lines that each place shows as plain text, one below the other. */

import { calledActionWords } from './actions/called-action.ts';
import {
  fromChoiceId,
  fromConfirmChoiceId,
  fromMoreChoiceId,
  fromStopChoiceId,
  PERSON_CHOICE_ID,
} from './choice-id.ts';
import { CONFIDENCE_KINDS, type ConfidenceKind } from './confidence/apply.ts';
import type { Action, AnalysisSummary, Outcome, Rule, Signal, StoredDecision } from './decision-record.ts';
import { languageName } from './staff-wording.ts';

/** A confidence has two digits, or as many as tell on which side of its threshold it is. */
const FEWEST_DIGITS = 2;
const DIGITS = [FEWEST_DIGITS, 3, 4, 5, 6];

/** What was done, why, and what became of it: a sentence or two each. Names in it are as their writers had them: hostile. */
export function explainDecision(decision: StoredDecision): string[] {
  const { action, called } = decision;
  const asked = called === undefined ? [] : [`Another system was called: ${calledActionWords(called)}.`];
  return [
    ACTION_WORDS[action](decision),
    ...chosenLine(decision),
    ...asked,
    ...whyLines(decision),
    ...laterLines(decision),
  ];
}

/** Which of several answers it was, and why. */
function chosenLine({ answer }: StoredDecision): string[] {
  if (answer === undefined) return [];
  const { number: which, of, share } = answer;
  if (share === undefined)
    return [`Of the intent’s ${of} answers it gave number ${which}, which is fixed in its file.`];
  return [
    `Of the intent’s ${of} answers it drew number ${which}, which ${(share * 100).toFixed(0)} % of the customers are given: as likely is it to be the best.`,
  ];
}

/** What was read of a turn: a line each for its language and mood, for what was found in it, and for confidences that were scaled. */
export function describeAnalysis(analysis: AnalysisSummary): string[] {
  const { locale, sentiment, signals, entities } = analysis;
  const mood = signals.map((signal) => SIGNAL_WORDS[signal]);
  const found = entities.map(({ type, value }) => `${type} “${value}”`);
  return [
    `Read as ${[languageName(locale), `sentiment ${sentiment.toFixed(1)}`, ...mood].join(', ')}.`,
    ...(found.length === 0 ? [] : [`Found in it: ${found.join(', ')}.`]),
    ...CONFIDENCE_KINDS.flatMap((kind) => scalingLine(analysis, kind)),
  ];
}

/** What the best candidate's confidence was as it was read, and why it counts for another one. */
function scalingLine({ intents, articles, asRead, scaledBy }: AnalysisSummary, kind: ConfidenceKind): string[] {
  const by = scaledBy?.[kind];
  const best =
    kind === 'intent'
      ? { name: intents[0]?.intent, confidence: intents[0]?.confidence }
      : { name: articles[0]?.articleId, confidence: articles[0]?.confidence };
  const before = asRead?.[kind];
  if (by === undefined || before === undefined || best.confidence === undefined) return [];
  const why =
    'fitId' in by
      ? `by what became of earlier messages (fit ${by.fitId}: slope ${number(by.slope)}, intercept ${number(by.intercept)})`
      : `as a share of ${by.offTopicShare} of the messages is taken to be off topic`;
  return [
    `The ${kind} ${quoted(best.name)} was read with ${number(before)} and counts ${number(best.confidence)}, ${why}.`,
  ];
}

type Words = (decision: StoredDecision) => string;

const ACTION_WORDS: Record<Action, Words> = {
  answered: ({ intent, articleId }) => {
    const from = articleId === undefined ? undefined : `from the article ${quoted(articleId)}`;
    const as = intent === undefined ? undefined : `as the intent ${quoted(intent)} says`;
    return `Answered ${[as, from].filter((part) => part !== undefined).join(', ')}.`;
  },
  asked_for_slot: ({ slot, intent }) => `Asked for ${quoted(slot)}, which the intent ${quoted(intent)} needs.`,
  offered_choices: ({ offered }) =>
    offered === undefined
      ? 'Offered a person.'
      : `Asked which is meant: ${offered.map(({ choiceId }) => nameOfChoice(choiceId)).join(' or ')}.`,
  asked_to_confirm: ({ intent }) => `Asked whether to do what the intent ${quoted(intent)} is for.`,
  requested_action: ({ intent }) => `Has done what the intent ${quoted(intent)} is for.`,
  asked_to_rephrase: () => 'Asked to put it in other words.',
  called_off: ({ intent, rule }) => {
    if (rule === 'follow_up_stopped') return 'Called off what it was to tell later.';
    if (rule === 'confirmation_declined') return `Did nothing of what the intent ${quoted(intent)} is for.`;
    return `Asked no more for what the intent ${quoted(intent)} needs.`;
  },
  handed_over: () => 'Handed over to people.',
  limited: () => 'Opened no ticket: too many were opened for this customer within a short time.',
  reopened: () => 'Opened the ticket again.',
  added_to_ticket: () => 'Added it to the ticket.',
  counted_rating: () => 'Counted it as the rating of a ticket.',
  informed: () => 'Said what the desk says by itself, without looking for an answer.',
  said_nothing: () => 'Said nothing.',
};

function whyLines(decision: StoredDecision): string[] {
  const lines = RULE_WORDS[decision.rule](decision);
  const { reason, intent, rule, thresholds } = decision;
  if (reason === 'intent') return [...lines, `The intent ${quoted(intent)} is always for people.`];
  if (reason === 'repeated_failure') {
    const times = thresholds.failuresBeforeHandover;
    return [...lines, `That made ${times} in a row without success, and after ${times} the bot hands over.`];
  }
  if (reason === 'no_answer' && rule !== 'nothing_likely') {
    return [...lines, `The article that the intent ${quoted(intent)} answers from is not there.`];
  }
  return lines;
}

const RULE_WORDS: Record<Rule, (decision: StoredDecision) => string[]> = {
  with_staff: () => ['People are in charge of the conversation.'],
  rating_given: () => ['A rating was asked for, and this is one.'],
  belongs_to_turn_before: () => ['It is a file alone, and belongs to what the customer wrote seconds before.'],
  recently_resolved: () => ['The customer wrote again soon after it was resolved.'],
  talk_closed: () => ['The customer only closed the talk: there is nothing to do.'],
  courtesy: () => ['The customer only said courtesies.'],
  person_declined: () => ['The customer only said that they want no person.'],
  person_requested: (decision) => [askedForPerson(decision)],
  angry: ({ analysis }) => [
    `The customer is angry${analysis === undefined ? '' : ` (sentiment ${analysis.sentiment.toFixed(1)})`}.`,
  ],
  article_asked: ({ choiceId }) => [`The customer asked for ${nameOfChoice(choiceId)}.`],
  option_chosen: ({ choiceId }) => [`The customer chose ${nameOfChoice(choiceId)} from what was offered.`],
  option_unknown: () => ['The button that the customer pressed stands for nothing any more: the content has changed.'],
  slot_given: ({ intent }) => [`The customer gave what was asked for the intent ${quoted(intent)}.`],
  value_given: ({ intent }) => [
    intent === undefined
      ? 'The customer gave a value and said nothing of what it is for.'
      : `The customer gave another value for what was asked before, the intent ${quoted(intent)}.`,
  ],
  request_denied: ({ intent }) => [
    intent === undefined
      ? 'The customer took back what was asked before.'
      : `The customer said that ${quoted(intent)} is not wanted, or not the case, and asked for nothing else.`,
  ],
  question_taken_up: ({ intent }) => [`The customer had left the question for ${quoted(intent)} for another matter.`],
  slot_called_off: () => ['The customer called it off.'],
  slot_missing: ({ slot }) => [
    `No ${quoted(slot)} was found in what was written, and no other intent was sure enough.`,
  ],
  not_readable: () => ['There was nothing to read in it: no words, or keys hit at random.'],
  confirmed: () => ['The customer agreed.'],
  confirmation_declined: () => ['The customer did not agree.'],
  confirmation_unclear: () => ['It was neither a yes nor a no.'],
  action_ended: () => ['What the customer agreed to has ended.'],
  intent_confident: (decision) => [sureOfIntent(decision)],
  article_confident: (decision) => [notSureOfIntent(decision), sureOfArticle(decision)],
  nothing_new: () => ['What it would have answered it had said just before, so that a person was offered.'],
  candidates_likely: (decision) => [
    notSureOfIntent(decision),
    ...contradictedArticle(decision),
    likelyEnough(decision),
  ],
  too_few_words: (decision) => [
    notSureOfIntent(decision),
    notSureOfArticle(decision),
    'These were a word or two, too few to ask people at once.',
  ],
  off_topic: () => ['Nothing it may be about was likely, and it is most likely no business of the desk’s.'],
  nothing_asked: () => ['It was no question, and nothing it may be about was likely.'],
  nothing_likely: (decision) => [notSureOfIntent(decision), notSureOfArticle(decision)],
  unread: () => ['The desk could not read it, by no fault of the customer’s: the log says why.'],
  follow_up: ({ intent }) => [`It was to follow what was done for the intent ${quoted(intent)}.`],
  follow_up_stopped: () => ['The customer does not want to be told any more.'],
  language_chosen: () => ['The customer chose a language.'],
  command_given: ({ command }) => [`The customer gave the command /${command}.`],
  answer_not_helpful: () => ['The customer said that an answer did not help.'],
  delivery_failed: () => ['A message may not have reached the customer.'],
};

function askedForPerson({ choiceId, analysis, thresholds }: StoredDecision): string {
  if (choiceId !== undefined) return 'The customer pressed the button for a person.';
  if (analysis?.signals.includes('asks_for_person') ?? true) return 'The customer asked for a person.';
  const [best] = analysis?.intents ?? [];
  return `The intent ${quoted(best?.intent)} asks for a person: ${compared(best?.confidence, thresholds.answerIntentAt)}.`;
}

function sureOfIntent({ intent, intentConfidence, analysis, thresholds }: StoredDecision): string {
  if (intentConfidence !== undefined && intentConfidence < thresholds.answerIntentAt) {
    const given = `The intent ${quoted(intent)} had ${number(intentConfidence)}, less than the ${thresholds.answerIntentAt} needed by itself`;
    return `${given}: nothing else was likely, and its article was found first, or what it is done with was named.`;
  }
  const sure = `Sure enough of the intent ${quoted(intent)}: ${compared(intentConfidence, thresholds.answerIntentAt)}`;
  const second = analysis?.intents.find((candidate) => candidate.intent !== intent);
  return second === undefined
    ? `${sure}.`
    : `${sure}; next came ${quoted(second.intent)} with ${number(second.confidence)}.`;
}

/** Below the threshold, too close to the next, or not in the language of the conversation. */
function notSureOfIntent({ analysis, thresholds }: StoredDecision): string {
  if (analysis === undefined) return 'No intent was sure enough.';
  const [best, second] = analysis.intents;
  if (best === undefined) return 'No intent was likely at all.';
  const { answerIntentAt, closeWithin } = thresholds;
  const named = `No intent was sure enough: ${quoted(best.intent)}`;
  if (best.confidence < answerIntentAt) return `${named} came first with ${compared(best.confidence, answerIntentAt)}.`;
  if (second !== undefined && best.confidence - second.confidence < closeWithin) {
    const both = `${quoted(best.intent)} with ${number(best.confidence)} and ${quoted(second.intent)} with ${number(second.confidence)}`;
    return `Two intents were too close: ${both}, and ${closeWithin} between them is needed.`;
  }
  return `No intent was sure enough: ${quoted(best.intent)} is not there in the language of the conversation.`;
}

function sureOfArticle({ articleId, articleConfidence, analysis, thresholds }: StoredDecision): string {
  const sure = `Sure enough of the article ${quoted(articleId)}: ${compared(articleConfidence, thresholds.answerArticleAt)}`;
  const second = analysis?.articles.find((candidate) => candidate.articleId !== articleId);
  return second === undefined
    ? `${sure}.`
    : `${sure}; next came ${quoted(second.articleId)} with ${number(second.confidence)}.`;
}

function notSureOfArticle({ analysis, thresholds }: StoredDecision): string {
  if (analysis === undefined) return 'No article was sure enough, and nothing was likely enough to offer.';
  const [best] = analysis.articles;
  const article =
    best === undefined
      ? 'No article was found.'
      : `No article was: ${quoted(best.articleId)} came first with ${compared(best.confidence, thresholds.answerArticleAt)}.`;
  return `${article} Nothing was likely enough to offer, for which ${thresholds.offerAt} is needed.`;
}

/** Why an article that was sure enough is only offered. */
function contradictedArticle({ analysis, thresholds }: StoredDecision): string[] {
  const [best] = analysis?.articles ?? [];
  if (best === undefined || best.confidence < thresholds.answerArticleAt) return [];
  return [
    `The article ${quoted(best.articleId)} was, with ${number(best.confidence)}, but an intent close to it means something else, or it was asked with a word alone.`,
  ];
}

function likelyEnough({ offered = [], thresholds }: StoredDecision): string {
  const together = offered.reduce((sum, { confidence }) => sum + confidence, 0);
  const each = offered.map((option) => `${nameOfChoice(option.choiceId)} with ${number(option.confidence)}`);
  const what = offered.length === 1 ? 'This was' : 'One of these was';
  return `${what} likely enough to ask about: ${each.join(' or ')}; ${compared(together, thresholds.offerAt)}.`;
}

function laterLines({ outcome, correction, analysis, rule }: StoredDecision): string[] {
  const wasRead = READ_BY.has(rule);
  return [
    ...(outcome === undefined ? [] : [OUTCOME_WORDS[outcome.outcome](outcome.choiceId)]),
    ...(correction === undefined
      ? []
      : [`${correction.by.name} says that it was about ${correctionName(correction)}.`]),
    ...(wasRead && analysis === undefined ? ['What was read is gone, as the customer deleted what they wrote.'] : []),
  ];
}

/** Rules that look at what was read, and at nothing else. */
const READ_BY = new Set<Rule>([
  'angry',
  'intent_confident',
  'article_confident',
  'candidates_likely',
  'too_few_words',
  'nothing_likely',
]);

const OUTCOME_WORDS: Record<Outcome, (choiceId: string | undefined) => string> = {
  helped: () => 'The customer said that it helped.',
  not_helped: () => 'The customer said that it did not help.',
  picked: (choiceId) => `The customer then chose ${nameOfChoice(choiceId)}.`,
  handed_over: () => 'The next turn was handed over to people.',
  reopened: () => 'The ticket was opened again after it was resolved.',
};

const SIGNAL_WORDS: Record<Signal, string> = {
  angry: 'angry',
  urgent: 'urgent',
  asks_for_person: 'asks for a person',
  calls_off: 'calls it off',
  not_readable: 'nothing to read',
};

function correctionName({ intent, articleId }: { intent: string | undefined; articleId: string | undefined }): string {
  if (intent !== undefined) return `the intent ${quoted(intent)}`;
  return articleId === undefined ? 'nothing that the desk knows of' : `the article ${quoted(articleId)}`;
}

function nameOfChoice(choiceId = ''): string {
  const { intent, articleId } = fromChoiceId(choiceId);
  const more = fromMoreChoiceId(choiceId);
  if (more !== undefined) return `more of the article ${quoted(more.articleId)}`;
  if (articleId !== undefined) return `the article ${quoted(articleId)}`;
  if (fromStopChoiceId(choiceId) !== undefined) return 'to be told no more';
  const confirmed = fromConfirmChoiceId(choiceId);
  if (confirmed !== undefined) return confirmed.agrees ? 'to have it done' : 'not to have it done';
  return choiceId === PERSON_CHOICE_ID ? 'a person' : quoted(intent ?? choiceId);
}

function quoted(name: string | undefined): string {
  return `“${name ?? ''}”`;
}

function compared(confidence: number | undefined, threshold: number): string {
  const value = confidence ?? 0;
  const isOnItsSide = (digits: number) => Number(value.toFixed(digits)) >= threshold === value >= threshold;
  const digits = DIGITS.find(isOnItsSide);
  return `${digits === undefined ? value : value.toFixed(digits)}, and ${threshold} is needed`;
}

function number(value: number): string {
  return value.toFixed(FEWEST_DIGITS);
}
