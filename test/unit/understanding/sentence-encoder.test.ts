import { expect, test } from 'vitest';
import { createAnalyzer } from '../../../src/analyzer/analyzer.ts';
import type { DeskContent, Intent } from '../../../src/domain/content.ts';
import { SENTENCE_ENCODERS } from '../../../src/domain/sentence-encoders.ts';
import {
  encoderToInstall,
  installedEncoder,
  type SentenceEncoder,
} from '../../../src/understanding/sentence-encoder.ts';

function intent(name: string, utterances: string[]): Intent {
  const outcome = { kind: 'answer' as const, text: '' };
  return { name, locale: 'en', category: 'general', importance: 3, utterances, slots: [], outcome };
}

const INTENTS = [
  intent('track', ['where is my parcel', 'track my order', 'has my order been sent', 'is the parcel on its way']),
  intent('refund', ['give me my money back', 'I want a refund', 'refund the lamp', 'pay me back please']),
  intent('hours', ['when are you open', 'opening hours', 'are you open on sunday', 'when do you close']),
];
const DESK: DeskContent = {
  version: '1',
  locales: { en: { locale: 'en', intents: INTENTS, articles: [], phrases: {} } },
};

/** An encoder that knows of what three words are about, one of which no utterance has; it notes what it is asked. */
function createEncoder(asked: string[]): SentenceEncoder {
  const topics = [/parcel|order|zorblat/i, /money|refund|pay/i, /open|close|hours/i];
  return {
    name: 'topics 1',
    async encode(texts) {
      asked.push(...texts);
      return texts.map((text) => {
        const about = topics.map((topic) => (topic.test(text) ? 1 : 0.05));
        return Float32Array.from(about, (value) => value / Math.hypot(...about));
      });
    },
  };
}

async function read(text: string) {
  const asked: string[] = [];
  const analyzer = await createAnalyzer(DESK, undefined, createEncoder(asked));
  asked.length = 0;
  const { understanding } = await analyzer.analyze({ text, locale: 'en' });
  return { best: understanding.intents[0], asked };
}

test('what the words do not say an encoder may know: the intent is told by what it makes of the sentence', async () => {
  const without = await (await createAnalyzer(DESK)).analyze({ text: 'zorblat', locale: 'en' });
  const { best, asked } = await read('zorblat');
  expect(asked).toEqual(['zorblat']);
  expect(best?.intent).toBe('track');
  expect(best?.confidence).toBeGreaterThan(without.understanding.intents[0]?.confidence ?? 1);
});

test('an encoder is not asked about what is clear, or about another language', async () => {
  expect((await read('where is my parcel')).asked).toEqual([]);
  const asked: string[] = [];
  const german = { ...DESK, locales: { de: { locale: 'de', intents: INTENTS, articles: [], phrases: {} } } };
  await (await createAnalyzer(german, undefined, createEncoder(asked))).analyze({ text: 'zorblat', locale: 'de' });
  expect(asked).toEqual([]);
});

test('an encoder reads the request without courtesies, and words for the values in it', async () => {
  expect((await read('hello, zorblat 100234 please')).asked).toEqual(['zorblat order number']);
});

test('an encoder that is not installed is left out, and what to install is told', () => {
  const command = encoderToInstall('use-lite');
  const told: string[] = [];
  expect(installedEncoder(undefined, (advice) => told.push(advice))).toBeUndefined();
  expect(told).toEqual([]);
  const used = installedEncoder('use-lite', (advice) => told.push(advice));
  if (command === undefined) {
    expect([used, told]).toEqual(['use-lite', []]);
    return;
  }
  expect(command).toBe(`npm install --no-save ${SENTENCE_ENCODERS['use-lite'].join(' ')}`);
  expect(used).toBeUndefined();
  expect(told).toEqual([expect.stringContaining(command)]);
});
