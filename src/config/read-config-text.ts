import { readFileSync } from 'node:fs';
import { codeOf, messageOf } from '../lib/errors.ts';
import { ConfigError } from './config-error.ts';

/**
 * The text of a file in UTF-8, without a byte order mark, lines ended by \n; undefined when there is no such file.
 * @throws ConfigError when it cannot be read, or is in another encoding
 */
export function readConfigText(file: string): string | undefined {
  const bytes = readBytes(file);
  if (bytes === undefined) return undefined;
  const text = decodeUtf8(file, bytes).replace(/\r\n?/g, '\n');
  // Text in UTF-16 that has no mark is made of these.
  if (text.includes('\0')) throw notUtf8(file);
  return text;
}

function readBytes(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new ConfigError(`${file} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function decodeUtf8(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw notUtf8(file, cause);
  }
}

function notUtf8(file: string, cause?: unknown): ConfigError {
  return new ConfigError(`${file} is not UTF-8: save it with that encoding.`, { cause });
}
