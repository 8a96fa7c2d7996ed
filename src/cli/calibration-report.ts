/** What came of a calibration, as plain text. */

import { ALL_LOCALES } from '../domain/confidence/apply.ts';
import type { ReliabilityRow } from '../domain/confidence/fit.ts';
import type { FitOf } from '../domain/confidence/learn.ts';
import { count, languageName, percent } from '../domain/staff-wording.ts';

interface Calibration {
  messages: number;
  fits: readonly FitOf[];
  /** What the running desk made of it; undefined where it was not asked. */
  made: readonly Pick<FitOf, 'kind' | 'locale' | 'isBetter'>[] | undefined;
}

/** For each fit a line of how far confidences are off, what becomes of it, and a table of how sure the bot was and how often right. */
export function calibrationReport({ messages, fits, made }: Calibration): string {
  const sections = fits.map((fit) => {
    const done = made?.find(({ kind, locale }) => kind === fit.kind && locale === fit.locale);
    return [summary(fit), verdict(fit, done), ...table(fit), ''];
  });
  return [`${count(messages, 'message')}.`, '', ...sections.flat()].map((line) => `${line}\n`).join('');
}

function summary({ kind, locale, labels, scaling, before, after }: FitOf): string {
  const what = kind === 'intent' ? 'Intents' : 'Articles';
  const where = locale === ALL_LOCALES ? 'all languages' : languageName(locale);
  const numbers = `slope ${scaling.slope.toFixed(2)}, intercept ${scaling.intercept.toFixed(2)}`;
  return `${what}, ${where}: of ${count(labels, 'message')} confidences are off by ${percent(before.error)}, and by ${percent(after.error)} with ${numbers}.`;
}

function verdict({ isBetter }: FitOf, made: { isBetter: boolean } | undefined): string {
  if (!(made ?? { isBetter }).isBetter) return 'That is no better than what is in force, and is not used.';
  return made === undefined ? 'That would be put in force.' : 'That is in force now.';
}

const WIDTH = 10;

function table({ before, after }: FitOf): string[] {
  const starts = [...new Set([...before.table, ...after.table].map(({ from }) => from))].sort((a, b) => a - b);
  const head = ['', 'before', '', '', 'after', '', ''];
  const names = ['sure by', 'messages', 'mean', 'right', 'messages', 'mean', 'right'];
  const rows = starts.map((from) => [
    `from ${percent(from)}`,
    ...cells(before.table.find((row) => row.from === from)),
    ...cells(after.table.find((row) => row.from === from)),
  ]);
  return [head, names, ...rows].map((row) => `  ${row.map((cell) => cell.padStart(WIDTH)).join('')}`.trimEnd());
}

function cells(row: ReliabilityRow | undefined): string[] {
  if (row === undefined) return ['', '', ''];
  return [String(row.count), percent(row.meanConfidence), percent(row.shareRight)];
}
