import { ChartFigure } from '../../charts/chart-figure.tsx';
import { measureOf } from '../../domain/measures.ts';
import { PERIODS_DAYS, titleOf } from '../../insights/create-report.ts';
import {
  type Block,
  type Cell,
  type Column,
  type Figure,
  REPORT_NAMES,
  type Report,
  type ReportName,
} from '../../insights/report.ts';
import { cellWords, figureWords, periodWords } from '../../insights/report-words.ts';
import { type PageContext, renderPage } from './layout.tsx';

interface ReportPage {
  context: PageContext;
  name: ReportName;
  periodDays: number;
  /** The report, or why there is none. */
  made: Report | { error: string };
}

/** One report, with the way to the others. */
export function renderReport({ context, name, periodDays, made }: ReportPage) {
  return renderPage({
    context,
    section: 'insights',
    title: titleOf(name),
    children: (
      <>
        <nav class="reports" aria-label="Reports">
          {REPORT_NAMES.map((other) => (
            <a class="tab" href={reportPath(other, periodDays)} aria-current={other === name ? 'page' : undefined}>
              {titleOf(other)}
            </a>
          ))}
        </nav>
        <h1>{titleOf(name)}</h1>
        <nav class="periods" aria-label="Period">
          {PERIODS_DAYS.map((days) => (
            <a class="tab" href={reportPath(name, days)} aria-current={days === periodDays ? 'true' : undefined}>
              {days === 365 ? '1 year' : `${days} days`}
            </a>
          ))}
        </nav>
        {'error' in made ? <p class="refused">{made.error}</p> : <ReportBody {...made} />}
      </>
    ),
  });
}

/** Where a report is. */
export function reportPath(name: ReportName, periodDays: number): string {
  return `/console/insights/${name}?days=${periodDays}`;
}

/** What a report says, on the console's pages as in a file. */
export function ReportBody({ period, timeZone, blocks }: Report) {
  return (
    <>
      <p class="lead">
        {periodWords(period, timeZone)}.
        {blocks.some(({ kind }) => kind === 'figures') &&
          ' Each figure stands beside that of the same length of time before it; where the range in brackets holds 0, the difference may be chance.'}
      </p>
      {blocks.map((block) => (
        <BlockView block={block} />
      ))}
    </>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return <h2>{block.text}</h2>;
    case 'text':
      return <p class="report-text">{block.text}</p>;
    case 'unknown':
      return (
        <p class="unknown">
          <strong>{block.what}</strong> cannot be told. {block.reason}
        </p>
      );
    case 'figures':
      return (
        <dl class="figures">
          {block.figures.map((figure) => (
            <FigureView figure={figure} />
          ))}
        </dl>
      );
    case 'chart':
      return <ChartFigure chart={block.chart} svg={block.svg} />;
    case 'table':
      return <TableView table={block} />;
  }
}

function FigureView({ figure }: { figure: Figure }) {
  const { title, value, basis, change, goal, isFew } = figureWords(figure);
  const { formula, leftOut } = measureOf(figure.measure);
  const tone = change?.isBetter === undefined ? '' : change.isBetter ? ' better' : ' worse';
  return (
    <div class={`figure${isFew ? ' few' : ''}`}>
      <dt title={`${formula}${leftOut === '' ? '' : `. Left out: ${leftOut}`}`}>{title}</dt>
      <dd>
        <span class="value">{value}</span>{' '}
        <small>{isFew && figure.reason === undefined ? `${basis}, few` : basis}</small>
      </dd>
      {change && <dd class={`change${tone}`}>{change.words}</dd>}
      {goal && <dd class={`goal ${goal.isMet ? 'met' : 'missed'}`}>{goal.words}</dd>}
    </div>
  );
}

function CellView({ cell, column }: { cell: Cell; column: Column }) {
  if (typeof cell !== 'object') return <td class={column.unit ? 'number' : undefined}>{cellWords(cell, column)}</td>;
  return (
    <td>
      {cell.text}
      {cell.tickets.map((number) => (
        <>
          {' '}
          <a href={`/console/tickets/${number}`}>#{number}</a>
        </>
      ))}
    </td>
  );
}

function TableView({ table }: { table: Extract<Block, { kind: 'table' }> }) {
  const { title, columns, rows } = table;
  return (
    <div class="scroll">
      <table class="report">
        <caption>{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" class={column.unit ? 'number' : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map((column, index) => (
                <CellView cell={row[index]} column={column} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="empty">Nothing in this period.</p>}
    </div>
  );
}
