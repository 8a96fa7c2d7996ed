import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { readDeskFile } from '../config/desk-file.ts';
import { parseEnvironment } from '../config/environment.ts';
import { loadEnvironmentFile } from '../config/environment-file.ts';
import { setTimeZone } from '../config/time-zone.ts';
import { DAY_MS } from '../domain/policy.ts';
import { createDayReader } from '../insights/days.ts';
import { csvLine, jsonLine } from '../insights/export/export-format.ts';
import { EXPORT_COLUMNS, EXPORT_KINDS, type ExportKind, exportRows } from '../insights/export/export-rows.ts';
import { openStoreReader } from '../store/sqlite/store-reader.ts';
import { DESK_FOLDER, enterDeskFolder } from './desk-folder.ts';
import { fail } from './fail.ts';

interface ExportOptions {
  from?: string;
  to?: string;
  format: 'csv' | 'jsonl';
  root: string;
}

const DEFAULT_DAYS = 30;

const HELP = `
${Object.entries(EXPORT_COLUMNS)
  .map(([kind, columns]) => `${kind}: ${Object.keys(columns).join(', ')}`)
  .join('\n')}

docs/insights.md says what each column holds. Days are the desk's own. No cell of CSV is a formula: one that begins with =, +, -, @ or a tab
has an apostrophe before it. It only reads, so that it does not matter whether the desk is running.`;

/** `relaydesk export` */
export function exportCommand(): Command {
  return new Command('export')
    .description('write what happened to the output, a row each')
    .addArgument(new Argument('<what>', 'which rows').choices(EXPORT_KINDS))
    .option('--from <day>', `the first day, such as 2026-11-01 (${DEFAULT_DAYS} days ago by default)`, parseDay)
    .option('--to <day>', 'the last day (today by default)', parseDay)
    .addOption(new Option('--format <format>', 'how rows are written').choices(['csv', 'jsonl']).default('csv'))
    .option('--root <folder>', DESK_FOLDER, '.')
    .addHelpText('after', HELP)
    .action((kind: ExportKind, options: ExportOptions) => run(kind, options).catch(fail));
}

function parseDay(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text)) return text;
  throw new InvalidArgumentError('It must be a day such as 2026-11-01.');
}

async function run(kind: ExportKind, { from, to, format, root }: ExportOptions): Promise<void> {
  enterDeskFolder(root);
  loadEnvironmentFile();
  const { DATA_DIR, CONTENT_DIR } = parseEnvironment(process.env);
  setTimeZone((await readDeskFile(resolve(CONTENT_DIR))).timeZone);
  const days = createDayReader(new Intl.DateTimeFormat().resolvedOptions().timeZone);
  const now = Date.now();
  const dayOf = (text: string) => Date.parse(`${text}T00:00:00Z`) / DAY_MS;
  const first = from === undefined ? days.dayOf(now) - DEFAULT_DAYS : dayOf(from);
  const last = to === undefined ? days.dayOf(now) : dayOf(to);
  if (last < first) throw new Error('--to is before --from.');
  const period = { since: days.startOf(first), until: days.startOf(last + 1) };
  const columns = Object.keys(EXPORT_COLUMNS[kind]);
  const reader = await openStoreReader(join(resolve(DATA_DIR), 'relaydesk.db'));
  try {
    if (format === 'csv') await write(csvLine(columns));
    for await (const rows of exportRows(reader.read.facts, kind, { period, now })) {
      const lines = rows.map((row) =>
        format === 'csv' ? csvLine(columns.map((column) => row[column])) : jsonLine(row, columns),
      );
      await write(lines.join(''));
    }
  } finally {
    reader.close();
  }
}

/** Waits for whoever reads slowly. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
