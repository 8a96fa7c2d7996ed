import type { OutgoingMessage } from '../../../src/domain/message.ts';
import type { OpenAttachmentAnywhere } from '../../../src/ports/channel.ts';
import { type Run, splitRuns } from '../../shared/formatted-text.ts';
import { type ArticleUrl, type PhrasesIn, presentWords } from '../../shared/presentation.ts';
import type { Components } from '../inbound/interaction-wire.ts';
import { buildButtons } from './buttons.ts';
import { groupFiles, type OpenedFiles, openFiles } from './files.ts';
import { toMarkup } from './markup.ts';

/** One message of Discord: what it says, and with which files and buttons. */
export interface Part {
  content: string;
  components: Components;
  /** Opens its files, anew each time. */
  openFiles(): Promise<OpenedFiles>;
}

export interface PartsOptions {
  articleUrl: ArticleUrl;
  phrasesIn: PhrasesIn;
  openAttachment: OpenAttachmentAnywhere;
  reportError(error: unknown): void;
}

/** A message as Discord is to show it, in order. */
export interface Parts {
  parts: Part[];
  /** Lets go of the files that were opened and not read. */
  close(): Promise<void>;
}

const NO_FILES: OpenedFiles = { files: [], notices: [], close: async () => {} };

/**
 * The parts of a new message: its text, the last of it with the files, then further files; the last part has the buttons. The
 * files are opened, so that the text can say which cannot be sent. @throws DeliveryError `unavailable` where one may be later
 */
export async function toParts(message: OutgoingMessage, options: PartsOptions): Promise<Parts> {
  const phrases = options.phrasesIn(message.locale);
  const open = (group: OutgoingMessage['attachments']) => openFiles(group, options.openAttachment, phrases);
  const groups = groupFiles(message.attachments);
  const opened: OpenedFiles[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((files) => files.close()));
  };
  try {
    for (const group of groups) opened.push(await open(group));
  } catch (error) {
    await close();
    throw error;
  }
  const notices = opened.flatMap((files) => files.notices);
  const texts = presentMessage(message, options, notices);
  if (texts.length === 0 && opened.every(({ files }) => files.length === 0)) texts.push('…');
  const withFiles = groups.map((group, index): Part => {
    const content = index === 0 ? (texts.at(-1) ?? '') : '';
    return { content, components: [], openFiles: firstOpened(opened[index], () => open(group)) };
  });
  const plain = withFiles.length === 0 ? texts : texts.slice(0, -1);
  const parts = [...plain.map(toTextPart), ...withFiles];
  const last = parts.at(-1);
  if (last !== undefined) last.components = componentsOf(message, options);
  return { parts, close };
}

/** The texts of a message that is there already, as it reads now; with nothing but files, one that is empty. */
export function toEditedTexts(message: OutgoingMessage, options: PartsOptions): string[] {
  const texts = presentMessage(message, options);
  return texts.length === 0 ? [''] : texts;
}

/** A part that is nothing but text. */
export function toTextPart(content: string): Part {
  return { content, components: [], openFiles: async () => NO_FILES };
}

function firstOpened(first: OpenedFiles | undefined, again: () => Promise<OpenedFiles>): Part['openFiles'] {
  let next = first;
  return async () => {
    const files = next ?? (await again());
    next = undefined;
    return files;
  };
}

/** The buttons under a message; those for which there is no room are reported. */
export function componentsOf(message: OutgoingMessage, { reportError }: PartsOptions): Components {
  const { components, leftOut } = buildButtons(message);
  if (leftOut.length > 0) {
    reportError(new Error(`Discord has no room for these choices, so they are not offered: ${leftOut.join(', ')}`));
  }
  return components;
}

/** The longest text of one message, marks included, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 2_000;
/** How much shorter runs are cut when their marks make them too long. */
const SHRINK = 0.8;

/**
 * A message's text as the texts that Discord shows, in order: an agent's begins with the name, an answer from an article ends by
 * naming it, and then come `notices`. Empty where there is nothing to say, as with files alone.
 */
export function presentMessage(
  message: OutgoingMessage,
  { articleUrl, phrasesIn }: Pick<PartsOptions, 'articleUrl' | 'phrasesIn'>,
  notices: string[] = [],
): string[] {
  return cutToFit(presentWords(message, { articleUrl, phrasesIn, linksAddresses: true, notices }), MAX_TEXT_LENGTH);
}

function cutToFit(runs: Run[], maxLength: number): string[] {
  return splitRuns(runs, maxLength).flatMap((part) => {
    const markup = toMarkup(part);
    return markup.length <= MAX_TEXT_LENGTH ? [markup] : cutToFit(part, Math.floor(maxLength * SHRINK));
  });
}
