/** Lines with their bands, and areas upon each other, along time or numbers. */

import type { Markish } from '@observablehq/plot';
import { DAY_MS } from '../domain/policy.ts';
import { axisWords, clamp } from './axis-words.ts';
import {
  type Canvas,
  type Drawing,
  drawPlot,
  fitLabel,
  type LegendEntry,
  leftOutNote,
  upLabel,
  valueAxis,
  widestOf,
  withLegend,
  withNote,
} from './canvas.ts';
import {
  type Along,
  type AreaChart,
  hasRange,
  isFew,
  isPlace,
  type LineChart,
  type LineSeries,
  toAxisLabel,
} from './chart.ts';
import { seriesColor } from './palette.ts';
import { reachOf, type Scale, scaleOf, timeTicks } from './scales.ts';

/** As many as can be told apart. */
const MOST_SERIES = 6;
const DASHES = [undefined, '7,4', '2,3', '9,3,2,3', '1,4', '12,4'];
const DASHED = DASHES[1];
const HEIGHT = 280;
const NAME_HEIGHT = 15;

interface Point {
  x: number;
  value: number;
  low?: number | undefined;
  high?: number | undefined;
  count?: number | undefined;
}

interface Line {
  name: string;
  color: string;
  dash: string | undefined;
  points: Point[];
}

/** Each line in its own colour and dashes, its name at its end. */
export function drawLines({ x, y, series }: LineChart, canvas: Canvas): Drawing {
  const { plot, palette } = canvas;
  const lines = linesOf(series, x, canvas);
  const numbers = lines.flatMap(({ points }) => reachOf(points.filter(isThere)));
  const scale = scaleOf(numbers, { unit: y.unit, room: 6, fromZero: y.unit !== 'score' });
  const marks = lines.flatMap(({ points, color, dash }): Markish[] => [
    plot.areaY(points, { x: 'x', y1: lowOf, y2: highOf, fill: color, fillOpacity: 0.18 }),
    plot.lineY(points, { x: 'x', y: 'value', stroke: color, strokeWidth: 2, strokeDasharray: dash }),
    plot.dot(points.filter(isAlone), { x: 'x', y: 'value', r: 3, fill: color }),
    plot.dot(points.filter(isFew), { x: 'x', y: 'value', r: 3, fill: palette.surface, stroke: palette.muted }),
  ]);
  const names = lines.flatMap(({ name, color, points }) => {
    const end = points.findLast(isThere);
    return end === undefined ? [] : [{ name, color, at: end.value }];
  });
  const base = plot.ruleY([scale.domain[0]], { stroke: palette.ink });
  const drawing = drawAlong(
    { x, y, lines, scale, marks: [...marks, base], names, legend: lines.map(lineEntry) },
    canvas,
  );
  return withNote(drawing, leftOutNote(lines.length, series.length), canvas);
}

/** Each part upon those before it, its name at its end. What is below 0 counts as 0. */
export function drawAreas({ x, y, series }: AreaChart, canvas: Canvas): Drawing {
  const { plot, palette } = canvas;
  const lines = linesOf(series, x, canvas);
  const moments = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.x)))].sort((a, b) => a - b);
  const below = moments.map(() => 0);
  const bands = lines.map(({ name, color, points }) => {
    const values = new Map(points.filter(isThere).map((point) => [point.x, Math.max(0, point.value)]));
    const band = moments.map((moment, index) => {
      const from = below[index] ?? 0;
      below[index] = clamp(from + (values.get(moment) ?? 0));
      return { x: moment, from, to: below[index] };
    });
    return { name, color, band };
  });
  const scale = scaleOf(below, { unit: y.unit, room: 6, fromZero: true });
  const marks = bands.map(({ band, color }) =>
    plot.areaY(band, {
      ...{ x: 'x', y1: 'from', y2: 'to', fill: color, fillOpacity: 0.75 },
      ...{ stroke: palette.surface, strokeWidth: 1.5 },
    }),
  );
  const names = bands.flatMap(({ name, color, band }) => {
    const end = band.at(-1);
    return end === undefined ? [] : [{ name, color, at: end.from + (end.to - end.from) / 2 }];
  });
  const legend = lines.map(({ name, color }) => ({
    name,
    sign: `<rect x="5" width="14" height="12" rx="2" fill="${color}" fill-opacity="0.75"/>`,
  }));
  const drawing = drawAlong({ x, y, lines, scale, marks, names, legend }, canvas);
  return withNote(drawing, leftOutNote(lines.length, series.length), canvas);
}

function linesOf(series: readonly LineSeries[], x: Along, { palette }: Canvas): Line[] {
  return series.slice(0, MOST_SERIES).map(({ name, points, isDashed }, index) => ({
    name,
    color: seriesColor(palette, index),
    dash: isDashed ? DASHED : DASHES[index],
    points: points
      .filter((point) => isPlace(x, point.x))
      .toSorted((a, b) => a.x - b.x)
      .map(({ y, low, high, ...point }) => ({
        ...{ ...point, x: clamp(point.x), value: Number.isFinite(y) ? clamp(y) : Number.NaN },
        ...(hasRange({ low, high }) && { low: clamp(low ?? 0), high: clamp(high ?? 0) }),
      })),
  }));
}

