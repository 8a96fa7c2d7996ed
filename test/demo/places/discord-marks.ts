/** Discord's marks: what a text looks like in the app, stretch by stretch. */

import { toMarkup } from '../../platforms/discord/markup.ts';
import { type Part, type Run, webAddress } from './place.ts';

/** **Bold**, *italic*, `code` and links; a mark behind a backslash is none. */
const MARKED =
  /(?<!\\)(\*\*(?:\\.|[^*\\])+\*\*|\*(?:\\.|[^*\\])+\*|`[^`]+`|\[(?:\\.|[^\]\\])+\]\([^)\s]+\)|https?:\/\/[^\s<>)]+)/;
const MENTION = /<@!?(\d+)>/g;

const BLOCKS = [
  { mark: /^#{1,3} +(?=\S)/, kind: 'header' },
  { mark: /^-# +(?=\S)/, kind: 'remark' },
  { mark: /^>(?:>>)? +(?=\S)/, kind: 'quote' },
  { mark: /^ *[-*] +(?=\S)/, kind: 'list' },
] as const;
type BlockKind = (typeof BLOCKS)[number]['kind'] | 'text';

/** The text in parts: lines of one kind that follow one another are one. */
export function readDiscordParts(text: string, nameOf: (userId: string) => string | undefined): Part[] {
  const groups: { kind: BlockKind; lines: string[] }[] = [];
  for (const line of text === '' ? [] : text.split('\n')) {
    const block = BLOCKS.find(({ mark }) => mark.test(line));
    const kind = block?.kind ?? 'text';
    const read = block === undefined ? line : line.replace(block.mark, '');
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(read);
    else groups.push({ kind, lines: [read] });
  }
  return groups.map(({ kind, lines }) =>
    kind === 'list'
      ? { kind, items: lines.map((line) => readDiscordMarks(line, nameOf)) }
      : { kind, runs: readDiscordMarks(lines.join('\n'), nameOf) },
  );
}

/** The text in runs, users mentioned by name. */
export function readDiscordMarks(text: string, nameOf: (userId: string) => string | undefined): Run[] {
  const named = text.replace(MENTION, (mention, id: string) => (nameOf(id) ? `@${nameOf(id)}` : mention));
  return named
    .split(MARKED)
    .filter((piece) => piece !== '')
    .map(toRun);
}

function toRun(piece: string): Run {
  const { shown, formats, links } = toMarkup(piece);
  const isMarked = MARKED.test(piece);
  const format = isMarked ? formats.find(isShown) : undefined;
  const [link] = isMarked ? links : [];
  return { text: shown, format: format ?? 'plain', href: link === undefined ? undefined : webAddress(link) };
}

function isShown(format: string): format is 'bold' | 'italic' | 'code' {
  return ['bold', 'italic', 'code'].includes(format);
}
