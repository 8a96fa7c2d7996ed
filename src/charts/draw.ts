/** Draws charts as SVG. The library that does it is loaded with the first one. */

import { axisWords } from './axis-words.ts';
import {
  type Chart,
  FEW,
  type HeatMap,
  type IntervalChart,
  isEmpty,
  type LineChart,
  type NamedValue,
  toLabel,
} from './chart.ts';
import { drawTree } from './draw-tree.ts';
import { escapeMarkup } from './escape-markup.ts';
import { IMAGE_PALETTE, PAGE_PALETTE, type Palette } from './palette.ts';

type Plot = typeof import('@observablehq/plot');
type PlotOptions = NonNullable<Parameters<Plot['plot']>[0]>;

const WIDTH = 720;
const ROW_HEIGHT = 28;
/** About as wide as one character of a label, in the units of the drawing. */
const CHARACTER_WIDTH = 6.6;

/** For a page of the desk: its colours are those of the page, and nothing in it needs a style of its own. */
export function drawForPage(chart: Chart): Promise<string> {
  return draw(chart, PAGE_PALETTE);
}

/** For a file or a picture, on white. */
export function drawForImage(chart: Chart): Promise<string> {
  return draw(chart, IMAGE_PALETTE);
}

async function draw(chart: Chart, palette: Palette): Promise<string> {
  if (isEmpty(chart)) return frame(chart, palette, 60, emptyText(palette));
  if (chart.kind === 'tree') {
    const { width, height, content } = drawTree(chart.root, palette);
    return frame(chart, palette, height, content, width);
  }
  const [plot, document] = await loadPlot();
  const options = optionsOf(plot, chart, palette);
  const svg = plot.plot({
    ...options,
    document,
    width: WIDTH,
    style: undefined,
  } as PlotOptions) as unknown as SvgElement;
  const found = svg.tagName.toLowerCase() === 'svg' ? svg : svg.querySelector('svg');
  for (const style of found?.querySelectorAll('style, [style]') ?? []) {
    if (style.tagName.toLowerCase() === 'style') style.remove();
    else style.removeAttribute('style');
  }
  return frame(chart, palette, options.height ?? 300, found?.innerHTML ?? '');
}

interface SvgElement {
  tagName: string;
  innerHTML: string;
  querySelector(selector: string): SvgElement | null;
  querySelectorAll(selector: string): Iterable<SvgElement>;
  remove(): void;
  removeAttribute(name: string): void;
}

/** Enough of a document to draw in; types of browsers are not the desk's. */
type PlotDocument = NonNullable<PlotOptions['document']>;

let loaded: Promise<[Plot, PlotDocument]> | undefined;

async function loadPlot(): Promise<[Plot, PlotDocument]> {
  loaded ??= Promise.all([import('@observablehq/plot'), import('linkedom')]).then(([plot, { parseHTML }]) => [
    plot,
    parseHTML('<html><body></body></html>').document as unknown as PlotDocument,
  ]);
  return loaded;
}

/** On a page the title stands above the drawing; a picture that goes elsewhere has it in itself. */
const TITLE_HEIGHT = 34;

/** The drawing with what it says for who cannot see it. */
function frame({ title, says }: Chart, palette: Palette, height: number, content: string, width = WIDTH): string {
  const label = escapeMarkup(`${toLabel(title, 120)}. ${toLabel(says, 400)}`);
  const isImage = palette === IMAGE_PALETTE;
  const top = isImage ? TITLE_HEIGHT : 0;
  const heading = `<text x="12" y="22" font-size="15" font-weight="600" text-anchor="start">${escapeMarkup(toLabel(title, 80))}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 ${width} ${height + top}" role="img" aria-label="${label}"`,
    ` fill="${palette.ink}" color="${palette.ink}" font-size="12" font-family="system-ui, 'DejaVu Sans', 'Noto Sans SC', 'Noto Sans Hans', sans-serif" text-anchor="middle">`,
    isImage ? `${heading}<g transform="translate(0,${top})">${content}</g></svg>` : `${content}</svg>`,
  ].join('');
}

function emptyText({ muted }: Palette): string {
  return `<text x="${WIDTH / 2}" y="34" fill="${muted}">Nothing to draw</text>`;
}

function optionsOf(plot: Plot, chart: Exclude<Chart, { kind: 'tree' }>, palette: Palette): PlotOptions {
  switch (chart.kind) {
    case 'bars':
      return barOptions(plot, chart.bars, chart.axis, palette);
    case 'intervals':
      return intervalOptions(plot, chart, palette);
    case 'lines':
      return lineOptions(plot, chart, palette);
    case 'heat':
      return heatOptions(plot, chart, palette);
  }
}

/** A number with its label apart, so that two of the same name stay two. */
function labelled(values: readonly NamedValue[]) {
  return values
    .filter(({ value }) => Number.isFinite(value))
    .map((one, index) => ({ ...one, key: index, label: toLabel(one.name) }));
}

