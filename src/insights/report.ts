/** A report as it is, whoever shows it: pages, the command, exports and staff platforms draw the same blocks. */

import type { Chart } from '../charts/chart.ts';
import type { Picture } from '../charts/picture.ts';
import type { MeasureName, Unit } from '../domain/measures.ts';
import type { Interval } from '../lib/statistics/differences.ts';

/** The reports there are, by the names that `relaydesk report` takes. */
export const REPORT_NAMES = [
  'overview',
  'satisfaction',
  'drivers',
  'demand',
  'forecast',
  'waits',
  'customers',
  'answers',
  'agents',
  'health',
  'digest',
] as const;
export type ReportName = (typeof REPORT_NAMES)[number];

/** From `since` until before `until`, in epoch milliseconds. */
export interface Period {
  since: number;
  until: number;
}

/** One measure in the period, beside the period before. */
export interface Figure {
  measure: MeasureName;
  /** Undefined where there is nothing to tell it by; `reason` says what is missing. */
  value: number | undefined;
  /** How many of what it rests on. */
  count: number;
  before: number | undefined;
  /** `value - before`, with 95 % certainty; undefined where that cannot be told. */
  difference: Interval | undefined;
  goal: { target: number; isMet: boolean } | undefined;
  reason: string | undefined;
}

/** A text that leads to tickets, by their numbers, where whoever shows it can. */
export interface TicketsCell {
  text: string;
  tickets: readonly number[];
}

/** What stands in a cell: a text, or a number with the unit of its column. */
export type Cell = string | number | TicketsCell | undefined;

export interface Column {
  title: string;
  /** Of its numbers; without one its cells are texts. */
  unit?: Unit | 'number';
}

export type Block =
  | { kind: 'heading'; text: string }
  /** A sentence or two. */
  | {
      kind: 'text';
      text: string;
      /** Of an alarm: what it is about, the same for as long as it lasts. */
      alarm?: string;
    }
  | { kind: 'figures'; figures: Figure[] }
  /** `svg` is its drawing for pages and `picture` that for where no SVG is shown, once somebody has drawn them. */
  | { kind: 'chart'; chart: Chart; svg?: string; picture?: Picture }
  | { kind: 'table'; title: string; columns: Column[]; rows: Cell[][] }
  /** What cannot be told, and why. */
  | { kind: 'unknown'; what: string; reason: string };

export interface Report {
  name: ReportName;
  title: string;
  period: Period;
  /** Where its days are. */
  timeZone: string;
  blocks: Block[];
}
