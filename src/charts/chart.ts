/** A chart as a description: what it shows, not how it is drawn. */

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

/** A value with its range; `count` is what it rests on, and what is few is drawn grey. */
export interface NamedValue {
  name: string;
  value: number;
  low?: number | undefined;
  high?: number | undefined;
  count?: number | undefined;
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
  y: number;
  low?: number | undefined;
  high?: number | undefined;
}

/** Lines over time or over numbers, with bands where points have ranges. */
export interface LineChart extends ChartBase {
  kind: 'lines';
  x: { label: string; kind: 'time'; timeZone: string } | { label: string; kind: 'number'; unit: AxisUnit };
  y: Axis;
  series: readonly { name: string; points: readonly LinePoint[]; isDashed?: boolean }[];
}

/** Numbers by row and column, the larger the darker. */
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

export type Chart = BarChart | IntervalChart | LineChart | HeatMap | TreeChart;

/** Fewer than these are drawn grey. */
export const FEW = 30;

const CONTROL = /[\p{Cc}\p{Bidi_Control}]/gu;
const LONGEST_LABEL = 34;

/** A name that others chose, as a label: on one line, and cut. */
export function toLabel(name: string, longest = LONGEST_LABEL): string {
  const characters = Array.from(name.slice(0, 4 * longest).replace(CONTROL, ' '));
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}

/** Whether there is anything to draw. */
export function isEmpty(chart: Chart): boolean {
  switch (chart.kind) {
    case 'bars':
      return !chart.bars.some(({ value }) => Number.isFinite(value));
    case 'intervals':
      return !chart.rows.some(({ value }) => Number.isFinite(value));
    case 'lines':
      return !chart.series.some(({ points }) => points.some(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
    case 'heat':
      return !chart.values.some((row) => row.some((value) => Number.isFinite(value)));
    case 'tree':
      return false;
  }
}
