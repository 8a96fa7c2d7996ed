/** What zod found wrong, in words an admin understands, each with its line. */

import { z } from 'zod';
import { didYouMean } from '../lib/nearest.ts';
import { type Diagnostic, errorAt } from './diagnostics.ts';
import type { Path, YamlReading } from './read-yaml.ts';

/** The diagnostics of a value that its schema refused. */
export function explainIssues(error: z.core.$ZodError, schema: z.ZodType, reading: YamlReading): Diagnostic[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return explainIssue(issue, schema, reading);
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      const hint = didYouMean(key, known, '"') || ` Known here: ${known.join(', ')}.`;
      return errorAt(reading.lineOf(path), `${describePlace(reading.value, path)} is no known key.${hint}`);
    });
  });
}

function explainIssue(issue: z.core.$ZodIssue, schema: z.ZodType, reading: YamlReading): Diagnostic {
  const what = explain(issue, schema, valueAt(reading.value, issue.path));
  return errorAt(reading.lineOf(issue.path), `${describePlace(reading.value, issue.path)} ${what}`);
}

function explain(issue: z.core.$ZodIssue, schema: z.ZodType, value: unknown): string {
  if (issue.code === 'custom') return issue.message;
  if (value === undefined) {
    const help = globalDescription(schemaAt(schema, issue.path));
    return help === undefined ? 'is missing' : `is missing. ${help}`;
  }
  if (value === null && issue.path.length === 0) return 'says nothing yet';
  if (value === null) return 'is empty: write something there, or delete the line';
  switch (issue.code) {
    case 'invalid_type':
      return explainType(issue.expected, value);
    case 'invalid_value':
      return explainOptions(issue.values.map(String), value);
    case 'too_small':
      return issue.origin === 'number' ? `must be at least ${issue.minimum}` : 'is empty';
    case 'too_big':
      return issue.origin === 'number'
        ? `must be at most ${issue.maximum}`
        : `is too long: at most ${issue.maximum} characters`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

const KINDS: Record<string, string> = {
  string: 'a text',
  array: 'a list (one entry a line, each starting with "- ")',
  object: 'made of keys and values (key: value)',
  record: 'made of keys and values (key: value)',
  number: 'a number',
  int: 'a whole number',
};

function explainType(expected: string, value: unknown): string {
  const wanted = `must be ${KINDS[expected] ?? expected}`;
  if (expected !== 'string') return wanted;
  if (typeof value !== 'object') return `${wanted}: put ${value} in quotes`;
  return `${wanted}: put it in quotes if it has a ":" or starts with { or [`;
}

function explainOptions(options: readonly string[], value: unknown): string {
  if (options.length === 1) return `must be ${options[0]}, or be left out`;
  return `must be one of ${options.join(', ')}.${typeof value === 'string' ? didYouMean(value, options, '"') : ''}`;
}

/** Where a value stands: `intent track_order, slot order_number, "ask"`, or `intent track_order, entry 3 of "utterances"`. */
function describePlace(value: unknown, path: Path): string {
  const parts = path.flatMap((segment, index) => {
    if (typeof path[index + 1] === 'number') return [];
    if (typeof segment !== 'number') return [`"${String(segment)}"`];
    return [describeEntry(String(path[index - 1]), segment, valueAt(value, path.slice(0, index + 1)))];
  });
  return parts.length === 0 ? 'the file' : parts.join(', ');
}

function describeEntry(list: string, index: number, entry: unknown): string {
  const name = isObject(entry) ? entry.name : undefined;
  return typeof name === 'string' && name !== '' ? `${singular(list)} ${name}` : `entry ${index + 1} of "${list}"`;
}

function singular(list: string): string {
  return list.endsWith('ies') ? `${list.slice(0, -3)}y` : list.replace(/s$/, '');
}

function knownKeys(schema: z.ZodType, path: Path): string[] {
  const object = unwrap(schemaAt(schema, path) ?? schema);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function globalDescription(schema: z.core.$ZodType | undefined): string | undefined {
  return schema === undefined ? undefined : z.globalRegistry.get(schema)?.description;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, segment) => (isObject(inner) ? inner[String(segment)] : undefined), value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The part of a schema that describes the value at a path. */
function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  const inner = unwrap(schema);
  const [segment, ...rest] = path;
  if (segment === undefined) return schema;
  const next =
    inner instanceof z.ZodObject
      ? inner.shape[String(segment)]
      : inner instanceof z.ZodArray
        ? inner.element
        : inner instanceof z.ZodRecord
          ? inner.valueType
          : undefined;
  return next === undefined ? undefined : schemaAt(next, rest);
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? unwrap(schema.unwrap()) : schema;
}
