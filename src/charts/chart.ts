/** A chart as a description: what it shows, not how it is drawn. */

import { toCleanLine } from '../lib/clean-line.ts';
import { cutText } from '../lib/text.ts';

/** How numbers of an axis read: `share` as per cent, `ms` as lengths of time, the others as they are. */
export type AxisUnit = 'count' | 'share' | 'ms' | 'score' | 'number' | 'money';

export interface Axis {
  /** With its unit, where the numbers do not say it themselves. */
  label: string;
  unit: AxisUnit;
}

interface ChartBase {
  title: string;
  /** What it says, in a sentence, for who cannot see it. */
  says: string;
}

/** A value with its range; `count` is what it rests on, and what rests on few is drawn hollow and grey. */
export interface NamedValue {
  name: string;
  value: number;
  low?: number | undefined;
  high?: number | undefined;
  count?: number | undefined;
  /** What it belongs to; those of one group stand beside each other, under its name. */
  group?: string | undefined;
}

/** Values by name, as bars from 0. */
export interface BarChart extends ChartBase {
  kind: 'bars';
  axis: Axis;
  bars: readonly NamedValue[];
}

/** Values by name with their ranges, as points; `reference` is a line to compare them with. */
export interface IntervalChart extends ChartBase {
  kind: 'intervals';
  axis: Axis;
  rows: readonly NamedValue[];
  reference?: { value: number; label: string } | undefined;
}

export interface LinePoint {
  /** Epoch milliseconds where x is time. */
  x: number;
  /** Not a number where there is nothing, which leaves a gap. */
  y: number;
  low?: number | undefined;
  high?: number | undefined;
  count?: number | undefined;
}

export interface LineSeries {
  name: string;
  points: readonly LinePoint[];
  isDashed?: boolean;
}

/** What lines and areas run along. */
export type Along =
  | { label: string; kind: 'time'; timeZone: string }
  | { label: string; kind: 'number'; unit: AxisUnit };

/** Lines over time or over numbers, with bands where points have ranges. */
export interface LineChart extends ChartBase {
  kind: 'lines';
  x: Along;
  y: Axis;
  series: readonly LineSeries[];
}

/** Parts of a whole over time or over numbers, one upon the other, the first at the bottom. */
export interface AreaChart extends ChartBase {
  kind: 'areas';
  x: Along;
  y: Axis;
  series: readonly LineSeries[];
}

export interface ScatterPoint {
  x: number;
  y: number;
  /** Said of the point where one points at it, and in the table. */
  name?: string | undefined;
  count?: number | undefined;
}

/** Points by two numbers; each series has its own shape. */
export interface ScatterChart extends ChartBase {
  kind: 'scatter';
  x: Axis;
  y: Axis;
  series: readonly { name: string; points: readonly ScatterPoint[] }[];
}

/** Numbers by row and column, the larger the darker; those below 0 in another colour. */
export interface HeatMap extends ChartBase {
  kind: 'heat';
  rowLabel: string;
  columnLabel: string;
  unit: AxisUnit;
  rows: readonly string[];
  columns: readonly string[];
  /** By row, then column; undefined where there is nothing. */
  values: readonly (readonly (number | undefined)[])[];
}

/** How often what a row says was taken for what a column says. On the diagonal it was right; the fuller a colour, the larger the share of its row. */
export interface ConfusionChart extends ChartBase {
  kind: 'confusion';
  rowLabel: string;
  columnLabel: string;
  names: readonly string[];
  /** By row, then column. */
  counts: readonly (readonly number[])[];
  /** What each row's counts are of, also those taken for what is not shown. */
  totals: readonly number[];
}

/** Forecasts from `from` to `to`: what they said on average, beside how often it came true. All are shares. */
export interface ReliabilityBin {
  from: number;
  to: number;
  expected: number;
  happened: number;
  low?: number | undefined;
  high?: number | undefined;
  count: number;
}

