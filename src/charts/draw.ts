/** Draws charts as SVG. The library that does it is loaded with the first one. */

import { type Canvas, type Drawing, fitLabel, loadPlot } from './canvas.ts';
import { type Chart, toLabel, whyNothing } from './chart.ts';
import { drawConfusion, drawHeat } from './draw-cells.ts';
import { drawAreas, drawLines } from './draw-lines.ts';
import { drawReliability, drawScatter } from './draw-points.ts';
import { drawTree } from './draw-tree.ts';
import { drawBars, drawIntervals } from './draw-values.ts';
import { escapeMarkup } from './escape-markup.ts';
import { LIGHT, PAGE } from './palette.ts';

const WIDTH = 720;
/** Of a phone, with what is beside the drawing on a page. */
const NARROW_WIDTH = 340;

/**
 * For a page of which the style has the classes and colours of `CHART_STYLE`: once for wide and once for narrow windows, of which
 * the style shows one. Nothing in it needs a style of its own, a script or an address.
 */
export async function drawForPage(chart: Chart): Promise<string> {
  const common = { ...(await loadPlot()), palette: PAGE };
  const draw = (canvas: Canvas, name: string) =>
    frame(drawContent(chart, canvas), { className: `chart ${name}`, label: labelOf(chart), fill: PAGE.ink });
  return [
    draw({ ...common, width: WIDTH, isNarrow: false }, 'wide'),
    draw({ ...common, width: NARROW_WIDTH, isNarrow: true }, 'narrow'),
  ].join('');
}

const TITLE_HEIGHT = 34;

/** For a file or a picture that stands by itself: on white, with its title. */
export async function drawForImage(chart: Chart): Promise<string> {
  const canvas = { ...(await loadPlot()), palette: LIGHT, width: WIDTH, isNarrow: false };
  const { width, height, content } = drawContent(chart, canvas);
  const title = `<text x="12" y="22" font-size="15" font-weight="bold" text-anchor="start">${escapeMarkup(fitLabel(chart.title, 0.8 * WIDTH))}</text>`;
  const whole = {
    width: Math.max(width, WIDTH),
    height: height + TITLE_HEIGHT,
    content: `<rect width="100%" height="100%" fill="${LIGHT.surface}"/>${title}<g transform="translate(0,${TITLE_HEIGHT})">${content}</g>`,
  };
  return frame(whole, { className: 'chart', label: labelOf(chart), fill: LIGHT.ink });
}

function labelOf({ title, says }: Chart): string {
  return `${toLabel(title, 120)}. ${toLabel(says, 400)}`;
}

interface Frame {
  className: string;
  label: string;
  fill: string;
}

/** A whole SVG, which says what it shows to who cannot see it. */
function frame({ width, height, content }: Drawing, { className, label, fill }: Frame): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="${className}" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img"`,
    ` aria-label="${escapeMarkup(label)}" fill="${fill}" color="${fill}" font-size="12" text-anchor="middle"`,
    ` font-family="system-ui, 'DejaVu Sans', 'Noto Sans Hans', sans-serif">${content}</svg>`,
  ].join('');
}

function drawContent(chart: Chart, canvas: Canvas): Drawing {
  const reason = whyNothing(chart);
  return reason === undefined ? drawFigures(chart, canvas) : drawReason(reason, canvas);
}

/** Why there is nothing, in lines as long as there is room for. */
function drawReason(reason: string, { width, palette }: Canvas): Drawing {
  const lines: string[] = [];
  for (const word of toLabel(reason, 400).split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && fitLabel(longer, width - 48) === longer) lines[lines.length - 1] = longer;
    else lines.push(fitLabel(word, width - 48));
  }
  const content = lines.map(
    (line, index) =>
      `<text x="${width / 2}" y="${34 + index * 18}" fill="${palette.muted}">${escapeMarkup(line)}</text>`,
  );
  return { width, height: 52 + 18 * lines.length, content: content.join('') };
}

function drawFigures(chart: Chart, canvas: Canvas): Drawing {
  switch (chart.kind) {
    case 'bars':
      return drawBars(chart, canvas);
    case 'intervals':
      return drawIntervals(chart, canvas);
    case 'lines':
      return drawLines(chart, canvas);
    case 'areas':
      return drawAreas(chart, canvas);
    case 'scatter':
      return drawScatter(chart, canvas);
    case 'heat':
      return drawHeat(chart, canvas);
    case 'confusion':
      return drawConfusion(chart, canvas);
    case 'reliability':
      return drawReliability(chart, canvas);
    case 'tree':
      return drawTree(chart, canvas);
    case 'none':
      return drawReason(chart.reason, canvas);
  }
}
