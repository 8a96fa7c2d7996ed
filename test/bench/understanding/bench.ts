/**
 * `npm run bench:understanding`: how often the intent of a message is told rightly, learnt from a few utterances of the sample desk, and
 * from public sets of a few and of many examples, by the reading of the product. Test rows choose nothing.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { DeskContent } from '../../../src/domain/content.ts';
import { createUnderstander } from '../../../src/understanding/understander.ts';
import { type FewUtterances, measureFewUtterances } from './few-utterances.ts';

interface Row {
  intent: string;
  text: string;
}

interface Task {
  title: string;
  train: string;
  test: string;
  /** Of each intent, the first examples alone. */
  examples?: number;
  /** Messages that belong to no intent. */
  outOfScope?: string;
}

const TASKS: Task[] = [
  { title: 'Banking77', train: 'banking77/train.tsv', test: 'banking77/test.tsv' },
  { title: 'Banking77, 10 an intent', train: 'banking77/train_10.tsv', test: 'banking77/test.tsv' },
  { title: 'Banking77, 5 an intent', train: 'banking77/train_5.tsv', test: 'banking77/test.tsv' },
  { title: 'HWU64', train: 'hwu64/train.tsv', test: 'hwu64/test.tsv' },
  { title: 'HWU64, 10 an intent', train: 'hwu64/train_10.tsv', test: 'hwu64/test.tsv' },
  { title: 'HWU64, 5 an intent', train: 'hwu64/train_5.tsv', test: 'hwu64/test.tsv' },
  {
    title: 'CLINC150',
    train: 'clinc150/train.tsv',
    test: 'clinc150/test.tsv',
    outOfScope: 'clinc150/oos_test.tsv',
  },
  {
    title: 'CLINC150, 10 an intent',
    train: 'clinc150/train.tsv',
    test: 'clinc150/test.tsv',
    examples: 10,
    outOfScope: 'clinc150/oos_test.tsv',
  },
];

const FEW = [3, 5];

await new Command('understanding')
  .description('measure how often intents are told rightly')
  .option('--data <folder>', 'the folder that holds banking77, hwu64 and clinc150; without it these are left out')
  .option('--json', 'print one JSON object')
  .action(async ({ data, json }: { data?: string; json?: true }) => {
    const print = (line: string) => {
      if (!json) process.stdout.write(`${line}\n`);
    };
    const few: FewUtterances[] = [];
    for (const utterancesAnIntent of FEW) {
      const result = await measureFewUtterances(utterancesAnIntent);
      print(describeFew(result));
      few.push(result);
    }
    const results = [];
    for (const task of TASKS) {
      if (data === undefined) break;
      const result = { task: task.title, ...(await measure(data, task)) };
      print(describe(result));
      results.push(result);
    }
    if (json) process.stdout.write(`${JSON.stringify({ few, results })}\n`);
  })
  .parseAsync();

interface Result {
  accuracy: number;
  /** The probability that a message in scope is told with more confidence than one that is not. */
  area?: number;
  trainingSeconds: number;
  millisecondsAMessage: number;
}

async function measure(folder: string, { train, test, examples, outOfScope }: Task): Promise<Result> {
  const learnt = firstOfEach(readRows(join(folder, train)), examples ?? Number.POSITIVE_INFINITY);
  const asked = readRows(join(folder, test));
  const begun = performance.now();
  const { understand } = await createUnderstander({ content: toContent(learnt) });
  const trained = performance.now();
  const best = asked.map(({ text }) => understand({ text, locale: 'en' }).intents[0]);
  const millisecondsAMessage = (performance.now() - trained) / asked.length;
  const accuracy = best.filter((guess, index) => guess?.intent === asked[index]?.intent).length / asked.length;
  const result = { accuracy, trainingSeconds: (trained - begun) / 1_000, millisecondsAMessage };
  if (outOfScope === undefined) return result;
  const others = readRows(join(folder, outOfScope)).map(
    ({ text }) => understand({ text, locale: 'en' }).intents[0]?.confidence ?? 0,
  );
  const own = best.map((guess) => guess?.confidence ?? 0);
  return { ...result, area: areaOf(own, others) };
}

function areaOf(higher: readonly number[], lower: readonly number[]): number {
  const ordered = lower.toSorted((a, b) => a - b);
  const below = higher.map((value) => {
    const at = ordered.findIndex((other) => other >= value);
    return at < 0 ? ordered.length : at;
  });
  return below.reduce((sum, count) => sum + count, 0) / (higher.length * lower.length);
}

function firstOfEach(rows: readonly Row[], count: number): Row[] {
  const taken = new Map<string, number>();
  return rows.filter(({ intent }) => {
    taken.set(intent, (taken.get(intent) ?? 0) + 1);
    return (taken.get(intent) ?? 0) <= count;
  });
}

function toContent(rows: readonly Row[]): DeskContent {
  const utterances = groupByIntent(rows);
  const intents = Array.from(utterances, ([name, examples]) => ({
    name,
    locale: 'en',
    category: '',
    importance: 1,
    utterances: examples.map(({ text }) => text),
    slots: [],
    outcome: { kind: 'escalate' as const },
  }));
  return { version: 'bench', locales: { en: { locale: 'en', intents, articles: [], phrases: {} } } };
}

function readRows(file: string): Row[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [intent = '', text = ''] = line.split('\t');
      return { intent, text };
    });
}

function describeFew({ utterancesAnIntent, asked, accuracy, accuracyWithoutMeaning }: FewUtterances): string {
  const [right, without] = [accuracy, accuracyWithoutMeaning].map((share) => (share * 100).toFixed(1));
  return `the sample desk in Chinese, ${utterancesAnIntent} an intent, ${asked} asked: ${right} % right, ${without} % without what words mean`;
}

function describe({ task, accuracy, area, trainingSeconds, millisecondsAMessage }: Result & { task: string }): string {
  const scope = area === undefined ? '' : `, told from out of scope .${Math.round(area * 1_000)}`;
  const time = `trained in ${trainingSeconds.toFixed(1)} s, ${millisecondsAMessage.toFixed(2)} ms a message`;
  return `${task}: ${(accuracy * 100).toFixed(1)} % right${scope}; ${time}`;
}

function groupByIntent(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.intent, [...(groups.get(row.intent) ?? []), row]);
  return groups;
}
