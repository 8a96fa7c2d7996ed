/** What is learnt and asked: public sets, as a whole and a few examples of each intent. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, shuffled } from '../../../src/lib/random.ts';

export interface Row {
  intent: string;
  text: string;
}

export interface Task {
  name: string;
  /** Files below the folder of the data. */
  train: string;
  test: string;
  /** Of each intent so many examples are drawn. */
  examplesAnIntent?: number;
  /** Messages that belong to no intent. */
  outOfScope?: string;
  /** So many letters of each message are left out, added, changed or swapped. */
  typos?: number;
}

const CLINC150 = {
  train: 'clinc150/train.tsv',
  test: 'clinc150/test.tsv',
  outOfScope: 'clinc150/oos_test.tsv',
};

export const TASKS: readonly Task[] = [
  { name: 'Banking77', train: 'banking77/train.tsv', test: 'banking77/test.tsv' },
  { name: 'Banking77, 10 an intent', train: 'banking77/train_10.tsv', test: 'banking77/test.tsv' },
  { name: 'Banking77, 5 an intent', train: 'banking77/train_5.tsv', test: 'banking77/test.tsv' },
  { name: 'Banking77, 10 an intent, two typos', train: 'banking77/train_10.tsv', test: 'banking77/test.tsv', typos: 2 },
  { name: 'HWU64', train: 'hwu64/train.tsv', test: 'hwu64/test.tsv' },
  { name: 'HWU64, 10 an intent', train: 'hwu64/train_10.tsv', test: 'hwu64/test.tsv' },
  { name: 'HWU64, 5 an intent', train: 'hwu64/train_5.tsv', test: 'hwu64/test.tsv' },
  { name: 'CLINC150', ...CLINC150 },
  { name: 'CLINC150, 10 an intent', ...CLINC150, examplesAnIntent: 10 },
];

export interface TaskRows {
  learnt: Row[];
  asked: Row[];
  outOfScope: Row[];
}

const SEED = 1;

/** The rows of a task; what is drawn is drawn with a fixed seed. */
export function readTask(folder: string, { train, test, examplesAnIntent, outOfScope, typos }: Task): TaskRows {
  const random = createRandom(SEED);
  const learnt = readRows(join(folder, train));
  const asked = readRows(join(folder, test));
  return {
    learnt: examplesAnIntent === undefined ? learnt : firstOfEach(shuffled(learnt, random), examplesAnIntent),
    asked: typos === undefined ? asked : asked.map((row) => ({ ...row, text: misspell(row.text, typos, random) })),
    outOfScope: outOfScope === undefined ? [] : readRows(join(folder, outOfScope)),
  };
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

function firstOfEach(rows: readonly Row[], count: number): Row[] {
  const taken = new Map<string, number>();
  return rows.filter(({ intent }) => {
    taken.set(intent, (taken.get(intent) ?? 0) + 1);
    return (taken.get(intent) ?? 0) <= count;
  });
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

function misspell(text: string, typos: number, random: () => number): string {
  const characters = [...text];
  const below = (end: number) => Math.floor(random() * end);
  for (let typo = 0; typo < typos; typo += 1) {
    const at = below(characters.length);
    const here = characters[at] ?? '';
    const letter = LETTERS[below(LETTERS.length)] ?? '';
    const changed = [[], [letter, here], [letter], [characters[at + 1] ?? '', here]][below(4)] ?? [];
    const isSwap = changed.length === 2 && changed[1] === here && changed[0] === characters[at + 1];
    characters.splice(at, isSwap ? 2 : 1, ...changed);
  }
  return characters.join('');
}
