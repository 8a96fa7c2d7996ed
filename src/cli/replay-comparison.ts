/** Two replays of the same messages side by side, for people and for programs. */

import type { DifferentEnd, OutcomeComparison, OutcomeDifference } from '../replay/compare-outcomes.ts';
import type { ReplayResult } from '../replay/replay.ts';
import { nameOf } from '../replay/tally.ts';
import { printable, REASONS, share, toReplayJson } from './replay-report.ts';

/** What a desk's messages are compared with. */
export interface ReplayComparison {
  /** As it was named. */
  folder: string;
  result: ReplayResult;
  comparison: OutcomeComparison;
}

const MOST_DIFFERENCES = 20;

/** The other desk's figures, and every message that ends otherwise. */
export function toComparisonJson({ folder, result, comparison }: ReplayComparison) {
  const {
    durationMs: _durationMs,
    messagesPerSecond: _messagesPerSecond,
    malformed: _malformed,
    ...figures
  } = toReplayJson(result, 0);
  return { folder, ...figures, ...comparison };
}

/** Figures beside each other, then the messages that end otherwise: the first of them, or all. */
export function renderComparison(own: ReplayResult, other: ReplayComparison, isAll: boolean): string {
  const { differences } = other.comparison;
  const shown = isAll ? differences : differences.slice(0, MOST_DIFFERENCES);
  const more =
    differences.length > shown.length ? [`  and ${differences.length - shown.length} more (--all lists them)`, ''] : [];
  const lines = [...renderFigures(own, other), '', ...shown.flatMap(renderDifference), ...more];
  return `${lines.join('\n')}\n`;
}

function renderFigures(own: ReplayResult, { folder, result, comparison }: ReplayComparison): string[] {
  const { compared, differences, saidOtherwise, rightOnlyHere, rightOnlyThere } = comparison;
  const rows: [string, (of: ReplayResult) => [number, number]][] = [
    ['answered', (of) => [of.answered, of.messages]],
    ['  asked for a value', (of) => [of.asked, of.messages]],
    ['clarified', (of) => [of.clarified, of.messages]],
    ['escalated', (of) => [of.escalated, of.messages]],
    ['  found nothing', (of) => [of.foundNothing.messages, of.messages]],
    ...(own.labelled === 0
      ? []
      : ([
          ['rightly understood', (of) => [of.rightIntent, of.labelled]],
          ['answered rightly', (of) => [of.answeredRight, of.answeredLabelled]],
        ] satisfies [string, (of: ReplayResult) => [number, number]][])),
  ];
  const cell = ([part, whole]: [number, number]) => `${String(part).padStart(9)} ${share(part, whole).padStart(8)}`;
  const labelled = own.labelled === 0 ? '' : `; ${rightOnlyHere} are right only here, ${rightOnlyThere} only there`;
  return [
    `${'Compared with'.padEnd(36)}${'here'.padStart(18)}   ${printable(folder).padStart(18)}`,
    ...rows.map(([name, of]) => `${name.padEnd(36)}${cell(of(own))}   ${cell(of(result))}`),
    '',
    `${differences.length} of ${compared} messages end otherwise${labelled}; ${saidOtherwise} are answered the same way in other words`,
  ];
}

function renderDifference({ line, text, label, here, there }: OutcomeDifference): string[] {
  const meant = label === undefined ? '' : `  (meant: ${label})`;
  return [
    `  line ${line}: ${text}${meant}`,
    ...[`here   ${describeEnd(here)}`, `there  ${describeEnd(there)}`].map((end) => `    ${end}`),
    '',
  ].map(printable);
}

function describeEnd({ outcome, asked, reason, actedOn, offered, right, said }: DifferentEnd): string {
  const about = actedOn === undefined ? [] : [nameOf(actedOn)];
  const details = [
    ...(asked ? ['asked for a value'] : []),
    ...(reason === undefined ? [] : [REASONS[reason]]),
    ...about,
    ...(offered.length > 0 ? [`offered ${offered.join(', ')}`] : []),
    ...(right === undefined ? [] : [right ? 'right' : 'not right']),
  ];
  return `${outcome}${details.length > 0 ? ` (${details.join('; ')})` : ''}: ${said === '' ? '(nothing is said)' : said}`;
}
