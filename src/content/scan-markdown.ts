/** What Markdown says that the desk cannot do as it stands: raw HTML, and links that lead nowhere. */

import MarkdownIt from 'markdown-it';
import { type Finding, type PlacedText, warningAt } from './finding.ts';
import { didYouMean } from './nearest.ts';

/** HTML is parsed only to be found: where messages are shown, it is text. */
const markdown = new MarkdownIt({ html: true });

/** Warnings about a Markdown text; `articleIds` are the articles it may link to. */
export function scanMarkdown(markdownText: PlacedText, articleIds: ReadonlySet<string>): Finding[] {
  const lineStarts = startsOfLines(markdownText.text);
  const findings: Finding[] = [];
  for (const block of markdown.parse(markdownText.text, {})) {
    let row = block.map?.[0] ?? 0;
    for (const token of block.children ?? [block]) {
      const line = markdownText.lineAt(lineStarts[row] ?? 0);
      if (token.type === 'softbreak' || token.type === 'hardbreak') row += 1;
      if (token.type === 'html_block' || token.type === 'html_inline') findings.push(rawHtml(line, token.content));
      if (token.type === 'link_open') findings.push(...checkTarget(line, `${token.attrGet('href') ?? ''}`, articleIds));
    }
  }
  return findings;
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(/\n/g)) starts.push(match.index + 1);
  return starts;
}

function rawHtml(line: number, html: string): Finding {
  const start = html.trim().split('\n', 1)[0]?.slice(0, 40) ?? '';
  return warningAt(line, `raw HTML (${start}) is shown to customers as it is written: use Markdown instead`);
}

function checkTarget(line: number, href: string, articleIds: ReadonlySet<string>): Finding[] {
  const target = decode(href);
  const isElsewhere = /^([a-z][a-z0-9+.-]*:|#|\/)/i.test(target);
  if (isElsewhere || articleIds.has(target)) return [];
  const id = target
    .replace(/^\.\//, '')
    .replace(/#.*$/, '')
    .replace(/\.(md|markdown)$/, '');
  const hint = articleIds.has(id) ? ` Write (${id}).` : didYouMean(id, articleIds);
  return [warningAt(line, `the link leads to "${target}", which is no article in this language.${hint}`)];
}

function decode(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}
