import { writeFile } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError } from 'commander';
import { readDeskFile } from '../config/desk-file.ts';
import type { DeskContent } from '../domain/content.ts';
import { compareEvaluations, type Evaluation } from '../evaluation/compare-figures.ts';
import { crossValidate } from '../evaluation/cross-validate.ts';
import { figuresOf } from '../evaluation/figures.ts';
import { SEED, toFolds } from '../evaluation/folds.ts';
import { type LocaleSection, renderEvaluationPage } from '../evaluation/report/evaluation-page.tsx';
import { contentInForce, describeInForce, NOTHING_IN_FORCE } from './content-in-force.ts';
import { CONTENT_ROOT_DEFAULT, contentRoot } from './content-root.ts';
import { fail } from './fail.ts';
import { renderEvaluation } from './intents-evaluate-report.ts';
import { abortOnSignals, INTERRUPTED } from './interruption.ts';
import { readContent } from './train-desk.ts';

interface EvaluateOptions {
  locale?: string;
  folds: number;
  json?: true;
  html?: string;
  against?: string;
  root?: string;
}

const FOLDS = 5;
const MOST_FOLDS = 50;

const HELP = `
Each intent's utterances are dealt out over the folds, always in the same way; each fold is read by a bot that was trained
on the others. Told is the share that was rightly understood, the mean F1 of the intents (macro-F1), how far the bot's
confidence is from how often it is right (ECE, in 15 bins of equal width), the intents most often taken for each other with the
utterances that cause it, and what is better or worse beside the content in force, or a folder that --against names.

A desk of thousands of utterances takes a minute or two: every fold is a training. Ctrl-C ends it.`;

/** `relaydesk intents evaluate`: tells how well the desk's intents are told apart. */
export function intentsEvaluateCommand(): Command {
  return new Command('evaluate')
    .description('tell how well the intents are told apart: cross-validation, confusions, calibration')
    .option('--locale <locale>', 'this language only')
    .option('--folds <count>', 'how many folds', parseFolds, FOLDS)
    .option('--json', 'print one JSON object')
    .option('--html <file>', 'also write a page with a heat map of confusions and a plot of reliability')
    .option('--against <folder>', 'compare with the content of this folder; by default with what the desk has in force')
    .option('--root <folder>', `the folder that holds intents/ and knowledge/ (${CONTENT_ROOT_DEFAULT})`)
    .addHelpText('after', HELP)
    .action((options: EvaluateOptions) => run(options).catch(fail));
}

function parseFolds(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 2 && count <= MOST_FOLDS) return count;
  throw new InvalidArgumentError(`It must be a whole number from 2 to ${MOST_FOLDS}.`);
}

async function run(options: EvaluateOptions): Promise<void> {
  const root = contentRoot(options.root);
  const { name, defaultLocale } = await readDeskFile(root);
  const content = await readContent(root, defaultLocale);
  const locales = localesOf(content, options.locale);
  const base = await baseFor(options, content.version);
  const signal = abortOnSignals();
  const contents = [content, ...(base.content === undefined ? [] : [base.content])];
  const evaluated = await evaluateAll(contents, { locales, folds: options.folds, signal });
  if (evaluated === undefined) {
    process.stderr.write('Interrupted: nothing is reported.\n');
    process.exitCode = INTERRUPTED;
    return;
  }
  const [now, before] = evaluated;
  const sections = Array.from(now ?? [], ([locale, evaluation]): LocaleSection => {
    const earlier = before?.get(locale);
    const changes = earlier && compareEvaluations(evaluation, earlier);
    return { locale, figures: evaluation.figures, changes };
  });
  const report = { desk: name, folds: options.folds, locales: sections, comparedWith: base.words };
  if (options.html !== undefined) await writeFile(options.html, await renderEvaluationPage(report));
  const json = () => ({ folds: options.folds, seed: SEED, comparedWith: base.words, locales: byLocale(sections) });
  process.stdout.write(options.json ? `${JSON.stringify(json())}\n` : renderEvaluation(report));
}

function localesOf(content: DeskContent, named: string | undefined): string[] {
  const known = Object.keys(content.locales);
  if (named === undefined) return known;
  if (known.includes(named)) return [named];
  throw new Error(`The desk has no language ${named}: it has ${known.join(', ')}.`);
}

/** What it is compared with, and the words for it; no content where there is none, or it is the same. */
async function baseFor(
  { against, root }: EvaluateOptions,
  version: string,
): Promise<{ content?: DeskContent; words: string }> {
  if (against !== undefined) {
    const folder = contentRoot(against);
    const { defaultLocale } = await readDeskFile(folder);
    return { content: await readContent(folder, defaultLocale), words: `Compared with ${against}.` };
  }
  const inForce = await contentInForce(root);
  if (inForce === undefined) return { words: NOTHING_IN_FORCE };
  if (inForce.content.version === version) return { words: `This is ${describeInForce(inForce)}.` };
  return { content: inForce.content, words: `Compared with ${describeInForce(inForce)}.` };
}

interface Evaluating {
  locales: string[];
  folds: number;
  signal: AbortSignal;
}

/** By locale, of each content; undefined where the signal ended it. */
async function evaluateAll(
  contents: DeskContent[],
  { locales, folds, signal }: Evaluating,
): Promise<Map<string, Evaluation>[] | undefined> {
  const tasks = contents.flatMap((content, index) =>
    locales.flatMap((locale) => {
      const desk = content.locales[locale];
      return desk === undefined ? [] : toFolds(desk, folds).map((fold) => ({ index, locale, fold }));
    }),
  );
  const progress = startProgress(tasks.length);
  const judged = await crossValidate(
    tasks.map(({ fold }) => fold),
    { onFold: progress.step, signal },
  ).finally(progress.stop);
  if (signal.aborted) return undefined;
  return contents.map((content, index) => {
    const present = locales.filter((locale) => content.locales[locale] !== undefined);
    return new Map(
      present.map((locale) => {
        const own = judged.filter((_, at) => tasks[at]?.index === index && tasks[at]?.locale === locale).flat();
        return [locale, { judged: own, figures: figuresOf(own) }];
      }),
    );
  });
}

/** A bar on the error output where that is a terminal. */
function startProgress(total: number): { step(): void; stop(): void } {
  if (!process.stderr.isTTY) return { step: () => undefined, stop: () => undefined };
  const format = '{bar} {value} of {total} folds | {duration_formatted}';
  const bar = new SingleBar({ format, clearOnComplete: true, hideCursor: true, stream: process.stderr });
  bar.start(total, 0);
  return { step: () => bar.increment(), stop: () => bar.stop() };
}

function byLocale(sections: LocaleSection[]) {
  return Object.fromEntries(
    sections.map(({ locale, figures, changes }) => [locale, { ...figures, changes: changes ?? null }]),
  );
}
