import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDayReader } from '../../../src/insights/days.ts';
import { SIMPLE_WAYS } from '../../../src/insights/waiting/simple-waits.ts';
import type { Wait } from '../../../src/insights/waiting/wait.ts';
import { createWaitScore, replayWaits, type WaitScore } from '../../../src/insights/waiting/wait-backtest.ts';
import { planHistory } from '../../../src/sample/plan.ts';
import type { Measure, MeasurePart } from './measure.ts';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const UNTIL = Date.UTC(2026, 10, 28, 7);
const UTC = createDayReader('UTC');

/** How close the expected wait is, in the last third of the sample's waits and of a file of real ones, beside the simple ways. */
export const measureWait: MeasurePart = async (data) => [...measureSample(), ...(await measureFile(data))];

function measureSample(): Measure[] {
  const scores = SEEDS.map((seed) => {
    const { waits } = planHistory({ until: UNTIL, days: 120, seed, channels: ['web', 'a', 'b'] });
    return scoreOf(waits);
  });
  return measuresOf('wait.sample', scores);
}

async function measureFile(data: string | undefined): Promise<Measure[]> {
  const file = data === undefined ? undefined : await readText(join(data, 'waits.tsv'));
  if (file === undefined) {
    const note = 'no waits.tsv in the folder of data';
    return [
      { name: 'wait.file_ratio', value: undefined, atMost: 0.9, note },
      { name: 'wait.file_covers', value: undefined, atLeast: 0.77, atMost: 0.83, note },
    ];
  }
  const waits = parseWaits(file);
  const started = performance.now();
  const [all, waited] = [createWaitScore(), createWaitScore()];
  replayWaits(waits, UTC, (told) => {
    if (!told.isLast) return;
    all.add(told);
    if (told.waitedMs > 0) waited.add(told);
  });
  const seconds = (performance.now() - started) / 1000;
  return [
    ...measuresOf('wait.file', [all]),
    ...measuresOf('wait.file_waited', [waited]),
    { name: 'wait.file_seconds', value: seconds, note: `${waits.length} waits, learnt three times` },
  ];
}

function scoreOf(waits: readonly Wait[]): WaitScore {
  const score = createWaitScore();
  replayWaits(waits, UTC, (told) => told.isLast && score.add(told));
  return score;
}

/** Averages over samples: the error by that of the best simple way of each, and how much the range covers. */
function measuresOf(name: string, scores: readonly WaitScore[]): Measure[] {
  const errors = scores.map((score) => score.meanErrorsMs());
  const bestSimple = errors.map((ofWays) => Math.min(...SIMPLE_WAYS.map((way) => ofWays[way])));
  const seconds = SIMPLE_WAYS.map((way) => [`${way}, s`, mean(errors.map((ofWays) => ofWays[way])) / 1000]);
  return [
    {
      name: `${name}_ratio`,
      value: mean(errors.map(({ neighbours }, index) => neighbours / (bestSimple[index] as number))),
      atMost: 0.9,
      peers: {
        ...Object.fromEntries(seconds),
        'neighbours, s': mean(errors.map((ofWays) => ofWays.neighbours)) / 1000,
      },
    },
    {
      name: `${name}_covers`,
      value: mean(scores.map((score) => score.rangeCovers('neighbours'))),
      atLeast: 0.77,
      atMost: 0.83,
      note: `of ${scores.reduce((sum, { count }) => sum + count, 0)} waits`,
    },
  ];
}

/** Rows of arrived_at, ended_at and served; those of others are left out. */
function parseWaits(text: string): Wait[] {
  const [header = '', ...lines] = text.split('\n');
  const names = header.trim().split('\t');
  const [arrived, ended, served] = ['arrived_at', 'ended_at', 'served'].map((name) => names.indexOf(name));
  if (arrived === -1 || ended === -1 || served === -1) {
    throw new Error(
      'waits.tsv needs the columns arrived_at, ended_at and served, separated by tabs, named in its first line.',
    );
  }
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const cells = line.split('\t');
      return {
        arrivedAt: Number(cells[arrived as number]) * 1000,
        endedAt: Number(cells[ended as number]) * 1000,
        served: Number(cells[served as number]) === 1,
      };
    })
    .filter(({ arrivedAt, endedAt }) => endedAt >= arrivedAt)
    .sort((a, b) => a.arrivedAt - b.arrivedAt);
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
