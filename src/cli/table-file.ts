/** Rows of csv, tsv and jsonl files, read as a stream, each with its line. */

import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';

/** A row, or what is wrong with it. Lines are 1-based. */
export type TableRow = { line: number; cells: ReadonlyMap<string, unknown> } | { line: number; mistake: string };

/** A file that cannot be used as a table at all. */
export class TableFileError extends Error {
  override readonly name = 'TableFileError';
  readonly code: 'format' | 'empty' | 'column' | 'encoding';

  constructor(code: TableFileError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const MAX_ROW_BYTES = 1024 * 1024;

/**
 * The rows of a file in UTF-8, in order: by its ending comma-separated with a header, tab-separated with a header and
 * without quoting, or one JSON object a line. `onBytes` is told how many bytes were read.
 * @throws TableFileError `format` when the ending is another, `encoding` when it is not UTF-8, and the system's error when
 *   the file cannot be read
 */
export function readTable(file: string, onBytes: (count: number) => void): AsyncIterable<TableRow> {
  const read = READERS[extname(file).toLowerCase()];
  if (read === undefined) {
    const message = `${file} is of no format that can be read: its name has to end in .csv, .tsv or .jsonl.`;
    throw new TableFileError('format', message);
  }
  return read(file, onBytes);
}

type Read = (file: string, onBytes: (count: number) => void) => AsyncIterable<TableRow>;

const READERS: Record<string, Read> = {
  '.csv': (file, onBytes) => readDelimited(file, onBytes, { delimiter: ',' }),
  '.tsv': (file, onBytes) => readDelimited(file, onBytes, { delimiter: '\t', quote: null }),
  '.jsonl': readJsonLines,
  '.ndjson': readJsonLines,
};

interface DelimitedRecord {
  record: string[];
  info: { lines: number };
}

async function* readDelimited(
  file: string,
  onBytes: (count: number) => void,
  dialect: { delimiter: string; quote?: null },
): AsyncGenerator<TableRow> {
  const parser = parse({
    ...dialect,
    info: true,
    // A file put together from several may have both; the parser alone would go by the first.
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_BYTES,
  });
  const records: AsyncIterable<DelimitedRecord> = pipeline(
    Readable.from(readText(file, onBytes)),
    parser,
    () => undefined, // what fails is thrown by the iteration
  );
  let header: string[] | undefined;
  let lastLine = 0;
  try {
    for await (const { record, info } of records) {
      lastLine = info.lines;
      if (header === undefined) header = record.map((name) => name.trim());
      else yield toRow(header, record, lastLine);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { line: lastLine + 1, mistake: explain(error) };
  }
}

function toRow(header: string[], record: string[], lastLine: number): TableRow {
  const line = lastLine - record.reduce((count, cell) => count + cell.split('\n').length - 1, 0);
  if (record.length === header.length) return { line, cells: new Map(header.map((name, i) => [name, record[i]])) };
  return { line, mistake: `there are ${record.length} cells where the header has ${header.length}` };
}

function explain({ code, message }: CsvError): string {
  const isUnclosed = code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE';
  const reason = isUnclosed ? 'a quotation mark is opened and not closed within 1 MB' : message;
  return `${reason}; nothing from here on can be read`;
}

async function* readJsonLines(file: string, onBytes: (count: number) => void): AsyncGenerator<TableRow> {
  let line = 0;
  for await (const text of readLines(file, onBytes)) {
    line += 1;
    if (text === undefined) yield { line, mistake: 'the line is longer than 1 MB' };
    else if (text.trim() !== '') yield toJsonRow(line, text);
  }
}

function toJsonRow(line: number, text: string): TableRow {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { line, cells: new Map(Object.entries(value)) };
    }
    return { line, mistake: 'the line is no JSON object' };
  } catch {
    return { line, mistake: 'the line is not JSON' };
  }
}

/**
 * Lines end with \n or \r\n only: JSON may hold every other character that some take for the end of a line. One that is too
 * long is undefined, so that a file without line ends is never in memory as a whole.
 */
async function* readLines(file: string, onBytes: (count: number) => void): AsyncGenerator<string | undefined> {
  let line: string | undefined = '';
  for await (const chunk of readText(file, onBytes)) {
    const [first = '', ...others] = chunk.split('\n');
    line = lengthened(line, first);
    for (const next of others) {
      yield line;
      line = lengthened('', next);
    }
  }
  if (line !== '') yield line;
}

/** The line with what follows; undefined once it is longer than a row may be. */
function lengthened(line: string | undefined, further: string): string | undefined {
  return line === undefined || line.length + further.length > MAX_ROW_BYTES ? undefined : line + further;
}

/** The text of a file in UTF-8, without a byte order mark, in pieces. */
async function* readText(file: string, onBytes: (count: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Buffer): string => {
    try {
      const text = decoder.decode(bytes, { stream: bytes !== undefined });
      // Text in UTF-16 that has no mark is made of these.
      if (!text.includes('\0')) return text;
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
    }
    throw new TableFileError('encoding', `${file} is not UTF-8: save it with that encoding.`);
  };
  for await (const bytes of createReadStream(file)) {
    onBytes(bytes.length);
    yield decode(bytes);
  }
  yield decode();
}
