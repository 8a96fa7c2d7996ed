import { drawForPage } from '../charts/draw.ts';
import type { Report } from '../insights/report.ts';

/** The same report with its charts drawn for pages. */
export async function drawReport(report: Report): Promise<Report> {
  const blocks = await Promise.all(
    report.blocks.map(async (block) =>
      block.kind === 'chart' ? { ...block, svg: await drawForPage(block.chart) } : block,
    ),
  );
  return { ...report, blocks };
}
