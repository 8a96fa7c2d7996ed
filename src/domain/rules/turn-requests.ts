/** What a turn asks for: one request as a rule, or several in order; read with what was said before where it leans on that. */

import type { Analysis, ArticleMatch, IntentCandidate, Leaning, PartAnalysis, Understanding } from '../analysis.ts';
import { isConfident } from '../confidence-gate.ts';
import { PERSON_CATEGORY, SMALLTALK_CATEGORY } from '../content.ts';
import type { Turn } from '../decision.ts';
import { MOST_REQUESTS } from '../read-length.ts';
import { articleOf, findIntent } from './content.ts';
import type { DecisionBuilder } from './decision-builder.ts';
import { latestTopic } from './remembering.ts';
import { bestArticle, bestIntent, deniedIntent, LIKELY_OFF_TOPIC, NAMING_TYPES } from './understood.ts';

/** What was asked last: an intent or an article. */
interface Before {
  intent: string | undefined;
  articleId: string | undefined;
  slots?: Record<string, string>;
}

/** The requests of a turn, in order and each once. A turn in which no more than one part is clear is one request. */
export function requestsOf(decision: DecisionBuilder, turn: Turn): Turn[] {
  const whole = readInContext(decision, turn.analysis, latestTopic(decision));
  const clear = clearParts(decision, turn.analysis.parts ?? []);
  if (clear.length === 0 && deniedIntent(decision, whole) !== undefined) {
    return [besideDenied(decision, turn) ?? { ...turn, analysis: whole }];
  }
  const isOne =
    clear.length === 0 || (clear.length === 1 && isWork(decision, whole)) || isMoreThanParts(decision, whole, clear);
  const isBesideStatements = clear.length === 1 && !deniesSomething(decision, turn.analysis.parts ?? []);
  const requests = isOne
    ? [{ ...turn, analysis: withPassagesOfEach(whole, turn.analysis.parts ?? []) }]
    : clear.map((part) => ({
        ...turn,
        text: part.text,
        analysis: {
          ...part,
          understanding: withValuesOf(turn.analysis, part.understanding),
          answers: isBesideStatements ? withPassagesOf(turn.analysis, part.answers) : part.answers,
        },
      }));
  return requests.flatMap((request) => oneForEachValue(decision, request)).slice(0, MOST_REQUESTS);
}

/** What a turn asks beside its requests that is too unclear to be one: whoever asks it is told so. */
export function questionsLeft(decision: DecisionBuilder, turn: Turn, requests: readonly Turn[]): PartAnalysis[] {
  const { clear, unclear } = readParts(decision, turn.analysis.parts ?? []);
  if (clear.length === 0) return [];
  const answered = new Set(requests.map(({ analysis }) => bestIntent(decision, analysis)?.intent.name));
  return unclear.filter((part) => {
    const { isQuestion, isOnlyCourtesy, closesTalk, offTopic, intents } = part.understanding;
    const [first] = intents;
    const isTalk = isOnlyCourtesy || closesTalk || offTopic >= LIKELY_OFF_TOPIC;
    if (!isQuestion || isTalk || first?.isDenied || !saysEnough(part)) return false;
    if (bestIntent(decision, part) !== undefined) return false;
    return first === undefined || first.confidence < LEAST_OTHER || !answered.has(first.intent);
  });
}

/** "I sent it back and got no refund" asks neither how to send things back nor how to get a refund. */
function isMoreThanParts(decision: DecisionBuilder, whole: Analysis, parts: readonly PartAnalysis[]): boolean {
  const best = isWork(decision, whole) ? bestIntent(decision, whole) : undefined;
  if (best === undefined || best.confidence < SURE_TOGETHER) return false;
  return !parts.some((part) => bestIntent(decision, part)?.intent.name === best.intent.name);
}

/** Who is as sure as this of a text as a whole need not look at its parts, where none of them says so. */
const SURE_TOGETHER = 0.9;

/** Of a turn that says what is not wanted, the likeliest of what it says beside; undefined where that is nothing that says much. */
function besideDenied(decision: DecisionBuilder, turn: Turn): Turn | undefined {
  const likelihood = ({ understanding: { intents } }: PartAnalysis): number => intents[0]?.confidence ?? 0;
  const { offerAt } = decision.context.policy;
  const [part] = (turn.analysis.parts ?? [])
    .filter((one) => !one.understanding.intents[0]?.isDenied && (likelihood(one) >= offerAt || saysEnough(one)))
    .sort((a, b) => likelihood(b) - likelihood(a));
  return part && { ...turn, text: part.text, analysis: part };
}

