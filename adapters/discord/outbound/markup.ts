/** Runs in Discord's dialect of Markdown, with every character of the text shown as it is. */

import type { Format, Run } from '../../shared/formatted-text.ts';

const MARKS: Record<'bold' | 'italic' | 'strike', string> = { bold: '**', italic: '*', strike: '~~' };
/** Keeps two formats that follow each other from becoming one. */
const APART = '\u200B';
/** What stands before the beginning of a line: a line break, and the mark of a quote. */
const LINE_START = /\n(?:> )?$/;
const LINE_START_LENGTH = 3;
const BARE_ADDRESS = /^https?:\/\/\S+$/i;

/** Writes runs as Discord reads them. What a text says never becomes a format, a mention or a link. */
export function toMarkup(runs: Run[]): string {
  let markup = '';
  let end = '\n';
  let open: readonly Format[] = [];
  for (const run of runs) {
    const bareAddress = toBareAddress(run);
    const formats = bareAddress === undefined ? run.formats : run.formats.filter(({ kind }) => kind !== 'link');
    const { closing, opening } = change(open, formats);
    const marks = closing + (closing !== '' && opening !== '' ? APART : '') + opening;
    const written = bareAddress ?? writeText(run.text, formats, LINE_START.test(end + marks));
    markup += marks + written;
    end = (end + marks + written).slice(-LINE_START_LENGTH);
    open = formats;
  }
  return markup + change(open, []).closing;
}

function change(from: readonly Format[], to: readonly Format[]): { closing: string; opening: string } {
  const firstChange = from.findIndex((format, index) => format !== to[index]);
  const kept = firstChange < 0 ? from.length : firstChange;
  return {
    closing: from.slice(kept).reverse().map(closeMark).join(''),
    opening: to.slice(kept).map(openMark).join(''),
  };
}

/** Discord shows no link whose words are an address, so that nobody is led elsewhere: there the address itself is written. */
function toBareAddress({ text, formats }: Run): string | undefined {
  const href = formats.find(({ kind }) => kind === 'link')?.href;
  return href !== undefined && BARE_ADDRESS.test(text) ? `<${toAddress(href)}>` : undefined;
}

function openMark({ kind }: Format): string {
  if (kind === 'quote') return '> ';
  if (kind === 'link') return '[';
  return kind === 'code' || kind === 'code_block' ? '' : MARKS[kind];
}

/** The address of a link stands in angle brackets, so that Discord shows no preview of it. */
function closeMark({ kind, href }: Format): string {
  if (kind === 'link') return `](<${toAddress(href ?? '')}>)`;
  return kind === 'quote' || kind === 'code' || kind === 'code_block' ? '' : MARKS[kind];
}

function toAddress(href: string): string {
  return new URL(href).href.replaceAll('(', '%28').replaceAll(')', '%29');
}

function writeText(text: string, formats: readonly Format[], atLineStart: boolean): string {
  const is = (kind: Format['kind']): boolean => formats.some((format) => format.kind === kind);
  const written = is('code_block')
    ? writeCodeBlock(text)
    : is('code')
      ? writeCode(text)
      : escapeText(text, atLineStart);
  return is('quote') ? written.replaceAll('\n', '\n> ') : written;
}

function writeCodeBlock(text: string): string {
  return `\`\`\`\n${text.replaceAll('```', `\`${APART}\`\``)}\n\`\`\``;
}

/** In a fence longer than any in the text. */
function writeCode(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 0);
  const fence = '`'.repeat(longest + 1);
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return fence + padding + text + padding + fence;
}

/** What means something to Discord wherever it stands; `<` and `@` begin mentions, `://` and `.gg/` make links. */
const SPECIAL = /[\\*_~`|<[\]@]|(?<=:)\/(?=\/)|\.(?=gg\/|com\/invite\/)/gi;
/** What means something at the beginning of a line: lists, headings, quotes. */
const LINE_MARK = /^( *)([-#>+]|\d+(?=\.))/gm;

function escapeText(text: string, atLineStart: boolean): string {
  return text
    .replace(SPECIAL, '\\$&')
    .replace(LINE_MARK, (mark: string, indent: string, sign: string, offset: number) => {
      if (offset === 0 && !atLineStart) return mark;
      return /\d/.test(sign) ? `${indent}${sign}\\` : `${indent}\\${sign}`;
    });
}
