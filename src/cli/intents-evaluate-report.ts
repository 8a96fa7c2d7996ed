/** What an evaluation found, as plain text. */

import type { FigureChanges } from '../evaluation/compare-figures.ts';
import { type ConfusedPair, type Figures, NOT_UNDERSTOOD } from '../evaluation/figures.ts';
import type { Judged } from '../evaluation/judge-fold.ts';
import { percent, signedPoints } from '../evaluation/percent.ts';
import type { EvaluationPage, LocaleSection } from '../evaluation/report/evaluation-page.tsx';
import { toPrintable } from './printable.ts';

const MOST_PAIRS = 10;
const MOST_EXAMPLES = 3;
const MOST_INTENTS = 10;
const MOST_CHANGES = 10;

/** The figures of every locale, the most confused pairs, the least well told intents, and what changed. */
export function renderEvaluation({ folds, locales, comparedWith }: EvaluationPage): string {
  const lines = locales.flatMap((section) => [...renderLocale(section, folds), '']);
  return `${[...lines, comparedWith].map(toPrintable).join('\n')}\n`;
}

function renderLocale({ locale, figures, changes }: LocaleSection, folds: number): string[] {
  const { utterances, intents, accuracy, macroF1, calibrationError } = figures;
  const change = (name: 'accuracy' | 'macroF1' | 'calibrationError') => changes && signedPoints(changes[name]);
  return [
    `${locale}: ${utterances} utterances of ${intents.length} intents, ${folds} folds`,
    row('accuracy', accuracy, change('accuracy')),
    row('macro-F1', macroF1, change('macroF1')),
    row('calibration error (ECE)', calibrationError, change('calibrationError')),
    ...renderPairs(figures.confusions),
    ...renderIntents(figures),
    ...renderReliability(figures),
    ...(changes === undefined ? [] : renderChanges(changes)),
  ];
}

function row(name: string, share: number, change: string | undefined): string {
  return `  ${name.padEnd(28)}${percent(share).padStart(8)}${change === undefined ? '' : `  ${change}`}`;
}

function renderPairs(confusions: readonly ConfusedPair[]): string[] {
  if (confusions.length === 0) return [];
  return [
    '  Most confused:',
    ...confusions
      .slice(0, MOST_PAIRS)
      .flatMap(({ intents: [a, b], utterances }) => [
        `${`${utterances.length}`.padStart(6)}  ${a} and ${b}`,
        ...utterances.slice(0, MOST_EXAMPLES).map((one) => `          ${describe(one)}`),
      ]),
  ];
}

function describe({ text, meant, takenFor, confidence }: Judged): string {
  return `"${text}" is ${meant}, taken for ${takenFor ?? NOT_UNDERSTOOD} (${percent(confidence)} sure)`;
}

function renderIntents({ intents }: Figures): string[] {
  const least = intents.filter(({ f1 }) => f1 < 1).slice(0, MOST_INTENTS);
  if (least.length === 0) return [];
  const cells = (values: string[]) => values.map((value) => value.padStart(12)).join('');
  return [
    `  ${'Least well told:'.padEnd(32)}${cells(['utterances', 'precision', 'recall', 'F1'])}`,
    ...least.map(
      ({ intent, utterances, precision, recall, f1 }) =>
        `    ${intent.padEnd(30)}${cells([`${utterances}`, percent(precision), percent(recall), percent(f1)])}`,
    ),
  ];
}

function renderReliability({ reliability }: Figures): string[] {
  const cells = (values: string[]) => values.map((value) => value.padStart(12)).join('');
  return [
    `  ${'How sure:'.padEnd(32)}${cells(['utterances', 'sure', 'right'])}`,
    ...reliability
      .filter(({ utterances }) => utterances > 0)
      .map(({ from, to, utterances, confidence, accuracy }) => {
        const range = `${percent(from)} to ${percent(to)}`;
        return `    ${range.padEnd(30)}${cells([`${utterances}`, percent(confidence), percent(accuracy)])}`;
      }),
  ];
}

function renderChanges(changes: FigureChanges): string[] {
  const { intents, addedIntents, removedIntents, newlyRight, newlyWrong } = changes;
  const f1 = intents.map(({ intent, before, now }) => `${intent}: F1 ${percent(before)} → ${percent(now)}`);
  const lines = [
    ...list('New intents', addedIntents),
    ...list('Intents that are gone', removedIntents),
    ...list('Changed', f1),
    ...list(
      'Right now',
      newlyRight.map(({ text, meant }) => `"${text}" is ${meant}`),
    ),
    ...list('Wrong now', newlyWrong.map(describe)),
  ];
  return lines.length === 0 ? ['  Nothing changed.'] : lines;
}

function list(name: string, entries: readonly string[]): string[] {
  if (entries.length === 0) return [];
  const more = entries.length > MOST_CHANGES ? [`    and ${entries.length - MOST_CHANGES} more`] : [];
  return [`  ${name} (${entries.length}):`, ...entries.slice(0, MOST_CHANGES).map((entry) => `    ${entry}`), ...more];
}
