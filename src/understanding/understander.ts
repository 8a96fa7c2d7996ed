import type { AnalysisRequest, IntentCandidate, Understanding } from '../domain/analysis.ts';
import { asksSomething } from '../domain/asks-something.ts';
import {
  type Article,
  type DeskContent,
  type Intent,
  type LocaleContent,
  PERSON_CATEGORY,
  SMALLTALK_CATEGORY,
} from '../domain/content.ts';
import { backgroundTexts } from '../lib/background/background.ts';
import { toSimplifiedChinese } from '../lib/simplified-chinese.ts';
import { chineseScriptOf } from '../lib/traditional-chinese.ts';
import { commonWords } from './classifier/common-words.ts';
import {
  type ClassifierModel,
  createIntentClassifier,
  type IntentClassifier,
  type LabelledText,
  type TrainingTexts,
} from './classifier/intent-classifier.ts';
import { learnSmallTalk, type SmallTalk } from './classifier/small-talk.ts';
import { findEntities, markEntities } from './entities.ts';
import { createLocaleDetector } from './language.ts';
import { toSentence, trainWithEncoder } from './learn-sentences.ts';
import { isReadable } from './readable.ts';
import { agreementIn } from './requests/agreement.ts';
import { isOnlyCourtesy, withoutCourtesies } from './requests/courtesies.ts';
import { countHolders, type DeniesIntent, toDeniesIntent } from './requests/denied-intents.ts';
import { hasQuestionWord, isOnlyValues, leaningOf, namedPlace, namesAnother } from './requests/leaning.ts';
import type { SentenceEncoder } from './sentence-encoder.ts';
import { sentimentOf } from './sentiment.ts';
import { callsOff } from './signals/calling-off.ts';
import { readSignals } from './signals/learned.ts';
import { isUrgent } from './signals/urgency.ts';
import { findExpectedValue, findSlotValues } from './slots.ts';
import { toReadable } from './text.ts';

export interface UnderstanderOptions {
  content: DeskContent;
  /** Epoch milliseconds: what "tomorrow" counts from. The machine's clock when not given. */
  now?: () => number;
  /** Trains a classifier, or knows what training on the same texts gave before. */
  train?: TrainClassifier;
  /** Learnt with and asked in English, where there is one. */
  encoder?: SentenceEncoder | undefined;
}

export type TrainClassifier = (
  texts: TrainingTexts,
  encoder?: SentenceEncoder,
) => ClassifierModel | undefined | Promise<ClassifierModel | undefined>;

/** Understands customers' texts with one set of content; for another set, create another. */
export interface Understander {
  /**
   * Never throws, whatever the text; reads its beginning only. The same text and content give the same result. `sentence`: what the encoder
   * makes of what `sentenceOf` gives for the text.
   */
  understand(request: AnalysisRequest, sentence?: Float32Array): Understanding;
  /** What an encoder is to read of a text in this language; undefined where it would not help. */
  sentenceOf(text: string, locale: string): string | undefined;
  /** The intents of a text that goes on from another, with the values that stand in it alone. */
  understandAfter(previous: string, text: string, locale: string): IntentCandidate[];
}

/** Trains one classifier for each locale of the content. */
export async function createUnderstander(options: UnderstanderOptions): Promise<Understander> {
  const { content, now = Date.now, train = trainWithEncoder, encoder } = options;
  const desks = new Map<string, TrainedLocale>();
  for (const [locale, desk] of Object.entries(content.locales))
    desks.set(locale, await trainLocale(desk, train, encoder));
  const detectLocale = createLocaleDetector(content);
  return {
    understand: (request, sentence) => {
      const text = toReadable(request.text);
      const locale = detectLocale(text, request.locale);
      return understand({ ...request, text, locale }, desks.get(locale), now(), sentence);
    },
    sentenceOf: (text, locale) => {
      const asked = withoutCourtesies(toReadable(text));
      return isEncoded(locale) ? toSentence(markEntities(asked, findEntities(asked, now()))) : undefined;
    },
    understandAfter: (previous, text, locale) => {
      const desk = desks.get(locale);
      const [before, after] = [previous, text].map((one) => toSimplifiedChinese(toReadable(one)));
      const both = `${withoutCourtesies(before ?? '')}. ${withoutCourtesies(after ?? '')}`;
      return desk === undefined ? [] : candidatesFor(desk, both, after ?? '', now());
    },
  };
}

