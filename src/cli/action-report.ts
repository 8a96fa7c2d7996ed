/** What `actions try` prints. */

import type { Redact } from '../actions/redact.ts';
import type { Action, ActionResult } from '../domain/actions/action.ts';
import type { FilledRequest } from '../domain/actions/fill-request.ts';
import type { DeskContent, Intent } from '../domain/content.ts';
import { withoutEscapes } from '../domain/markdown.ts';
import { renderTemplate } from '../domain/templates/render-template.ts';
import { type TemplateValue, textValues } from '../domain/templates/template-value.ts';
import { cutText } from '../lib/text.ts';
import { toPrintable } from './printable.ts';

const MAX_ANSWER_LINES = 60;
const MAX_SHOWN_LENGTH = 8_000;

/** The request as it is sent, without secrets. */
export function renderRequest({ method, url, headers, body }: FilledRequest, redact: Redact): string {
  const lines = [`${method} ${url.href}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  const sent = body === undefined ? [] : pretty(body);
  return toBlock('Request', [...lines, ...sent].map(redact));
}

/** The answer as it came; its text has no secrets any more. */
export function renderAnswer(status: number, text: string): string {
  const lines = pretty(text);
  const shown = lines.slice(0, MAX_ANSWER_LINES);
  const rest = lines.length > shown.length ? [`… ${lines.length - shown.length} more lines`] : [];
  return toBlock('Answer', [`HTTP ${status}`, ...shown, ...rest]);
}

export interface TriedAction {
  action: Action;
  inputs: Record<string, string>;
  result: ActionResult;
  content: DeskContent;
}

/** What the answer means, and what customers would be told. */
export function renderResult(tried: TriedAction): string {
  const { action, result, content } = tried;
  const intents = Object.values(content.locales).flatMap(({ intents }) =>
    intents.filter((intent) => intent.action?.name === action.name),
  );
  const meaning = result.kind === 'answered' ? describeOutcome(result) : [FAILURES[result.failure], result.reason];
  const unused = intents.length === 0 ? toBlock('Wording', ['no intent names this action']) : '';
  return toBlock('Result', meaning) + unused + intents.map((intent) => renderWording(intent, tried)).join('');
}

const FAILURES = {
  not_sent: 'failed, not sent: the other side has received nothing',
  refused: 'failed, refused: the other side has answered that it does not do it',
  unknown: 'failed, unknown: it may have been carried out',
};

function describeOutcome({ outcome, values }: Extract<ActionResult, { kind: 'answered' }>): string[] {
  return [outcome, ...Object.entries(values).map(([name, value]) => `  ${name}: ${describeValue(value)}`)];
}

function describeValue(value: TemplateValue): string {
  if (value.type === 'list') return JSON.stringify(value.items.map((item) => toPlain(item)));
  return value.type === 'amount' ? `${value.value} ${value.currency}` : String(value.value);
}

function toPlain(values: Readonly<Record<string, TemplateValue>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, describeValue(value)]));
}

function renderWording(intent: Intent, tried: TriedAction): string {
  const { inputs, result } = tried;
  const { name, locale, action, outcome } = intent;
  const wording = result.kind === 'answered' ? action?.wordings[result.outcome] : undefined;
  const values = result.kind === 'answered' ? { ...textValues(inputs), ...result.values } : textValues(inputs);
  const title = `Wording in ${locale}, intent ${name}`;
  const isUncertain = result.kind === 'failed' && result.failure === 'unknown' && tried.action.kind === 'write';
  const text = wording ?? (outcome.kind === 'answer' && !isUncertain ? outcome.text : undefined);
  if (text !== undefined) {
    return toBlock(title, withoutEscapes(renderTemplate(text, values, { locale })).split('\n'));
  }
  const article = outcome.kind === 'article' && !isUncertain ? outcome.articleId : undefined;
  return toBlock(title, [article === undefined ? '(it is handed to a person)' : `(the article ${article})`]);
}

/** Line by line; what is long is not indented, which for deep JSON would take space by its square. */
function pretty(text: string): string[] {
  const shown = cutText(text, MAX_SHOWN_LENGTH);
  try {
    return shown === text ? JSON.stringify(JSON.parse(text), null, 2).split('\n') : [shown];
  } catch {
    return text === '' ? [] : text.split('\n');
  }
}

function toBlock(title: string, lines: string[]): string {
  return `${title}\n${lines.map((line) => `  ${toPrintable(line)}\n`).join('')}\n`;
}
