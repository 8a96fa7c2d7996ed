import MarkdownIt from 'markdown-it';
import type { Format, Run } from './formatted-text.ts';
import { createRunWriter, type RunWriter } from './run-writer.ts';

/** What a text is shown as part of. */
export interface MarkdownContext {
  /** Where a link to a bare name, as in `[returns](return-item)`, leads; undefined shows its words alone. */
  articleUrl(articleId: string): string | undefined;
  /** Whether a single line break shows, as people who write messages expect; CommonMark makes it a space. */
  lineBreaks: boolean;
}

type Token = ReturnType<typeof markdown.parse>[number];

const ARTICLE_LINK = /^[a-z0-9][a-z0-9-]*$/;
const MAIL_LINK = /^mailto:([^?]+)/i;
const WEB_LINK = /^https?:\/\//i;
/** Han, kana and full-width punctuation, between which a line break is no space. */
const CHINESE_END = /[\u3000-\u30FF\u3400-\u9FFF\uFF00-\uFFEF]$/;
const INDENT = '   ';

const markdown = new MarkdownIt({ html: false });
// Every link is read as one; which of them lead anywhere is decided below.
markdown.validateLink = () => true;

/**
 * CommonMark as runs for a chat platform: raw HTML comes out as text, links lead to http(s) and the desk's articles only, an address
 * to mail to is written out, and what chat platforms have no format for becomes lines.
 */
export function renderMarkdown(text: string, context: MarkdownContext): Run[] {
  const page: Page = { writer: createRunWriter(), context, lists: [], cells: 0, mailAddress: undefined };
  for (const token of markdown.parse(text, {})) writeBlock(page, token);
  return page.writer.runs;
}

/** What has been written, and where what comes next stands. */
interface Page {
  writer: RunWriter;
  context: MarkdownContext;
  /** The types of the lists around it. */
  lists: string[];
  /** How many cells its row of a table has had. */
  cells: number;
  /** Where the link around it leads, if that is to a mailbox whose address the link does not show. */
  mailAddress: string | undefined;
}

function writeBlock(page: Page, token: Token): void {
  const { writer } = page;
  const block = token.type.replace(/_(open|close)$/, '');
  if (token.type === 'inline') return writeInline(page, token.children ?? []);
  if (block === 'heading') return surround(writer, token, { kind: 'bold' });
  if (block === 'blockquote') return surround(writer, token, { kind: 'quote' });
  if (block === 'paragraph') return writer.isMarked() ? undefined : writer.breakLines(token.hidden ? 1 : 2);
  if (block === 'fence' || block === 'code_block')
    return writeAlone(writer, token.content.trimEnd(), { kind: 'code_block' });
  if (block === 'hr') return writeAlone(writer, '———');
  if (block === 'bullet_list' || block === 'ordered_list') return writeList(page, token);
  if (token.type === 'list_item_open') return beginItem(page, token);
  return writeTable(page, token, block);
}

function surround(writer: RunWriter, token: Token, format: Format): void {
  if (!writer.isMarked()) writer.breakLines(2);
  surroundInline(writer, token, format);
}

function writeAlone(writer: RunWriter, text: string, ...formats: Format[]): void {
  writer.breakLines(2);
  writer.write(text, ...formats);
  writer.breakLines(2);
}

function writeList({ writer, lists }: Page, token: Token): void {
  if (token.nesting > 0) lists.push(token.type);
  else lists.pop();
  writer.breakLines(lists.length === 0 ? 2 : 1);
}

function beginItem({ writer, lists }: Page, token: Token): void {
  writer.breakLines(1);
  const mark = token.info === '' ? '•' : `${token.info}.`;
  writer.mark(`${INDENT.repeat(lists.length - 1)}${mark} `);
}

/** A table's rows are lines, with bars between the cells. */
function writeTable(page: Page, token: Token, block: string): void {
  const { writer } = page;
  if (block === 'table') writer.breakLines(2);
  if (token.type === 'tr_open') {
    writer.breakLines(1);
    page.cells = 0;
  }
  if (token.type === 'th_open' || token.type === 'td_open') {
    if (page.cells > 0) writer.write(' | ');
    page.cells += 1;
  }
  if (block === 'th') surroundInline(writer, token, { kind: 'bold' });
}

function writeInline(page: Page, tokens: Token[]): void {
  const { writer, context } = page;
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'text') writer.write(token.content);
    if (token.type === 'code_inline') writer.write(token.content, { kind: 'code' });
    if (token.type === 'hardbreak') writer.write('\n');
    if (token.type === 'softbreak') writer.write(context.lineBreaks ? '\n' : spaceAfter(writer));
    if (token.tag === 'strong') surroundInline(writer, token, { kind: 'bold' });
    if (token.tag === 'em') surroundInline(writer, token, { kind: 'italic' });
    if (token.tag === 's') surroundInline(writer, token, { kind: 'strike' });
    if (token.type === 'image') writeImage(page, token);
    if (token.type === 'link_open') openLink(page, token, tokens[index + 1]?.content);
    if (token.type === 'link_close') closeLink(page);
  }
}

function surroundInline(writer: RunWriter, token: Token, format: Format): void {
  if (token.nesting > 0) writer.open(format);
  else writer.close();
}

function spaceAfter(writer: RunWriter): string {
  return CHINESE_END.test(writer.runs.at(-1)?.text ?? '') ? '' : ' ';
}

function openLink(page: Page, token: Token, words: string | undefined): void {
  const address = String(token.attrGet('href') ?? '');
  const mailAddress = MAIL_LINK.exec(address)?.[1];
  page.mailAddress = mailAddress === words ? undefined : mailAddress;
  page.writer.open(linkTo(address, page.context));
}

/** Chat platforms link to pages only, and find an address to mail to by themselves. */
function closeLink({ writer, mailAddress }: Page): void {
  writer.close();
  if (mailAddress !== undefined) writer.write(` (${mailAddress})`);
}

function writeImage({ writer, context }: Page, token: Token): void {
  const address = String(token.attrGet('src') ?? '');
  const link = linkTo(address, context);
  writer.write(token.content || address, ...(link ? [link] : []));
}

function linkTo(address: string, context: MarkdownContext): Format | undefined {
  const href = ARTICLE_LINK.test(address) ? context.articleUrl(address) : address;
  return href !== undefined && WEB_LINK.test(href) && URL.canParse(href) ? { kind: 'link', href } : undefined;
}
