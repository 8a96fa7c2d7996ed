/** Measures one subject on one task in a process of its own, so that none is in another's memory; prints one JSON object. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expectedCalibrationError } from '../../../src/domain/confidence/fit.ts';
import { SUBJECTS, type SubjectName } from './subjects.ts';
import { readTask, TASKS } from './tasks.ts';

export interface Measured {
  accuracy: number;
  /** Expected calibration error of the confidences of what is asked in scope: 15 bins of equal width. */
  calibrationError: number;
  /** The probability that a message in scope is told with more confidence than one that is not. */
  area?: number;
  /** The share of messages in scope that are told rightly with a confidence that nine of ten out of scope do not reach. */
  inScopeAtRecall?: number;
  trainingSeconds: number;
  medianMs: number;
  p99Ms: number;
  /** Beyond what the process takes before it has read anything, after the rubbish is collected. */
  memoryMegabytes: number;
}

const collectGarbage = exposeGarbageCollection();
const bareBytes = Number(process.argv[5]);

async function measure(subject: SubjectName, folder: string, taskName: string): Promise<Measured> {
  const task = TASKS.find(({ name }) => name === taskName);
  if (task === undefined) throw new Error(`There is no task "${taskName}".`);
  const { learnt, asked, outOfScope } = readTask(folder, task);
  const begun = performance.now();
  const ask = await SUBJECTS[subject](learnt);
  const trainingSeconds = (performance.now() - begun) / 1_000;
  const times: number[] = [];
  const told: { confidence: number; right: boolean }[] = [];
  for (const { text, intent } of asked) {
    const start = performance.now();
    const guess = await ask(text);
    times.push(performance.now() - start);
    told.push({ confidence: guess.confidence, right: guess.intent === intent });
  }
  const memoryMegabytes = (residentBytes() - bareBytes) / 2 ** 20;
  const strange: number[] = [];
  for (const { text } of outOfScope) strange.push((await ask(text)).confidence);
  times.sort((a, b) => a - b);
  return {
    accuracy: shareOf(told, ({ right }) => right),
    calibrationError: expectedCalibrationError(told),
    ...(strange.length > 0 && scopeMeasures(told, strange)),
    trainingSeconds,
    medianMs: times[Math.floor(times.length * 0.5)] ?? 0,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? 0,
    memoryMegabytes,
  };
}

function scopeMeasures(told: readonly { confidence: number; right: boolean }[], strange: readonly number[]) {
  const ordered = strange.toSorted((a, b) => a - b);
  const threshold = ordered[Math.floor(ordered.length * 0.9)] ?? 1;
  const below = told.map(({ confidence }) => {
    const at = ordered.findIndex((other) => other >= confidence);
    return at < 0 ? ordered.length : at;
  });
  return {
    area: below.reduce((sum, count) => sum + count, 0) / (told.length * ordered.length),
    inScopeAtRecall: shareOf(told, ({ confidence, right }) => right && confidence > threshold),
  };
}

function shareOf<T>(items: readonly T[], has: (item: T) => boolean): number {
  return items.filter(has).length / items.length;
}

function residentBytes(): number {
  collectGarbage();
  return process.memoryUsage().rss;
}

function exposeGarbageCollection(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}

process.stdout.write(
  process.argv[2] === 'bare'
    ? `${residentBytes()}\n`
    : `${JSON.stringify(await measure(process.argv[2] as SubjectName, process.argv[3] ?? '', process.argv[4] ?? ''))}\n`,
);
