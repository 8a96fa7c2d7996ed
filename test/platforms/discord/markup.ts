/**
 * What Discord's dialect of Markdown makes of a text: what people read, and what in it is a format, a link or a mention.
 * A reader of its own, so that a text which a program rendered can be checked against what it looks like. Nested formats are
 * read from the outside in; blocks are read a line at a time.
 */

export type Format =
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strikethrough'
  | 'spoiler'
  | 'code'
  | 'code-block'
  | 'heading'
  | 'small'
  | 'quote'
  | 'list'
  | 'link'
  | 'mention'
  | 'timestamp'
  | 'emoji';

export interface Markup {
  /** What is read, without the marks; mentions and bare links stay as they are. */
  shown: string;
  /** The formats that occur, each once, in the order of their first occurrence. */
  formats: Format[];
  /** Where links lead, bare ones included. */
  links: string[];
}

interface Rule {
  pattern: RegExp;
  format: Format;
  /** The part that is read on; undefined where nothing in it is a mark any more. */
  inner?: number;
  /** What is shown where nothing is read on. */
  shown?: (match: RegExpExecArray) => string;
  link?: (match: RegExpExecArray) => string;
}

const URL_TEXT = String.raw`https?:\/\/[^\s<]+[^<.,:;"')\]\s]`;

/** In the order in which they are tried at every place of the text. */
const INLINE: Rule[] = [
  { pattern: /^```(?:[\w+-]+\n)?\n*([\s\S]+?)\n*```/, format: 'code-block', shown: ([, text = '']) => text },
  { pattern: /^(`+)([\s\S]*?[^`])\1(?!`)/, format: 'code', shown: ([, , text = '']) => text },
  {
    pattern: /^\[((?:\\.|\[[^\]]*\]|[^[\]\\])+)\]\(<?(https?:\/\/[^\s>)]+)>?(?:\s+["'][^"']*["'])?\)/,
    format: 'link',
    inner: 1,
    link: ([, , to = '']) => to,
  },
  { pattern: new RegExp(`^<(${URL_TEXT})>`), format: 'link', shown: ([, to = '']) => to, link: ([, to = '']) => to },
  { pattern: new RegExp(`^${URL_TEXT}`), format: 'link', shown: ([to]) => to, link: ([to]) => to },
  { pattern: /^<(?:@[!&]?|#)\d+>|^<\/[^:>]+:\d+>|^@(?:everyone|here)\b/, format: 'mention', shown: ([text]) => text },
  { pattern: /^<t:-?\d+(?::[tTdDfFR])?>/, format: 'timestamp', shown: ([text]) => text },
  { pattern: /^<a?(:\w+:)\d+>/, format: 'emoji', shown: ([, name = '']) => name },
  { pattern: /^\|\|([\s\S]+?)\|\|/, format: 'spoiler', inner: 1 },
  { pattern: /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, format: 'bold', inner: 1 },
  { pattern: /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, format: 'underline', inner: 1 },
  { pattern: /^~~((?:\\[\s\S]|[^\\])+?)~~/, format: 'strikethrough', inner: 1 },
  { pattern: /^\*(?=\S)((?:\\[\s\S]|\*\*|[^\\*])+?)\*(?!\*)/, format: 'italic', inner: 1 },
  { pattern: /^_((?:\\[\s\S]|__|[^\\_])+?)_(?!\w)/, format: 'italic', inner: 1 },
];

/** Marks that begin a line. */
const LINES: { pattern: RegExp; format: Format; prefix: string }[] = [
  { pattern: /^#{1,3} +(?=\S)/, format: 'heading', prefix: '' },
  { pattern: /^-# +(?=\S)/, format: 'small', prefix: '' },
  { pattern: /^(?:>>>|>) +(?=\S)/, format: 'quote', prefix: '' },
  { pattern: /^ *[-*] +(?=\S)/, format: 'list', prefix: '• ' },
  { pattern: /^ *\d+\. +(?=\S)/, format: 'list', prefix: '' },
];

/** Reads a text as the app does. */
export function toMarkup(text: string): Markup {
  const found: { format: Format; link?: string }[] = [];
  const shown = read(text, found, true);
  return {
    shown,
    formats: [...new Set(found.map(({ format }) => format))],
    links: found.flatMap(({ link }) => (link === undefined ? [] : [link])),
  };
}

function read(text: string, found: { format: Format; link?: string }[], startsLine: boolean): string {
  let shown = '';
  let rest = text;
  let atLineStart = startsLine;
  let before = '';
  while (rest !== '') {
    const line = atLineStart ? LINES.find(({ pattern }) => pattern.test(rest)) : undefined;
    if (line !== undefined) {
      found.push({ format: line.format });
      shown += line.format === 'list' && line.prefix === '' ? (line.pattern.exec(rest)?.[0] ?? '') : line.prefix;
      rest = rest.replace(line.pattern, '');
      atLineStart = line.format === 'quote';
      continue;
    }
    const step = readOne(rest, before, found);
    shown += step.shown;
    before = rest[step.length - 1] ?? '';
    atLineStart = before === '\n';
    rest = rest.slice(step.length);
  }
  return shown;
}

/** Reads an escaped character, what a rule fits, or one character. */
function readOne(
  rest: string,
  before: string,
  found: { format: Format; link?: string }[],
): { shown: string; length: number } {
  const escaped = /^\\([^a-zA-Z0-9\s])/.exec(rest);
  if (escaped?.[1] !== undefined) return { shown: escaped[1], length: 2 };
  for (const { pattern, format, inner, shown, link } of INLINE) {
    const match = pattern.exec(rest);
    if (match === null || (match[0].startsWith('_') && format === 'italic' && /\w/.test(before))) continue;
    found.push(link === undefined ? { format } : { format, link: link(match) });
    return {
      shown: inner === undefined ? (shown?.(match) ?? '') : read(match[inner] ?? '', found, false),
      length: match[0].length,
    };
  }
  return { shown: rest.slice(0, 1), length: 1 };
}