function byName(
  palette: Palette,
  rows: ReturnType<typeof labelled>,
  axis: { label: string; unit: Parameters<typeof axisWords>[1] },
) {
  const longest = Math.max(...rows.map(({ label }) => widthOf(label)));
  return {
    height: 66 + rows.length * ROW_HEIGHT,
    marginLeft: Math.min(260, 24 + longest),
    marginRight: 70,
    marginTop: 20,
    marginBottom: 44,
    x: {
      label: axis.label,
      labelAnchor: 'center',
      labelArrow: 'none',
      grid: true,
      nice: true,
      ticks: 6,
      tickFormat: (value: number) => axisWords(value, axis.unit),
    },
    y: {
      label: null,
      domain: rows.map(({ key }) => key),
      tickFormat: (key: number) => rows[key]?.label ?? '',
      tickSize: 0,
      type: 'band',
      padding: 0,
    },
    color: { type: 'identity' },
    palette,
  } as const;
}

/** Characters of Han and the like are about twice as wide. */
function widthOf(label: string): number {
  return (
    Array.from(label).reduce((sum, character) => sum + (/[\u{2E80}-\u{FFEF}]/u.test(character) ? 1.9 : 1), 0) *
    CHARACTER_WIDTH
  );
}

function isFew({ count }: NamedValue): boolean {
  return count !== undefined && count < FEW;
}

function barOptions(
  plot: Plot,
  bars: readonly NamedValue[],
  axis: IntervalChart['axis'],
  palette: Palette,
): PlotOptions {
  const rows = labelled(bars);
  const fill = (row: NamedValue) => (isFew(row) ? palette.few : (palette.series[0] ?? palette.ink));
  const { palette: _, ...base } = byName(palette, rows, axis);
  return {
    ...base,
    marks: [
      plot.barX(rows, { x: 'value', y: 'key', fill, insetTop: 4, insetBottom: 4, rx: 2 }),
      plot.ruleY(rows.filter(hasRange), { x1: 'low', x2: 'high', y: 'key', stroke: palette.ink, strokeWidth: 1.5 }),
      plot.ruleX([0], { stroke: palette.ink }),
      plot.text(rows, {
        ...{ x: (row) => Math.max(row.value, row.high ?? row.value, 0), y: 'key', dx: 6, textAnchor: 'start' },
        text: (row) => axisWords(row.value, axis.unit),
        fill: palette.muted,
      }),
    ],
  } as PlotOptions;
}

function hasRange({ low, high }: NamedValue): boolean {
  return Number.isFinite(low) && Number.isFinite(high);
}

function intervalOptions(plot: Plot, { rows: values, axis, reference }: IntervalChart, palette: Palette): PlotOptions {
  const rows = labelled(values);
  const stroke = (row: NamedValue) => (isFew(row) ? palette.few : (palette.series[0] ?? palette.ink));
  const { palette: _, ...base } = byName(palette, rows, axis);
  return {
    ...base,
    marks: [
      ...(reference === undefined
        ? []
        : [
            plot.ruleX([reference.value], { stroke: palette.muted, strokeDasharray: '4,3' }),
            plot.text([reference.value], {
              x: (value) => value,
              frameAnchor: 'top',
              dy: -4,
              text: () => reference.label,
              fill: palette.muted,
            }),
          ]),
      plot.ruleY(rows.filter(hasRange), {
        x1: 'low',
        x2: 'high',
        y: 'key',
        stroke,
        strokeWidth: 3,
        strokeLinecap: 'round',
      }),
      plot.dot(rows, { x: 'value', y: 'key', r: 5, fill: stroke, stroke: palette.paper }),
      plot.text(
        rows.filter(({ count }) => count !== undefined),
        {
          ...{ frameAnchor: 'right', y: 'key', dx: 62, textAnchor: 'end', fill: palette.muted },
          text: (row) => `n = ${axisWords(row.count ?? 0, 'count')}`,
        },
      ),
    ],
  } as PlotOptions;
}

const DASHES = ['', '7,4', '2,3', '9,3,2,3', '1,4', '12,4'];

/** A line as it is drawn. */
interface DrawnLine {
  name: string;
  dash: string | undefined;
  color: string;
  points: { at: number | Date; y: number; low?: number | undefined; high?: number | undefined }[];
}

function drawnLines({ x, series }: LineChart, palette: Palette): DrawnLine[] {
  return series.map(({ name, points, isDashed }, index) => ({
    name: toLabel(name, 24),
    dash: isDashed ? DASHES[1] : DASHES[index % DASHES.length],
    color: palette.series[index % palette.series.length] ?? palette.ink,
    points: points
      .filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y))
      .map(({ x: at, ...point }) => ({ ...point, at: x.kind === 'time' ? new Date(at) : at })),
  }));
}

