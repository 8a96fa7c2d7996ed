/** A request with its marks filled: values come from customers and are hostile, and none of them can change what is called. */

import { marksIn } from '../templates/parse-template.ts';
import type { Action, ActionMethod, ActionRequest, JsonValue } from './action.ts';

/** A request as it is sent. It holds secrets. */
export interface FilledRequest {
  method: ActionMethod;
  url: URL;
  /** By their names in small letters. */
  headers: Record<string, string>;
  /** JSON; undefined where there is none. */
  body: string | undefined;
}

/** Why a request cannot be made of the values; without the values. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
}

const ENVIRONMENT_PREFIX = 'env.';
/** What servers commonly take. */
const MAX_URL_LENGTH = 8_000;

/** The values that an action has to be given, in the order of the alphabet. */
export function inputsOf({ request }: Pick<Action, 'request'>): string[] {
  const names = namesIn(request).filter((name) => !name.startsWith(ENVIRONMENT_PREFIX));
  return [...new Set(names)].sort();
}

/** The environment variables that stand in a request. */
export function variablesIn(request: ActionRequest): string[] {
  const names = namesIn(request).filter((name) => name.startsWith(ENVIRONMENT_PREFIX));
  return [...new Set(names.map((name) => name.slice(ENVIRONMENT_PREFIX.length)))].sort();
}

function namesIn({ url, query, headers, body }: ActionRequest): string[] {
  const texts = [url, ...Object.values(query), ...Object.values(headers), ...textsIn(body)];
  return texts.flatMap((text) => marksIn(text).map(({ mark }) => mark));
}

function textsIn(json: JsonValue | undefined): string[] {
  if (typeof json === 'string') return [json];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(textsIn) : [];
}

/**
 * The request for these inputs. Each value is encoded for where it stands; `environment` has the values of the variables that the
 * action lists.
 * @throws RequestError where a value is missing, or cannot stand where it should
 */
export function fillRequest(
  { request, environment: listed }: Action,
  inputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>>,
): FilledRequest {
  const lookUp = (name: string): string => {
    const isVariable = name.startsWith(ENVIRONMENT_PREFIX);
    const variable = name.slice(ENVIRONMENT_PREFIX.length);
    if (isVariable && !listed.includes(variable)) throw new RequestError(`${variable} is not listed under environment`);
    const values = isVariable ? environment : inputs;
    const value = Object.hasOwn(values, isVariable ? variable : name)
      ? values[isVariable ? variable : name]
      : undefined;
    if (value !== undefined && value !== '') return value;
    throw new RequestError(isVariable ? `${variable} is not set in the environment` : `there is no value for ${name}`);
  };
  return {
    method: request.method,
    url: fillUrl(request, lookUp),
    headers: fillHeaders(request, lookUp),
    body: request.body === undefined ? undefined : JSON.stringify(fillJson(request.body, lookUp)),
  };
}

type LookUp = (name: string) => string;

function fill(text: string, lookUp: LookUp, encoded: (value: string) => string = (value) => value): string {
  return text.replace(/\{([^{}\n]*)\}/g, (_mark, name: string) => encoded(lookUp(name)));
}

function fillUrl({ url, query }: ActionRequest, lookUp: LookUp): URL {
  const template = new URL(toParsable(url));
  const filled = new URL(template);
  filled.pathname = fromParsable(template.pathname)
    .split('/')
    .map((segment) => fillSegment(segment, lookUp))
    .join('/');
  filled.search = fill(fromParsable(template.search), lookUp, encode);
  for (const [name, text] of Object.entries(query)) filled.searchParams.append(name, fill(text, lookUp));
  if (filled.href.length > MAX_URL_LENGTH) throw new RequestError('the address becomes too long');
  return filled;
}

function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

/** Braces and what stands in them are kept through the parser of addresses, which would encode them. */
function toParsable(url: string): string {
  return url.replaceAll('{', '(').replaceAll('}', ')');
}

function fromParsable(part: string): string {
  return part.replaceAll('(', '{').replaceAll(')', '}');
}

/** The URL standard takes a segment of one dot or two for a way up, also where they are encoded. */
function fillSegment(segment: string, lookUp: LookUp): string {
  if (!segment.includes('{')) return segment;
  const filled = fill(segment, lookUp, encode);
  if (/^\.{0,2}$/.test(filled.replaceAll(/%2e/gi, '.')))
    throw new RequestError('a value cannot stand in the path of an address');
  return filled;
}

function fillHeaders({ headers }: ActionRequest, lookUp: LookUp): Record<string, string> {
  const filled = Object.entries(headers).map(([name, text]) => [name.toLowerCase(), fill(text, lookUp)] as const);
  const wrong = filled.find(([, value]) => !/^[\x20-\x7e]*$/.test(value));
  if (wrong !== undefined) throw new RequestError(`a value cannot stand in the header ${wrong[0]}: only ASCII can`);
  return Object.fromEntries(filled);
}

function fillJson(json: JsonValue, lookUp: LookUp): JsonValue {
  if (typeof json === 'string') return fill(json, lookUp);
  if (Array.isArray(json)) return json.map((entry) => fillJson(entry, lookUp));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, fillJson(value, lookUp)]));
}
