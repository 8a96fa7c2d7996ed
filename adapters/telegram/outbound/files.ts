/** Files on their way to Telegram. */

import type { Attachment } from '../../../src/domain/message.ts';
import type { OpenAttachment, OpenAttachmentAnywhere } from '../../../src/ports/channel.ts';
import { isFailure } from '../failures.ts';
import type { TelegramApi, UploadValues } from '../telegram-api.ts';

/** The largest file that a bot may send. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
const PHOTO_TYPES = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** A file that cannot be sent: because it is larger than Telegram takes, or because it could not be read. */
export class UnsendableFile extends Error {
  override readonly name = 'UnsendableFile';
  readonly isTooLarge: boolean;

  constructor(isTooLarge: boolean, options: { cause?: unknown } = {}) {
    super(isTooLarge ? 'The file is larger than Telegram takes' : 'The file could not be read', options);
    this.isTooLarge = isTooLarge;
  }
}

export interface UploadOptions {
  api: TelegramApi;
  openAttachment: OpenAttachmentAnywhere;
}

/**
 * Sends a file, as a picture where Telegram may take it for one; a picture that it cannot show goes as a document, read once
 * more. Resolves to the message's id. @throws UnsendableFile, TelegramFailure
 */
export async function uploadAttachment(
  { api, openAttachment }: UploadOptions,
  attachment: Attachment,
  values: UploadValues,
): Promise<number> {
  const name = safeName(attachment.name);
  const upload = async (kind: 'photo' | 'document', opened: OpenAttachment): Promise<number> => {
    const sent = await api.upload(kind, values, { name, content: readWithinLimit(opened) });
    return sent.message_id;
  };
  const opened = await open(openAttachment, attachment);
  if (!isPhoto(attachment, opened)) return upload('document', opened);
  try {
    return await upload('photo', opened);
  } catch (error) {
    if (!isFailure(error, 'bad_request')) throw error;
    return upload('document', await open(openAttachment, attachment));
  }
}

async function open(openAttachment: OpenAttachmentAnywhere, attachment: Attachment): Promise<OpenAttachment> {
  if ((attachment.sizeBytes ?? 0) > MAX_FILE_BYTES) throw new UnsendableFile(true);
  const opened = await openAttachment(attachment).catch((cause: unknown) => {
    throw new UnsendableFile(false, { cause });
  });
  if ((opened.sizeBytes ?? 0) > MAX_FILE_BYTES) throw new UnsendableFile(true);
  return opened;
}

function isPhoto(attachment: Attachment, opened: OpenAttachment): boolean {
  const size = opened.sizeBytes ?? attachment.sizeBytes;
  return (
    PHOTO_TYPES.has(opened.mediaType ?? attachment.mediaType ?? '') && size !== undefined && size <= MAX_PHOTO_BYTES
  );
}

/** The file's bytes, up to what Telegram takes. */
async function* readWithinLimit({ content }: OpenAttachment): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of content) {
      bytes += chunk.length;
      if (bytes > MAX_FILE_BYTES) throw new UnsendableFile(true);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof UnsendableFile ? error : new UnsendableFile(false, { cause: error });
  }
}

/** Quotes, slashes, control characters, and marks that turn the direction of what follows. */
const UNSAFE = /["\\/\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu;
const MAX_NAME_LENGTH = 100;

/** A file's name that can stand in a header and among words: the end of it, which says what the file is, where it is long. */
export function safeName(name: string): string {
  return [...name.replace(UNSAFE, '_')].slice(-MAX_NAME_LENGTH).join('') || 'file';
}
