import type { Attachment, OutgoingMessage } from '../../../src/domain/message.ts';
import { DeliveryError, type OpenAttachmentAnywhere } from '../../../src/ports/channel.ts';
import { MAX_FILE_BYTES, type SlackFiles } from '../slack-files.ts';
import { phrasesFor } from './phrases.ts';

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
  const { files, openAttachment, reportError } = options;
  const phrases = phrasesFor(message.locale);
  const prepared: PreparedFiles = { fileIds: [], notes: [] };

  const upload = async (attachment: Attachment): Promise<void> => {
    const { name } = attachment;
    if (isTooLarge(attachment.sizeBytes)) return void prepared.notes.push(phrases.fileTooLarge(name));
    const opened = await openAttachment(attachment);
    const sizeBytes = opened.sizeBytes ?? attachment.sizeBytes;
    if (isTooLarge(sizeBytes)) return void prepared.notes.push(phrases.fileTooLarge(name));
    // Slack wants to know the size beforehand, and takes no empty files.
    if (!sizeBytes) return void prepared.notes.push(phrases.fileMissing(name));
    prepared.fileIds.push(await files.upload({ name, sizeBytes, content: opened.content }));
  };
  for (const attachment of attachments) {
    try {
      await upload(attachment);
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.failure !== 'refused') throw error;
      reportError(error);
      prepared.notes.push(phrases.fileMissing(attachment.name));
    }
  }
  return prepared;
}

/** What stands in a message that is nothing but files. */
export function fileNotes(message: OutgoingMessage): string[] {
  const phrases = phrasesFor(message.locale);
  return message.text.trim() === '' ? message.attachments.map(({ name }) => phrases.file(name)) : [];
}

function isTooLarge(sizeBytes: number | undefined): boolean {
  return sizeBytes !== undefined && sizeBytes > MAX_FILE_BYTES;
}
