/** Charts as pictures, for where no SVG is shown. */

import type { Chart } from './chart.ts';
import { drawForImage } from './draw.ts';
import { fontFilesFor, missingScripts } from './fonts.ts';

export interface Picture {
  png: Uint8Array;
  /** What in it cannot be read; undefined where all of it can. */
  warning: string | undefined;
}

const SCALE = 2;

/** A chart as a PNG at twice its size, on white, in the fonts that come with the desk and no others; painted beside the thread that asks. */
export async function toPicture(chart: Chart): Promise<Picture> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const svg = await drawForImage(chart);
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: { fontFiles: fontFilesFor([svg]), loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  });
  const missing = missingScripts([svg]);
  const warning = `Pictures cannot write ${missing.join(', ')}: such words are boxes there, and stand in the table.`;
  return { png: image.asPng(), warning: missing.length === 0 ? undefined : warning };
}
