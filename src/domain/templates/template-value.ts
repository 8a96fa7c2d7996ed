/** What can stand in a template: plain data, so that it can be kept as JSON. */

export const SCALAR_TYPES = ['text', 'number', 'amount', 'date', 'url', 'boolean'] as const;
export type ScalarType = (typeof SCALAR_TYPES)[number];

/** A value with its type, by which it is shown. */
export type TemplateValue =
  | { type: 'text'; value: string }
  | { type: 'number'; value: number }
  /** `currency` is an ISO 4217 code, `value` in its main unit. */
  | { type: 'amount'; value: number; currency: string }
  /** A day (`2026-10-01`), or an instant in ISO 8601 with its offset. */
  | { type: 'date'; value: string }
  /** An address of `http:` or `https:` as the URL standard writes it. */
  | { type: 'url'; value: string }
  | { type: 'boolean'; value: boolean }
  | { type: 'list'; items: TemplateValues[] };

/** Values by their names; a name without a value is not there. */
export type TemplateValues = Readonly<Record<string, TemplateValue>>;

/** Texts as the values of a template. */
export function textValues(texts: Readonly<Record<string, string>>): TemplateValues {
  return Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, { type: 'text' as const, value }]));
}

/** Whether `{if name}` holds of it: it is there, and neither an empty text, an empty list nor `false`. */
export function isFilled(value: TemplateValue | undefined): boolean {
  if (value === undefined) return false;
  if (value.type === 'list') return value.items.length > 0;
  return value.type === 'boolean' ? value.value : value.value !== '';
}
