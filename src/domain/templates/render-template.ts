/** Filling a wording with values, which come from elsewhere and are hostile: none of them is Markdown. */

import { cutText } from '../../lib/text.ts';
import { escapeMarkdown } from '../markdown.ts';
import { conditionHolds } from './condition.ts';
import { parseTemplate, type TemplateNode } from './parse-template.ts';
import type { TemplateValue, TemplateValues } from './template-value.ts';

/** How dates, numbers and amounts are written. */
export interface TemplateFormat {
  locale: string;
  /** An IANA name, of instants; the process's own where it is undefined. */
  timeZone?: string | undefined;
}

/** More than any answer needs. */
const MAX_LENGTH = 10_000;

/**
 * The wording with its values, as CommonMark of at most 10 000 characters. A value that is not there is nothing; a mark that is
 * none stays as it is written. Takes time in proportion to the template and the values. Never throws.
 */
export function renderTemplate(source: string, values: TemplateValues, format: TemplateFormat): string {
  const { nodes } = parseTemplate(source);
  const pieces: string[] = [];
  let length = 0;
  const write = (piece: string) => {
    length += piece.length;
    pieces.push(piece);
    return length <= MAX_LENGTH;
  };
  renderNodes(nodes, values, format, write);
  return cutText(pieces.join('').trim(), MAX_LENGTH);
}

/** Takes a piece; false when there is room for no more. */
type Write = (piece: string) => boolean;

function renderNodes(nodes: TemplateNode[], values: TemplateValues, format: TemplateFormat, write: Write): boolean {
  return nodes.every((node) => renderNode(node, values, format, write));
}

function renderNode(node: TemplateNode, values: TemplateValues, format: TemplateFormat, write: Write): boolean {
  if (node.kind === 'text') return write(node.text);
  if (node.kind === 'value') {
    const value = Object.hasOwn(values, node.name) ? values[node.name] : undefined;
    return value === undefined || write(node.inLink ? toDestination(value) : formatValue(value, format));
  }
  if (node.kind === 'if') {
    const branch = node.branches.find(({ condition }) => condition === undefined || conditionHolds(condition, values));
    return branch === undefined || renderNodes(branch.nodes, values, format, write);
  }
  const list = Object.hasOwn(values, node.list) ? values[node.list] : undefined;
  if (list?.type !== 'list') return true;
  return list.items.every((item) => renderNodes(node.nodes, { ...values, ...namedAs(node.item, item) }, format, write));
}

function namedAs(item: string, values: TemplateValues): TemplateValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${item}.${name}`, value]));
}

/** An address in a link; what is none of the web's leads nowhere. */
function toDestination(value: TemplateValue): string {
  const isText = value.type === 'url' || value.type === 'text';
  return isText && URL.canParse(value.value) && /^https?:/i.test(value.value) ? escapeMarkdown(value.value) : '#';
}

/** A value as it is written in a language, escaped for CommonMark. */
export function formatValue(value: TemplateValue, { locale, timeZone }: TemplateFormat): string {
  switch (value.type) {
    case 'text':
      return escapeMarkdown(value.value);
    case 'url':
      // An autolink; the URL standard leaves neither spaces nor angle brackets in it.
      return /[\s<>]/.test(value.value) ? escapeMarkdown(value.value) : `<${value.value}>`;
    case 'number':
      return escapeMarkdown(new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value.value));
    case 'amount': {
      const { currency } = value;
      return escapeMarkdown(new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value.value));
    }
    case 'date':
      return escapeMarkdown(formatDate(value.value, locale, timeZone));
    default:
      return '';
  }
}

/** A day as the day that it is everywhere; an instant in the time zone, to the minute. */
function formatDate(iso: string, locale: string, timeZone: string | undefined): string {
  const isDay = !iso.includes('T');
  const options: Intl.DateTimeFormatOptions = isDay
    ? { dateStyle: 'long', timeZone: 'UTC' }
    : { dateStyle: 'long', timeStyle: 'short', timeZone };
  return new Intl.DateTimeFormat(locale, options).format(new Date(iso));
}

/** A value as plain text, as it is put into a request; empty for one that has no text. */
export function formatPlainValue(value: TemplateValue): string {
  return value.type === 'list' ? '' : String(value.value);
}
