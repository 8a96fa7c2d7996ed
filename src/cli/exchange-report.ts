/** What a simulated desk said and why, for the terminal. */

import { styleText } from 'node:util';
import { withoutEscapes } from '../domain/markdown.ts';
import type { OutgoingMessage } from '../domain/message.ts';
import type { Exchange } from '../simulation/simulated-conversations.ts';
import { explanationLines, ruleLine, stateLines } from './explanation.ts';
import { toPrintable } from './printable.ts';

export interface ExchangeReportOptions {
  /** The labels of the buttons there are, in order. */
  buttons: readonly string[];
  /** Whether to say why. */
  explain: boolean;
  colours: boolean;
}

/** What was said, the buttons by their numbers, and where it is asked for why. */
export function renderExchange(exchange: Exchange, { buttons, explain, colours }: ExchangeReportOptions): string {
  const dim = (line: string) => (colours ? styleText('dim', line) : line);
  const lines = [
    ...exchange.problems.map(toPrintable),
    ...(exchange.messages.length === 0 ? [dim('(Nothing is said.)')] : exchange.messages.flatMap(messageLines)),
    ...(buttons.length === 0 ? [] : [buttons.map((label, index) => `[${index + 1}] ${toPrintable(label)}`).join('  ')]),
    ...(explain ? whyLines(exchange).map((line) => dim(`  | ${toPrintable(line)}`)) : []),
  ];
  return `${lines.join('\n')}\n`;
}

function messageLines({ text, source }: OutgoingMessage): string[] {
  const from = source === undefined ? [] : [`(from: ${source.title})`];
  return [...withoutEscapes(text).split('\n'), ...from].map(toPrintable);
}

function whyLines({ decisions, state }: Exchange): string[] {
  const perRequest = decisions.flatMap((record, index) => {
    const decision = { ...record, id: 0, outcome: undefined, correction: undefined };
    const title = decisions.length === 1 ? [] : [`Request ${index + 1} of ${decisions.length}:`];
    return [...title, ...explanationLines(decision), ruleLine(decision)];
  });
  return [...perRequest, ...(state === undefined ? [] : stateLines(state))];
}

/** The same as one JSON object's content. */
export function toExchangeJson({ decisions, messages, state, problems }: Exchange) {
  return {
    says: messages.map(({ text, choices, source }) => ({ text, buttons: choices.map(({ label }) => label), source })),
    decisions: decisions.map((record) => ({
      ...record,
      why: explanationLines({ ...record, id: 0, outcome: undefined, correction: undefined }),
    })),
    state,
    problems,
  };
}
