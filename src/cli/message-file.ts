/** Customers' messages from a file, for a replay. */

import { stat } from 'node:fs/promises';
import { didYouMean } from '../lib/nearest.ts';
import type { ReplayMessage } from '../replay/tally.ts';
import { readTable, TableFileError, type TableRow } from './table-file.ts';

/** Which column holds what; those not named are found by the names they usually bear. */
export interface ColumnNames {
  text?: string;
  label?: string;
  conversation?: string;
  time?: string;
}

export interface MessageFileOptions {
  file: string;
  columns: ColumnNames;
  /** Told of each row that holds no message that can be played. */
  onMalformed(line: number, reason: string): void;
}

export interface MessageFile {
  /**
   * The messages in order, read as they are asked for.
   * @throws TableFileError `column` when a column is not there, `empty` when no row is
   */
  messages: AsyncIterable<ReplayMessage>;
  totalBytes: number;
  bytesRead(): number;
}

const USUAL_NAMES = {
  text: ['text', 'message', 'utterance', 'body', 'content', 'question', 'query', 'sentence', 'instruction'],
  label: ['intent', 'label'],
  conversation: ['conversation', 'conversation_id', 'conversationid', 'thread', 'thread_id', 'session', 'session_id'],
  time: ['time', 'timestamp', 'sent_at', 'created_at', 'date'],
} satisfies Record<keyof ColumnNames, string[]>;

/** @throws TableFileError `format` when the file's ending is not known, and the system's error when it cannot be found */
export async function openMessageFile({ file, columns, onMalformed }: MessageFileOptions): Promise<MessageFile> {
  let bytes = 0;
  const rows = readTable(file, (count) => {
    bytes += count;
  });
  const { size } = await stat(file);
  return { messages: toMessages(rows, file, columns, onMalformed), totalBytes: size, bytesRead: () => bytes };
}

async function* toMessages(
  rows: AsyncIterable<TableRow>,
  file: string,
  columns: ColumnNames,
  onMalformed: MessageFileOptions['onMalformed'],
): AsyncGenerator<ReplayMessage> {
  let chosen: Columns | undefined;
  for await (const row of rows) {
    if ('mistake' in row) {
      onMalformed(row.line, row.mistake);
      continue;
    }
    chosen ??= chooseColumns([...row.cells.keys()], columns, file);
    const message = toMessage(row.line, row.cells, chosen);
    if (typeof message === 'string') onMalformed(row.line, message);
    else yield message;
  }
  if (chosen === undefined) throw new TableFileError('empty', `${file} holds no message.`);
}

type Columns = { text: string } & { [Name in Exclude<keyof ColumnNames, 'text'>]: string | undefined };

function chooseColumns(found: string[], wanted: ColumnNames, file: string): Columns {
  const choose = (name: keyof ColumnNames) => chooseColumn(found, wanted[name], USUAL_NAMES[name], file);
  const text = choose('text');
  if (text === undefined) {
    const message = `${file} has no column that is plainly the messages' text: name it with --text. There are: ${found.join(', ')}.`;
    throw new TableFileError('column', message);
  }
  return { text, label: choose('label'), conversation: choose('conversation'), time: choose('time') };
}

function chooseColumn(found: string[], wanted: string | undefined, usual: string[], file: string): string | undefined {
  if (wanted === undefined) {
    const byName = new Map(found.map((name) => [name.toLowerCase(), name]));
    return usual.map((name) => byName.get(name)).find((name) => name !== undefined);
  }
  if (found.includes(wanted)) return wanted;
  const message = `${file} has no column "${wanted}".${didYouMean(wanted, found, '"')} There are: ${found.join(', ')}.`;
  throw new TableFileError('column', message);
}

/** The message of a row, or why there is none. */
function toMessage(line: number, cells: ReadonlyMap<string, unknown>, columns: Columns): ReplayMessage | string {
  const text = cells.get(columns.text);
  if (typeof text !== 'string') return `"${columns.text}" is no text`;
  const writtenAt = columns.time && cells.get(columns.time);
  const time = toTime(writtenAt);
  if (time === undefined && !isBlank(writtenAt)) {
    return `"${columns.time}" is no time: write 2026-05-01T12:30:00Z, or seconds or milliseconds since 1970`;
  }
  return {
    line,
    text,
    label: toName(columns.label && cells.get(columns.label)),
    conversation: toName(columns.conversation && cells.get(columns.conversation)),
    time,
  };
}

function toName(value: unknown): string | undefined {
  return isBlank(value) ? undefined : String(value).trim();
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || String(value).trim() === '';
}

/** Numbers below this are seconds: as milliseconds they would all lie before March 1973. */
const LEAST_MILLISECONDS = 1e11;

function toTime(value: unknown): number | undefined {
  if (isBlank(value)) return undefined;
  const number = Number(value);
  const milliseconds = Number.isNaN(number)
    ? Date.parse(String(value))
    : number * (number < LEAST_MILLISECONDS ? 1_000 : 1);
  return Number.isFinite(milliseconds) ? milliseconds : undefined;
}
