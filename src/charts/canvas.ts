/** What every drawing is made with: room, colours, the drawing library, and how wide words are. */

import { axisWords } from './axis-words.ts';
import { type Axis, toAxisLabel, toLabel } from './chart.ts';
import { escapeMarkup } from './escape-markup.ts';
import type { Palette } from './palette.ts';
import type { Scale } from './scales.ts';

type Plot = typeof import('@observablehq/plot');
export type PlotOptions = NonNullable<Parameters<Plot['plot']>[0]>;
type PlotDocument = NonNullable<PlotOptions['document']>;

export interface Canvas {
  plot: Plot;
  document: PlotDocument;
  palette: Palette;
  /** In units of the drawing, which are pixels where there is room. */
  width: number;
  /** Whether it is a phone's width, so that labels stand above what they name. */
  isNarrow: boolean;
}

/** What stands within the SVG, and how large that is. */
export interface Drawing {
  width: number;
  height: number;
  content: string;
}

let loaded: Promise<Pick<Canvas, 'plot' | 'document'>> | undefined;

/** Between what is drawn and the drawing's own edge. */
export const EDGE = 12;

/** Loads the drawing library, which takes half a second and some 36 MB, the first time. */
export function loadPlot(): Promise<Pick<Canvas, 'plot' | 'document'>> {
  loaded ??= Promise.all([import('@observablehq/plot'), import('linkedom')]).then(([plot, { parseHTML }]) => ({
    plot,
    // All that is drawn with of a document are elements with attributes and children.
    document: parseHTML('<html><body></body></html>').document as unknown as PlotDocument,
  }));
  return loaded;
}

interface SvgElement {
  innerHTML: string;
  querySelectorAll(selector: string): Iterable<{ remove(): void }>;
}

/** Draws with the library; without its own style, which pages refuse. */
export function drawPlot({ plot, document, width }: Canvas, options: PlotOptions & { height: number }): Drawing {
  const svg = plot.plot({ width, ...options, document }) as unknown as SvgElement;
  for (const style of svg.querySelectorAll('style')) style.remove();
  return { width: options.width ?? width, height: options.height, content: svg.innerHTML };
}

/** An axis of numbers, for the library. */
export function valueAxis({ label, unit }: Axis, { domain, ticks }: Scale) {
  const tickFormat = (value: number) => axisWords(value, unit);
  return { domain, ticks, tickFormat, label: toAxisLabel(label), labelAnchor: 'center', labelArrow: 'none' } as const;
}

/** The name of an upright axis, above its numbers. */
export function upLabel({ plot, palette }: Canvas, label: string, marginLeft: number) {
  const corner = { frameAnchor: 'top-left', textAnchor: 'start', lineAnchor: 'bottom' } as const;
  return plot.text([toAxisLabel(label)], { ...corner, dx: EDGE - marginLeft, dy: -12, fill: palette.ink });
}

/** About as wide as one Latin character of a label. */
const CHARACTER_WIDTH = 6.6;
/** What takes about twice the room: Han, Hangul, kana, emoji. */
const WIDE = /[\u{1100}-\u{11FF}\u{2E80}-\u{FFEF}\u{1F000}-\u{3FFFF}]/u;

/** About how wide a text is at the size of labels. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (WIDE.test(character) ? 1.9 : 1), 0) * CHARACTER_WIDTH;
}

/** How wide the widest of these is; 0 where there is none. */
export function widestOf(texts: readonly string[]): number {
  return texts.reduce((widest, text) => Math.max(widest, widthOf(text)), 0);
}

/** A name that others chose, cut where it would be wider than this. */
export function fitLabel(name: string, room: number): string {
  const label = toLabel(name, Math.max(3, Math.floor(room / CHARACTER_WIDTH)));
  const excess = widthOf(label) - room;
  return excess <= CHARACTER_WIDTH
    ? label
    : toLabel(label, Math.max(3, Math.floor(label.length * (room / widthOf(label)))));
}

/** The sign of a series in a legend: markup of 22 × 12 units. */
export interface LegendEntry {
  name: string;
  sign: string;
}

const LEGEND_LINE = 18;
const SIGN_WIDTH = 28;

/** A drawing with the names of its series above it. */
export function withLegend(drawing: Drawing, entries: readonly LegendEntry[], { width, palette }: Canvas): Drawing {
  let x = EDGE;
  let line = 0;
  const content = entries.map(({ name, sign }) => {
    const label = fitLabel(name, width - SIGN_WIDTH - 36);
    const needed = SIGN_WIDTH + widthOf(label) + 18;
    if (x > EDGE && x + needed > width) {
      x = EDGE;
      line += 1;
    }
    const place = `translate(${round(x)},${line * LEGEND_LINE + 4})`;
    x += needed;
    return `<g transform="${place}">${sign}<text x="${SIGN_WIDTH}" y="10" text-anchor="start" fill="${palette.ink}">${escapeMarkup(label)}</text></g>`;
  });
  const top = (line + 1) * LEGEND_LINE + 4;
  return {
    ...drawing,
    height: drawing.height + top,
    content: `${content.join('')}<g transform="translate(0,${top})">${drawing.content}</g>`,
  };
}

/** A drawing with a sentence below it. */
export function withNote(drawing: Drawing, note: string | undefined, { palette }: Canvas): Drawing {
  if (note === undefined) return drawing;
  const y = drawing.height + 12;
  const text = `<text x="${EDGE}" y="${y}" text-anchor="start" font-size="11" fill="${palette.muted}">${escapeMarkup(note)}</text>`;
  return { ...drawing, height: drawing.height + 20, content: drawing.content + text };
}

/** Of what a drawing has no room for all of. */
export function leftOutNote(shown: number, all: number): string | undefined {
  return shown >= all ? undefined : `${shown} of ${all} are shown; the table has all of them.`;
}

/** A length with one decimal, as drawings have them. */
export function round(length: number): number {
  return Math.round(length * 10) / 10;
}
