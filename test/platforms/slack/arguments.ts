/** The arguments of a Web API call, read as Slack reads them: a form, JSON, or the query of a GET. */

import { ApiError, schemaError } from './api-error.ts';
import type { Json } from './types.ts';

export interface ReadArguments {
  args: Json;
  /** What Slack remarks on in `response_metadata.warnings`. */
  warnings: string[];
}

/** Reads them; a method that takes no JSON sees none of it, as if nothing had been sent. */
export async function readArguments(request: Request, formOnly: boolean): Promise<ReadArguments> {
  if (request.method === 'GET') return { args: Object.fromEntries(new URL(request.url).searchParams), warnings: [] };
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) {
    const warnings = type.includes('charset') ? [] : ['missing_charset'];
    return { args: formOnly ? {} : parseJson(await request.text()), warnings };
  }
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { args: Object.fromEntries(new URLSearchParams(await request.text())), warnings: [] };
  if (type.startsWith('multipart/form-data'))
    return { args: Object.fromEntries(await request.formData()), warnings: [] };
  if (type !== '') throw new ApiError('invalid_post_type');
  return { args: {}, warnings: [] };
}

/** An argument that is given, as text; undefined when it is missing or empty. */
export function optionalText(args: Json, name: string): string | undefined {
  const value = args[name];
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

/** An argument that has to be given, as text. */
export function requiredText(args: Json, name: string): string {
  const value = optionalText(args, name);
  if (value === undefined) throw schemaError('invalid_arguments', [`missing required field: ${name}`]);
  return value;
}

/** Whether a boolean argument is set. */
export function flag(args: Json, name: string): boolean {
  return ['true', '1', 'True'].includes(String(args[name]));
}

/** A whole number, `fallback` when it is missing, brought into the range when it is outside. */
export function numberWithin(args: Json, name: string, fallback: number, most: number): number {
  const value = Number(optionalText(args, name) ?? fallback);
  if (!Number.isInteger(value)) throw new ApiError('invalid_limit');
  return Math.min(Math.max(value, 1), most);
}

/** A structured argument: JSON, or a string of JSON in a form. Undefined when it is missing. */
export function structured(args: Json, name: string, error: string): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value ?? undefined;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw new ApiError(error);
  }
}

/** One page of `items` by `limit` and `cursor`, and the cursor of the next: empty on the last page. */
export function pageOf<T>(args: Json, items: T[], fallbackLimit: number): { page: T[]; nextCursor: string } {
  const limit = numberWithin(args, 'limit', fallbackLimit, 1000);
  const cursor = optionalText(args, 'cursor');
  const start = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString().replace('offset:', ''));
  if (!Number.isInteger(start) || start < 0) throw new ApiError('invalid_cursor');
  const end = start + limit;
  const nextCursor = end < items.length ? Buffer.from(`offset:${end}`).toString('base64') : '';
  return { page: items.slice(start, end), nextCursor };
}

function parseJson(text: string): Json {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError('invalid_json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ApiError('json_not_object');
  return value as Json;
}
