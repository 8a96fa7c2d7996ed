/**
 * `npm run bench:understanding`: how often the intent of a message is told rightly, how well what belongs to none is told apart, and what
 * it costs, beside NLP.js as it is installed, in one run. Test rows choose nothing: settings were chosen on training and validation rows.
 */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { projectRoot } from '../../../src/config/project-root.ts';
import { encoderToInstall } from '../../../src/understanding/sentence-encoder.ts';
import { table } from '../report.ts';
import { type FewUtterances, measureFewUtterances } from './few-utterances.ts';
import type { Measured } from './measure.ts';
import { TASKS } from './tasks.ts';

const FEW = [3, 5];
const NAMES = ['relaydesk', 'stock NLP.js'];
const WITH_ENCODER = 'with use-lite';
const CHOSEN_BY =
  'Chosen on training and validation rows of these sets: the members of the ensemble, and where the fit of a small desk starts. Everything else is fitted to the rows learnt.';

const run = promisify(execFile);
const MEASURE = join(import.meta.dirname, 'measure.js');

interface Options {
  data?: string;
  json?: true;
  without?: string;
  embedding?: true;
}

await new Command('understanding')
  .description('measure how often intents are told rightly')
  .option('--data <folder>', 'the folder that holds banking77, hwu64 and clinc150; without it these are left out')
  .option('--without <subject>', `leave a subject out: ${NAMES.join(', ')}`)
  .option(
    '--embedding',
    'measure the sentence encoder use-lite as well; installs it in this folder, in no list of dependencies',
  )
  .option('--json', 'print one JSON object')
  .action(bench)
  .parseAsync();

async function bench({ data, json, without, embedding }: Options): Promise<void> {
  const names = [...NAMES.filter((name) => name !== without), ...(embedding ? [WITH_ENCODER] : [])];
  if (embedding) await installEncoder();
  const few: FewUtterances[] = [];
  for (const utterancesAnIntent of FEW) few.push(await measureFewUtterances(utterancesAnIntent));
  const results: Result[] = [];
  if (data !== undefined) {
    for (const { name: task } of TASKS) {
      for (const subject of names) {
        results.push({ task, subject, ...(await measureApart(subject, data, task)) });
        if (!json) process.stderr.write(`${task}: ${subject}\n`);
      }
    }
  }
  process.stdout.write(json ? `${JSON.stringify({ few, results })}\n` : `${few.map(describeFew).join('\n')}\n`);
  if (!json && results.length > 0) process.stdout.write(`\n${report(results)}\n\n${CHOSEN_BY}\n`);
}

type Result = Measured & { task: string; subject: string };

async function installEncoder(): Promise<void> {
  const [program = '', ...rest] = encoderToInstall('use-lite')?.split(' ') ?? [];
  if (program !== '') await run(program, rest, { cwd: projectRoot() });
}

async function measureApart(subject: string, data: string, task: string): Promise<Measured> {
  const bare = await run(process.execPath, [MEASURE, 'bare']);
  const measured = await run(process.execPath, [MEASURE, subject, data, task, bare.stdout.trim()], {
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(measured.stdout.trimEnd().split('\n').at(-1) ?? '');
}

function report(results: readonly Result[]): string {
  const rows = results.map((result) => [
    result.task,
    result.subject,
    share(result.accuracy),
    result.area === undefined ? '' : share(result.area),
    result.inScopeAtRecall === undefined ? '' : share(result.inScopeAtRecall),
    share(result.calibrationError),
    result.trainingSeconds.toFixed(1),
    result.medianMs.toFixed(2),
    result.p99Ms.toFixed(1),
    result.memoryMegabytes.toFixed(0),
  ]);
  return table(
    'In scope: the share told rightly with more confidence than nine of ten out of scope have. ECE over what is in scope. Memory beyond a bare process, in MB',
    ['set', 'subject', 'right', 'AUROC', 'in scope', 'ECE', 'training s', 'p50 ms', 'p99 ms', 'memory'],
    rows,
  );
}

function share(value: number): string {
  return value.toFixed(3).replace(/^0/, '');
}

function describeFew({ utterancesAnIntent, asked, accuracy, accuracyWithoutMeaning }: FewUtterances): string {
  const [right, without] = [accuracy, accuracyWithoutMeaning].map((value) => (value * 100).toFixed(1));
  return `the sample desk in Chinese, ${utterancesAnIntent} an intent, ${asked} asked: ${right} % right, ${without} % without what words mean`;
}
