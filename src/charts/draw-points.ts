/** Points by two numbers, and how far probabilities can be trusted. */

import type { Markish } from '@observablehq/plot';
import { axisWords, clamp } from './axis-words.ts';
import {
  type Canvas,
  type Drawing,
  drawPlot,
  fitLabel,
  leftOutNote,
  upLabel,
  valueAxis,
  widestOf,
  withLegend,
  withNote,
} from './canvas.ts';
import { hasRange, isFew, type ReliabilityBin, type ReliabilityChart, type ScatterChart } from './chart.ts';
import { seriesColor } from './palette.ts';
import { scaleOf } from './scales.ts';

const MOST_SERIES = 6;
const MOST_POINTS = 1_500;
const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'cross', 'star'] as const;
/** The same shapes of 12 by 12 units, for the legend. */
const SHAPE_PATHS = [
  'M11,1.5a4.5,4.5 0 1,0 0,9a4.5,4.5 0 1,0 0,-9Z',
  'M7,2h8v8h-8Z',
  'M11,1l5,9h-10Z',
  'M11,0l4,6l-4,6l-4,-6Z',
  'M9.5,1h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5Z',
  'M11,0l1.6,4h4l-3.2,2.6l1.2,4.2l-3.6,-2.4l-3.6,2.4l1.2,-4.2l-3.2,-2.6h4Z',
];

/** Each series in its own shape and colour. */
export function drawScatter({ x, y, series }: ScatterChart, canvas: Canvas): Drawing {
  const { plot, palette, width } = canvas;
  const all = series.reduce((sum, { points }) => sum + points.length, 0);
  const shown = series.slice(0, MOST_SERIES).map(({ name, points }, index) => ({
    name,
    color: seriesColor(palette, index),
    shape: SHAPES[index] ?? 'circle',
    points: points
      .filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y))
      .slice(0, Math.floor(MOST_POINTS / Math.min(series.length, MOST_SERIES)))
      .map((point) => ({ ...point, x: clamp(point.x), y: clamp(point.y) })),
  }));
  const points = shown.flatMap((one) => one.points);
  const up = scaleOf(
    points.map((point) => point.y),
    { unit: y.unit, room: 6, fromZero: false },
  );
  const marginLeft = 18 + widestOf(up.ticks.map((tick) => axisWords(tick, y.unit)));
  const along = scaleOf(
    points.map((point) => point.x),
    { unit: x.unit, room: (width - marginLeft) / 75, fromZero: false },
  );
  const marks = shown.map(
    ({ points, color, shape, name }): Markish =>
      plot.dot(points, {
        ...{ x: 'x', y: 'y', r: 4, symbol: shape, strokeWidth: 1.5 },
        stroke: (point) => (isFew(point) ? palette.muted : color),
        ...{ fill: (point) => (isFew(point) ? palette.surface : color), fillOpacity: 0.55 },
        title: (point) =>
          `${fitLabel(point.name ?? name, 400)}: ${axisWords(point.x, x.unit)}, ${axisWords(point.y, y.unit)}`,
      }),
  );
  const drawing = drawPlot(canvas, {
    ...{ height: 360, marginLeft, marginRight: 24, marginTop: 30, marginBottom: 46 },
    x: valueAxis(x, along),
    y: { ...valueAxis(y, up), label: null },
    color: { type: 'identity' },
    marks: [
      plot.gridY(up.ticks, { stroke: palette.line, strokeOpacity: 1 }),
      plot.gridX(along.ticks, { stroke: palette.line, strokeOpacity: 1 }),
      ...marks,
      upLabel(canvas, y.label, marginLeft),
    ],
  });
  const signs = shown.map(({ name, color }, index) => ({
    name,
    sign: `<path d="${SHAPE_PATHS[index] ?? ''}" fill="${color}" fill-opacity="0.55" stroke="${color}" stroke-width="1.5"/>`,
  }));
  const named = shown.length > 1 ? withLegend(drawing, signs, canvas) : drawing;
  return withNote(named, leftOutNote(points.length, all), canvas);
}

const SIDE = 320;

/** On the dashed line what is expected happens as often. Bars are the fuller the more they rest on; dots stand at what was expected. */
export function drawReliability({ bins, expectedLabel, happenedLabel }: ReliabilityChart, canvas: Canvas): Drawing {
  const { plot, palette } = canvas;
  const filled = bins.filter(({ count, expected, happened }) => count > 0 && Number.isFinite(expected + happened));
  const most = filled.reduce((a, { count }) => Math.max(a, count), 1);
  const scale = scaleOf([0, 1], { unit: 'share', room: 6, fromZero: true });
  const margins = { marginLeft: 58, marginRight: 24, marginTop: 30, marginBottom: 46 };
  const side = Math.min(SIDE, canvas.width - margins.marginLeft - margins.marginRight);
  const color = seriesColor(palette, 1);
  const title = ({ from, to, happened, count }: ReliabilityBin) =>
    `${axisWords(from, 'share')} to ${axisWords(to, 'share')}: ${axisWords(happened, 'share')} of ${axisWords(count, 'count')}`;
  return drawPlot(canvas, {
    ...margins,
    width: margins.marginLeft + side + margins.marginRight,
    height: margins.marginTop + side + margins.marginBottom,
    x: { ...valueAxis({ label: expectedLabel, unit: 'share' }, scale) },
    y: { ...valueAxis({ label: happenedLabel, unit: 'share' }, scale), label: null },
    color: { type: 'identity' },
    marks: [
      plot.gridY(scale.ticks, { stroke: palette.line, strokeOpacity: 1 }),
      plot.rectY(filled, {
        ...{ x1: 'from', x2: 'to', y: 'happened', fill: seriesColor(palette, 0), title, inset: 0.5 },
        fillOpacity: ({ count }: ReliabilityBin) => 0.15 + 0.6 * Math.sqrt(count / most),
      }),
      plot.line(DIAGONAL, { stroke: palette.muted, strokeWidth: 1.5, strokeDasharray: '4,4' }),
      plot.ruleX(filled.filter(hasRange), { x: 'expected', y1: 'low', y2: 'high', stroke: color, strokeWidth: 1.5 }),
      plot.dot(filled, {
        ...{ x: 'expected', y: 'happened', r: 4, strokeWidth: 1.5, title },
        stroke: (bin: ReliabilityBin) => (isFew(bin) ? palette.muted : color),
        fill: (bin: ReliabilityBin) => (isFew(bin) ? palette.surface : color),
      }),
      plot.ruleY([0], { stroke: palette.ink }),
      upLabel(canvas, happenedLabel, margins.marginLeft),
    ],
  });
}

const DIAGONAL: [number, number][] = [
  [0, 0],
  [1, 1],
];
