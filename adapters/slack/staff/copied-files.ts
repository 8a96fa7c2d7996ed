import type { Attachment } from '../../../src/domain/message.ts';
import { DeliveryError, type OpenAttachmentAnywhere } from '../../../src/ports/channel.ts';
import type { StaffThreadAddress } from '../../../src/ports/staff-platform.ts';
import type { SlackFiles } from '../slack-files.ts';

/** Larger files stay where they are, and staff are told so: what Slack itself takes is far more than a thread is for. */
export const MAX_COPIED_BYTES = 100_000_000;

/**
 * Copies files into a thread, streamed, without those that are named in `there` already.
 * @returns the names of those that could not be copied, each with why
 * @throws DeliveryError when it may go better later
 */
export async function copyFiles(
  staffThread: StaffThreadAddress,
  attachments: readonly Attachment[],
  there: readonly string[],
  { files, openAttachment }: { files: SlackFiles; openAttachment: OpenAttachmentAnywhere },
): Promise<string[]> {
  const left = [...there];
  const failures: string[] = [];
  for (const attachment of attachments) {
    const at = left.indexOf(fileName(attachment));
    if (at >= 0) {
      left.splice(at, 1);
      continue;
    }
    if ((attachment.sizeBytes ?? 0) > MAX_COPIED_BYTES) continue;
    try {
      await copyFile(staffThread, attachment, { files, openAttachment });
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.failure !== 'refused') throw error;
      failures.push(`${attachment.name}: ${error.message}`);
    }
  }
  return failures;
}

async function copyFile(
  { channelKey, threadKey: thread }: StaffThreadAddress,
  attachment: Attachment,
  { files, openAttachment }: { files: SlackFiles; openAttachment: OpenAttachmentAnywhere },
): Promise<void> {
  const opened = await openAttachment(attachment);
  const sizeBytes = opened.sizeBytes ?? attachment.sizeBytes;
  if (sizeBytes === undefined) throw new DeliveryError('refused', 'nobody says how large it is');
  if (sizeBytes > MAX_COPIED_BYTES) throw new DeliveryError('refused', 'it is too large to be copied here');
  if (sizeBytes === 0) throw new DeliveryError('refused', 'it is empty');
  const id = await files.upload({ name: fileName(attachment), sizeBytes, content: opened.content });
  await files.share({ channel: channelKey, thread }, [id]);
}

/** A file's name without what could lead astray in a path or turn its ending around. */
export function fileName({ name }: Pick<Attachment, 'name'>): string {
  const safe = name.replace(/[\p{Cc}\p{Cf}/\\]/gu, '_').trim();
  return safe.slice(-120) || 'file';
}