/** What is not wanted, or is for people, does not choose the sentence that answers. */
function deniesSomething(decision: DecisionBuilder, parts: readonly PartAnalysis[]): boolean {
  return parts.some(({ understanding: { intents } }) => {
    return intents[0]?.isDenied || findIntent(decision, intents[0]?.intent)?.category === PERSON_CATEGORY;
  });
}

/** What is said beside the one request ("I paid by card, …") chooses the sentence that answers it, too. */
function withPassagesOf({ answers: whole }: Analysis, answers: ArticleMatch[]): ArticleMatch[] {
  return answers.map((match) => {
    const passage = whole.find(({ articleId }) => articleId === match.articleId)?.passage;
    return { ...match, passage: passage ?? match.passage };
  });
}

/** Of one article more is too much to read at once, in UTF-16 units. */
const MOST_OF_ARTICLE = 500;

/** "Do they expire, and can I use several?": where one article answers each of the questions, what it says to each is said. */
function withPassagesOfEach(whole: Analysis, parts: readonly PartAnalysis[]): Analysis {
  const questions = parts.filter((part) => part.understanding.isQuestion && saysEnough(part));
  if (questions.length < 2) return whole;
  const answers = whole.answers.map((match) => {
    const own = questions.flatMap(({ answers: [first] }) =>
      first?.articleId === match.articleId ? [first.passage] : [],
    );
    const distinct = own.filter(
      (passage, at) =>
        !own.some((other, from) => from !== at && other.includes(passage) && (from < at || other !== passage)),
    );
    const passage = distinct.join('\n\n');
    return distinct.length < 2 || passage.length > MOST_OF_ARTICLE ? match : { ...match, passage };
  });
  return { ...whole, answers };
}

/** Whether some part of the turn is sure to ask for something that the bot deals with. */
export function hasClearRequest(decision: DecisionBuilder, { analysis }: Turn): boolean {
  return clearParts(decision, analysis.parts ?? []).length > 0;
}

/** "Where are 100234 and 100235" asks the same of each; "cancel 100234, and when does 100235 come" does not. */
function oneForEachValue(decision: DecisionBuilder, request: Turn): Turn[] {
  const { understanding, parts = [] } = request.analysis;
  const best = bestIntent(decision, request.analysis);
  const slot = best?.intent.slots.find(({ type }) => NAMING_TYPES.has(type));
  const given = understanding.entities.filter(({ type }) => type === slot?.type).map(({ value }) => value);
  const { namedPlace } = understanding;
  const all = [...new Set(given)];
  const meant = namedPlace === undefined ? undefined : all.at(namedPlace);
  const values = meant === undefined ? all : [meant];
  if (best === undefined || slot === undefined || all.length < 2) return [request];
  return values.map((value) => {
    const part = parts.find(({ understanding: { entities } }) => entities.some((one) => one.value === value));
    if (part !== undefined && asksOther(part, best.intent.name)) return { ...request, text: part.text, analysis: part };
    const intents = understanding.intents.map((one) =>
      one.intent === best.intent.name ? { ...one, slots: { ...one.slots, [slot.name]: value } } : one,
    );
    return { ...request, analysis: { ...request.analysis, understanding: { ...understanding, intents } } };
  });
}

/** Whether a part of a turn is likelier to ask something else than the whole of it does. */
function asksOther({ understanding: { intents, isOnlyValues } }: PartAnalysis, intent: string): boolean {
  const [first] = intents;
  return !isOnlyValues && first !== undefined && first.intent !== intent && first.confidence >= LEAST_OTHER;
}

/** What a part is less likely to ask is noise. */
const LEAST_OTHER = 0.2;

/** The parts of which each is sure to ask for something of its own. */
function clearParts(decision: DecisionBuilder, parts: readonly PartAnalysis[]): PartAnalysis[] {
  return readParts(decision, parts).clear;
}

/** The parts that are sure to ask for something, each of which once, and those that are not; each read with what it leans on. */
function readParts(
  decision: DecisionBuilder,
  parts: readonly PartAnalysis[],
): { clear: PartAnalysis[]; unclear: PartAnalysis[] } {
  const clear: PartAnalysis[] = [];
  const unclear: PartAnalysis[] = [];
  const seen = new Set<string>();
  let before: Before | undefined = latestTopic(decision);
  for (const part of parts) {
    const read = { ...part, ...readInContext(decision, part, before) };
    const asked = saysEnough(read) ? whatIsAsked(decision, read) : undefined;
    if (asked === undefined) {
      unclear.push(read);
      continue;
    }
    before = asked;
    const key = asked.intent ?? asked.articleId ?? '';
    if (!seen.has(key)) clear.push(read);
    seen.add(key);
    if (asked.articleId !== undefined) seen.add(asked.articleId);
  }
  return { clear, unclear };
}

