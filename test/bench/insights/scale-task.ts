/** One task on a large store, in a process of its own; prints what it took as one line of JSON. */

import { readFileSync } from 'node:fs';
import { readDeskFile } from '../../../src/config/desk-file.ts';
import { DAY_MS } from '../../../src/domain/policy.ts';
import { csvLine } from '../../../src/insights/export/export-format.ts';
import { EXPORT_COLUMNS, EXPORT_KINDS, exportRows } from '../../../src/insights/export/export-rows.ts';
import { pagesOf } from '../../../src/insights/history/history.ts';
import { REPORT_NAMES, type Report } from '../../../src/insights/report.ts';
import { createReportService } from '../../../src/reporting/report-thread.ts';
import { openStoreReader } from '../../../src/store/sqlite/store-reader.ts';

export interface TaskCost {
  seconds: number;
  /** The most memory that the process ever had. */
  megabytes: number;
  rows: number;
}

const [task = '', storeFile = '', deskFolder = '', now = ''] = process.argv.slice(2);
const period = { since: Number(now) - 365 * DAY_MS, until: Number(now) };

const startedAt = performance.now();
const rows = await run();
const cost: TaskCost = { seconds: (performance.now() - startedAt) / 1_000, megabytes: mostMegabytes(), rows };
process.stdout.write(`${JSON.stringify(cost)}\n`);

/** `scan`, the name of a report, or `export` with what. */
async function run(): Promise<number> {
  const report = REPORT_NAMES.find((name) => name === task);
  if (report !== undefined) return (await makeReport(report)).blocks.length;
  const kind = EXPORT_KINDS.find((name) => `export ${name}` === task);
  const reader = await openStoreReader(storeFile);
  let count = 0;
  if (task === 'scan') {
    for await (const page of pagesOf(reader.read.facts, period)) count += page.length;
  } else if (kind !== undefined) {
    const columns = Object.keys(EXPORT_COLUMNS[kind]);
    let characters = 0;
    for await (const exported of exportRows(reader.read.facts, kind, { period, now: Number(now) })) {
      characters += exported.map((row) => csvLine(columns.map((column) => row[column]))).join('').length;
      count += exported.length;
    }
    if (characters === 0) throw new Error('Nothing was exported.');
  } else throw new Error(`There is no task ${task}.`);
  reader.close();
  return count;
}

/** As the desk makes it. */
async function makeReport(name: Report['name']): Promise<Report> {
  const settings = await readDeskFile(deskFolder);
  const service = createReportService({
    ...{ storeFile, timeZone: 'Europe/Berlin', timeoutMs: 600_000 },
    settings: () => settings,
    content: () => ({ version: '', locales: {} }),
    now: () => Number(now),
  });
  const report = await service.make({ name, periodDays: 365 });
  await service.stop();
  return report;
}

/** The system's own mark, which unlike that of getrusage() is not the parent's at first. */
function mostMegabytes(): number {
  const mark = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(mark) / 1_024;
}
