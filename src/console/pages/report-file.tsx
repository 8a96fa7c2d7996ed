import { raw } from 'hono/html';
import type { Report } from '../../insights/report.ts';
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
          <ReportBody {...report} />
        </main>
      </body>
    </html>
  );
  return `<!doctype html>\n${document}\n`;
}
