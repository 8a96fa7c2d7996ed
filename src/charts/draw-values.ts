/** Values by name: bars from 0, and points with their ranges. */

import type { Markish } from '@observablehq/plot';
import { axisWords, clamp } from './axis-words.ts';
import {
  type Canvas,
  type Drawing,
  drawPlot,
  EDGE,
  fitLabel,
  leftOutNote,
  valueAxis,
  widestOf,
  withNote,
} from './canvas.ts';
import { type Axis, type BarChart, hasRange, type IntervalChart, isFew, type NamedValue } from './chart.ts';
import { seriesColor } from './palette.ts';
import { reachOf, scaleOf } from './scales.ts';

const MOST_ROWS = 40;

/** A value, or above the first of a group the group's name. */
interface Row extends NamedValue {
  key: number;
  isHeading: boolean;
}

/** Bars with their figures at their ends. */
export function drawBars({ bars, axis }: BarChart, canvas: Canvas): Drawing {
  const { plot, palette } = canvas;
  const rows = rowsOf(bars);
  const values = rows.filter(({ isHeading }) => !isHeading);
  const drop = dropOf(canvas);
  const box = { x: 'value', y: 'key', insetTop: 5 + 2 * drop, insetBottom: 5, title: titleIn(axis) };
  const marks = [
    plot.barX(values.filter(isFew), { ...box, fill: palette.surface, stroke: palette.muted, inset: 0.5 }),
    plot.barX(
      values.filter((row) => !isFew(row)),
      { ...box, fill: seriesColor(palette, 0) },
    ),
    plot.ruleY(values.filter(hasRange), {
      ...{ x1: 'low', x2: 'high', y: 'key', dy: drop, stroke: palette.ink, strokeWidth: 1.5 },
    }),
    plot.ruleX([0], { stroke: palette.ink }),
  ];
  const right = (row: NamedValue) =>
    axis.unit === 'count' && row.count === row.value
      ? axisWords(row.value, 'count')
      : [axisWords(row.value, axis.unit), countWords(row)].filter(Boolean).join(', ');
  const numbers = [...reachOf(values), 0];
  return withNote(
    drawRows({ rows, axis, marks, right, numbers, hasReference: false }, canvas),
    leftOutNote(values.length, bars.length),
    canvas,
  );
}

/** Points with their ranges as lines. */
export function drawIntervals({ rows: named, axis, reference }: IntervalChart, canvas: Canvas): Drawing {
  const { plot, palette } = canvas;
  const rows = rowsOf(named);
  const values = rows.filter(({ isHeading }) => !isHeading);
  const dy = dropOf(canvas);
  const compared = reference !== undefined && Number.isFinite(reference.value) ? [clamp(reference.value)] : [];
  const stroke = (row: Row) => (isFew(row) ? palette.muted : seriesColor(palette, 0));
  const fill = (row: Row) => (isFew(row) ? palette.surface : seriesColor(palette, 0));
  const marks = [
    plot.ruleX(compared, { stroke: palette.ink, strokeDasharray: '4,3' }),
    plot.text(compared, {
      ...{ x: (value: number) => value, frameAnchor: 'top', dy: -9, fill: palette.ink },
      text: () => fitLabel(reference?.label ?? '', 160),
    }),
    plot.ruleY(values.filter(hasRange), {
      ...{ x1: 'low', x2: 'high', y: 'key', dy, stroke, strokeWidth: 3, strokeOpacity: 0.5, strokeLinecap: 'round' },
    }),
    plot.dot(values, { x: 'value', y: 'key', dy, r: 5, strokeWidth: 2, stroke, fill, title: titleIn(axis) }),
  ];
  const numbers = [...reachOf(values), ...compared];
  const drawing = drawRows(
    { rows, axis, marks, right: countWords, numbers, hasReference: compared.length > 0 },
    canvas,
  );
  return withNote(drawing, leftOutNote(values.length, named.length), canvas);
}

/** As many as there is room for, with the names of their groups between them. */
function rowsOf(named: readonly NamedValue[]): Row[] {
  const values = named.filter(({ value }) => Number.isFinite(value)).slice(0, MOST_ROWS);
  const rows = values.flatMap((one, index): Omit<Row, 'key'>[] => {
    const row = { ...one, value: clamp(one.value), isHeading: false };
    const isFirst = one.group !== undefined && one.group !== values[index - 1]?.group;
    return isFirst ? [{ name: one.group ?? '', value: 0, isHeading: true }, row] : [row];
  });
  return rows.map((row, key) => ({ ...row, key }));
}

/** How far below the middle of its row a value stands: where there is little room its name is above it. */
function dropOf({ isNarrow }: Canvas): number {
  return isNarrow ? 8 : 0;
}

function countWords({ count }: NamedValue): string {
  return count === undefined ? '' : `n = ${axisWords(count, 'count')}`;
}

function titleIn({ unit }: Axis): (row: NamedValue) => string {
  return (row) => {
    const range = hasRange(row) ? ` (${axisWords(row.low, unit)} to ${axisWords(row.high, unit)})` : '';
    return `${fitLabel(row.name, 400)}: ${axisWords(row.value, unit)}${range}`;
  };
}

interface RowDrawing {
  rows: Row[];
  axis: Axis;
  marks: Markish[];
  /** What stands right of a value. */
  right(row: NamedValue): string;
  /** What has to be within the axis. */
  numbers: number[];
  /** Whether something stands above the values. */
  hasReference: boolean;
}

function drawRows({ rows, axis, marks, right, numbers, hasReference }: RowDrawing, canvas: Canvas): Drawing {
  const { plot, palette, width, isNarrow } = canvas;
  const values = rows.filter(({ isHeading }) => !isHeading);
  const label = ({ name }: Row) => fitLabel(name, isNarrow ? width - 2 * EDGE : 230);
  const marginLeft = isNarrow ? EDGE + 8 : EDGE + 12 + widestOf(values.map(label));
  const marginRight = EDGE + 10 + widestOf(values.map(right));
  const scale = scaleOf(numbers, { unit: axis.unit, room: (width - marginLeft - marginRight) / 75, fromZero: false });
  const marginTop = hasReference ? 24 : 8;
  const beside = { y: 'key', frameAnchor: 'left', textAnchor: 'start', dx: EDGE - marginLeft } as const;
  return drawPlot(canvas, {
    ...{ marginLeft, marginRight, marginTop, marginBottom: 44 },
    height: marginTop + rows.length * (isNarrow ? 42 : 28) + 44,
    x: valueAxis(axis, scale),
    y: { type: 'band', domain: rows.map(({ key }) => key), axis: null, padding: 0 },
    marks: [
      plot.gridX(scale.ticks, { stroke: palette.line, strokeOpacity: 1 }),
      ...marks,
      plot.text(
        rows.filter(({ isHeading }) => isHeading),
        { ...beside, dy: isNarrow ? 8 : 2, text: label, fill: palette.muted, fontWeight: 600 },
      ),
      plot.text(
        values,
        isNarrow
          ? { ...beside, dy: -11, text: label, stroke: palette.surface, strokeWidth: 4, fill: palette.ink }
          : { ...labelLeft, text: label },
      ),
      plot.text(values, {
        ...{ y: 'key', dy: dropOf(canvas), frameAnchor: 'right', dx: marginRight - EDGE, textAnchor: 'end' },
        ...{ text: right, fill: palette.muted },
      }),
    ],
  });
}

const labelLeft = { y: 'key', frameAnchor: 'left', textAnchor: 'end', dx: -10 } as const;
