/** Pages in HTML as Markdown. */

import type { ImportedArticle } from './articles.ts';
import { boundedHtml } from './html-bounds.ts';
import { type ImportDiagnostic, leftOut, refusal, type SourceFile } from './imported.ts';
import type { ResolveLink } from './markdown-article.ts';

/** What is no text of the page, or belongs to every page of the site. */
const DROPPED = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE NAV FOOTER ASIDE IFRAME OBJECT EMBED SVG CANVAS FORM BUTTON SELECT TEXTAREA AUDIO VIDEO'.split(
    ' ',
  ),
);

const BETWEEN_CELLS = ' · ';

/** Reads a page; its title is its first main heading, or else that of the window, or else `name`. */
export async function readHtmlArticle(
  { file, text }: SourceFile,
  name: string,
  resolve: ResolveLink,
): Promise<{ article: ImportedArticle | undefined; diagnostics: ImportDiagnostic[] }> {
  const diagnostics: ImportDiagnostic[] = [];
  const place = { file, line: 1 };
  const html = boundedHtml(text);
  if (html === undefined) {
    diagnostics.push(refusal(place, 'too many elements stand inside each other'));
    return { article: undefined, diagnostics };
  }
  const { heading, windowTitle, body, deadLinks } = await toMarkdown(html, resolve);
  if (deadLinks > 0) {
    const reason = `links of ${name} that lead to nothing brought along are plain text: ${deadLinks}`;
    diagnostics.push(leftOut(place, reason));
  }
  const title = heading || windowTitle || name;
  return { article: { name, title, alternates: [], tags: [], body, place }, diagnostics };
}

interface Page {
  heading: string;
  windowTitle: string;
  body: string;
  deadLinks: number;
}

async function toMarkdown(html: string, resolve: ResolveLink): Promise<Page> {
  const { default: TurndownService } = await import('turndown');
  const turndown = new TurndownService({
    headingStyle: 'atx',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
  });
  const page: Page = { heading: '', windowTitle: '', body: '', deadLinks: 0 };
  turndown.addRule('window title', {
    filter: 'title',
    replacement: (_content, { textContent }: PageElement) => {
      page.windowTitle ||= toLine(textContent);
      return '';
    },
  });
  turndown.addRule('dropped', { filter: isDropped, replacement: () => '' });
  turndown.addRule('title', {
    filter: (node: PageElement) => node.nodeName === 'H1' && page.heading === '' && !isWithinDropped(node),
    replacement: (_content, { textContent }: PageElement) => {
      page.heading = toLine(textContent);
      return '';
    },
  });
  // A row is a list item, so that it can be found and told by itself.
  turndown.addRule('cells', { filter: ['td', 'th'], replacement: (content) => `${toLine(content)}${BETWEEN_CELLS}` });
  turndown.addRule('rows', {
    filter: 'tr',
    replacement: (content) =>
      `- ${content.endsWith(BETWEEN_CELLS) ? content.slice(0, -BETWEEN_CELLS.length) : content}\n`,
  });
  turndown.addRule('images', {
    filter: 'img',
    replacement: (_content, image: PageElement) => toLine(image.getAttribute('alt') ?? ''),
  });
  turndown.addRule('links', {
    filter: 'a',
    replacement: (content, link: PageElement) => {
      const target = (link.getAttribute('href') ?? '').trim();
      if (target === '' || content.trim() === '') return content;
      const address = /^(?:https?:|mailto:|tel:)/i.test(target) ? encodeSpaces(target) : resolve(target);
      if (address !== undefined) return `[${toLine(content)}](${address})`;
      if (!isWithinDropped(link)) page.deadLinks += 1;
      return content;
    },
  });
  page.body = turndown.turndown(html);
  return page;
}

/** What is asked of an element, which the parser has as in a browser. */
interface PageElement {
  nodeName: string;
  textContent: string;
  parentElement: PageElement | null;
  hasAttribute(name: string): boolean;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null | undefined;
}

function isDropped(element: PageElement): boolean {
  const isOfSite = element.nodeName === 'HEADER' && !element.querySelector('h1');
  return DROPPED.has(element.nodeName.toUpperCase()) || isOfSite || element.hasAttribute('hidden');
}

function isWithinDropped({ parentElement }: PageElement): boolean {
  for (let element = parentElement; element !== null; element = element.parentElement)
    if (isDropped(element)) return true;
  return false;
}

function encodeSpaces(address: string): string {
  return address.replace(/[\s()<>]/g, (character) =>
    encodeURIComponent(character).replace('(', '%28').replace(')', '%29'),
  );
}

function toLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
