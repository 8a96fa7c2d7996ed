import { raw } from 'hono/html';
import type { Block, Report } from '../../insights/report.ts';
import { cellWords } from '../../insights/report-words.ts';
import { ReportBody } from './report.tsx';

/** A report as one page of HTML that needs nothing else: no scripts, no network. `style` is that of the console's pages. */
export function renderReportFile(report: Report, { desk, style }: { desk: string; style: string }): string {
  const title = `${report.title} · ${desk}`;
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>{title}</title>
        <style>{raw(style)}</style>
      </head>
      <body>
        <main class="page insights">
          <h1>{title}</h1>
          <ReportBody {...report} blocks={report.blocks.map(withoutLinks)} />
        </main>
      </body>
    </html>
  );
  return `<!doctype html>\n${document}\n`;
}

/** Outside of the console tickets have no pages. */
function withoutLinks(block: Block): Block {
  if (block.kind !== 'table') return block;
  const rows = block.rows.map((row) =>
    row.map((cell, index) =>
      typeof cell === 'object' ? cellWords(cell, block.columns[index] ?? { title: '' }) : cell,
    ),
  );
  return { ...block, rows };
}
