/** Who is measured: the product, and NLP.js as it is installed. */

import '../../../src/understanding/silence-known-warning.ts';
import { dockStart } from '@nlpjs/basic';
import { createAnalyzer } from '../../../src/analyzer/analyzer.ts';
import type { DeskContent } from '../../../src/domain/content.ts';
import { openSentenceEncoder } from '../../../src/understanding/sentence-encoder.ts';
import { createUnderstander } from '../../../src/understanding/understander.ts';
import type { Row } from './tasks.ts';

export interface Guess {
  intent: string | undefined;
  confidence: number;
}

export type Ask = (text: string) => Promise<Guess>;

/** Learns from rows, and is asked then. */
export type Subject = (rows: readonly Row[]) => Promise<Ask>;

export const SUBJECTS = {
  relaydesk: async (rows) => {
    const { understand } = await createUnderstander({ content: toContent(rows) });
    return async (text) => {
      const [best] = understand({ text, locale: 'en' }).intents;
      return { intent: best?.intent, confidence: best?.confidence ?? 0 };
    };
  },
  'with use-lite': async (rows) => {
    const analyzer = await createAnalyzer(toContent(rows), undefined, await openSentenceEncoder('use-lite'));
    return async (text) => {
      const { understanding } = await analyzer.analyze({ text, locale: 'en' });
      const [best] = understanding.intents;
      return { intent: best?.intent, confidence: best?.confidence ?? 0 };
    };
  },
  'stock NLP.js': async (rows) => {
    const dock = await dockStart({
      settings: { nlp: { languages: ['en'], autoSave: false, log: false } },
      use: ['Basic', 'LangEn'],
    });
    const nlp = dock.get('nlp');
    for (const { text, intent } of rows) nlp.addDocument('en', text, intent);
    await nlp.train();
    return async (text) => {
      const { intent, score } = await nlp.process('en', text);
      return { intent, confidence: intent === 'None' ? 0 : score };
    };
  },
} satisfies Record<string, Subject>;

export type SubjectName = keyof typeof SUBJECTS;

function toContent(rows: readonly Row[]): DeskContent {
  const utterances = new Map<string, string[]>();
  for (const { intent, text } of rows) utterances.set(intent, [...(utterances.get(intent) ?? []), text]);
  const intents = Array.from(utterances, ([name, texts]) => ({
    name,
    locale: 'en',
    category: '',
    importance: 1,
    utterances: texts,
    slots: [],
    outcome: { kind: 'escalate' as const },
  }));
  return { version: 'bench', locales: { en: { locale: 'en', intents, articles: [], phrases: {} } } };
}