function lineOptions(plot: Plot, chart: LineChart, palette: Palette): PlotOptions {
  const { x, y } = chart;
  const drawn = drawnLines(chart, palette);
  const isNamed = drawn.length > 1;
  const longest = Math.max(0, ...drawn.map(({ name }) => widthOf(name)));
  const values = drawn.flatMap(({ points }) =>
    points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]),
  );
  const least = Math.min(0, ...values);
  const most = Math.max(...values);
  const date =
    x.kind === 'time'
      ? new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: x.timeZone })
      : undefined;
  return {
    height: 300,
    marginLeft: 64,
    marginRight: isNamed ? Math.min(180, 20 + longest) : 24,
    marginTop: 28,
    marginBottom: 44,
    x: {
      ...{
        type: x.kind === 'time' ? 'time' : 'linear',
        label: x.label,
        labelAnchor: 'center',
        labelArrow: 'none',
        ticks: 7,
      },
      tickFormat: (value: number | Date) =>
        date?.format(value as Date) ?? axisWords(Number(value), x.kind === 'number' ? x.unit : 'number'),
    },
    y: {
      ...{
        label: y.label,
        labelArrow: 'none',
        grid: true,
        nice: true,
        ticks: 5,
        domain: [least, most > least ? most : least + 1],
      },
      tickFormat: (value: number) => axisWords(value, y.unit),
    },
    marks: [
      ...lineMarks(plot, drawn),
      plot.ruleY([least], { stroke: palette.ink }),
      ...(isNamed
        ? [
            plot.text(spreadEnds(drawn, least, most), {
              x: 'at',
              y: 'y',
              dx: 8,
              textAnchor: 'start',
              text: 'name',
              fill: 'color',
            }),
          ]
        : []),
    ],
  } as PlotOptions;
}

function lineMarks(plot: Plot, drawn: readonly DrawnLine[]) {
  return [
    ...drawn.flatMap(({ points, color }) => {
      const ranged = points.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
      return ranged.length === 0
        ? []
        : [plot.areaY(ranged, { x: 'at', y1: 'low', y2: 'high', fill: color, fillOpacity: 0.18 })];
    }),
    ...drawn.map(({ points, color, dash }) =>
      plot.lineY(points, { x: 'at', y: 'y', stroke: color, strokeWidth: 2, ...(dash && { strokeDasharray: dash }) }),
    ),
    ...drawn
      .filter(({ points }) => points.length < 3)
      .map(({ points, color }) => plot.dot(points, { x: 'at', y: 'y', fill: color })),
  ];
}

/** Where the names of lines stand: at their ends, moved apart where those are close. */
function spreadEnds(drawn: readonly DrawnLine[], least: number, most: number) {
  const gap = ((most - least || 1) * 15) / 220;
  const [last] = drawn.flatMap(({ points }) => points.at(-1)?.at ?? []).toSorted((a, b) => Number(b) - Number(a));
  const ends = drawn.flatMap(({ name, color, points }) => {
    const end = points.at(-1);
    return end === undefined ? [] : [{ name, color, at: last, y: end.y }];
  });
  ends.sort((a, b) => a.y - b.y);
  for (const [index, end] of ends.entries()) {
    const below = ends[index - 1];
    if (below !== undefined) end.y = Math.max(end.y, below.y + gap);
  }
  return ends;
}

function heatOptions(
  plot: Plot,
  { rows, columns, values, unit, rowLabel, columnLabel }: HeatMap,
  palette: Palette,
): PlotOptions {
  const cells = rows.flatMap((_, row) =>
    columns.flatMap((__, column) => {
      const value = values[row]?.[column];
      return value === undefined || !Number.isFinite(value) ? [] : [{ row, column, value }];
    }),
  );
  const most = Math.max(...cells.map(({ value }) => value));
  const strength = (value: number) => (most <= 0 ? 0 : Math.max(0, value) / most);
  const longest = Math.max(...rows.map((name) => widthOf(toLabel(name))));
  const isRoomy = columns.length <= 14;
  return {
    height: 70 + rows.length * 26,
    marginLeft: Math.min(240, 24 + longest),
    marginBottom: 48,
    marginTop: 8,
    padding: 0.06,
    x: {
      domain: columns.map((_, index) => index),
      label: columnLabel,
      labelAnchor: 'center',
      labelArrow: 'none',
      tickSize: 0,
      tickFormat: (index: number) => (isRoomy || index % 3 === 0 ? toLabel(columns[index] ?? '', 12) : ''),
    },
    y: {
      domain: rows.map((_, index) => index),
      label: rowLabel,
      labelArrow: 'none',
      tickSize: 0,
      tickFormat: (index: number) => toLabel(rows[index] ?? ''),
    },
    marks: [
      plot.cell(cells, {
        x: 'column',
        y: 'row',
        fill: palette.series[0] ?? palette.ink,
        fillOpacity: ({ value }) => 0.06 + 0.94 * strength(value),
        rx: 2,
      }),
      ...(isRoomy
        ? [
            plot.text(cells, {
              x: 'column',
              y: 'row',
              text: ({ value }) => axisWords(value, unit),
              fill: ({ value }) => (strength(value) > 0.55 ? palette.paper : palette.ink),
            }),
          ]
        : []),
    ],
  } as PlotOptions;
}
