/** Files on their way: the customers' out of Discord, and staff's into it. */

import { CDN, Routes } from 'discord.js';
import type { Attachment } from '../../../src/domain/message.ts';
import { fillPlain, type Phrases } from '../../../src/domain/phrases.ts';
import { DeliveryError, type OpenAttachment, type OpenAttachmentAnywhere } from '../../../src/ports/channel.ts';
import type { DiscordApi } from '../discord-api.ts';
import { toDeliveryError } from '../discord-failure.ts';
import { STICKER_IMAGES, stickersOf } from '../inbound/items.ts';
import { type DiscordContent, type DiscordMessage, discordMessage } from '../inbound/message-wire.ts';
import { fromFileKey } from '../keys.ts';

const MEBIBYTE = 1024 * 1024;
/** The largest file that a bot may send where nobody pays for more. */
export const MAX_FILE_BYTES = 10 * MEBIBYTE;
/** How many files, and how much of them, one message carries. */
const MOST_FILES = 10;
const MAX_TOTAL_BYTES = 25 * MEBIBYTE;
const OPEN_TIMEOUT_MS = 5 * 60_000;

/**
 * Opens a customer's file under a fresh link; Discord's links are good for a day only. Fails with a DeliveryError alone.
 * `stickerUrl` is where stickers are, if not at Discord's own addresses.
 */
export async function openDiscordFile(
  api: DiscordApi,
  { key }: Attachment,
  stickerUrl?: string,
): Promise<OpenAttachment> {
  const { channelId, messageId, fileId } = fromFileKey(key);
  const message = await api
    .ask(discordMessage, 'GET', Routes.channelMessage(channelId, messageId))
    .catch((error: unknown) => {
      throw toDeliveryError(error, true);
    });
  const file = findFile(message, fileId, new CDN(stickerUrl, stickerUrl));
  if (file === undefined) throw new DeliveryError('refused', 'The file was deleted on Discord');
  const response = await fetch(file.url, { signal: AbortSignal.timeout(OPEN_TIMEOUT_MS) }).catch(() => {
    throw new DeliveryError('unavailable', 'Discord cannot be reached for the file');
  });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    const isGone = response.status < 500;
    throw new DeliveryError(
      isGone ? 'refused' : 'unavailable',
      `Discord did not hand out the file (${response.status})`,
    );
  }
  return { content: response.body, sizeBytes: file.sizeBytes, mediaType: file.mediaType };
}

interface FoundFile {
  url: string;
  sizeBytes: number | undefined;
  mediaType: string | undefined;
}

/** A file or sticker of a message, or of one that it passes on. */
function findFile(message: DiscordMessage, fileId: string, cdn: CDN): FoundFile | undefined {
  const parts: DiscordContent[] = [message, ...(message.message_snapshots ?? []).map((snapshot) => snapshot.message)];
  const file = parts.flatMap(({ attachments = [] }) => attachments).find(({ id }) => id === fileId);
  if (file?.url !== undefined) return { url: file.url, sizeBytes: file.size, mediaType: file.content_type };
  const sticker = parts.flatMap(stickersOf).find(({ id }) => id === fileId);
  const format = STICKER_IMAGES[sticker?.format_type ?? 0];
  if (sticker === undefined || format === undefined) return undefined;
  return { url: cdn.sticker(sticker.id, format), sizeBytes: undefined, mediaType: `image/${format}` };
}

/** A file that is about to be sent. */
export interface OutgoingFile {
  /** The desk's name of where it comes from. */
  source: string;
  name: string;
  mediaType: string | undefined;
  content: AsyncIterable<Uint8Array>;
}

/** Files that were opened, and what to tell of those that were not. */
export interface OpenedFiles {
  files: OutgoingFile[];
  notices: string[];
  /** Lets go of what was not read. */
  close(): Promise<void>;
}

/** Opens what can be sent; says of each other file why it cannot. @throws DeliveryError `unavailable` where one may be later */
export async function openFiles(
  attachments: Attachment[],
  open: OpenAttachmentAnywhere,
  phrases: Phrases,
): Promise<OpenedFiles> {
  const limit = MAX_FILE_BYTES / MEBIBYTE;
  const files: OutgoingFile[] = [];
  const notices: string[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(files.map(({ content }) => letGo(content)));
  };
  try {
    for (const attachment of attachments) {
      const opened = await openSendable(attachment, open);
      if (typeof opened === 'object') files.push(opened);
      else notices.push(fillPlain(phrases[opened], { name: attachment.name, limit }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { files, notices, close };
}

async function openSendable(
  attachment: Attachment,
  open: OpenAttachmentAnywhere,
): Promise<OutgoingFile | 'file_not_sent' | 'file_too_large'> {
  if ((attachment.sizeBytes ?? 0) > MAX_FILE_BYTES) return 'file_too_large';
  const opened = await open(attachment).catch((error: unknown) => {
    if (error instanceof DeliveryError && error.failure === 'refused') return undefined;
    throw new DeliveryError('unavailable', `The file “${attachment.name}” cannot be opened now`, { cause: error });
  });
  if (opened === undefined) return 'file_not_sent';
  const sizeBytes = opened.sizeBytes ?? attachment.sizeBytes;
  if ((sizeBytes ?? 0) > MAX_FILE_BYTES) {
    await letGo(opened.content);
    return 'file_too_large';
  }
  const content = sizeBytes === undefined ? await readWithin(opened.content, MAX_FILE_BYTES) : opened.content;
  if (content === undefined) return 'file_too_large';
  return {
    source: sourceOf(attachment),
    name: attachment.name,
    mediaType: opened.mediaType ?? attachment.mediaType,
    content,
  };
}

/** The same for the same file, and for no other. */
export function sourceOf({ channel, account, key }: Attachment): string {
  return JSON.stringify([channel, account, key]);
}

/** Of a file whose size nobody tells, whether it is too large can be known only once it was read. */
async function readWithin(content: AsyncIterable<Uint8Array>, maxBytes: number) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
  }
  return (async function* () {
    yield* chunks;
  })();
}

async function letGo(content: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    await content[Symbol.asyncIterator]().return?.();
  } catch {
    // Somebody reads it still, or it broke while it was read: whoever reads it is told.
  }
}

/** Attachments in groups of which one message carries each. */
export function groupFiles(attachments: Attachment[]): Attachment[][] {
  const groups: Attachment[][] = [];
  let bytes = 0;
  for (const attachment of attachments) {
    const size = Math.min(attachment.sizeBytes ?? MAX_FILE_BYTES, MAX_FILE_BYTES);
    const last = groups.at(-1);
    if (last !== undefined && last.length < MOST_FILES && bytes + size <= MAX_TOTAL_BYTES) {
      last.push(attachment);
      bytes += size;
    } else {
      groups.push([attachment]);
      bytes = size;
    }
  }
  return groups;
}
