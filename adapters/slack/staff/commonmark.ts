import { renderMarkdown } from '../../shared/markdown.ts';
import { toRichText } from '../rich-text.ts';
import type { Block } from './blocks.ts';

/** CommonMark as staff read it in Slack: links of the web lead there, those to the desk's own articles show as words. */
export function messageBlocks(text: string): Block[] {
  const block = toRichText(renderMarkdown(text, { articleUrl: () => undefined, lineBreaks: true }));
  return block.elements.length === 0 ? [] : [block];
}

/** CommonMark as words alone, its links as what they say; `lineBreaks` says whether a single one shows. */
export function messageWords(text: string, lineBreaks: boolean): string {
  const runs = renderMarkdown(text, { articleUrl: () => undefined, lineBreaks });
  return runs.map((run) => run.text).join('');
}
