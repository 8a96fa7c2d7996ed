import { excerpt } from '../domain/markdown.ts';
import type { OutgoingMessage } from '../domain/message.ts';

const MAX_LENGTH = 1_000;

/** A message as one line for a terminal: its text in CommonMark, then its buttons in brackets. Not yet safe to print. */
export function describeMessage({
  text,
  choices,
  source,
}: Pick<OutgoingMessage, 'text' | 'choices' | 'source'>): string {
  const from = source === undefined ? '' : ` (from: ${source.title})`;
  return [`${excerpt(text, MAX_LENGTH)}${from}`, ...choices.map(({ label }) => `[${label}]`)].join(' ');
}