function isThere({ value }: Point): boolean {
  return Number.isFinite(value);
}

/** Whether nothing is on either side, so that no line would show it. */
function isAlone(point: Point, index: number, points: Point[]): boolean {
  return (
    [points[index - 1], points[index + 1]].every((other) => other === undefined || !isThere(other)) && isThere(point)
  );
}

function lowOf(point: Point): number {
  return isThere(point) && hasRange(point) ? point.low : Number.NaN;
}

function highOf(point: Point): number {
  return isThere(point) && hasRange(point) ? point.high : Number.NaN;
}

interface AlongDrawing {
  /** For where there is no room for names at the ends of lines. */
  legend: LegendEntry[];
  x: Along;
  y: LineChart['y'];
  lines: Line[];
  scale: Scale;
  marks: Markish[];
  /** What the lines are called, and at which height they end. */
  names: { name: string; color: string; at: number }[];
}

function drawAlong({ x, y, lines, scale, marks, names, legend }: AlongDrawing, canvas: Canvas): Drawing {
  const { plot, palette, width, isNarrow } = canvas;
  const isNamed = lines.length > 1;
  const hasLegend = isNamed && isNarrow;
  const label = ({ name }: { name: string }) => fitLabel(name, 150);
  // Half of the first date stands left of the axis.
  const marginLeft = Math.max(
    x.kind === 'time' ? 46 : 0,
    18 + widestOf(scale.ticks.map((tick) => axisWords(tick, y.unit))),
  );
  const marginRight =
    isNamed && !isNarrow ? Math.max(46, 20 + widestOf(names.map(label))) : x.kind === 'time' ? 46 : 24;
  const room = width - marginLeft - marginRight;
  const alongX = axisAlong(x, lines, room);
  const drawing = drawPlot(canvas, {
    ...{ height: HEIGHT, marginLeft, marginRight, marginTop: 30, marginBottom: 46 },
    x: alongX,
    y: { ...valueAxis(y, scale), label: null },
    marks: [
      plot.gridY(scale.ticks, { stroke: palette.line, strokeOpacity: 1 }),
      ...marks,
      upLabel(canvas, y.label, marginLeft),
      plot.text(isNamed && !isNarrow ? spread(names, scale) : [], {
        ...{ x: () => alongX.domain[1], y: 'at', dx: 8, textAnchor: 'start', text: label, fill: 'color' },
      }),
    ],
    color: { type: 'identity' },
  });
  return hasLegend ? withLegend(drawing, legend, canvas) : drawing;
}

/** The sign of a line is a piece of it. */
function lineEntry({ name, color, dash }: Line): LegendEntry {
  const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash}"`;
  return { name, sign: `<path d="M0,6H22" fill="none" stroke="${color}" stroke-width="3"${dashes}/>` };
}

/** An axis that the points fill from end to end. */
function axisAlong(x: Along, lines: readonly Line[], room: number) {
  const places = lines.flatMap(({ points }) => points.map((point) => point.x));
  const least = places.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = places.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const common = { label: toAxisLabel(x.label), labelAnchor: 'center', labelArrow: 'none' } as const;
  if (x.kind === 'number') {
    const scale = scaleOf(places, { unit: x.unit, room: room / 75, fromZero: false });
    const [low, high] = least < most ? [least, most] : scale.domain;
    const ticks = scale.ticks.filter((tick) => tick >= low && tick <= high);
    return { ...valueAxis({ label: x.label, unit: x.unit }, { domain: [low, high], ticks }), type: 'linear' } as const;
  }
  const domain: [number, number] = least < most ? [least, most] : [least - DAY_MS, least + DAY_MS];
  const ticks = timeTicks(...domain, x.timeZone, room / 80);
  const labels = new Map(ticks.map(({ at, label }) => [at, label]));
  const tickFormat = (at: number) => labels.get(at) ?? '';
  return { ...common, type: 'linear', domain, ticks: [...labels.keys()], tickFormat } as const;
}

/** Moves names apart that would stand on each other, within the axis where there is room. */
function spread(names: AlongDrawing['names'], { domain: [least, most] }: Scale): AlongDrawing['names'] {
  const gap = (most / HEIGHT - least / HEIGHT) * NAME_HEIGHT * 1.3;
  const sorted = names.toSorted((a, b) => a.at - b.at).map((name) => ({ ...name }));
  let floor = least;
  for (const name of sorted) {
    name.at = Math.max(name.at, floor);
    floor = name.at + gap;
  }
  let ceiling = most;
  for (const name of sorted.toReversed()) {
    name.at = Math.min(name.at, ceiling);
    ceiling = name.at - gap;
  }
  return sorted;
}
