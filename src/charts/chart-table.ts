/** The figures of a chart as a table, for who would rather read them. */

import { axisWords } from './axis-words.ts';
import { type Chart, type NamedValue, type TreeNode, toLabel } from './chart.ts';

export interface ChartTable {
  columns: string[];
  rows: string[][];
}

export function chartTable(chart: Chart): ChartTable {
  switch (chart.kind) {
    case 'bars':
      return ofValues(chart.bars, chart.axis);
    case 'intervals':
      return ofValues(chart.rows, chart.axis);
    case 'lines':
      return ofLines(chart);
    case 'heat': {
      const { rowLabel, rows, columns, values, unit } = chart;
      return {
        columns: [rowLabel, ...columns],
        rows: rows.map((name, row) => [
          name,
          ...columns.map((_, column) => axisWords(values[row]?.[column] ?? Number.NaN, unit)),
        ]),
      };
    }
    case 'tree':
      return { columns: ['Depth', 'When', 'What', 'Count'], rows: ofTree(chart.root, 0) };
  }
}

function ofValues(
  values: readonly NamedValue[],
  { label, unit }: { label: string; unit: Parameters<typeof axisWords>[1] },
): ChartTable {
  const hasRange = values.some(({ low, high }) => low !== undefined && high !== undefined);
  const hasCount = values.some(({ count }) => count !== undefined);
  return {
    columns: ['', label, ...(hasRange ? ['from', 'to'] : []), ...(hasCount ? ['n'] : [])],
    rows: values.map(({ name, value, low, high, count }) => [
      toLabel(name, 80),
      axisWords(value, unit),
      ...(hasRange ? [axisWords(low ?? Number.NaN, unit), axisWords(high ?? Number.NaN, unit)] : []),
      ...(hasCount ? [axisWords(count ?? Number.NaN, 'count')] : []),
    ]),
  };
}

function ofLines({ x, y, series }: Extract<Chart, { kind: 'lines' }>): ChartTable {
  const moments = [...new Set(series.flatMap(({ points }) => points.map((point) => point.x)))].sort((a, b) => a - b);
  const date =
    x.kind === 'time'
      ? new Intl.DateTimeFormat('sv-SE', {
          dateStyle: 'short',
          ...(isByDay(moments) ? {} : { timeStyle: 'short' }),
          timeZone: x.timeZone,
        })
      : undefined;
  return {
    columns: [x.label, ...series.map(({ name }) => `${toLabel(name, 40)}: ${y.label}`)],
    rows: moments.map((moment) => [
      date?.format(moment) ?? axisWords(moment, x.kind === 'number' ? x.unit : 'number'),
      ...series.map(({ points }) => {
        const point = points.find((one) => one.x === moment);
        if (point === undefined) return '–';
        const range =
          point.low === undefined || point.high === undefined
            ? ''
            : ` (${axisWords(point.low, y.unit)} to ${axisWords(point.high, y.unit)})`;
        return `${axisWords(point.y, y.unit)}${range}`;
      }),
    ]),
  };
}

function isByDay(moments: readonly number[]): boolean {
  return moments.every((moment, index) => index === 0 || moment - (moments[index - 1] ?? 0) >= 20 * 3_600_000);
}

function ofTree({ label, count, edge = '', children }: TreeNode, depth: number): string[][] {
  return [
    [String(depth), edge, toLabel(label, 80), String(count)],
    ...children.flatMap((child) => ofTree(child, depth + 1)),
  ];
}
