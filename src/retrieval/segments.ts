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
  /** The same for segments of one paragraph or list, and of a list and the paragraph before it that ends with a colon or asks. */
  block: number;
  /** Whether it is an item of a list. */
  isItem: boolean;
  /**
   * What it is found by: its text without the labels of links to other articles, which speak of those, and the text
   * of the headings right above it.
   */
  matched: string;
}

const markdown = new MarkdownIt();
type Token = ReturnType<typeof markdown.parse>[number];
type References = Parameters<typeof markdown.parse>[1];

/** A segment before its place in the body is known. */
type Part = Omit<Segment, 'block' | 'isItem'>;

/** A top-level block: its opening token and everything in it. */
interface Block {
  open: Token;
  tokens: Token[];
}

/** So far behind the end of a sentence what may belong to its markup is looked for, in UTF-16 units. */
const LOOK_AHEAD = 300;
/** A sentence longer than this ends whatever markup is open, so that the whole takes time in proportion to the text. */
const LONGEST_IN_MARKUP = 300;

/** An address with a scheme; those of other articles have none. */
const ELSEWHERE = /^[a-z][a-z0-9+.-]*:/i;

/** Brackets that no address follows, or the mark of a block at the beginning. */
const MAY_LEAN = /\](?!\()|^\s*(?:[-+*#>=~|]|\d+[.)])/;

const MARKUP = /[[\]`*_<\\&~]/;
const sentenceSegmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The segments of a CommonMark body in its order; headings are no segments but help to find those below them. */
export function toSegments(body: string): Segment[] {
  const references: References = {};
  const lines = body.split(/\r?\n/);
  const segments: Segment[] = [];
  let headings: string[] = [];
  let block = 0;
  for (const { open, tokens } of toBlocks(markdown.parse(body, references))) {
    if (open.type === 'heading_open') {
      headings.push(visibleText(tokens));
      continue;
    }
    if (!(isList(open) && introduces(segments.at(-1)))) block += 1;
    for (const part of partsOf(open, tokens, lines, references)) {
      segments.push({ ...part, matched: oneLine([...headings, part.matched].join(' ')), block, isItem: isList(open) });
      headings = [];
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

function isList({ type }: Token): boolean {
  return type === 'bullet_list_open' || type === 'ordered_list_open';
}

function introduces(segment: Segment | undefined): boolean {
  return segment !== undefined && !segment.isItem && /[:：?？]$/.test(segment.text);
}

function partsOf(open: Token, tokens: Token[], lines: string[], references: References): Part[] {
  if (open.type === 'paragraph_open') return sentences(tokens, references);
  const units = isList(open) ? listItems(tokens) : [tokens];
  return units.map((unit) => toPart(linesOf(unit[0], lines), unit)).filter(({ text }) => text !== '');
}

/**
 * A part of these tokens. A source that shows something else by itself, because it leans on a definition elsewhere in
 * the body or would begin a list, gives way to its text.
 */
function toPart(source: string, tokens: Token[]): Part {
  const text = visibleText(tokens);
  const standsAlone = !MAY_LEAN.test(source) || visibleText(markdown.parse(source, {})) === text;
  const spaceBehind = source.slice(source.trimEnd().length);
  return { source: standsAlone ? source : escapeMarkdown(text) + spaceBehind, text, matched: matchedText(tokens) };
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
  for (const { segment, index } of sentenceSegmenter.segment(paragraph.replaceAll('\n', ' '))) {
    const to = index + segment.length;
    const source = paragraph.slice(from, to);
    if (to < paragraph.length && cutsMarkup(source, paragraph.slice(to, to + LOOK_AHEAD), references)) continue;
    const part = toSentence(to < paragraph.length ? source : `${source}\n\n`, references);
    if (part.text !== '') parts.push(part);
    from = to;
  }
  return parts;
}

function toSentence(source: string, references: References): Part {
  if (MARKUP.test(source) || MAY_LEAN.test(source)) return toPart(source, markdown.parseInline(source, references));
  const text = oneLine(source);
  return { source, text, matched: text };
}

function cutsMarkup(before: string, after: string, references: References): boolean {
  if (before.length > LONGEST_IN_MARKUP || !MARKUP.test(before)) return false;
  const visible = (source: string) => visibleText(markdown.parseInline(source, references)).replaceAll(' ', '');
  const visibleBefore = visible(before);
  return MARKUP.test(visibleBefore) && visible(before + after) !== visibleBefore + visible(after);
}

function visibleText(tokens: Token[]): string {
  return oneLine(textOf(tokens, () => true));
}

function matchedText(tokens: Token[]): string {
  return oneLine(textOf(tokens, (address) => ELSEWHERE.test(address)));
}

function textOf(tokens: Token[], shows: (address: string) => boolean): string {
  let text = '';
  let isHidden = false;
  for (const token of tokens) {
    if (token.type === 'link_open') isHidden = !shows(String(token.attrGet('href')));
    else if (token.type === 'link_close') isHidden = false;
    else if (!isHidden) text += tokenText(token, shows);
  }
  return text;
}

function tokenText(token: Token, shows: (address: string) => boolean): string {
  if (token.type === 'softbreak' || token.type === 'hardbreak') return ' ';
  const text = token.children ? textOf(token.children, shows) : token.content;
  return token.block ? `${text} ` : text;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
