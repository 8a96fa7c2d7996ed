import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { modelsFolder, parseEnvironment } from '../config/environment.ts';
import { loadEnvironmentFile } from '../config/environment-file.ts';
import type { ConfidenceSettings } from '../domain/confidence/apply.ts';
import { LEAST_LABELS } from '../domain/confidence/fit.ts';
import { type KindLabel, labelsOfText } from '../domain/confidence/labels.ts';
import { allFits, type FitOf } from '../domain/confidence/learn.ts';
import type { DeskContent } from '../domain/content.ts';
import { defaultLocaleOf } from '../domain/locales.ts';
import { articleIn, readOwnLabels } from '../engine/confidence.ts';
import { calibrateReplySchema, OWNER_FOLDER } from '../owner-socket.ts';
import type { ReplayMessage } from '../replay/tally.ts';
import { openStoreReader } from '../store/sqlite/store-reader.ts';
import { askRunningDesk } from './ask-running-desk.ts';
import { calibrationReport } from './calibration-report.ts';
import { DESK_FOLDER, enterDeskFolder } from './desk-folder.ts';
import { fail } from './fail.ts';
import { type ColumnNames, openMessageFile } from './message-file.ts';
import { toPrintable } from './printable.ts';
import { type TrainedDesk, trainDesk } from './train-desk.ts';

interface CalibrateOptions extends ColumnNames {
  root: string;
  locale?: string;
  dryRun?: true;
  json?: true;
}

/** Two numbers are fitted: more messages than this tell no more. */
const MOST_MESSAGES = 2_000;
const MAX_TOLD = 10;
const OFF_TOPIC = 'none';

const HELP = `
The file is .csv or .tsv with a header, or .jsonl with one object a line: the text of each message, and the intent that it has. A
message with no intent, or with the intent “none”, is about nothing the desk knows: without any of these the bot cannot learn how
often that happens. Take messages as they came, not the best ones; ${LEAST_LABELS} of a language are the least. Of more than ${MOST_MESSAGES} so many
are taken, evenly from the whole file.

The desk's analyzer reads each, and slope and intercept of the confidences are fitted to how often the best intent was right (and the
best article, where the intent answers from one), together with what the desk knows from its own messages. What is shown as
“after” is told of messages that the fit had not seen. Where that is better than what is in force, the running desk uses it from then on, keeps which
confidences were right (and no text), and learns on from there. The console's page Confidence shows it, with the way to undo it.

Run it as the user who runs the desk, with the same DATA_DIR. With --dry-run nothing changes, and no desk has to run.`;

/** `relaydesk calibrate` */
export function calibrateCommand(): Command {
  return new Command('calibrate')
    .description('fit how sure the bot is to messages of which the intent is known')
    .argument('<file>', 'a .csv, .tsv or .jsonl file')
    .addOption(new Option('--dry-run', 'only show what would come of it'))
    .option('--json', 'print one JSON object')
    .option('--text <column>', 'the column of the text (found by its usual names: text, message, utterance, …)')
    .option('--label <column>', 'the column of the intent that was meant (intent, label)')
    .option('--locale <locale>', "the language of messages that do not say by themselves (the desk's first by default)")
    .option('--root <folder>', DESK_FOLDER, '.')
    .addHelpText('after', HELP)
    .action((file: string, options: CalibrateOptions) => calibrate(file, options).catch(fail));
}

async function calibrate(file: string, options: CalibrateOptions): Promise<void> {
  const messages = await readMessages(resolve(file), options);
  enterDeskFolder(options.root);
  loadEnvironmentFile();
  const environment = parseEnvironment(process.env);
  const dataDir = resolve(environment.DATA_DIR);
  const desk = await trainDesk({
    root: resolve(environment.CONTENT_DIR),
    models: modelsFolder(environment),
    data: dataDir,
  });
  try {
    const { labels, unknown } = await readLabelled(desk, evenly(messages), options.locale);
    const fits = await fitsWith(labels, desk, dataDir);
    const made = options.dryRun || fits.length === 0 ? undefined : await putInForce(labels, dataDir);
    const report = { messages: messages.length, labels: labels.length, unknown: unknown.length, fits, made };
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : calibrationReport(report));
    tellUnknown(basename(file), unknown);
    if (fits.length === 0)
      throw new Error(`${LEAST_LABELS} messages of a language, or of all together, are the least.`);
  } finally {
    await desk.trained.analyzer.close();
  }
}

