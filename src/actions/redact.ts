/** Keeps secrets out of what is shown, logged or answered. */

import type { TemplateValue, TemplateValues } from '../domain/templates/template-value.ts';
import { withoutTrailing } from '../lib/without-trailing.ts';

export type Redact = (text: string) => string;

/** Replaces each secret by its name in angle quotes, however it is encoded where it may have been written: plain, in an address, in JSON, in Base64. */
export function createRedactor(secrets: Readonly<Record<string, string | undefined>>): Redact {
  const forms = Object.entries(secrets).flatMap(([name, secret]) =>
    secret === undefined || secret === '' ? [] : formsOf(secret).map((form) => ({ form, mask: `‹${name}›` })),
  );
  // A longer one may contain a shorter.
  forms.sort((a, b) => b.form.length - a.form.length);
  return (text) => forms.reduce((masked, { form, mask }) => masked.replaceAll(form, mask), text);
}

function formsOf(secret: string): string[] {
  const encoded = encodeURIComponent(secret.toWellFormed());
  const inQuery = new URLSearchParams({ secret }).toString().slice('secret='.length);
  const base64 = Buffer.from(secret).toString('base64');
  const forms = [
    secret,
    encoded,
    inQuery,
    JSON.stringify(secret).slice(1, -1),
    base64,
    withoutTrailing(base64, '='),
    Buffer.from(secret).toString('base64url'),
  ];
  return [...new Set(forms)];
}

/** The values with secrets that the other side has sent back replaced. */
export function redactValues(values: TemplateValues, redact: Redact): TemplateValues {
  const redacted = Object.entries(values).map(([name, value]) => [name, redactValue(value, redact)]);
  return Object.fromEntries(redacted);
}

function redactValue(value: TemplateValue, redact: Redact): TemplateValue {
  if (value.type === 'list') return { ...value, items: value.items.map((item) => redactValues(item, redact)) };
  if (value.type === 'text') return { ...value, value: redact(value.value) };
  if (value.type !== 'url') return value;
  const url = redact(value.value);
  return { ...value, value: URL.canParse(url) ? new URL(url).href : url };
}
