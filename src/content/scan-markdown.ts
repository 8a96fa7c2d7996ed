/** What Markdown says that the desk cannot do as it stands: raw HTML, and links that lead nowhere. */

import MarkdownIt from 'markdown-it';
import { didYouMean } from '../lib/nearest.ts';
import { type Diagnostic, type PlacedText, warningAt } from './diagnostics.ts';

/** HTML is parsed only to be found: where messages are shown, it is text. */
const markdown = new MarkdownIt({ html: true });

/** Warnings about a Markdown text; `articleIds` are the articles it may link to. */
export function scanMarkdown({ text, lineAt }: PlacedText, articleIds: ReadonlySet<string>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const block of markdown.parse(text, {})) {
    let row = block.map?.[0] ?? 0;
    for (const token of block.children ?? [block]) {
      if (token.type === 'softbreak' || token.type === 'hardbreak') row += 1;
      if (isRawHtml(token.type) && !token.content.startsWith('</'))
        diagnostics.push(rawHtml(lineAt(row), token.content));
      if (token.type === 'link_open') diagnostics.push(...checkTarget(lineAt(row), token.attrGet('href'), articleIds));
    }
  }
  return diagnostics;
}

function isRawHtml(type: string): boolean {
  return type === 'html_block' || type === 'html_inline';
}

function rawHtml(line: number, html: string): Diagnostic {
  const start = html.trim().split('\n', 1)[0]?.slice(0, 40) ?? '';
  return warningAt(line, `raw HTML (${start}) is shown to customers as it is written: use Markdown instead`);
}

function checkTarget(line: number, href: string | number | null, articleIds: ReadonlySet<string>): Diagnostic[] {
  const target = decode(`${href ?? ''}`);
  const isElsewhere = /^([a-z][a-z0-9+.-]*:|#|\/)/i.test(target);
  if (isElsewhere || articleIds.has(target)) return [];
  const id = target
    .replace(/^\.\//, '')
    .replace(/#.*/, '')
    .replace(/\.(md|markdown)$/, '');
  const hint = articleIds.has(id) ? ` Write (${id}).` : didYouMean(id, articleIds, '"');
  return [warningAt(line, `the link leads to "${target}", which is no article in this language.${hint}`)];
}

function decode(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}
