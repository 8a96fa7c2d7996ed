/** Where a value stands in JSON: `a.b[0].c`, `[0].name`, or `$` for all of it. */

import type { JsonValue } from './action.ts';

export type JsonPath = readonly (string | number)[];

const STEP = /(?:^|\.)([A-Za-z_][\w-]*)|\[(\d{1,4})\]/y;

/** The steps of a path; undefined where it is none. */
export function parseJsonPath(source: string): JsonPath | undefined {
  if (source === '$') return [];
  if (source.startsWith('.')) return undefined;
  const steps: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < source.length) {
    const [, key, index] = STEP.exec(source) ?? [];
    if (key === undefined && index === undefined) return undefined;
    steps.push(key ?? Number(index));
  }
  return steps.length === 0 ? undefined : steps;
}

/** What stands at a path; undefined where nothing does. Only what the JSON itself says is found. */
export function valueAtPath(json: JsonValue | undefined, path: JsonPath): JsonValue | undefined {
  let value = json;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) value = typeof step === 'number' ? value[step] : undefined;
    else value = Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}
