import { readMultipart } from './multipart.ts';
import { badRequest } from './telegram-error.ts';

/** A file as it came in a form. */
export interface UploadedFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** One call of a method: every parameter is a string, as it is for the real server, whatever way it was sent. */
export interface Query {
  readonly method: string;
  has(name: string): boolean;
  /** Empty when absent. */
  text(name: string): string;
  /** The whole number, kept between the bounds; `fallback` when it is none. */
  integer(name: string, fallback: number, bounds?: { min: number; max: number }): number;
  flag(name: string): boolean;
  /** Undefined when absent. @throws TelegramError "can't parse `what` JSON object" */
  json(name: string, what: string): unknown;
  file(name: string): UploadedFile | undefined;
  /** For the log: the parameters, with files as name, type and size. */
  readonly body: Record<string, unknown>;
}

type Parameter = string | UploadedFile;

/** Reads the parameters from the address and from a JSON, URL-encoded or multipart body. @throws TelegramError */
export async function readQuery(method: string, request: Request): Promise<Query> {
  const parameters = new Map<string, Parameter>(new URL(request.url).searchParams);
  for (const [name, value] of await readBody(request)) parameters.set(name, value);
  return queryOf(method, parameters);
}

/** A call that came as JSON in the answer to a webhook. */
export function queryFromJson(method: string, values: object): Query {
  return queryOf(method, new Map(jsonParameters(values)));
}

async function readBody(request: Request): Promise<[string, Parameter][]> {
  const type = request.headers.get('content-type') ?? '';
  if (request.method !== 'POST' || type === '') return [];
  if (type.startsWith('application/json')) return readJson(await request.text());
  if (type.startsWith('application/x-www-form-urlencoded')) return [...new URLSearchParams(await request.text())];
  if (!type.startsWith('multipart/form-data')) return [];
  return readMultipart(type, Buffer.from(await request.arrayBuffer()));
}

function readJson(text: string): [string, string][] {
  if (text === '') return [];
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values === 'object' && values !== null) return jsonParameters(values);
  } catch {}
  throw badRequest("can't parse JSON object");
}

function jsonParameters(values: object): [string, string][] {
  return Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
}

function queryOf(method: string, parameters: Map<string, Parameter>): Query {
  const text = (name: string): string => {
    const value = parameters.get(name);
    return typeof value === 'string' ? value : '';
  };
  return {
    method,
    has: (name) => parameters.has(name),
    text,
    integer: (name, fallback, bounds) => {
      const value = text(name).trim();
      const number = /^-?\d+$/.test(value) ? Number(value) : fallback;
      return bounds ? Math.min(Math.max(number, bounds.min), bounds.max) : number;
    },
    flag: (name) => ['true', 'yes', '1'].includes(text(name).trim().toLowerCase()),
    json: (name, what) => {
      const value = text(name);
      if (value === '') return undefined;
      try {
        return JSON.parse(value);
      } catch {
        throw badRequest(`can't parse ${what} JSON object`);
      }
    },
    file: (name) => {
      const value = parameters.get(name);
      return typeof value === 'string' ? undefined : value;
    },
    body: Object.fromEntries([...parameters].map(([name, value]) => [name, loggedValue(value)])),
  };
}

function loggedValue(value: Parameter): unknown {
  if (typeof value !== 'string') return { name: value.name, type: value.type, size: value.bytes.length };
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' || typeof parsed === 'number' || typeof parsed === 'boolean' ? parsed : value;
  } catch {
    return value;
  }
}
