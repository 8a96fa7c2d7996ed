/** What a post in a ticket's thread has in it: what goes out if it is a reply, and what staff keep of it if it is a note. */

import { excerpt } from '../../../../src/domain/markdown.ts';
import type { Attachment, Enclosure } from '../../../../src/domain/message.ts';
import { enclosureWords } from '../../../../src/domain/staff-wording.ts';
import { cutText } from '../../../../src/lib/text.ts';
import type { MessageEvent } from '../../message-events.ts';
import type { ListenerContext } from './listener-context.ts';
import { escapeTyped, fromTyped, type Typed } from './staff-text.ts';

export interface WrittenPost {
  /** In CommonMark. */
  text: string;
  attachments: Attachment[];
  /** What does not go to a customer, each in a few words: posts that are passed on, and what Slack does not hand out. */
  leftBehind: string[];
  /** All of it in CommonMark, files by their names. */
  asNote: string;
}

/** What goes out all the same, as an address or as the clip itself. */
const NOT_MISSED = ['Link', 'Transcript'];
const LONGEST_PASSED_ON = 1_000;
const LONGEST_NAMED = 80;

/** Reads a post; `typed` is what of it is said, without the reply prefix. */
export async function readPost(message: MessageEvent, typed: Typed, desk: ListenerContext): Promise<WrittenPost> {
  const { members, channels, readContent } = desk;
  const content = await readContent(message);
  const said = await fromTyped(typed, { user: members.nameOf, channel: channels.nameOf });
  const isWordless = (typed.text ?? '').trim() === '' && (typed.blocks ?? []).length > 0;
  const text = said === '' && isWordless ? escapeTyped(content.text) : said;
  // What is quoted in it is part of its text.
  const beside = content.enclosures.filter(({ kind }) => kind !== 'quote');
  const missed = beside.filter(({ title }) => !NOT_MISSED.includes(title ?? ''));
  const files = [...content.attachments, ...content.passedOnFiles].map(nameInNote);
  return {
    text,
    attachments: content.attachments,
    leftBehind: [...missed.map(inShort), ...content.passedOnFiles.map(({ name }) => excerpt(name, LONGEST_NAMED))],
    asNote: [text, ...beside.map(inFull), ...files].filter((part) => part !== '').join('\n\n'),
  };
}

function inShort(enclosure: Enclosure): string {
  const words = excerpt(enclosure.text, LONGEST_NAMED);
  return words === '' ? enclosureWords(enclosure) : `${enclosureWords(enclosure)} (${words})`;
}

function inFull(enclosure: Enclosure): string {
  const { text, url } = enclosure;
  const said = cutText(text, LONGEST_PASSED_ON).trim();
  const quoted = said === '' ? [] : [`> ${escapeTyped(said).replaceAll('\n', '\n> ')}`];
  return [escapeTyped(enclosureWords(enclosure)), ...quoted, ...(url === undefined ? [] : [`<${url}>`])].join('\n\n');
}

function nameInNote({ name }: Attachment): string {
  return `📎 ${escapeTyped(name)}`;
}
