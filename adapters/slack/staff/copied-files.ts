import { DeliveryError, type OpenAttachmentAnywhere } from '../../../src/domain/channel.ts';
import type { Attachment } from '../../../src/domain/message.ts';
import type { RoomAddress } from '../../../src/domain/staff-desk.ts';
import type { SlackFiles } from '../slack-files.ts';

/** Larger files stay where they are, and staff are told so: what Slack itself takes is far more than a thread is for. */
export const MAX_COPIED_BYTES = 100_000_000;

/**
 * Copies files into a room, streamed, without those that are named in `there` already.
 * @returns the names of those that could not be copied, each with why
 * @throws DeliveryError when it may go better later
 */
export async function copyFiles(
  room: RoomAddress,
  attachments: readonly Attachment[],
  there: readonly string[],
  { files, openAttachment }: { files: SlackFiles; openAttachment: OpenAttachmentAnywhere },
): Promise<string[]> {
  const left = [...there];
  const troubles: string[] = [];
  for (const attachment of attachments) {
    const at = left.indexOf(fileName(attachment));
    if (at >= 0) {
      left.splice(at, 1);
      continue;
    }
    if ((attachment.sizeBytes ?? 0) > MAX_COPIED_BYTES) continue;
    try {
      await copyFile(room, attachment, { files, openAttachment });
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.failure !== 'refused') throw error;
      troubles.push(`${attachment.name}: ${error.message}`);
    }
  }
  return troubles;
}

async function copyFile(
  { place, thread }: RoomAddress,
  attachment: Attachment,
  { files, openAttachment }: { files: SlackFiles; openAttachment: OpenAttachmentAnywhere },
): Promise<void> {
  const opened = await openAttachment(attachment);
  const sizeBytes = opened.sizeBytes ?? attachment.sizeBytes;
  if (sizeBytes === undefined) throw new DeliveryError('refused', 'nobody says how large it is');
  if (sizeBytes > MAX_COPIED_BYTES) throw new DeliveryError('refused', 'it is too large to be copied here');
  if (sizeBytes === 0) throw new DeliveryError('refused', 'it is empty');
  const id = await files.upload({ name: fileName(attachment), sizeBytes, content: opened.content });
  await files.share({ channel: place, thread }, [id]);
}

/** A file's name without what could lead astray in a path or turn its ending around. */
export function fileName({ name }: Pick<Attachment, 'name'>): string {
  const safe = name.replace(/[\p{Cc}\p{Cf}/\\]/gu, '_').trim();
  return safe.slice(-120) || 'file';
}
