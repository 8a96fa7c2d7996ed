/** How texts and values are written into columns, so that every engine gives back exactly what it was given. */

import { firstUnits } from '../lib/text.ts';
import { StoreError } from '../ports/store.ts';

const REPLACEMENT = '\uFFFD';
/** NUL and halves of characters as JSON escapes them; an escaped backslash is matched so that what follows it is not taken for an escape. */
const EVERY_UNSTORABLE_ESCAPE = /\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** At most `maxLength` code points, which SQL counts, of a text, and nothing that people see as one character cut in two. */
export function cutCharacters(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const codePoints = Array.from(text.slice(0, 2 * maxLength)).slice(0, maxLength);
  return firstUnits(text, codePoints.join('').length);
}

/** The value as JSON, its texts made storable. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  return json.includes('\\u')
    ? json.replace(EVERY_UNSTORABLE_ESCAPE, (match) => (match === '\\\\' ? match : REPLACEMENT))
    : json;
}

/**
 * The value a JSON column holds, trusted to have the type it was written with.
 * @throws StoreError `unavailable` naming the table and the row when it is not JSON
 */
export function parseJson<T>(json: string, table: string, id: string | number): T {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new StoreError(
      'unavailable',
      `Row ${id} of table ${table} is damaged: it does not hold JSON. Restore the store from a backup.`,
      { cause },
    );
  }
}
