/** What a replay found, for people and for programs. */

import type { Decision } from '../domain/decision.ts';
import { excerpt } from '../domain/markdown.ts';
import type { HandoverReason } from '../replay/outcome.ts';
import type { ReplayResult } from '../replay/replay.ts';
import type { Example, ReplayMessage } from '../replay/tally.ts';
import { describeMessage } from './describe-message.ts';

const MAX_CONFUSIONS = 15;
const MAX_LABELS = 15;
const SHOWN_MAX_LENGTH = 1_000;

/** Why a turn was escalated, in words. */
export const REASONS: Record<HandoverReason, string> = {
  requested: 'asked for a person',
  angry: 'angry',
  not_helpful: 'said it did not help',
  repeated_failure: 'not understood twice in a row',
  no_answer: 'found nothing',
  intent: 'a matter always handled by people',
  lookup_failed: 'could not be looked up',
  action_failed: 'could not be done',
  action_unknown: 'may or may not be done',
  unread: 'could not be read',
  delivery_failed: 'a reply that may not have arrived',
  held: 'written while waiting for a person',
};

/** A replay's result as one JSON object's content. */
export function toReplayJson(result: ReplayResult, malformed: number) {
  return { ...result, messagesPerSecond: messagesPerSecond(result), malformed };
}

/** A replay's result as plain text. */
export function renderReplayReport(result: ReplayResult): string {
  const sections = [
    renderOutcomes(result),
    result.labelled === 0 ? [] : renderLabelled(result),
    renderConfusions(result),
    renderLabels(result),
    renderFoundNothing(result),
  ];
  const lines = sections.filter((section) => section.length > 0).flatMap((section) => [...section, '']);
  return `${lines.join('\n')}\n`;
}

/** What was said in a turn and which rules decided, as plain text. */
export function renderTurn(messages: readonly ReplayMessage[], { effects, records }: Decision): string {
  const [first] = messages;
  const where = first?.conversation === undefined ? '' : ` of conversation ${first.conversation}`;
  const sent = effects.flatMap((effect) => (effect.kind === 'send' ? [effect.message] : []));
  return [
    `line ${first?.line}${where}: ${records.map(({ rule, action }) => `${rule}, ${action}`).join('; ')}`,
    ...messages.map(({ text }) => `  customer  ${excerpt(text, SHOWN_MAX_LENGTH)}`),
    ...(sent.length === 0 ? ['  (nothing is said)'] : sent.map((message) => `  bot       ${describeMessage(message)}`)),
    '',
  ]
    .map((line) => `${printable(line)}\n`)
    .join('');
}

function renderOutcomes(result: ReplayResult): string[] {
  const { messages } = result;
  const reasons = Object.entries(result.escalationReasons).sort(([, a], [, b]) => b - a);
  return [
    row('messages', messages, `in ${result.conversations} conversations`),
    row('answered', result.answered, share(result.answered, messages)),
    row('  asked for a value', result.asked, share(result.asked, messages)),
    row('clarified', result.clarified, share(result.clarified, messages)),
    row('escalated', result.escalated, share(result.escalated, messages)),
    ...reasons.map(([reason, count]) => row(`  ${REASONS[reason as HandoverReason]}`, count, share(count, messages))),
    row(
      'messages a second',
      Math.round(messagesPerSecond(result)),
      `${(result.durationMs / 1_000).toFixed(1)} s in all`,
    ),
  ];
}

function renderLabelled(result: ReplayResult): string[] {
  const { labelled, answeredLabelled, unknownLabels } = result;
  const unknown = `no intent is called ${unknownLabels.names.map(printable).join(', ')}`;
  return [
    row('labelled', labelled),
    row('  rightly understood', result.rightIntent, share(result.rightIntent, labelled)),
    row('  answered', answeredLabelled, share(answeredLabelled, labelled)),
    row('    rightly', result.answeredRight, `${share(result.answeredRight, answeredLabelled)} of those answered`),
    row('  right one offered', result.offeredRight, share(result.offeredRight, labelled)),
    ...(unknownLabels.messages === 0 ? [] : [row('  unknown label', unknownLabels.messages, unknown)]),
  ];
}

function renderConfusions({ confusions }: ReplayResult): string[] {
  if (confusions.length === 0) return [];
  return [
    'Most often taken for something else:',
    ...confusions
      .slice(0, MAX_CONFUSIONS)
      .map(({ label, takenFor, messages, example }) =>
        [`${messages}`.padStart(6), `  ${printable(label)} → ${takenFor}`.padEnd(54), quote(example)].join(''),
      ),
  ];
}

function renderLabels({ labels }: ReplayResult): string[] {
  if (labels.length === 0) return [];
  const least = [...labels].sort((a, b) => a.right / a.messages - b.right / b.messages).slice(0, MAX_LABELS);
  const cells = (values: (string | number)[]) => values.map((value) => `${value}`.padStart(12)).join('');
  return [
    `${'Least well understood:'.padEnd(34)}${cells(['messages', 'right', 'wrong', 'clarified', 'handed over'])}`,
    ...least.map(
      ({ label, messages, right, wrong, clarified, handedOver }) =>
        `  ${printable(label).padEnd(32)}${cells([messages, right, wrong, clarified, handedOver])}`,
    ),
  ];
}

function renderFoundNothing({ foundNothing }: ReplayResult): string[] {
  const { messages, examples } = foundNothing;
  if (messages === 0) return [];
  const more = messages > examples.length ? [`        and ${messages - examples.length} more (--all lists them)`] : [];
  return ['Found nothing:', ...examples.map((example) => `  line ${quote(example)}`), ...more];
}

function quote({ line, text }: Example): string {
  return `${line}: ${printable(text)}`;
}

function row(name: string, count: number, remark = ''): string {
  return `${name.padEnd(36)}${String(count).padStart(9)}   ${remark}`.trimEnd();
}

/** A share in percent; a dash of nothing. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
}

/** Customers' text without what a terminal would take for a command, or show in another order than it stands. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
}

function messagesPerSecond({ messages, durationMs }: ReplayResult): number {
  return durationMs === 0 ? 0 : (1_000 * messages) / durationMs;
}
