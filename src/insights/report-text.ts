/** A report as plain text. */

import type { Block, Report } from './report.ts';
import { cellWords, figureWords, periodWords } from './report-words.ts';

/** The lines of a report, of any width. */
export function reportLines({ title, period, timeZone, blocks }: Report): string[] {
  return [`${title}: ${periodWords(period, timeZone)}`, ...blocks.flatMap(blockLines)];
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return ['', block.text];
    case 'text':
      return [block.text];
    case 'unknown':
      return [`${block.what}: cannot be told. ${block.reason}`];
    case 'figures': {
      const figures = block.figures.map(figureWords);
      const width = Math.max(...figures.map(({ title }) => title.length));
      return figures.map(({ title, value, basis, change, goal, isFew }) => {
        const notes = [basis, isFew && 'few', change?.words, goal?.words].filter(Boolean);
        return `  ${title.padEnd(width)}  ${value.padStart(10)}  ${notes.join('; ')}`.trimEnd();
      });
    }
    case 'chart':
      return ['', `${block.chart.title}: ${block.chart.says}`];
    case 'table':
      return ['', block.title, ...tableLines(block)];
  }
}

function tableLines({ columns, rows }: Extract<Block, { kind: 'table' }>): string[] {
  if (rows.length === 0) return ['  nothing'];
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map((column, index) => cellWords(row[index], column))),
  ];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  return cells.map((row) =>
    `  ${row
      .map((cell, index) =>
        columns[index]?.unit ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join('  ')}`.trimEnd(),
  );
}
