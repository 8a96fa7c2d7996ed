/** Our own English sentences: what the signals are trained on, the background, and the sample desk. */

import { readFileSync } from 'node:fs';
import { loadContent } from '../../../src/content/load-content.ts';
import { backgroundTexts } from '../../../src/lib/background/background.ts';

const SIGNALS = ['closing', 'person', 'anger', 'offtopic', 'ordinary'];
/** In UTF-16 units: of a longer one the beginning says enough. */
const LONGEST = 300;

export async function readSentences(): Promise<string[]> {
  const labelled = SIGNALS.flatMap((signal) =>
    readColumn(`test/training/signals/${signal}.en.tsv`, (cells) => cells[1]),
  );
  const questions = readColumn('test/training/passages/questions.en.tsv', (cells) => cells.at(-1));
  const { content } = await loadContent({ root: '.' });
  const { intents = [], articles = [] } = content?.locales.en ?? {};
  const utterances = intents.flatMap((intent) => intent.utterances.map((text) => text.replace(/\{\w+\}/g, '1234')));
  const ofArticles = articles.flatMap(({ title, alternates, body }) => [title, ...alternates, ...toSentences(body)]);
  const all = [...labelled, ...questions, ...backgroundTexts('en'), ...utterances, ...ofArticles];
  return [...new Set(all.map((text) => text.trim().slice(0, LONGEST)))].filter((text) => text !== '');
}

function readColumn(file: string, cellOf: (cells: string[]) => string | undefined): string[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => cellOf(line.split('\t')) ?? '');
}

function toSentences(markdown: string): string[] {
  return markdown.split(/(?<=[.!?])\s+|\n+/).map((text) => text.replace(/[#*>|_`-]+/g, ' '));
}
