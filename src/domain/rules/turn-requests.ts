/** What a turn asks for: one request as a rule, or several in order; read with what was said before where it leans on that. */

import type { Analysis, IntentCandidate, PartAnalysis } from '../analysis.ts';
import { isConfident } from '../confidence-gate.ts';
import { PERSON_CATEGORY, SMALLTALK_CATEGORY } from '../content.ts';
import type { Turn } from '../decision.ts';
import { MOST_REQUESTS } from '../read-length.ts';
import { articleOf, findIntent } from './content.ts';
import type { DecisionBuilder } from './decision-builder.ts';
import { latestTopic } from './remembering.ts';
import { bestArticle, bestIntent } from './understood.ts';

/** What was asked last: an intent or an article. */
interface Before {
  intent: string | undefined;
  articleId: string | undefined;
}

/** The requests of a turn, in order and each once. A turn in which no more than one part is clear is one request. */
export function requestsOf(decision: DecisionBuilder, turn: Turn): Turn[] {
  const whole = readInContext(decision, turn.analysis, latestTopic(decision));
  const clear = clearParts(decision, turn.analysis.parts ?? []);
  const [first] = clear;
  if (first === undefined) return [{ ...turn, analysis: whole }];
  if (clear.length === 1 && isWork(decision, whole)) return [{ ...turn, analysis: whole }];
  return clear.slice(0, MOST_REQUESTS).map((part) => ({
    ...turn,
    text: part.text,
    analysis: { ...part, understanding: withValuesOf(turn.analysis, part.understanding) },
  }));
}

/** The parts of which each is sure to ask for something of its own. */
function clearParts(decision: DecisionBuilder, parts: readonly PartAnalysis[]): PartAnalysis[] {
  const clear: PartAnalysis[] = [];
  const seen = new Set<string>();
  let before: Before | undefined = latestTopic(decision);
  for (const part of parts) {
    const read = { ...part, ...readInContext(decision, part, before) };
    const asked = saysEnough(read) ? whatIsAsked(decision, read) : undefined;
    if (asked === undefined) continue;
    before = asked;
    const keys = [asked.intent, asked.articleId].filter((key) => key !== undefined);
    if (!keys.some((key) => seen.has(key))) clear.push(read);
    for (const key of keys) seen.add(key);
  }
  return clear;
}

const WORD = /\p{Script=Han}{1,2}|[\p{L}\p{M}\p{N}]+/gu;
const FEWEST_WORDS = 3;

/** Of fewer words only those that point to something are a request by themselves: people also break off in the middle of one. */
function saysEnough({ text, understanding }: PartAnalysis): boolean {
  return understanding.leaning === 'further' || (text.match(WORD)?.length ?? 0) >= FEWEST_WORDS;
}

function whatIsAsked(decision: DecisionBuilder, analysis: Analysis): Before | undefined {
  const intent = bestIntent(decision, analysis)?.intent;
  if (intent !== undefined) {
    const { category } = intent;
    if (category === SMALLTALK_CATEGORY || category === PERSON_CATEGORY) return undefined;
    return { intent: intent.name, articleId: articleOf(intent) };
  }
  const article = bestArticle(decision, analysis)?.article;
  return article && { intent: undefined, articleId: article.id };
}

function isWork(decision: DecisionBuilder, analysis: Analysis): boolean {
  const intent = bestIntent(decision, analysis)?.intent;
  return intent !== undefined && intent.category !== SMALLTALK_CATEGORY;
}

/** A value may stand in another sentence than the request that needs it. */
function withValuesOf({ understanding: whole }: Analysis, part: Analysis['understanding']): Analysis['understanding'] {
  const found = new Map(whole.intents.map(({ intent, slots }) => [intent, slots]));
  const intents = part.intents.map((one) => ({ ...one, slots: { ...found.get(one.intent), ...one.slots } }));
  return { ...part, intents };
}

/**
 * What leans on what was asked before is read together with that; what only may lean on it, unless it is clear by itself. Where both
 * together ask what was asked before, that is answered anew for other values and other things; else only the articles can tell what
 * is asked about it.
 */
export function readInContext(decision: DecisionBuilder, analysis: Analysis, before: Before | undefined): Analysis {
  const { inContext, understanding } = analysis;
  if (inContext === undefined || before === undefined) return analysis;
  const { policy } = decision.context;
  const alone = confident(understanding.intents, policy);
  const together = confident(inContext.intents, policy);
  const isSmalltalk = findIntent(decision, alone?.intent)?.category === SMALLTALK_CATEGORY;
  const isClearAlone = alone !== undefined && (isSmalltalk || understanding.leaning === 'possible');
  if (isClearAlone || together === undefined) return analysis;
  if (together.intent !== before.intent) return withReading(analysis, inContext.intents);
  const isSame = understanding.leaning === 'same' || alone?.intent === before.intent;
  if (isSame || Object.keys(together.slots).length > 0) return withReading(analysis, inContext.intents);
  const others = inContext.intents.filter(({ intent }) => intent !== before.intent);
  return withReading(analysis, others);
}

function withReading(analysis: Analysis, intents: IntentCandidate[]): Analysis {
  const answers = analysis.inContext?.answers ?? analysis.answers;
  return { ...analysis, answers, understanding: { ...analysis.understanding, intents } };
}

function confident(
  intents: readonly IntentCandidate[],
  policy: DecisionBuilder['context']['policy'],
): IntentCandidate | undefined {
  return isConfident(intents, policy) ? intents[0] : undefined;
}
