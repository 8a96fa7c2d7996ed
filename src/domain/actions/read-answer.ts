/** What an answer of the other side means: which outcome it is, and the values that it has. */

import { firstUnits, toCleanText } from '../../lib/text.ts';
import { conditionHolds } from '../templates/condition.ts';
import type { ScalarType, TemplateValue, TemplateValues } from '../templates/template-value.ts';
import type { Action, ActionFailure, ActionResult, JsonValue, ResultField } from './action.ts';
import { parseJsonPath, valueAtPath } from './json-path.ts';

/** Longer texts are cut, so that no answer makes a message too long. */
const MAX_TEXT_LENGTH = 500;
const MAX_URL_LENGTH = 2_000;
/** Entries beyond this are left out. */
const MAX_ITEMS = 50;

/** Reads an answer by its HTTP status and its JSON body, undefined where it has none. */
export function readAnswer(action: Action, status: number, body: JsonValue | undefined): ActionResult {
  for (const outcome of action.outcomes) {
    if (!outcome.statuses.includes(status)) continue;
    const values = readFields(outcome.result, body);
    if (outcome.when !== undefined && !conditionHolds(outcome.when, values)) continue;
    const missing = Object.entries(outcome.result).find(
      ([name, { required }]) => required && !Object.hasOwn(values, name),
    );
    if (missing === undefined) return { kind: 'answered', outcome: outcome.name, values };
    const [name, { path, type }] = missing;
    const reason = `it answered ${status}, but at ${path} there is no ${type} for ${name}`;
    return { kind: 'failed', failure: failureOf(status), reason };
  }
  return { kind: 'failed', failure: failureOf(status), reason: `it answered ${status}, which is none of the outcomes` };
}

/** What a status that means nothing else says of whether the request was carried out (RFC 9110, 15). */
export function failureOf(status: number): ActionFailure {
  return status >= 400 && status < 500 ? 'refused' : 'unknown';
}

function readFields(fields: Record<string, ResultField>, json: JsonValue | undefined): TemplateValues {
  const values = Object.entries(fields).map(([name, field]) => [name, readField(field, json)] as const);
  return Object.fromEntries(values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function readField(field: ResultField, json: JsonValue | undefined): TemplateValue | undefined {
  const value = valueAtPath(json, parseJsonPath(field.path) ?? ['']);
  if (value === undefined || value === null) return undefined;
  if (field.type === 'list') return readList(value, field.items ?? {});
  if (field.type === 'amount') return readAmount(value, field, json);
  return READERS[field.type](value);
}

/** Entries that lack a value which is required are left out. */
function readList(value: JsonValue, items: Record<string, ResultField>): TemplateValue | undefined {
  if (!Array.isArray(value)) return undefined;
  const required = Object.keys(items).filter((name) => items[name]?.required);
  const entries = value.slice(0, MAX_ITEMS).map((entry) => readFields(items, entry));
  return { type: 'list', items: entries.filter((entry) => required.every((name) => Object.hasOwn(entry, name))) };
}

function readAmount(value: JsonValue, field: ResultField, json: JsonValue | undefined): TemplateValue | undefined {
  const number = toNumber(value);
  const path = field.currencyPath === undefined ? undefined : parseJsonPath(field.currencyPath);
  const currency = path === undefined ? field.currency : valueAtPath(json, path);
  if (number === undefined || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return undefined;
  return { type: 'amount', value: number, currency };
}

const READERS: Record<Exclude<ScalarType, 'amount'>, (value: JsonValue) => TemplateValue | undefined> = {
  text: readText,
  number(value) {
    const number = toNumber(value);
    return number === undefined ? undefined : { type: 'number', value: number };
  },
  boolean: (value) => (typeof value === 'boolean' ? { type: 'boolean', value } : undefined),
  date: readDate,
  url: readUrl,
};

function readText(value: JsonValue): TemplateValue | undefined {
  if (typeof value === 'object') return undefined;
  const text = toCleanText(firstUnits(String(value), MAX_TEXT_LENGTH)).trim();
  return text === '' ? undefined : { type: 'text', value: text };
}

function toNumber(value: JsonValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.length > 30 || !/^-?\d+(\.\d+)?$/.test(value)) return undefined;
  return Number(value);
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

/** A day or an instant as RFC 3339 writes them; a time without an offset is of no known place. */
function readDate(value: JsonValue): TemplateValue | undefined {
  if (typeof value !== 'string' || !(DAY.test(value) || INSTANT.test(value))) return undefined;
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return undefined;
  // 31 February would become a day of March.
  if (DAY.test(value) && date.toISOString().slice(0, 10) !== value) return undefined;
  return { type: 'date', value };
}

function readUrl(value: JsonValue): TemplateValue | undefined {
  if (typeof value !== 'string' || value.length > MAX_URL_LENGTH || !URL.canParse(value)) return undefined;
  const { protocol, href, username, password } = new URL(value);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && username === '' && password === '' ? { type: 'url', value: href } : undefined;
}
