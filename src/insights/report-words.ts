/** What figures and cells read like, wherever they are shown. */

import { type MeasureName, measureOf, type Unit } from '../domain/measures.ts';
import { duration } from '../domain/staff-wording.ts';
import type { Cell, Column, Figure, Period } from './report.ts';

/** Fewer than these are shown, and said to be few. */
export const FEW = 30;

/** A value in its unit: `1 204`, `62.4 %`, `1 h 20 min`, `4.31`. */
export function valueWords(value: number, unit: Unit | 'number'): string {
  switch (unit) {
    case 'count':
      return grouped(Math.round(value));
    case 'share':
      return `${(value * 100).toFixed(1)} %`;
    case 'ms':
      return value < 60_000 ? `${Math.round(value / 1_000)} s` : duration(value);
    case 'money':
    case 'score':
    case 'number':
      return grouped(Math.round(value * 100) / 100);
  }
}

const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** With a narrow space between thousands. */
function grouped(value: number): string {
  return GROUPED.format(value).replaceAll(',', '\u{202f}').replace('-', '−');
}

/** A difference, with its sign. */
function signedWords(value: number, unit: Unit): string {
  const sign = value < 0 ? '−' : '+';
  return unit === 'share'
    ? `${sign}${(Math.abs(value) * 100).toFixed(1)} points`
    : `${sign}${valueWords(Math.abs(value), unit)}`;
}

/** A figure as people read it. */
export interface FigureWords {
  title: string;
  /** `–` where it cannot be told. */
  value: string;
  /** What it rests on, or why it cannot be told. */
  basis: string;
  /** How it differs from the period before; undefined where there was nothing. */
  change: { words: string; isNews: boolean; isBetter: boolean | undefined } | undefined;
  goal: { words: string; isMet: boolean } | undefined;
  isFew: boolean;
}

export function figureWords(figure: Figure): FigureWords {
  const { measure, value, count, goal, reason } = figure;
  const { title, unit } = measureOf(measure);
  return {
    title,
    value: value === undefined ? '–' : valueWords(value, unit),
    basis: reason ?? (unit === 'count' ? '' : `of ${valueWords(count, 'count')}`),
    change: changeOf(figure),
    goal: goal && { words: goalWords(measure, goal), isMet: goal.isMet },
    isFew: unit !== 'count' && value !== undefined && count < FEW,
  };
}

function changeOf({ measure, value, before, difference }: Figure): FigureWords['change'] {
  if (value === undefined || before === undefined) return undefined;
  const { unit, better } = measureOf(measure);
  const change = value - before;
  const isNews = difference !== undefined && (difference.low > 0 || difference.high < 0);
  const range = difference && ` (${signedWords(difference.low, unit)} to ${signedWords(difference.high, unit)})`;
  const verdict = difference === undefined ? 'too little to tell' : isNews ? '' : 'within what chance does';
  const words = [`${signedWords(change, unit)}${range ?? ''}`, verdict].filter((part) => part !== '').join(', ');
  return { words, isNews, isBetter: isNews && better ? (better === 'more') === change > 0 : undefined };
}

function goalWords(measure: MeasureName, { target, isMet }: { target: number; isMet: boolean }): string {
  const { unit, better } = measureOf(measure);
  return `goal ${better === 'less' ? 'at most' : 'at least'} ${valueWords(target, unit)}: ${isMet ? 'met' : 'missed'}`;
}

/** A cell as people read it; empty where there is nothing. */
export function cellWords(cell: Cell, { unit = 'number' }: Column): string {
  if (typeof cell === 'number') return valueWords(cell, unit);
  if (typeof cell !== 'object') return cell ?? '–';
  return [cell.text, ...cell.tickets.map((number) => `#${number}`)].filter((word) => word !== '').join(' ') || '–';
}

/** `1 November 2026 to 30 November 2026, Europe/Berlin`. */
export function periodWords({ since, until }: Period, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone });
  return `${format.format(since)} to ${format.format(until)}, ${timeZone}`;
}
