import type { Format, Run } from '../shared/formatted-text.ts';

const TAGS: Record<Format['kind'], string> = {
  link: 'a',
  bold: 'b',
  quote: 'blockquote',
  code: 'code',
  italic: 'i',
  code_block: 'pre',
  strike: 's',
};

/** Runs as the HTML of Telegram's `parse_mode`, with every character of the text shown as it is. */
export function toHtml(runs: Run[]): string {
  let html = '';
  let open: readonly Format[] = [];
  for (const { text, formats } of runs) {
    html += changeFormats(open, formats) + escapeHtml(text);
    open = formats;
  }
  return html + changeFormats(open, []);
}

function changeFormats(from: readonly Format[], to: readonly Format[]): string {
  const firstChange = from.findIndex((format, index) => format !== to[index]);
  const kept = firstChange < 0 ? from.length : firstChange;
  const closed = from.slice(kept).reverse();
  return closed.map(({ kind }) => `</${TAGS[kind]}>`).join('') + to.slice(kept).map(openTag).join('');
}

function openTag({ kind, href }: Format): string {
  return href === undefined ? `<${TAGS[kind]}>` : `<${TAGS[kind]} href="${escapeHtml(href)}">`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
