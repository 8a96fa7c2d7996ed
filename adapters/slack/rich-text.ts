/** Formatted text as Slack's `rich_text`, in which no character of a text has a meaning: nothing pings, links or formats by itself. */

import { withoutTrailing } from '../../src/lib/without-trailing.ts';
import type { Format, Run } from '../shared/formatted-text.ts';
import { renderMarkdown } from '../shared/markdown.ts';

interface RichStyle {
  bold?: true;
  italic?: true;
  strike?: true;
  code?: true;
}

/** A stretch of text or a link. */
export type RichTextElement =
  | { type: 'text'; text: string; style?: RichStyle }
  | { type: 'link'; url: string; text: string; style?: RichStyle };

interface RichTextPart {
  type: 'rich_text_section' | 'rich_text_quote' | 'rich_text_preformatted';
  elements: RichTextElement[];
}

export interface RichTextBlock {
  type: 'rich_text';
  elements: RichTextPart[];
}

/** Runs as one block. */
export function toRichText(runs: Run[]): RichTextBlock {
  const parts: { type: RichTextPart['type']; runs: Run[] }[] = [];
  for (const run of runs) {
    const type = partTypeOf(run);
    const last = parts.at(-1);
    if (last?.type === type) last.runs.push(run);
    else parts.push({ type, runs: [run] });
  }
  const filled = parts.map((part) => ({ type: part.type, elements: toElements(withoutOuterBreaks(part.runs)) }));
  return { type: 'rich_text', elements: filled.filter(({ elements }) => elements.length > 0) };
}

/** CommonMark as staff read it in Slack: links of the web lead there, those to the desk's own articles show as words. */
export function messageBlocks(text: string): RichTextBlock[] {
  const block = toRichText(renderMarkdown(text, { articleUrl: () => undefined, lineBreaks: true }));
  return block.elements.length === 0 ? [] : [block];
}

/** CommonMark as words alone, its links as what they say; `lineBreaks` says whether a single one shows. */
export function messageWords(text: string, lineBreaks: boolean): string {
  const runs = renderMarkdown(text, { articleUrl: () => undefined, lineBreaks });
  return runs.map((run) => run.text).join('');
}

function partTypeOf({ formats }: Run): RichTextPart['type'] {
  if (formats.some(({ kind }) => kind === 'code_block')) return 'rich_text_preformatted';
  return formats.some(({ kind }) => kind === 'quote') ? 'rich_text_quote' : 'rich_text_section';
}

/** Slack puts each part on lines of its own. */
function withoutOuterBreaks(runs: Run[]): Run[] {
  const first = runs.findIndex(({ text }) => text.trim() !== '');
  const last = runs.findLastIndex(({ text }) => text.trim() !== '');
  return runs.slice(first < 0 ? runs.length : first, last + 1).map((run, index, kept) => {
    const begun = index === 0 ? run.text.replace(/^\n+/, '') : run.text;
    return { ...run, text: index === kept.length - 1 ? withoutTrailing(begun, '\n') : begun };
  });
}

function toElements(runs: Run[]): RichTextElement[] {
  return runs.map(({ text, formats }) => {
    const style = styleOf(formats);
    const href = formats.find(({ kind }) => kind === 'link')?.href;
    return href === undefined ? { type: 'text', text, ...style } : { type: 'link', url: href, text, ...style };
  });
}

function styleOf(formats: readonly Format[]): { style?: RichStyle } {
  const style: RichStyle = {};
  for (const { kind } of formats) {
    if (kind === 'bold' || kind === 'italic' || kind === 'strike' || kind === 'code') style[kind] = true;
  }
  return Object.keys(style).length === 0 ? {} : { style };
}
