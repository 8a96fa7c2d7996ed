/** Bytes of a content file to text. */

import { open } from 'node:fs/promises';
import { type Diagnostic, errorAt } from './diagnostics.ts';

/** A file as it was found; `text` is undefined when there is a diagnostic. */
export interface FileText {
  bytes: Uint8Array;
  /** Without a byte order mark, lines ended by \n. */
  text: string | undefined;
  diagnostics: Diagnostic[];
}

/** The most one content file may hold, in bytes. */
export const MAX_BYTES = 1024 * 1024;

/** Reads a file of at most 1 MB, or as said, in UTF-8; whatever is wrong with it becomes a diagnostic. */
export async function readText(path: string, maxBytes = MAX_BYTES): Promise<FileText> {
  try {
    const bytes = await readBytes(path, maxBytes);
    if (bytes !== undefined) return decode(bytes);
    const reason = `the file is larger than ${Math.round(maxBytes / MAX_BYTES)} MB: split it`;
    return refused(new Uint8Array(), errorAt(1, reason));
  } catch (error) {
    return refused(
      new Uint8Array(),
      errorAt(1, `the file cannot be read: ${error instanceof Error ? error.message : error}`),
    );
  }
}

/** The text of the bytes, or a diagnostic with the line where they stop being text. */
export function decode(bytes: Uint8Array): FileText {
  const text = decodeUtf8(bytes)?.replace(/\r\n?/g, '\n');
  if (text === undefined)
    return refused(bytes, errorAt(badLine(bytes), 'this is not UTF-8: save the file with that encoding'));
  const control = findControl(text);
  if (control === undefined) return { bytes, text, diagnostics: [] };
  const line = text.slice(0, control).split('\n').length;
  return refused(
    bytes,
    errorAt(line, 'there is an invisible control character in this line: delete it, or save the file as UTF-8'),
  );
}

function refused(bytes: Uint8Array, diagnostic: Diagnostic): FileText {
  return { bytes, text: undefined, diagnostics: [diagnostic] };
}

/** The bytes of a file; undefined when there are too many. */
async function readBytes(path: string, maxBytes: number): Promise<Uint8Array | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = size > maxBytes ? undefined : await file.readFile();
    return bytes === undefined || bytes.length > maxBytes ? undefined : bytes;
  } finally {
    await file.close();
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** No character of several bytes contains the byte of a line feed, so each line can be tried alone. */
function badLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1 || decodeUtf8(bytes.subarray(start, end)) === undefined) return line;
    start = end + 1;
    line += 1;
  }
}

function findControl(text: string): number | undefined {
  const found = text.search(/[^\P{Cc}\t\n]/u);
  return found === -1 ? undefined : found;
}
