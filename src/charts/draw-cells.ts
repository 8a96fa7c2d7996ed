/** Cells by row and column: heat maps, and what was taken for what. */

import { axisWords, clamp } from './axis-words.ts';
import {
  type Canvas,
  type Drawing,
  drawPlot,
  EDGE,
  fitLabel,
  leftOutNote,
  round,
  widestOf,
  withNote,
} from './canvas.ts';
import { type ConfusionChart, type HeatMap, toAxisLabel } from './chart.ts';
import { escapeMarkup } from './escape-markup.ts';
import { seriesColor } from './palette.ts';

const MOST_ROWS = 40;
const MOST_COLUMNS = 40;
const ROW_HEIGHT = 26;
/** Of a name beside or above its cells. */
const LONGEST_NAME = 190;
const FAINTEST = 0.08;

interface Cell {
  row: number;
  column: number;
  words: string;
  title: string;
  color: string;
  /** From 0 to 1. */
  strength: number;
}

/** The larger a number the fuller its cell; a key says how large. */
export function drawHeat(chart: HeatMap, canvas: Canvas): Drawing {
  const { rows, columns, values, unit } = chart;
  const { palette } = canvas;
  const most = values
    .flat()
    .reduce<number>((a, b) => Math.max(a, clamp(Math.abs(Number.isFinite(b) ? (b ?? 0) : 0))), 0);
  const cells = cellsOf(rows.length, columns.length, (row, column): Cell | undefined => {
    const value = values[row]?.[column];
    if (value === undefined || !Number.isFinite(value)) return undefined;
    const words = axisWords(value, unit);
    const title = `${fitLabel(rows[row] ?? '', 400)}, ${fitLabel(columns[column] ?? '', 400)}: ${words}`;
    const color = seriesColor(palette, value < 0 ? 1 : 0);
    return { row, column, words, title, color, strength: most === 0 ? 0 : Math.abs(clamp(value)) / most };
  });
  const drawing = drawCells({ ...chart, cells, longestCellWidth: Number.POSITIVE_INFINITY }, canvas);
  const hasNegative = values.flat().some((value) => value !== undefined && value < 0);
  return withKey(drawing, [hasNegative ? axisWords(-most, unit) : '0', axisWords(most, unit)], hasNegative, canvas);
}

/** What is right in one colour, what is wrong in another; the fuller, the larger the share of the row. */
export function drawConfusion(chart: ConfusionChart, canvas: Canvas): Drawing {
  const { names, counts, totals, columnLabel } = chart;
  const cells = cellsOf(names.length, names.length, (row, column): Cell => {
    const count = counts[row]?.[column] ?? 0;
    const share = Math.min(1, Math.max(0, count / (totals[row] || 1)));
    const isRight = row === column;
    const title = `${fitLabel(names[row] ?? '', 400)} ${toAxisLabel(columnLabel)} ${fitLabel(names[column] ?? '', 400)}: ${axisWords(count, 'count')}`;
    return {
      ...{ row, column, title, words: count > 0 ? axisWords(count, 'count') : '' },
      color: count > 0 ? seriesColor(canvas.palette, isRight ? 0 : 1) : canvas.palette.muted,
      // Also a single one shows; of what is wrong a third of the row is as bad as can be.
      strength: count > 0 ? 0.12 + 0.88 * Math.min(1, isRight ? share : 3 * share) : 0,
    };
  });
  return drawCells({ ...chart, rows: names, columns: names, cells, longestCellWidth: 38 }, canvas);
}

function cellsOf(rows: number, columns: number, cellAt: (row: number, column: number) => Cell | undefined): Cell[] {
  return Array.from({ length: Math.min(rows, MOST_ROWS) }, (_, row) =>
    Array.from({ length: Math.min(columns, MOST_COLUMNS) }, (__, column) => cellAt(row, column) ?? []).flat(),
  ).flat();
}

interface CellDrawing {
  rows: readonly string[];
  columns: readonly string[];
  rowLabel: string;
  columnLabel: string;
  cells: Cell[];
  longestCellWidth: number;
}

