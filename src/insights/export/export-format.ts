import type { ExportRow } from './export-rows.ts';

/** What spreadsheets take for a formula at the beginning of a cell (OWASP, "CSV Injection"); an apostrophe keeps it a text. */
const FORMULA = /^[=+\-@\t\r]/;

/** A line of CSV (RFC 4180) in which no cell is a formula, with its end. */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

function toCell(cell: string | number | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A row as one line of JSON, with its end; what is undefined is null, so that every row has every column. */
export function jsonLine(row: ExportRow, columns: readonly string[]): string {
  return `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column] ?? null])))}\n`;
}
