/** What people read on a page of the web chat, taken from its HTML. */

import { type Shown, toShownButton } from './channel-harness.ts';

const FORMATS: Record<string, string> = {
  strong: 'bold',
  th: 'bold',
  em: 'italic',
  s: 'strike',
  code: 'code',
  pre: 'code block',
  blockquote: 'quote',
};
/** Tags that only say how words stand on the page. */
const LAYOUT = new Set(['p', 'br', 'ul', 'ol', 'li', 'a', 'bdi', 'span', 'hr', 'table', 'thead', 'tbody', 'tr', 'td']);
const TAG = /<(\/?)([a-z][a-z0-9-]*)([^>]*)>/gi;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };

/** A message with the addresses of its files instead of their bytes. */
export type ShownOnPage = Omit<Shown, 'files'> & { files: { name: string; address: string }[] };

/** The messages on a page that stand there and are not the customer's, oldest first. */
export function readPage(html: string): ShownOnPage[] {
  const [, ...items] = html.split('<li id="message-');
  return items
    .filter((item) => !/^[^>]*from-customer/.test(item) && !item.includes('<div class="bubble deleted">'))
    .map(readItem);
}

function readItem(item: string): ShownOnPage {
  const bubble = between(item, '<div class="bubble"', '</div>').replace(/^[^>]*>/, '');
  const source = between(item, '<p class="source">', '</p>');
  const files = between(item, '<ul class="files">', '</ul>');
  return {
    key: decode(item.slice(0, item.indexOf('"'))),
    byline: textOf(between(item, '<p class="byline">', '</p>').replace(/<time[\s\S]*/, '')),
    text: [textOf(bubble), textOf(source)].filter((text) => text !== '').join('\n\n'),
    formats: formatsOf(bubble),
    links: [...linksOf(bubble), ...linksOf(source)],
    pings: [],
    buttons: [...item.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)].map(([, attributes = '', words = '']) =>
      readButton(attributes, words),
    ),
    files: [...files.matchAll(/<a href="([^"]*)"[^>]*>(?:<bdi>([^<]*)|<img[^>]* alt="([^"]*)")/g)].map(
      ([, address = '', name, alt]) => ({ address: decode(address), name: decode(name ?? alt ?? '') }),
    ),
  };
}

/** A button of a message. Thumbs and stars are drawn; they stand for what other platforms write on their buttons. */
export function readButton(attributes: string, words: string): Shown['buttons'][number] {
  const [, score] = /data-score="(\d)"/.exec(attributes) ?? [];
  if (score === undefined) return toShownButton(textOf(words));
  const label = words.includes('class="thumb') ? { 0: '👎', 1: '👍' }[score] : score;
  return { label: label ?? score, isGiven: attributes.includes('aria-pressed="true"') };
}

function formatsOf(html: string): string[] {
  const tags = [...html.matchAll(TAG)].map(([, , name = '']) => name.toLowerCase()).filter((name) => !LAYOUT.has(name));
  return [...new Set(tags.map((name) => (/^h[1-6]$/.test(name) ? 'bold' : (FORMATS[name] ?? name))))];
}

/** Those that lead elsewhere than they say. */
function linksOf(html: string): string[] {
  return [...html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)]
    .map(([, address = '', words = '']) => ({ address: decode(address), words: textOf(words) }))
    .filter(({ address, words }) => address !== words)
    .map(({ address }) => address);
}

function textOf(html: string): string {
  const lines = html.replace(/<(?:br|\/p|\/li|\/h[1-6]|\/pre|\/tr|hr)\b[^>]*>\n?/g, '\n').replace(/<\/t[dh]>/g, ' ');
  return decode(lines.replace(TAG, '')).trim();
}

function decode(html: string): string {
  return html.replace(/&(#?\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  return from < 0 ? '' : text.slice(from + start.length, text.indexOf(end, from));
}
