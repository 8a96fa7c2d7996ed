import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { parseEnvironment } from '../config/environment.ts';
import { loadEnvironmentFile } from '../config/environment-file.ts';
import { DAY_MS } from '../domain/policy.ts';
import { cutText } from '../lib/text.ts';
import type { SurveyCount } from '../ports/surveys.ts';
import { openStoreReader } from '../store/sqlite/store-reader.ts';
import { DESK_FOLDER, enterDeskFolder } from './desk-folder.ts';
import { fail } from './fail.ts';
import { toPrintable } from './printable.ts';

interface SurveyOptions {
  days: number;
  json?: true;
  root: string;
}

const DEFAULT_DAYS = 90;
const MOST_COUNTS = 1_000;
/** Of one question in the report; --json has more. */
const MOST_VALUES = 20;
const LONGEST_VALUE = 100;

/** `relaydesk surveys` */
export function surveysCommand(): Command {
  return new Command('surveys')
    .description('how customers answered the surveys: intents with survey: true')
    .option('--days <n>', 'of the last so many days', parseDays, DEFAULT_DAYS)
    .option('--json', 'print one JSON array of counts')
    .option('--root <folder>', DESK_FOLDER, '.')
    .addHelpText('after', '\nIt only reads, so that it does not matter whether the desk is running.')
    .action((options: SurveyOptions) => report(options).catch(fail));
}

function parseDays(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('It must be a number of days, such as 30.');
  return Number(text);
}

async function report({ days, json, root }: SurveyOptions): Promise<void> {
  enterDeskFolder(root);
  loadEnvironmentFile();
  const { DATA_DIR } = parseEnvironment(process.env);
  const reader = await openStoreReader(join(resolve(DATA_DIR), 'relaydesk.db'));
  try {
    const counts = await reader.read.surveys.counts(Date.now() - days * DAY_MS, MOST_COUNTS);
    process.stdout.write(json ? `${JSON.stringify(counts)}\n` : renderSurveys(counts, days));
  } finally {
    reader.close();
  }
}

/** The counts as plain text: what each survey was asked, and how that was answered. */
export function renderSurveys(counts: readonly SurveyCount[], days: number): string {
  if (counts.length === 0) return `No survey was begun or answered in the last ${days} days.\n`;
  const surveys = [...new Set(counts.map(({ survey }) => survey))];
  return surveys
    .map((survey) =>
      renderSurvey(
        survey,
        counts.filter((one) => one.survey === survey),
      ),
    )
    .join('\n');
}

function renderSurvey(survey: string, counts: readonly SurveyCount[]): string {
  const begun = counts.find(({ question }) => question === undefined)?.count ?? 0;
  const questions = [...new Set(counts.flatMap(({ question }) => question ?? []))];
  const lines = questions.flatMap((question) => {
    const answers = counts.filter((one) => one.question === question);
    const total = answers.reduce((sum, one) => sum + one.count, 0);
    const shown = answers
      .slice(0, MOST_VALUES)
      .map(({ value, count }) => `    ${count} × ${cutText(value ?? '', LONGEST_VALUE)}`);
    const more = answers.length > shown.length ? [`    and ${answers.length - shown.length} other answers`] : [];
    return [`  ${question}: ${total} answered${averageOf(answers)}`, ...shown, ...more];
  });
  return [`${survey}: begun ${begun} ×`, ...lines].map((line) => `${toPrintable(line)}\n`).join('');
}

/** Where all of them are numbers. */
function averageOf(answers: readonly SurveyCount[]): string {
  const numbers = answers.map(({ value = '', count }) => ({ number: Number(value), count, value }));
  if (numbers.some(({ number, value }) => value.trim() === '' || Number.isNaN(number))) return '';
  const total = numbers.reduce((sum, { count }) => sum + count, 0);
  const sum = numbers.reduce((all, { number, count }) => all + number * count, 0);
  return `, ${(sum / total).toFixed(2)} on average`;
}