const WORD = /(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;
const CHINESE_CHARACTER = /\p{Script=Han}/gu;
const FEWEST_WORDS = 3;
/** What a character of Chinese is of a word, as words are counted here. */
const CHARACTER_SHARE = 0.75;

/** Of fewer words only those that point to something are a request by themselves: people also break off in the middle of one. */
function saysEnough({ text, understanding }: PartAnalysis): boolean {
  const characters = text.match(CHINESE_CHARACTER)?.length ?? 0;
  const words = (text.match(WORD)?.length ?? 0) + CHARACTER_SHARE * characters;
  return understanding.leaning === 'further' || words >= FEWEST_WORDS;
}

function whatIsAsked(decision: DecisionBuilder, analysis: Analysis): Before | undefined {
  const intent = bestIntent(decision, analysis)?.intent;
  if (intent !== undefined) {
    const { category } = intent;
    if (category === SMALLTALK_CATEGORY || category === PERSON_CATEGORY) return undefined;
    return { intent: intent.name, articleId: articleOf(intent) };
  }
  // A statement that leans on another only has words in common with an article.
  if (analysis.understanding.leaning === 'further' && !analysis.understanding.isQuestion) return undefined;
  const article = bestArticle(decision, analysis)?.article;
  return article && { intent: undefined, articleId: article.id };
}

function isWork(decision: DecisionBuilder, analysis: Analysis): boolean {
  const intent = bestIntent(decision, analysis)?.intent;
  return intent !== undefined && intent.category !== SMALLTALK_CATEGORY && intent.category !== PERSON_CATEGORY;
}

/** A value may stand in another sentence than the request that needs it. */
function withValuesOf({ understanding: whole }: Analysis, part: Analysis['understanding']): Analysis['understanding'] {
  const found = new Map(whole.intents.map(({ intent, slots }) => [intent, slots]));
  const intents = part.intents.map((one) => ({ ...one, slots: { ...found.get(one.intent), ...one.slots } }));
  return { ...part, intents };
}

/** Who is as sure as this of a text by itself asks something new. */
const SURE_ALONE = 0.95;

/**
 * What leans on what was asked before is read together with that; what only may lean on it, unless it is clear by itself. Where both
 * together ask what was asked before, that is answered anew for other values and other things; else only the articles can tell what
 * is asked about it.
 */
export function readInContext(decision: DecisionBuilder, analysis: Analysis, before: Before | undefined): Analysis {
  const { understanding } = analysis;
  if (analysis.inContext === undefined || before === undefined) return analysis;
  const inContext = {
    ...analysis.inContext,
    answers: likelierByTopic(analysis.inContext.answers, understanding, before),
  };
  if (understanding.closesTalk && !understanding.leavesOpen) return analysis;
  const { policy } = decision.context;
  const corrected = otherChoice(decision, analysis, before);
  if (corrected !== undefined) return withReading(analysis, inContext, [corrected]);
  const alone = confident(understanding.intents, policy);
  const together = confident(inContext.intents, policy);
  if (isTalkAboutTopic(decision, understanding, inContext.answers, before)) return withReading(analysis, inContext, []);
  if (alone !== undefined && isClearAlone(decision, alone, understanding.leaning)) {
    const asksSame = understanding.leaning === 'same' && together?.intent === before.intent;
    if (!asksSame || (together?.confidence ?? 0) < alone.confidence) return analysis;
  }
  if (alone === undefined && understanding.leaning === 'further') {
    const both = readBoth(understanding.intents, inContext.intents, before.intent);
    if (confident(both, policy) !== undefined) return withReading(analysis, inContext, both);
  }
  if (together === undefined) return alone === undefined ? withLikelier(analysis, inContext) : analysis;
  const topics = decision.state.memory?.topics ?? [];
  const isNews = together.intent !== before.intent && !topics.some(({ intent }) => intent === together.intent);
  if (isNews) return withReading(analysis, inContext, inContext.intents);
  const saysValue = understanding.leaning !== 'further' && Object.keys(together.slots).length > 0;
  const isSame = understanding.leaning === 'same' || alone?.intent === before.intent;
  if (isSame || saysValue) return withReading(analysis, inContext, inContext.intents);
  const others = inContext.intents.filter(({ intent }) => intent !== before.intent);
  return alone === undefined
    ? withLikelier(analysis, { ...inContext, intents: others })
    : withReading(analysis, inContext, others);
}

/** "A refund instead": another value of a choice that was made before, and the same to be done with it. */
function otherChoice(
  decision: DecisionBuilder,
  { understanding, inContext }: Analysis,
  before: Before,
): IntentCandidate | undefined {
  if (understanding.leaning === 'further') return undefined;
  const choices = findIntent(decision, before.intent)?.slots.filter(({ type }) => type === 'choice') ?? [];
  const again = inContext?.intents.find(({ intent }) => intent === before.intent);
  const isOther = choices.some(({ name }) => {
    const given = again?.slots[name];
    return given !== undefined && before.slots?.[name] !== undefined && given !== before.slots[name];
  });
  return again === undefined || !isOther ? undefined : { ...again, asRead: undefined, confidence: 1 };
}

/** "What do you need from me for that" sounds like small talk where nothing is known of what it leans on. */
function isTalkAboutTopic(
  decision: DecisionBuilder,
  { intents: [first], leaning, isQuestion }: Understanding,
  [match]: readonly ArticleMatch[],
  { articleId }: Before,
): boolean {
  if (leaning !== 'further' || !isQuestion || articleId === undefined || match?.articleId !== articleId) return false;
  const isSmalltalk = findIntent(decision, first?.intent)?.category === SMALLTALK_CATEGORY;
  return isSmalltalk && match.confidence >= decision.context.policy.answerArticleAt;
}

function isClearAlone(decision: DecisionBuilder, alone: IntentCandidate, leaning: Leaning): boolean {
  const intent = findIntent(decision, alone.intent);
  const hasValue = intent?.slots.some(({ name, type }) => NAMING_TYPES.has(type) && alone.slots[name] !== undefined);
  const isSmalltalk = intent?.category === SMALLTALK_CATEGORY;
  return alone.confidence >= SURE_ALONE || isSmalltalk || hasValue === true || leaning === 'possible';
}

/**
 * What further is asked about what was asked `before`: what both the text alone and the text after that may mean, as if each knew
 * nothing of the other.
 */
function readBoth(
  alone: readonly IntentCandidate[],
  together: readonly IntentCandidate[],
  before: string | undefined,
): IntentCandidate[] {
  const others = together.filter(({ intent }) => intent !== before);
  const mass = 1 - sum(together.filter(({ intent }) => intent === before));
  const products = others.flatMap((one) => {
    const same = alone.find(({ intent }) => intent === one.intent);
    return same === undefined
      ? []
      : [{ ...one, asRead: undefined, confidence: (same.confidence * one.confidence) / Math.max(mass, 0.01) }];
  });
  const neither = (1 - sum(alone)) * (1 - sum(others) / Math.max(mass, 0.01));
  const all = sum(products) + Math.max(0, neither);
  return products
    .map((one) => ({ ...one, confidence: all === 0 ? 0 : one.confidence / all }))
    .sort((a, b) => b.confidence - a.confidence);
}

function sum(candidates: readonly IntentCandidate[]): number {
  return candidates.reduce((total, { confidence }) => total + confidence, 0);
}

/** Of two readings of which none is sure the one that is nearer to it. */
function withLikelier(analysis: Analysis, inContext: NonNullable<Analysis['inContext']>): Analysis {
  const alone = analysis.understanding.intents;
  const isLikelier = (inContext.intents[0]?.confidence ?? 0) > (alone[0]?.confidence ?? 0);
  return withReading(analysis, inContext, isLikelier ? inContext.intents : alone);
}

function withReading(analysis: Analysis, { answers }: Pick<Analysis, 'answers'>, intents: IntentCandidate[]): Analysis {
  return { ...analysis, answers, understanding: { ...analysis.understanding, intents } };
}

/** So many times likelier than by its words alone is the article that was asked about before to answer what further is asked. */
const TOPIC_ODDS = 4;

/** "How many days will they keep it": what leans on a topic is likelier to be answered by that topic's article. */
function likelierByTopic(
  answers: readonly ArticleMatch[],
  { leaning, isQuestion }: Understanding,
  { articleId }: Before,
): ArticleMatch[] {
  const leans = leaning === 'further' || leaning === 'same';
  if (!leans || !isQuestion) return [...answers];
  const odds = TOPIC_ODDS;
  return answers
    .map((match) => {
      if (match.articleId !== articleId) return match;
      const { confidence } = match;
      return { ...match, asRead: undefined, confidence: (odds * confidence) / (1 + (odds - 1) * confidence) };
    })
    .sort((a, b) => b.confidence - a.confidence);
}

function confident(
  intents: readonly IntentCandidate[],
  policy: DecisionBuilder['context']['policy'],
): IntentCandidate | undefined {
  return isConfident(intents, policy) ? intents[0] : undefined;
}