function drawCells(
  { rows, columns, rowLabel, columnLabel, cells, longestCellWidth }: CellDrawing,
  canvas: Canvas,
): Drawing {
  const { plot, palette } = canvas;
  const rowNames = rows.slice(0, MOST_ROWS).map((name) => fitLabel(name, canvas.isNarrow ? 110 : LONGEST_NAME));
  const columnNames = columns
    .slice(0, MOST_COLUMNS)
    .map((name) => fitLabel(name, canvas.isNarrow ? 110 : LONGEST_NAME));
  const marginLeft = EDGE + 10 + widestOf(rowNames);
  const room = canvas.width - marginLeft - EDGE;
  const cellWidth = Math.min(longestCellWidth, room / columnNames.length);
  const names = columnAxis(columnNames, cellWidth);
  const [marginTop, marginBottom] = [names.height + (columnLabel === '' ? 8 : 26), 8];
  const isRoomy = widestOf(cells.map(({ words }) => words)) <= cellWidth - 4;
  const drawing = drawPlot(canvas, {
    ...{ marginTop, marginBottom, marginLeft, marginRight: EDGE, padding: 0.06 },
    width: marginLeft + EDGE + cellWidth * columnNames.length,
    height: marginTop + rowNames.length * ROW_HEIGHT + marginBottom,
    x: { ...names.axis, domain: columnNames.map((_, index) => index), label: null },
    y: {
      ...{ type: 'band', domain: rowNames.map((_, index) => index), tickSize: 0, label: null },
      tickFormat: (index: number) => rowNames[index] ?? '',
    },
    color: { type: 'identity' },
    marks: [
      plot.cell(cells, {
        ...{ x: 'column', y: 'row', fill: 'color', rx: 2, title: 'title' },
        fillOpacity: ({ strength }: Cell) => round2(FAINTEST + (1 - FAINTEST) * strength),
      }),
      plot.text(isRoomy ? cells : [], {
        ...{ x: 'column', y: 'row', text: 'words' },
        fill: ({ strength }: Cell) => (strength > 0.55 ? palette.surface : palette.ink),
      }),
    ],
  });
  const labels = axisLabels(toAxisLabel(rowLabel), toAxisLabel(columnLabel), marginLeft, palette.muted);
  const note = leftOutNote(rowNames.length, rows.length) ?? leftOutNote(columnNames.length, columns.length);
  return withNote({ ...drawing, content: drawing.content + labels }, note, canvas);
}

/** What rows and columns are, in the corner above them. */
function axisLabels(rowLabel: string, columnLabel: string, left: number, color: string): string {
  const row = `<text x="${round(left - 10)}" y="16" text-anchor="end" fill="${color}">${escapeMarkup(rowLabel)}${rowLabel === '' ? '' : ' ↓'}</text>`;
  const column = `<text x="${round(left)}" y="16" text-anchor="start" fill="${color}">${escapeMarkup(columnLabel)} →</text>`;
  return `${rowLabel === '' ? '' : row}${columnLabel === '' ? '' : column}`;
}

/** Names upright above their columns where they fit; of numbers every so many; else turned. */
function columnAxis(names: readonly string[], cellWidth: number) {
  const widest = widestOf(names);
  const areNumbers = names.every((name) => /^\d+$/.test(name));
  const every = areNumbers ? Math.ceil((widest + 6) / cellWidth) : 1;
  const isTurned = !areNumbers && widest + 4 > cellWidth;
  const axis = {
    ...({ type: 'band', axis: 'top', tickSize: 0, tickRotate: isTurned ? -90 : 0 } as const),
    tickFormat: (index: number) => (index % every === 0 ? (names[index] ?? '') : ''),
  };
  return { axis, height: isTurned ? widest + 6 : 16 };
}

/** The ends of the colours below the cells. */
function withKey(
  drawing: Drawing,
  [least, most]: [string, string],
  hasNegative: boolean,
  { palette }: Canvas,
): Drawing {
  const steps = hasNegative ? [-1, -0.5, 0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1];
  const y = drawing.height + 2;
  const start = EDGE + widestOf([least]) + 8;
  const boxes = steps.map(
    (step, index) =>
      `<rect x="${round(start + index * 20)}" y="${y}" width="19" height="12" rx="2" fill="${seriesColor(palette, step < 0 ? 1 : 0)}" fill-opacity="${round2(FAINTEST + (1 - FAINTEST) * Math.abs(step))}"/>`,
  );
  const text = (x: number, words: string) =>
    `<text x="${round(x)}" y="${y + 10}" text-anchor="start" fill="${palette.muted}">${escapeMarkup(words)}</text>`;
  const content = [text(EDGE, least), ...boxes, text(start + 108, most)].join('');
  return { ...drawing, height: drawing.height + 24, content: drawing.content + content };
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
