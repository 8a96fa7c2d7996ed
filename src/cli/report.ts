import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { readDeskFile } from '../config/desk-file.ts';
import { parseEnvironment } from '../config/environment.ts';
import { loadEnvironmentFile } from '../config/environment-file.ts';
import { projectRoot } from '../config/project-root.ts';
import { openServiceLevels } from '../config/service-levels.ts';
import { setTimeZone } from '../config/time-zone.ts';
import { renderReportFile } from '../console/pages/report-file.tsx';
import { createReport, DEFAULT_PERIOD_DAYS } from '../insights/create-report.ts';
import { REPORT_NAMES, type Report, type ReportName } from '../insights/report.ts';
import { NO_CONTENT, reportContentOf } from '../insights/report-content.ts';
import { reportLines } from '../insights/report-text.ts';
import { drawReport } from '../reporting/draw-report.ts';
import { openStoreReader } from '../store/sqlite/store-reader.ts';
import { DESK_FOLDER, enterDeskFolder } from './desk-folder.ts';
import { fail } from './fail.ts';
import { toPrintable } from './printable.ts';
import { readContent } from './train-desk.ts';

interface ReportOptions {
  days: number;
  json?: true;
  html?: string;
  root: string;
}

const HELP = `
Each figure stands beside that of the period of the same length before it, with the range in which the difference lies with 95 %
certainty: where that range holds 0, it may be chance. docs/insights.md says what each figure means and what is left out of it.

It only reads, so that it does not matter whether the desk is running.`;

/** `relaydesk report` */
export function reportCommand(): Command {
  return new Command('report')
    .description('say how the desk is doing')
    .addArgument(new Argument('<name>', 'which report').choices(REPORT_NAMES))
    .option('--days <n>', 'on the last so many days', parseDays, DEFAULT_PERIOD_DAYS)
    .addOption(new Option('--json', 'print one JSON object, with times in epoch milliseconds').conflicts('html'))
    .option('--html <file>', 'write a page that needs nothing else, with pictures')
    .option('--root <folder>', DESK_FOLDER, '.')
    .addHelpText('after', HELP)
    .action((name: ReportName, options: ReportOptions) => report(name, options).catch(fail));
}

function parseDays(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('It must be a number of days, such as 30.');
  return Number(text);
}

async function report(name: ReportName, { days, json, html, root }: ReportOptions): Promise<void> {
  const file = html && resolve(html);
  enterDeskFolder(root);
  loadEnvironmentFile();
  const { DATA_DIR, CONTENT_DIR } = parseEnvironment(process.env);
  const settings = await readDeskFile(resolve(CONTENT_DIR));
  setTimeZone(settings.timeZone);
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const reader = await openStoreReader(join(resolve(DATA_DIR), 'relaydesk.db'));
  try {
    const levels = openServiceLevels(settings, await reader.read.serviceLevels.calendarVersions());
    // Content with a mistake is for another command to tell of.
    const read = readContent(resolve(CONTENT_DIR), settings.defaultLocale);
    const content = await read.then(reportContentOf, () => NO_CONTENT);
    const request = { name, periodDays: days, now: Date.now() };
    const { goals, staffing, costs } = settings;
    const made = await createReport(reader.read, request, { timeZone, levels, goals, staffing, costs, content });
    if (file !== undefined && file !== '') return await writeReport(file, made, settings.name);
    const text = json ? JSON.stringify(made) : reportLines(made).map(toPrintable).join('\n');
    process.stdout.write(`${text}\n`);
  } finally {
    reader.close();
  }
}

async function writeReport(file: string, made: Report, desk: string): Promise<void> {
  const style = ['src/http/public/base.css', 'src/console/public/console.css'].map((path) =>
    readFileSync(join(projectRoot(), path), 'utf8'),
  );
  const page = renderReportFile(await drawReport(made), { desk, style: style.join('\n') });
  await writeFile(file, page);
  process.stdout.write(`Written to ${file}.\n`);
}