/** How far probabilities can be trusted: on the dashed line what is expected happens exactly as often. */
export interface ReliabilityChart extends ChartBase {
  kind: 'reliability';
  expectedLabel: string;
  happenedLabel: string;
  bins: readonly ReliabilityBin[];
}

/** A node of a decision tree: a question with its answers, or what it comes to. */
export interface TreeNode {
  label: string;
  count: number;
  /** What the way here says, such as `yes`. */
  edge?: string | undefined;
  children: readonly TreeNode[];
}

export interface TreeChart extends ChartBase {
  kind: 'tree';
  root: TreeNode;
}

/** Where there is nothing to draw, and why, in a sentence. */
export interface NoChart extends ChartBase {
  kind: 'none';
  reason: string;
}

export type Chart =
  | BarChart
  | IntervalChart
  | LineChart
  | AreaChart
  | ScatterChart
  | HeatMap
  | ConfusionChart
  | ReliabilityChart
  | TreeChart
  | NoChart;

/** What rests on fewer than these is drawn hollow and grey. */
export const FEW = 30;

/** Whether a figure rests on few; one of which that is not said does not. */
export function isFew({ count }: { count?: number | undefined }): boolean {
  return count !== undefined && count < FEW;
}

/** Whether a figure has a range. */
export function hasRange<T extends { low?: number | undefined; high?: number | undefined }>(
  figure: T,
): figure is T & { low: number; high: number } {
  return Number.isFinite(figure.low) && Number.isFinite(figure.high);
}

const LONGEST_LABEL = 34;
const LONGEST_AXIS_LABEL = 60;
/** What no XML may hold. */
const UNWRITABLE = /[\p{Surrogate}\p{Noncharacter_Code_Point}]/gu;

/** A name that others chose, as a label: on one line, as it looks, and cut; a dash where it shows nothing. */
export function toLabel(name: string, longest = LONGEST_LABEL): string {
  return cutText(toCleanLine(name.slice(0, 4 * longest).replace(UNWRITABLE, '\uFFFD')), longest) || '–';
}

/** The name of an axis or a column, which may be left out. */
export function toAxisLabel(label: string): string {
  return label === '' ? '' : toLabel(label, LONGEST_AXIS_LABEL);
}

const [FIRST_MS, LAST_MS] = [Date.parse('0001-01-01'), Date.parse('9999-01-01')];

/** Whether a place along an axis can be drawn and written; of a moment its year has to have four digits. */
export function isPlace(along: Along | Axis, at: number): boolean {
  return 'kind' in along && along.kind === 'time' ? at >= FIRST_MS && at <= LAST_MS : Number.isFinite(at);
}

/** Why there is nothing to draw; undefined where there is something. */
export function whyNothing(chart: Chart): string | undefined {
  if (chart.kind === 'none') return chart.reason;
  return figuresOf(chart).some((figure) => Number.isFinite(figure))
    ? undefined
    : 'Nothing to draw: there are no figures.';
}

function figuresOf(chart: Exclude<Chart, NoChart>): (number | undefined)[] {
  switch (chart.kind) {
    case 'bars':
      return chart.bars.map(({ value }) => value);
    case 'intervals':
      return chart.rows.map(({ value }) => value);
    case 'lines':
    case 'areas':
    case 'scatter':
      return chart.series.flatMap(({ points }) => points.map(({ x, y }) => (isPlace(chart.x, x) ? y : undefined)));
    case 'heat':
      return chart.rows.flatMap((_, row) => chart.values[row]?.slice(0, chart.columns.length) ?? []);
    case 'confusion':
      return chart.names.flatMap((_, row) => chart.counts[row]?.slice(0, chart.names.length) ?? []);
    case 'reliability':
      return chart.bins.map(({ count, happened }) => (count > 0 ? happened : undefined));
    case 'tree':
      return [chart.root.count];
  }
}
