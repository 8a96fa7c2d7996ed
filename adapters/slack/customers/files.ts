import type { Attachment, OutgoingMessage } from '../../../src/domain/message.ts';
import type { OpenAttachmentAnywhere } from '../../../src/ports/channel.ts';
import { copyFiles, MAX_FILE_BYTES, type SlackFiles } from '../slack-files.ts';

/** The files of a message, uploaded and not yet shown. */
export interface PreparedFiles {
  fileIds: string[];
  /** Lines for the message: which files it could not take along, and why. */
  notes: string[];
}

/**
 * Takes files from wherever they are kept and streams them to Slack.
 * @throws DeliveryError when one cannot be had, or not be taken by Slack, for now
 */
export async function prepareFiles(
  attachments: Attachment[],
  message: OutgoingMessage,
  options: { files: SlackFiles; openAttachment: OpenAttachmentAnywhere; reportError(error: unknown): void },
): Promise<PreparedFiles> {
  const phrases = phrasesFor(message.locale);
  const fileIds: string[] = [];
  const leftOut = await copyFiles(attachments, {
    ...options,
    maxBytes: MAX_FILE_BYTES,
    toName: (name) => name,
    take: async (fileId) => void fileIds.push(fileId),
  });
  for (const { isTooLarge, error } of leftOut) if (!isTooLarge) options.reportError(error);
  const notes = leftOut.map(({ name, isTooLarge }) =>
    isTooLarge ? phrases.fileTooLarge(name) : phrases.fileMissing(name),
  );
  return { fileIds, notes };
}

/** What stands in a message that is nothing but files. */
export function fileNotes(message: OutgoingMessage): string[] {
  const phrases = phrasesFor(message.locale);
  return message.text.trim() === '' ? message.attachments.map(({ name }) => phrases.file(name)) : [];
}

const ENGLISH = {
  file: (name: string) => `📎 ${name}`,
  fileTooLarge: (name: string) => `📎 ${name} is too large to be sent here.`,
  fileMissing: (name: string) => `📎 ${name} could not be opened, so it is not here.`,
};

const CHINESE: typeof ENGLISH = {
  file: (name) => `📎 ${name}`,
  fileTooLarge: (name) => `📎 ${name} 太大，无法在此发送。`,
  fileMissing: (name) => `📎 ${name} 无法打开，因此未能发送。`,
};

/** English where there is no wording in the locale. */
function phrasesFor(locale: string): typeof ENGLISH {
  return locale.toLowerCase().split('-')[0] === 'zh' ? CHINESE : ENGLISH;
}
