/** Discord's marks: what a text looks like in the app, stretch by stretch. */

import { toMarkup } from '../../platforms/discord/markup.ts';
import { type Run, webAddress } from './place.ts';

/** **Bold**, *italic*, `code` and links; a mark behind a backslash is none. */
const MARKED =
  /(?<!\\)(\*\*(?:\\.|[^*\\])+\*\*|\*(?:\\.|[^*\\])+\*|`[^`]+`|\[(?:\\.|[^\]\\])+\]\([^)\s]+\)|https?:\/\/[^\s<>)]+)/;
const MENTION = /<@!?(\d+)>/g;

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
