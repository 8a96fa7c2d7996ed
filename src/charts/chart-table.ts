/** The figures of a chart as a table, for who would rather read them. */

import { DAY_MS } from '../domain/policy.ts';
import { axisWords } from './axis-words.ts';
import {
  type Along,
  type AreaChart,
  type AxisUnit,
  type Chart,
  type ConfusionChart,
  type HeatMap,
  hasRange,
  isPlace,
  type LineChart,
  type NamedValue,
  type ReliabilityChart,
  type ScatterChart,
  type TreeNode,
  toAxisLabel,
  toLabel,
} from './chart.ts';
import { localReader } from './scales.ts';

/** Each row begins with what it is about; the other cells are figures, but for those of a tree. */
export interface ChartTable {
  columns: string[];
  rows: string[][];
}

const LONGEST = 80;
const NONE = Number.NaN;

/** All figures of a chart, also those that its drawing has no room for. */
export function chartTable(chart: Chart): ChartTable {
  const { columns, rows } = tableOf(chart);
  return { columns: columns.map(toAxisLabel), rows };
}

function tableOf(chart: Chart): ChartTable {
  switch (chart.kind) {
    case 'bars':
      return ofValues(chart.bars, chart.axis);
    case 'intervals':
      return ofValues(chart.rows, chart.axis);
    case 'lines':
    case 'areas':
      return ofSeries(chart);
    case 'scatter':
      return ofScatter(chart);
    case 'heat':
      return ofHeat(chart);
    case 'confusion':
      return ofConfusion(chart);
    case 'reliability':
      return ofReliability(chart);
    case 'tree':
      return { columns: ['Where', 'What', 'n'], rows: ofTree(chart.root, []) };
    case 'none':
      return { columns: [], rows: [] };
  }
}

function ofValues(values: readonly NamedValue[], { label, unit }: { label: string; unit: AxisUnit }): ChartTable {
  const isRanged = values.some(hasRange);
  const isCounted = values.some(({ count }) => count !== undefined);
  return {
    columns: ['', label, ...(isRanged ? ['from', 'to'] : []), ...(isCounted ? ['n'] : [])],
    rows: values.map(({ name, group, value, low = NONE, high = NONE, count = NONE }) => [
      toLabel(group === undefined ? name : `${group}: ${name}`, LONGEST),
      axisWords(value, unit),
      ...(isRanged ? [axisWords(low, unit), axisWords(high, unit)] : []),
      ...(isCounted ? [axisWords(count, 'count')] : []),
    ]),
  };
}

function ofSeries({ x, y, series }: LineChart | AreaChart): ChartTable {
  const places = [...new Set(series.flatMap(({ points }) => points.map((point) => point.x)))].sort((a, b) => a - b);
  const byPlace = series.map(({ points }) => new Map(points.map((point) => [point.x, point])));
  const placeWords = wordsAlong(x, places);
  const name = (text: string) => (series.length === 1 ? y.label : `${toLabel(text, 40)}: ${y.label}`);
  return {
    columns: [x.label, ...series.map((one) => name(one.name))],
    rows: places.map((place) => [
      placeWords(place),
      ...byPlace.map((points) => {
        const point = points.get(place);
        return point === undefined ? '–' : rangeWords(point.y, point, y.unit);
      }),
    ]),
  };
}

function rangeWords(
  value: number,
  range: { low?: number | undefined; high?: number | undefined },
  unit: AxisUnit,
): string {
  const words = axisWords(value, unit);
  return hasRange(range) ? `${words} (${axisWords(range.low, unit)} to ${axisWords(range.high, unit)})` : words;
}

/** Dates, with the time of day where it differs. */
function wordsAlong(x: Along, places: readonly number[]): (place: number) => string {
  if (x.kind === 'number') return (place) => axisWords(place, x.unit);
  const localOf = localReader(x.timeZone);
  const areDays = places.every((place) => isPlace(x, place) && localOf(place) % DAY_MS === 0);
  return (place) => {
    if (!isPlace(x, place)) return '–';
    const iso = new Date(localOf(place)).toISOString();
    return areDays ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
  };
}

function ofScatter({ x, y, series }: ScatterChart): ChartTable {
  const points = series.flatMap((one) => one.points.map((point) => ({ ...point, series: one.name })));
  const isCounted = points.some(({ count }) => count !== undefined);
  return {
    columns: ['', x.label, y.label, ...(isCounted ? ['n'] : [])],
    rows: points.map((point) => [
      toLabel(point.name === undefined ? point.series : `${point.series}: ${point.name}`, LONGEST),
      axisWords(point.x, x.unit),
      axisWords(point.y, y.unit),
      ...(isCounted ? [axisWords(point.count ?? NONE, 'count')] : []),
    ]),
  };
}

function ofHeat({ rowLabel, rows, columns, values, unit }: HeatMap): ChartTable {
  return {
    columns: [rowLabel, ...columns.map((name) => toLabel(name, LONGEST))],
    rows: rows.map((name, row) => [
      toLabel(name, LONGEST),
      ...columns.map((_, column) => axisWords(values[row]?.[column] ?? NONE, unit)),
    ]),
  };
}

function ofConfusion({ names, counts, totals, rowLabel, columnLabel }: ConfusionChart): ChartTable {
  const labels = names.map((name) => toLabel(name, LONGEST));
  return {
    columns: [`${rowLabel} / ${columnLabel}`, ...labels, 'of'],
    rows: labels.map((label, row) => [
      label,
      ...names.map((_, column) => axisWords(counts[row]?.[column] ?? NONE, 'count')),
      axisWords(totals[row] ?? NONE, 'count'),
    ]),
  };
}

function ofReliability({ bins, expectedLabel, happenedLabel }: ReliabilityChart): ChartTable {
  return {
    columns: ['', 'n', expectedLabel, happenedLabel],
    rows: bins
      .filter(({ count }) => count > 0)
      .map((bin) => [
        `${axisWords(bin.from, 'share')} to ${axisWords(bin.to, 'share')}`,
        axisWords(bin.count, 'count'),
        axisWords(bin.expected, 'share'),
        rangeWords(bin.happened, bin, 'share'),
      ]),
  };
}

/** Each node by the answers that lead to it. */
function ofTree({ label, count, edge, children }: TreeNode, before: readonly string[]): string[][] {
  const way = edge === undefined ? before : [...before, edge];
  const row = [
    way.length === 0 ? 'all' : way.map((step) => toLabel(step, LONGEST)).join(' › '),
    toLabel(label, LONGEST),
    axisWords(count, 'count'),
  ];
  return [row, ...children.flatMap((child) => ofTree(child, way))];
}
