/** An article's body as the parts an answer can be made of. */

import MarkdownIt from 'markdown-it';

/**
 * The smallest part that stands by itself: a sentence, a list item, or a whole block of another kind. The sources of
 * segments that follow each other in one block, put together, are again CommonMark.
 */
export interface Segment {
  /** CommonMark, with the white space that parts it from the next segment. */
  source: string;
  /** What a reader sees, on one line. */
  text: string;
  /** Segments of the same paragraph or list share it; blocks are numbered in the body's order. */
  block: number;
  /** The text of the headings right above it; empty for all but the first segment below a heading. */
  heading: string;
}

const markdown = new MarkdownIt();
type Token = ReturnType<typeof markdown.parse>[number];
type References = Parameters<typeof markdown.parse>[1];

/** A segment before its place in the body is known. */
type Part = Pick<Segment, 'source' | 'text'>;

/** A top-level block: its opening token and everything in it. */
interface Block {
  open: Token;
  tokens: Token[];
}

/** So far behind the end of a sentence what may belong to its markup is looked for, in UTF-16 units. */
const LOOK_AHEAD = 1_000;

const MARKUP = /[[\]`*_<\\&~]/;
const sentenceSegmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The segments of a CommonMark body in its order; headings are no segments but stand with those below them. */
export function toSegments(body: string): Segment[] {
  const references: References = {};
  const lines = body.split(/\r?\n/);
  const segments: Segment[] = [];
  let heading = '';
  for (const [block, { open, tokens }] of toBlocks(markdown.parse(body, references)).entries()) {
    if (open.type === 'heading_open') {
      heading = oneLine(`${heading} ${visibleText(tokens)}`);
      continue;
    }
    for (const { source, text } of partsOf(open, tokens, lines, references)) {
      if (text === '') continue;
      segments.push({ source: standingAlone(source, text), text, block, heading });
      heading = '';
    }
  }
  return segments;
}

/** Text as CommonMark that shows exactly that text. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>&#~|]/g, '\\$&')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    .replace(/^(\s*)([-+=])/, '$1\\$2');
}

function toBlocks(tokens: Token[]): Block[] {
  const blocks: Block[] = [];
  for (const token of tokens) {
    if (token.level === 0 && token.nesting >= 0) blocks.push({ open: token, tokens: [token] });
    else blocks.at(-1)?.tokens.push(token);
  }
  return blocks;
}

function partsOf(open: Token, tokens: Token[], lines: string[], references: References): Part[] {
  if (open.type === 'paragraph_open') return sentences(tokens, references);
  if (open.type === 'bullet_list_open' || open.type === 'ordered_list_open') {
    return listItems(tokens).map((item) => ({ source: linesOf(item[0], lines), text: visibleText(item) }));
  }
  return [{ source: linesOf(open, lines), text: visibleText(tokens) }];
}

function linesOf(token: Token | undefined, lines: string[]): string {
  const [from, to] = token?.map ?? [0, 0];
  return `${lines.slice(from, to).join('\n').trimEnd()}\n`;
}

function listItems(tokens: Token[]): Token[][] {
  const items: Token[][] = [];
  for (const token of tokens) {
    if (token.type === 'list_item_open' && token.level === 1) items.push([]);
    items.at(-1)?.push(token);
  }
  return items;
}

/** The sentences of a paragraph; a break that would cut a link, code or emphasis in two is none. */
function sentences(tokens: Token[], references: References): Part[] {
  const paragraph = tokens.find((token) => token.type === 'inline')?.content ?? '';
  const parts: Part[] = [];
  let from = 0;
  for (const { segment, index } of sentenceSegmenter.segment(paragraph)) {
    const to = index + segment.length;
    const source = paragraph.slice(from, to);
    if (to < paragraph.length && cutsMarkup(source, paragraph.slice(to, to + LOOK_AHEAD), references)) continue;
    parts.push({ source, text: inlineText(source, references) });
    from = to;
  }
  return parts;
}

function cutsMarkup(before: string, after: string, references: References): boolean {
  if (!MARKUP.test(before)) return false;
  const whole = inlineText(before + after, references).replaceAll(' ', '');
  return whole !== (inlineText(before, references) + inlineText(after, references)).replaceAll(' ', '');
}

function inlineText(source: string, references: References): string {
  return MARKUP.test(source) ? visibleText(markdown.parseInline(source, references)) : oneLine(source);
}

/** A source that leans on definitions elsewhere in the body gives way to its text. */
function standingAlone(source: string, text: string): string {
  if (!source.includes('[')) return source;
  const alone = visibleText(markdown.parse(source, {}));
  return alone === text ? source : `${escapeMarkdown(text)} `;
}

function visibleText(tokens: Token[]): string {
  return oneLine(tokens.map(tokenText).join(''));
}

function tokenText(token: Token): string {
  if (token.type === 'softbreak' || token.type === 'hardbreak') return ' ';
  if (token.children && token.children.length > 0)
    return token.children.map(tokenText).join('') + (token.block ? ' ' : '');
  return token.block ? `${token.content} ` : token.content;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
