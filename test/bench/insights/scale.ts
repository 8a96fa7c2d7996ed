/** What reports and exports take on a million messages, beside reading all facts once. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EXPORT_KINDS } from '../../../src/insights/export/export-rows.ts';
import { REPORT_NAMES } from '../../../src/insights/report.ts';
import { buildLargeHistory } from './large-history.ts';
import type { Measure } from './measure.ts';
import { playSample } from './sample-history.ts';
import { measureSampleSegments } from './sample-segments.ts';
import type { TaskCost } from './scale-task.ts';

const MESSAGES = 1_000_000;
const SAMPLE_DAYS = 120;
const MOST_SCANS = 3;
const LEAST_ROWS_A_SECOND = 20_000;
const MOST_MEGABYTES = 400;
/** Reports that are to be as quick as a few scans. */
const QUICK = ['overview', 'drivers', 'customers'] as const;
const ROUNDS = 3;

export async function measureScale(): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-large-history-'));
  try {
    const desk = join(folder, 'desk');
    const sample = await playSample(desk, { days: SAMPLE_DAYS, seed: 7 });
    const storeFile = join(folder, 'large.db');
    const { now, ...size } = await buildLargeHistory(storeFile, sample, MESSAGES);
    const run = async (task: string): Promise<TaskCost> => {
      const program = [join(import.meta.dirname, 'scale-task.js'), task, storeFile, desk, String(now)];
      return JSON.parse((await promisify(execFile)(process.execPath, program)).stdout);
    };
    return [
      ...(await measureTasks(run, `${size.messages} messages, ${size.facts} facts`)),
      ...(await measureSampleSegments(desk, sample.file)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureTasks(run: (task: string) => Promise<TaskCost>, size: string): Promise<Measure[]> {
  const costs = new Map<string, TaskCost[]>();
  const note = async (task: string) => costs.set(task, [...(costs.get(task) ?? []), await run(task)]);
  for (let round = 0; round < ROUNDS; round += 1) for (const task of ['scan', ...QUICK]) await note(task);
  const others = REPORT_NAMES.filter((name) => !(QUICK as readonly string[]).includes(name));
  for (const task of [...others, ...EXPORT_KINDS.map((kind) => `export ${kind}`)]) await note(task);
  // The least of the rounds: whatever else the machine does only adds to it.
  const secondsOf = (task: string) => Math.min(...(costs.get(task) ?? []).map(({ seconds }) => seconds));
  const scan = secondsOf('scan');
  const scans = (name: string): Measure => ({
    name: `scale.${name}_scans`,
    value: secondsOf(name) / scan,
    note: `${secondsOf(name).toFixed(1)} s, ${most(costs.get(name)).toFixed(0)} MB`,
  });
  const exported = EXPORT_KINDS.map((kind): Measure => {
    const [{ rows = 0, seconds = 1 } = {}] = costs.get(`export ${kind}`) ?? [];
    const found = `${rows} rows, ${most(costs.get(`export ${kind}`)).toFixed(0)} MB`;
    return { name: `scale.${kind}_rows_a_second`, value: rows / seconds, atLeast: LEAST_ROWS_A_SECOND, note: found };
  });
  return [
    { name: 'scale.scan_seconds', value: scan, note: `${size}; each by itself in a process of its own` },
    ...QUICK.map((name) => ({ ...scans(name), atMost: MOST_SCANS })),
    ...others.map(scans),
    ...exported,
    { name: 'scale.megabytes', value: Math.max(...[...costs.values()].map(most)), atMost: MOST_MEGABYTES },
  ];
}

function most(costs: readonly TaskCost[] = []): number {
  return Math.max(...costs.map(({ megabytes }) => megabytes));
}
