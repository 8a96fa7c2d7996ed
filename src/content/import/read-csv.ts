/** Tables that somebody brings along as CSV, with a header. */

import { CsvError, parse } from 'csv-parse/sync';
import { type ImportDiagnostic, leftOut, refusal, type SourceFile } from './imported.ts';

/** A row by its column's names, as they are called here. */
export interface CsvRow<Column extends string> {
  line: number;
  cells: Partial<Record<Column, string>>;
}

/** The names that each column may have in the file, in small letters. */
export type ColumnNames<Column extends string> = Record<Column, readonly string[]>;

const MAX_ROW_BYTES = 1024 * 1024;
/** A second or so for each twenty thousand. */
const MAX_LINES = 100_000;

/**
 * The rows below the header, between commas, semicolons or tabs, whichever the header has most of. A row with another number of
 * cells, or a formula in one that is read, is left out; without a column that is needed the file is refused.
 */
export function readCsv<Column extends string>(
  { file, text }: SourceFile,
  names: ColumnNames<Column>,
  needed: readonly NoInfer<Column>[],
): { rows: CsvRow<Column>[]; diagnostics: ImportDiagnostic[] } {
  if (hasMoreLines(text, MAX_LINES)) {
    const reason = `the table has more than ${MAX_LINES} lines: split it`;
    return { rows: [], diagnostics: [refusal({ file, line: MAX_LINES }, reason)] };
  }
  const records = parseRecords(text);
  if ('reason' in records) return { rows: [], diagnostics: [refusal({ file, line: records.line }, records.reason)] };
  const [header, ...body] = records;
  const columns = (header?.record ?? []).map((name) => columnOf(name, names));
  const missing = needed.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    const found = header?.record.join(', ') ?? 'nothing';
    const reason = `the first line has to name the columns ${needed.join(' and ')}; it has ${found}`;
    return { rows: [], diagnostics: [refusal({ file, line: 1 }, reason)] };
  }
  const diagnostics: ImportDiagnostic[] = [];
  const rows = body.flatMap(({ record, info }) => {
    const line = info.lines - record.reduce((count, cell) => count + cell.split('\n').length - 1, 0);
    const reason = mistakeOf(record, columns);
    if (reason !== undefined) diagnostics.push(leftOut({ file, line }, `the row is left out: ${reason}`));
    return reason === undefined ? [{ line, cells: toCells(record, columns) }] : [];
  });
  return { rows, diagnostics };
}

function hasMoreLines(text: string, most: number): boolean {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1 && count <= most; at = text.indexOf('\n', at + 1)) count += 1;
  return count > most;
}

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

function parseRecords(text: string): CsvRecord[] | { line: number; reason: string } {
  try {
    const records: unknown = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW_BYTES,
    });
    return records as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    return { line, reason: `this cannot be read as CSV: ${error.message}` };
  }
}

function delimiterOf(text: string): string {
  const header = text.split('\n', 1)[0] ?? '';
  const [most = ','] = [',', ';', '\t'].toSorted((a, b) => header.split(b).length - header.split(a).length);
  return most;
}

function columnOf<Column extends string>(name: string, names: ColumnNames<Column>): Column | undefined {
  const plain = fromCell(name).trim().toLowerCase();
  return (Object.keys(names) as Column[]).find((column) => names[column].includes(plain));
}

function mistakeOf(record: readonly string[], columns: readonly (string | undefined)[]): string | undefined {
  if (record.length !== columns.length) return `it has ${record.length} cells where the header has ${columns.length}`;
  const formula = record.findIndex((cell, index) => columns[index] !== undefined && cell.startsWith('='));
  return formula === -1 ? undefined : `its ${columns[formula]} is a formula: write the text itself`;
}

function toCells<Column extends string>(
  record: readonly string[],
  columns: readonly (Column | undefined)[],
): Partial<Record<Column, string>> {
  const cells: Partial<Record<Column, string>> = {};
  for (const [index, column] of columns.entries()) {
    const cell = fromCell(record[index] ?? '');
    if (column !== undefined && cell.trim() !== '') cells[column] ??= cell;
  }
  return cells;
}

/** What a spreadsheet would take for a formula, or for such a text in its quotes. */
const LIKE_A_FORMULA = /^'*[=+\-@\t]/;

/** The lines of a CSV file. No cell is one that a spreadsheet would calculate. */
export function renderCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(toCell).join(',')}\n`).join('');
}

function toCell(text: string): string {
  const safe = LIKE_A_FORMULA.test(text) ? `'${text}` : text;
  return /[",;\t\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function fromCell(cell: string): string {
  return cell.startsWith("'") && LIKE_A_FORMULA.test(cell) ? cell.slice(1) : cell;
}