/** Behind the best one, candidates less probable than this are of no use to anybody, nor are those after the first ten. */
const LEAST_CONFIDENCE = 0.001;
const MOST_CANDIDATES = 10;

interface TrainedLocale {
  classify: IntentClassifier;
  intents: Map<string, Intent>;
  denies: Map<string, DeniesIntent>;
}

/** What is read is simplified Chinese; values keep the characters that the customer wrote. */
function understand(
  { text: written, locale, expecting }: AnalysisRequest,
  desk: TrainedLocale | undefined,
  now: number,
  sentence: Float32Array | undefined,
): Understanding {
  const text = toSimplifiedChinese(written);
  const entities = findEntities(text, now);
  const readable = isReadable(text);
  const expectedSlot = desk?.intents.get(expecting?.intent ?? '')?.slots.find((slot) => slot.name === expecting?.slot);
  const intents =
    desk === undefined || !readable ? [] : candidatesFor(desk, withoutCourtesies(text), text, now, sentence);
  return {
    locale,
    chineseScript: chineseScriptOf(written),
    intents,
    entities: entities.map((entity) => ({ ...entity, text: written.slice(entity.start, entity.end) })),
    sentiment: sentimentOf(text),
    ...readSignals(text, asksForWork(desk, intents[0])),
    urgent: isUrgent(text),
    agreement: agreementIn(text),
    cancels: callsOff(text),
    readable,
    isQuestion: asksSomething(text) || hasQuestionWord(text, locale),
    isOnlyCourtesy: isOnlyCourtesy(text),
    isOnlyValues: isOnlyValues(text, entities),
    leaning: leaningOf(withoutCourtesies(text)),
    namesAnother: namesAnother(text),
    namedPlace: namedPlace(text),
    expectedSlotValue:
      expectedSlot && findExpectedValue(expectedSlot, expectedSlot.type === 'text' ? written : text, now),
  };
}

/** As sure as this of an intent, the text asks for that. */
const SURE = 0.6;

/** Whether the likeliest intent is sure to be it, and something to be done or told, beside a person. */
function asksForWork(desk: TrainedLocale | undefined, likeliest: IntentCandidate | undefined): boolean {
  if (likeliest === undefined || likeliest.confidence < SURE) return false;
  const category = desk?.intents.get(likeliest.intent)?.category;
  return category !== SMALLTALK_CATEGORY && category !== PERSON_CATEGORY;
}

/** The intents that a request may be, with values that are found anywhere in the text. */
function candidatesFor(
  desk: TrainedLocale,
  asked: string,
  text: string,
  now: number,
  sentence?: Float32Array,
): IntentCandidate[] {
  return desk
    .classify(markEntities(asked, findEntities(asked, now)), sentence)
    .slice(0, MOST_CANDIDATES)
    .filter(({ confidence }, rank) => rank === 0 || confidence >= LEAST_CONFIDENCE)
    .map(({ intent, confidence }): IntentCandidate => {
      const slots = findSlotValues(desk.intents.get(intent)?.slots ?? [], text, now);
      const isDenied = desk.denies.get(intent)?.(asked) ?? false;
      return { intent, confidence, slots, ...(isDenied && { isDenied }) };
    });
}

