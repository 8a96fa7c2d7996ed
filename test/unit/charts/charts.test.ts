import { readFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BarChart, Chart, LineChart } from '../../../src/charts/chart.ts';
import { CHART_STYLE, ChartFigure } from '../../../src/charts/chart-figure.tsx';
import { chartTable } from '../../../src/charts/chart-table.ts';
import { drawForImage, drawForPage } from '../../../src/charts/draw.ts';
import { missingScripts } from '../../../src/charts/fonts.ts';
import { colorVariables, DARK, LIGHT } from '../../../src/charts/palette.ts';
import { toPicture } from '../../../src/charts/picture.ts';
import { DESCRIPTIONS } from './descriptions.ts';

const BARS: BarChart = {
  kind: 'bars',
  title: 'Questions',
  says: 'Orders are asked about most.',
  axis: { label: 'questions', unit: 'count' },
  bars: [
    { name: 'track_order', value: 1_412, count: 1_412 },
    { name: 'warranty', value: 7, count: 7 },
  ],
};

/** The wide and the narrow drawing of a page. */
function drawingsOf(page: string): string[] {
  return page.split(/(?=<svg)/);
}

describe.each(Object.entries(DESCRIPTIONS))('%s', (_kind, description: fc.Arbitrary<Chart>) => {
  test('whatever is described is drawn as well-formed SVG and a table without a broken figure, twice the same', async () => {
    await fc.assert(
      fc.asyncProperty(description, async (chart) => {
        const page = await drawForPage(chart);
        const image = await drawForImage(chart);
        const table = String(ChartFigure({ chart, svg: undefined }));
        for (const text of [page, image, table]) expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/);
        // Reads strictly, and fails on what is not well-formed.
        for (const svg of [...drawingsOf(page), image]) new Resvg(svg);
        expect(page).not.toMatch(/ style=|<style|<script|<image|href=|url\(|[\p{Cc}\p{Bidi_Control}\u{FFFE}]/u);
        expect(await drawForPage(chart)).toBe(page);
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});

test('a drawing says what it shows to who cannot see it', async () => {
  for (const svg of drawingsOf(await drawForPage({ ...BARS, title: '"Q" & <A>' }))) {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('role="img" aria-label="&quot;Q&quot; &amp; &lt;A&gt;. Orders are asked about most."');
  }
});

test('the table beside a drawing has the same figures', async () => {
  const table = chartTable(BARS);
  expect(table).toEqual({
    columns: ['', 'questions', 'n'],
    rows: [
      ['track_order', '1\u202f412', '1\u202f412'],
      ['warranty', '7', '7'],
    ],
  });
  const page = await drawForPage(BARS);
  for (const [name, value] of table.rows) expect(page).toContain(`${name}: ${value}`);
  expect(String(ChartFigure({ chart: BARS, svg: page }))).toContain(
    '<bdi>track_order</bdi></th><td class="number">1\u202f412</td>',
  );
});

test('what rests on few is hollow, and its number stands beside it', async () => {
  const share = { ...BARS, axis: { label: 'answered', unit: 'share' as const } };
  const page = await drawForPage({
    ...share,
    bars: [
      { name: 'a', value: 0.5, count: 12 },
      { name: 'b', value: 0.5, count: 300 },
    ],
  });
  const [few, many] = [...page.matchAll(/<g[^>]*aria-label="bar"[^>]*>/g)].map(([mark]) => mark);
  expect(few).toMatch(/(?=.*fill="var\(--surface\)").*stroke="var\(--muted\)"/);
  expect(many).toContain('fill="var(--series-1)"');
  expect(page).toContain('50\u202f%, n = 12');
});

test('shares stand between 0 and 100 %, small ones from 0 on, and changes of shares where they are', async () => {
  const bars = (value: number): Chart => ({
    ...BARS,
    axis: { label: 'answered', unit: 'share' },
    bars: [{ name: 'a', value }],
  });
  expect(await drawForPage(bars(0.62))).toContain('>100\u202f%<');
  expect(await drawForPage(bars(0.02))).not.toContain('>100\u202f%<');
  expect(await drawForPage(bars(-0.02))).not.toContain('>100\u202f%<');
});

test('where there is nothing to draw it says why', async () => {
  const reason = 'There are 12 customers who left, and 50 are needed.';
  expect(await drawForPage({ kind: 'none', title: 'Churn', says: 'Nothing.', reason })).toContain(reason);
  expect(await drawForPage({ ...BARS, bars: [] })).toContain('there are no figures');
});

test('what there is no room for is said, and stands in the table', async () => {
  const bars = Array.from({ length: 60 }, (_, index) => ({ name: `intent ${index}`, value: index }));
  expect(await drawForPage({ ...BARS, bars })).toContain('40 of 60 are shown; the table has all of them.');
  expect(chartTable({ ...BARS, bars }).rows).toHaveLength(60);
});

test('a line has a gap where there is nothing, and each line has its own dashes', async () => {
  const points = [1, 2, Number.NaN, 4, 5].map((y, x) => ({ x, y }));
  const chart: LineChart = {
    ...{ kind: 'lines', title: 'Talks', says: 'More.', x: { label: 'step', kind: 'number', unit: 'count' } },
    ...{
      y: { label: 'talks', unit: 'count' },
      series: [
        { name: 'all', points },
        { name: 'with people', points },
      ],
    },
  };
  const [wide = ''] = drawingsOf(await drawForPage(chart));
  const lines = [...wide.matchAll(/<g[^>]*aria-label="line"[^>]*>.*?<\/g>/g)].map(([mark]) => mark);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/ d="M[^M]+M[^M]+"/);
  expect(lines.map((line) => /stroke-dasharray="([^"]+)"/.exec(line)?.[1])).toEqual([undefined, '7,4']);
  expect(wide).toContain('>with people<');
});

test('dates in a table are those of the time zone', () => {
  const at = Date.parse('2026-03-01T23:00:00Z');
  const chart: LineChart = {
    ...{ kind: 'lines', title: '', says: '', x: { label: 'day', kind: 'time', timeZone: 'Europe/Berlin' } },
    ...{ y: { label: 'talks', unit: 'count' }, series: [{ name: 'all', points: [{ x: at, y: 3, low: 1, high: 5 }] }] },
  };
  expect(chartTable(chart)).toEqual({ columns: ['day', 'talks'], rows: [['2026-03-02', '3 (1 to 5)']] });
});

test('pictures are PNG at twice the size, with words in Latin, Arabic and Chinese', async () => {
  const named = async (name: string) => toPicture({ ...BARS, bars: [{ name, value: 1 }] });
  const pictures = await Promise.all(['ii', 'WW', 'محمد', 'حممد', '发票', '票发'].map(named));
  expect(new Set(pictures.map(({ png }) => Buffer.from(png).toString('base64'))).size).toBe(6);
  expect(pictures.map(({ warning }) => warning)).toEqual(Array(6).fill(undefined));
  const png = Buffer.from(pictures[0]?.png ?? []);
  expect([png.subarray(1, 4).toString(), png.readUInt32BE(16)]).toEqual(['PNG', 1_440]);
});

test('scripts that no font can write are named', async () => {
  expect(missingScripts(['abc', 'Ж', '한국어', 'ไทย', '😀', '发票'])).toEqual(['Korean', 'Thai', 'emoji']);
  const { warning } = await toPicture({ ...BARS, title: '한국어' });
  expect(warning).toContain('Korean');
});

test('the pages of the desk have the colours of charts, and each stands out from what is behind it', () => {
  const css = readFileSync('src/http/public/base.css', 'utf8');
  for (const palette of [LIGHT, DARK]) {
    expect(CHART_STYLE).toContain(colorVariables(palette));
    for (const variable of colorVariables(palette).split(/(?<=;) /)) expect(css).toContain(variable);
    for (const color of palette.series) expect(contrast(color, palette.surface)).toBeGreaterThan(3);
    expect(contrast(palette.muted, palette.surface)).toBeGreaterThan(4.5);
  }
});

/** WCAG 2.2's contrast ratio of two colours. */
function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
