import type { Attachment } from '../../../src/domain/message.ts';
import { DeliveryError, type OpenAttachment } from '../../../src/ports/channel.ts';
import { isFailure } from '../failures.ts';
import type { TelegramApi } from '../telegram-api.ts';

/** Telegram has no code of its own for this. */
const TOO_BIG = /file is too big/;

/**
 * Opens a file that a customer sent; the address it is read from, which has the token in it, stays inside.
 * @throws DeliveryError `refused` when it is gone or larger than Telegram hands out
 */
export async function openTelegramFile(api: TelegramApi, attachment: Attachment): Promise<OpenAttachment> {
  try {
    const { file_path: path, file_size: sizeBytes } = await api.call('getFile', { file_id: attachment.key });
    if (path === undefined) throw gone();
    return { content: await api.download(path), sizeBytes, mediaType: attachment.mediaType };
  } catch (error) {
    if (error instanceof DeliveryError) throw error;
    if (isFailure(error, 'bad_request')) throw TOO_BIG.test(error.message) ? tooBig(error) : gone(error);
    // Unlike a message, a file that may have been given already can be asked for again.
    throw new DeliveryError('unavailable', 'The file cannot be had from Telegram now', { cause: error });
  }
}

function tooBig(cause: unknown): DeliveryError {
  return new DeliveryError('refused', 'Telegram does not hand out files larger than 20 MB', { cause });
}

function gone(cause?: unknown): DeliveryError {
  return new DeliveryError('refused', 'Telegram does not have this file any more', { cause });
}
