import { drawForPage } from '../charts/draw.ts';
import { toPicture } from '../charts/picture.ts';
import type { Block, Report } from '../insights/report.ts';

/** What charts are drawn for: pages, or where no SVG is shown. */
export type DrawnFor = 'pages' | 'pictures';

/** The same report with its charts drawn. */
export async function drawReport(report: Report, drawnFor: DrawnFor = 'pages'): Promise<Report> {
  const draw = async (block: Block): Promise<Block> => {
    if (block.kind !== 'chart') return block;
    if (drawnFor === 'pictures') return { ...block, picture: await toPicture(block.chart) };
    return { ...block, svg: await drawForPage(block.chart) };
  };
  return { ...report, blocks: await Promise.all(report.blocks.map(draw)) };
}
