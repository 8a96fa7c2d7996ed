/** The questions that small desks are measured by. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../../src/config/project-root.ts';
import { createRandom, shuffled } from '../../../src/lib/random.ts';

export interface Question {
  text: string;
  /** The intent or article that answers; undefined where the desk has none. */
  expected: string | undefined;
}

/** Questions of one source, or why there are none. */
export interface StrangeQuestions {
  source: string;
  questions: Question[];
  missing?: string;
}

const SEED = 11;

/** What a desk's own customers ask: `questions.tsv`, an intent or article and a text a row. */
export async function readOwnQuestions(desk: string): Promise<Question[]> {
  return (await readLines(join(desk, 'questions.tsv'))).map((line) => {
    const [expected, text = ''] = line.split('\t');
    return { text, expected };
  });
}

/** What is none of a desk's business: rows drawn of public sets for English, a list of our own for Chinese. */
export async function readStrangeQuestions(
  locale: string,
  data: string | undefined,
  rows: number,
): Promise<StrangeQuestions[]> {
  if (locale === 'zh') {
    const texts = await readLines(join(projectRoot(), 'test/bench/small-desk/off-topic.zh.txt'));
    return [{ source: 'off-topic.zh.txt', questions: texts.map((text) => ({ text, expected: undefined })) }];
  }
  return Promise.all(['clinc150/oos_test.tsv', 'hwu64/test.tsv'].map((source) => draw(source, data, rows)));
}

async function draw(source: string, data: string | undefined, rows: number): Promise<StrangeQuestions> {
  if (data === undefined) return { source, questions: [], missing: 'skipped, as no --data was given' };
  const file = join(data, source);
  if (!existsSync(file)) return { source, questions: [], missing: `skipped, as there is no ${file}` };
  const texts = (await readLines(file)).map((line) => line.split('\t').at(-1) ?? '');
  const questions = shuffled(texts, createRandom(SEED))
    .slice(0, rows)
    .map((text) => ({ text, expected: undefined }));
  return { source, questions };
}

async function readLines(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).trimEnd().split('\n');
}