async function readMessages(file: string, columns: ColumnNames): Promise<ReplayMessage[]> {
  const malformed: string[] = [];
  const onMalformed = (line: number, reason: string) => malformed.push(`${basename(file)}:${line}: ${reason}`);
  const messages: ReplayMessage[] = [];
  for await (const message of (await openMessageFile({ file, columns, onMalformed })).messages) messages.push(message);
  tell(malformed);
  return messages;
}

function evenly(messages: readonly ReplayMessage[]): ReplayMessage[] {
  const step = Math.max(1, messages.length / MOST_MESSAGES);
  return messages.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

/** What the analyzer makes of each message beside what is said of it; those with an intent that the desk does not have are left out. */
async function readLabelled(
  { trained }: TrainedDesk,
  messages: readonly ReplayMessage[],
  locale: string | undefined,
): Promise<{ labels: KindLabel[]; unknown: ReplayMessage[] }> {
  const { content, analyzer } = trained;
  const labels: KindLabel[] = [];
  const unknown: ReplayMessage[] = [];
  const at = Date.now();
  for (const message of messages) {
    const analysis = await analyzer.analyze({ text: message.text, locale: locale ?? defaultLocaleOf(content) });
    const intent = message.label === OFF_TOPIC ? undefined : message.label;
    const read = analysis.understanding.locale;
    if (intent !== undefined && !hasIntent(content, intent)) unknown.push(message);
    else labels.push(...labelsOfText(analysis, intent, { articleOfIntent: articleIn(content, read), at }));
  }
  return { labels, unknown };
}

function hasIntent({ locales }: DeskContent, intent: string): boolean {
  return Object.values(locales).some(({ intents }) => intents.some(({ name }) => name === intent));
}

/** The fits to these labels and what the desk's store knows, beside what is in force there; of the labels alone where there is no store. */
async function fitsWith(
  labels: readonly KindLabel[],
  { policy, trained }: TrainedDesk,
  dataDir: string,
): Promise<FitOf[]> {
  const { content } = trained;
  const locales = Object.keys(content.locales);
  const settings: ConfidenceSettings = { offTopicShare: policy.offTopicShare, fits: [] };
  const storeFile = join(dataDir, 'relaydesk.db');
  if (!existsSync(storeFile)) return allFits(labels, { ...settings, locales });
  const reader = await openStoreReader(storeFile);
  try {
    const own = await readOwnLabels(reader.read, content);
    const fits = await reader.read.confidence.inForce();
    return allFits([...labels, ...own], { ...settings, fits, locales });
  } finally {
    reader.close();
  }
}

/** Has the running desk make the fits; the labels go by a file that only its owner reads. */
async function putInForce(labels: readonly KindLabel[], dataDir: string) {
  const file = `labels-${randomUUID()}.json`;
  const path = join(dataDir, OWNER_FOLDER, file);
  if (existsSync(join(dataDir, OWNER_FOLDER))) await writeFile(path, JSON.stringify(labels), { mode: 0o600 });
  try {
    const reply = await askRunningDesk(dataDir, { command: 'calibrate', file }, calibrateReplySchema);
    if (!reply.ok) throw new Error(reply.message);
    return reply.fits;
  } finally {
    await rm(path, { force: true });
  }
}

function tellUnknown(name: string, unknown: readonly ReplayMessage[]): void {
  tell(unknown.map(({ line, label }) => `${name}:${line}: there is no intent ${label}`));
}

/** What is left out is told, and makes the exit status 1. */
function tell(lines: readonly string[]): void {
  if (lines.length === 0) return;
  const more = lines.length > MAX_TOLD ? [`and ${lines.length - MAX_TOLD} more`] : [];
  const told = ['Left out:', ...lines.slice(0, MAX_TOLD), ...more];
  process.stderr.write(told.map((line) => `${toPrintable(line)}\n`).join(''));
  process.exitCode = 1;
}
