import { raw } from 'hono/html';
import { type Chart, toLabel } from './chart.ts';
import { chartTable } from './chart-table.ts';
import { colorVariables, DARK, LIGHT } from './palette.ts';

interface ChartFigureProps {
  chart: Chart;
  /** Its drawing for pages; without it there is only the table. */
  svg: string | undefined;
}

const MOST_ROWS = 500;

/** A chart with what it says above it, and its figures as a table below. */
export function ChartFigure({ chart, svg }: ChartFigureProps) {
  const table = chartTable(chart);
  return (
    <figure class="picture">
      <figcaption>
        <strong class="picture-title">{toLabel(chart.title, 200)}</strong> {toLabel(chart.says, 1_000)}
      </figcaption>
      {svg !== undefined && <div class="scroll">{raw(svg)}</div>}
      {table.rows.length > 0 && (
        <details>
          <summary>The same as a table</summary>
          <div class="scroll">
            <table class="report">
              <thead>
                <tr>
                  {table.columns.map((column) => (
                    <th scope="col">{column}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.slice(0, MOST_ROWS).map(([name, ...figures]) => (
                  <tr>
                    <th scope="row">
                      <bdi>{name}</bdi>
                    </th>
                    {figures.map((figure) => (
                      <td class="number">{figure}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {table.rows.length > MOST_ROWS && <p>And {table.rows.length - MOST_ROWS} more rows.</p>}
        </details>
      )}
    </figure>
  );
}

/** What a page by itself needs for charts; the desk's own pages have the same in their files. */
export const CHART_STYLE = `
:root { color-scheme: light dark; ${colorVariables(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${colorVariables(DARK)} } }
figure.picture { margin: 1.25rem 0; }
figure.picture figcaption { max-width: 46rem; margin-block-end: 0.5rem; color: var(--muted); }
.picture-title { display: block; color: var(--ink); }
svg.chart { display: block; max-width: none; }
svg.chart.narrow { display: none; }
@media (max-width: 48rem) { svg.chart.wide { display: none; } svg.chart.narrow { display: block; } }
`;