async function trainLocale(
  { locale, intents, articles }: LocaleContent,
  train: TrainClassifier,
  encoder: SentenceEncoder | undefined,
): Promise<TrainedLocale> {
  const builtIn = intents.filter((intent) => intent.builtIn === true).flatMap(examplesOf);
  const written = [
    ...intents.filter((intent) => intent.builtIn !== true).flatMap(examplesOf),
    ...ofTheirArticles(intents, articles),
  ];
  const elsewhere = [...builtIn.map(({ text }) => text), ...articlesAlone(intents, articles)];
  const background = backgroundTexts(locale);
  const others = background.length > 0 ? background : commonWords(written);
  const texts = { locale, examples: written, background: [...others, ...elsewhere] };
  const model = await train({ ...texts, ...(encoder && isEncoded(locale) && { encoder: encoder.name }) }, encoder);
  const classify = createIntentClassifier(model);
  const recognize = learnSmallTalk(builtIn, background);
  return {
    classify: beside(classify, recognize),
    intents: new Map(intents.map((one) => [one.name, one])),
    denies: deniesOf(intents),
  };
}

/** What there are encoders for. */
function isEncoded(locale: string): boolean {
  return /^en\b/i.test(locale);
}

/** "No need to get a human for this": only a person is asked for by who they are. */
const PERSON_REACH = 2;

function deniesOf(intents: readonly Intent[]): Map<string, DeniesIntent> {
  const all = countHolders(intents.flatMap(({ utterances }) => utterances.map(toSimplifiedChinese)));
  return new Map(
    intents.map(({ name, category, utterances }) => {
      const reach = category === PERSON_CATEGORY ? PERSON_REACH : 1;
      return [name, toDeniesIntent(utterances.map(toSimplifiedChinese), { all, reach })];
    }),
  );
}

/** Ways of asking for an article: whoever uses them means the intent that answers from it, where there is but one. */
function ofTheirArticles(intents: readonly Intent[], articles: readonly Article[]): LabelledText[] {
  return articles.flatMap(({ id, title, alternates }) => {
    const answering = intents.filter(({ outcome }) => outcome.kind === 'article' && outcome.articleId === id);
    const [intent] = answering;
    const isNamed = intents.some(({ outcome }) => outcome.kind === 'answer' && outcome.sourceId === id);
    if (intent === undefined || answering.length > 1 || isNamed) return [];
    return [title, ...alternates].map((text) => ({ intent: intent.name, text: toSimplifiedChinese(text) }));
  });
}

/** Ways of asking for articles that no intent answers from: whoever uses them means none of the intents. */
function articlesAlone(intents: readonly Intent[], articles: readonly Article[]): string[] {
  const answering = new Set(
    intents.map(({ outcome }) => {
      if (outcome.kind === 'escalate') return undefined;
      return outcome.kind === 'article' ? outcome.articleId : outcome.sourceId;
    }),
  );
  return articles
    .filter(({ id }) => !answering.has(id))
    .flatMap(({ title, alternates }) => [title, ...alternates].map(toSimplifiedChinese));
}

/** What is small talk, and so far as it may not be, what it is else. */
function beside(classify: IntentClassifier, recognize: SmallTalk): IntentClassifier {
  return (text, sentence) => {
    const smallTalk = recognize(text);
    if (smallTalk === undefined) return classify(text, sentence);
    const rest = classify(text, sentence).map(({ intent, confidence }) => {
      return { intent, confidence: confidence * (1 - smallTalk.confidence) };
    });
    return [smallTalk, ...rest].sort((a, b) => b.confidence - a.confidence);
  };
}

const NO_DATES = 0;

function examplesOf(intent: Intent): LabelledText[] {
  return intent.utterances.flatMap((utterance) => toExamples(intent, utterance));
}

/** An utterance as an example; where it marks a choice, one for each of the first few values. */
function toExamples(intent: Intent, utterance: string): LabelledText[] {
  const choice = intent.slots.find((slot) => slot.type === 'choice' && utterance.includes(`{${slot.name}}`));
  const values = choice ? Object.keys(choice.values).slice(0, 3) : [''];
  return values.map((value) => {
    const text = utterance.replace(/\{(\w+)\}/g, (mark, name: string) => {
      if (name === choice?.name) return value;
      const type = intent.slots.find((slot) => slot.name === name)?.type;
      return type === undefined ? mark : type === 'text' ? ' ' : ` {${type}} `;
    });
    const simplified = toSimplifiedChinese(text);
    return { intent: intent.name, text: markEntities(simplified, findEntities(simplified, NO_DATES)) };
  });
}
