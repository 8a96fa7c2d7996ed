/** What staff are told of a call: which action, of what, and how it ended. */

import { cutText } from '../../lib/text.ts';
import { withoutEscapes } from '../markdown.ts';
import { formatValue } from '../templates/render-template.ts';
import type { TemplateValue } from '../templates/template-value.ts';
import type { ActionResult } from './action.ts';

/** A call as it is kept where it mattered. It holds no secrets; its values are hostile. */
export interface CalledAction {
  action: string;
  inputs: Record<string, string>;
  /** How it ended, in plain English on one line. */
  ended: string;
}

const MAX_ENDED_LENGTH = 300;
const MAX_INPUT_LENGTH = 100;

/** A call with how it ended. */
export function calledAction(
  action: string,
  inputs: Readonly<Record<string, string>>,
  result: ActionResult,
): CalledAction {
  return { action, inputs: { ...inputs }, ended: cutText(describeResult(result), MAX_ENDED_LENGTH) };
}

/** `order_status (order_number 100234): found, state shipped`. */
export function calledActionWords({ action, inputs, ended }: CalledAction): string {
  return `${describeCall(action, inputs)}: ${ended}`;
}

/** `order_status (order_number 100234)`. */
export function describeCall(action: string, inputs: Readonly<Record<string, string>>): string {
  const given = Object.entries(inputs).map(([name, value]) => `${name} ${cutText(value, MAX_INPUT_LENGTH)}`);
  return given.length === 0 ? action : `${action} (${given.join(', ')})`;
}

const FAILURE_WORDS = {
  not_sent: 'failed, and nothing was sent',
  refused: 'failed: the other side does not do it',
  unknown: 'it is not known whether it was done',
};

function describeResult(result: ActionResult): string {
  if (result.kind === 'failed') return `${FAILURE_WORDS[result.failure]}: ${result.reason}`;
  const values = Object.entries(result.values).map(([name, value]) => `${name} ${describeValue(value)}`);
  return [result.outcome, ...values].join(', ');
}

function describeValue(value: TemplateValue): string {
  if (value.type === 'list') return `${value.items.length} entries`;
  if (value.type === 'boolean') return value.value ? 'yes' : 'no';
  if (value.type === 'url') return value.value;
  return withoutEscapes(formatValue(value, { locale: 'en' }));
}
