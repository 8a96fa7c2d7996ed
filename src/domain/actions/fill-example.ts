import { DAY_MS } from '../policy.ts';
import type { JsonValue } from './action.ts';

/** What texts of an example stand for: the day on which it answers, and the inputs. */
export interface ExampleValues {
  /** Epoch milliseconds. */
  now: number;
  inputs: Readonly<Record<string, string>>;
}

const STANDS_FOR = /\{today(?: ([+-]) (\d{1,4}) days?)?\}|\{([a-z][a-z0-9_]*)\}/g;

/** An answer with `{today}`, `{today + 3 days}` and `{input}` in its texts replaced: days are those of UTC, as `2026-12-01`. */
export function fillExample(body: JsonValue, values: ExampleValues): JsonValue {
  if (typeof body === 'string') return fillText(body, values);
  if (Array.isArray(body)) return body.map((item) => fillExample(item, values));
  if (body === null || typeof body !== 'object') return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, fillExample(value, values)]));
}

function fillText(text: string, { now, inputs }: ExampleValues): string {
  return text.replace(STANDS_FOR, (written, sign: string | undefined, days = '0', input?: string) => {
    if (input !== undefined) return Object.hasOwn(inputs, input) ? (inputs[input] ?? '') : written;
    const day = now + (sign === '-' ? -1 : 1) * Number(days) * DAY_MS;
    return new Date(day).toISOString().slice(0, 'yyyy-mm-dd'.length);
  });
}
