/** The sample desk's Chinese intents, told by a few of their utterances each: how many of the others are told rightly. */

import { loadContent } from '../../../src/content/load-content.ts';
import { backgroundTexts } from '../../../src/lib/background/background.ts';
import { createRandom, shuffled } from '../../../src/lib/random.ts';
import {
  createIntentClassifier,
  type LabelledText,
  trainIntentClassifier,
} from '../../../src/understanding/classifier/intent-classifier.ts';

const LANGUAGE = 'zh';
/** A language that is read as Chinese is, but for what its words mean. */
const WITHOUT_MEANING = 'und';
const DRAWS = 4;
const MOST_INTENTS = 30;
const LEAST_UTTERANCES = 8;

export interface FewUtterances {
  utterancesAnIntent: number;
  asked: number;
  accuracy: number;
  accuracyWithoutMeaning: number;
}

/** Over four draws of thirty intents. */
export async function measureFewUtterances(utterancesAnIntent: number): Promise<FewUtterances> {
  const { content } = await loadContent({ root: '.' });
  const all = content?.locales[LANGUAGE]?.intents ?? [];
  const intents = all.filter(({ utterances }) => utterances.length >= LEAST_UTTERANCES);
  let asked = 0;
  let right = 0;
  let rightWithoutMeaning = 0;
  for (let draw = 1; draw <= DRAWS; draw += 1) {
    const random = createRandom(draw);
    const drawn = shuffled(intents, random).slice(0, MOST_INTENTS);
    const texts = drawn.map(({ name, utterances }) =>
      shuffled(utterances, random).map((text) => ({ intent: name, text: text.replace(/\{\w+\}/g, '100234') })),
    );
    const examples = texts.flatMap((ofIntent) => ofIntent.slice(0, utterancesAnIntent));
    const others = texts.flatMap((ofIntent) => ofIntent.slice(utterancesAnIntent));
    asked += others.length;
    right += countRight(LANGUAGE, examples, others);
    rightWithoutMeaning += countRight(WITHOUT_MEANING, examples, others);
  }
  return { utterancesAnIntent, asked, accuracy: right / asked, accuracyWithoutMeaning: rightWithoutMeaning / asked };
}

function countRight(locale: string, examples: readonly LabelledText[], others: readonly LabelledText[]): number {
  const background = backgroundTexts(LANGUAGE);
  const classify = createIntentClassifier(trainIntentClassifier({ locale, examples, background }));
  return others.filter(({ intent, text }) => classify(text)[0]?.intent === intent).length;
}
