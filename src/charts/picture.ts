/** Charts as pictures, for where no SVG is shown. */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Chart } from './chart.ts';
import { chartTable } from './chart-table.ts';
import { drawForImage } from './draw.ts';

const SCALE = 2;
const HAN = /\p{Script=Han}/u;

/** Where a package's file is; undefined where it is not installed. */
function fileOf(packageName: string, file: string): string | undefined {
  try {
    const found = join(dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)), file);
    return existsSync(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Fonts that come with the desk, and those for Chinese that somebody has installed beside it. */
function fontFiles(): { latin: string | undefined; han: string | undefined } {
  const latin = fileOf('dejavu-fonts-ttf', 'ttf/DejaVuSans.ttf');
  const onSystem = [
    '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
    '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc',
  ];
  const han =
    fileOf('@embedpdf/fonts-sc', 'fonts/NotoSansHans-Regular.otf') ?? onSystem.find((file) => existsSync(file));
  return { latin, han };
}

export interface Picture {
  png: Uint8Array;
  /** What in it cannot be read, and what to do about it; undefined where all of it can. */
  warning: string | undefined;
}

/** A chart as a PNG at twice its size, on white. */
export async function toPicture(chart: Chart): Promise<Picture> {
  const { Resvg } = await import('@resvg/resvg-js');
  const { latin, han } = fontFiles();
  const svg = await drawForImage(chart);
  const resvg = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: SCALE },
    font: {
      fontFiles: [latin, han].filter((file) => file !== undefined),
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
    },
  });
  const needsHan = HAN.test(`${chart.title}${JSON.stringify(chartTable(chart))}`);
  return { png: resvg.render().asPng(), warning: needsHan && han === undefined ? MISSING_HAN : undefined };
}

const MISSING_HAN =
  'There is no font for Chinese, so that Chinese words in pictures are empty boxes: install one with "npm install @embedpdf/fonts-sc", or Debian’s fonts-noto-cjk.';
