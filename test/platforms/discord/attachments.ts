/** Files: what may be sent, under which name, and the signed links under which they are fetched for a day. */

import { createHmac } from 'node:crypto';
import { discordError, invalidField } from './errors.ts';
import type { Attachment, Channel } from './model.ts';
import { isSnowflake, snowflakeTime } from './snowflake.ts';
import type { WireAttachment } from './wire-types.ts';
import type { World } from './world.ts';

/** The largest file a bot may send where nobody pays for more. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** How long a link to a file is good. */
const LINK_TTL_MS = 24 * 3_600_000;
const LINK_SECRET = 'the link signing key of the platform';

/** A file as it came in a form: `index` is the n of `files[n]`. */
export interface UploadedFile {
  index: string;
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

/** What a request says of its files: an upload by its index, or a file that stays by its id. */
export interface AttachmentEntry {
  id: string;
  filename?: string | undefined;
  description?: string | undefined;
}

/**
 * The files of a new message, or after an edit.
 * @throws Request entity too large, Invalid Form Body
 */
export function collectAttachments(
  world: World,
  channel: Channel,
  uploads: UploadedFile[],
  entries: AttachmentEntry[] | undefined,
  present: Attachment[] = [],
): Attachment[] {
  if (uploads.some(({ bytes }) => bytes.length > MAX_FILE_BYTES)) throw discordError('requestTooLarge');
  const kept = entries === undefined ? present : present.filter(({ id }) => entries.some((entry) => entry.id === id));
  requireData(entries ?? [], uploads, present);
  const added = uploads.map((upload) => toAttachment(world, channel, upload, entries));
  const all = [...kept, ...added];
  if (all.length > 10) {
    throw invalidField(['attachments'], { code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 10 or fewer in length.' });
  }
  return all;
}

/** A file object, with a link that is good for a day from now. */
export function toWireAttachment(world: World, attachment: Attachment): WireAttachment {
  const url = signedUrl(world, attachment);
  return {
    id: attachment.id,
    filename: attachment.filename,
    ...(attachment.title === undefined ? {} : { title: attachment.title }),
    ...(attachment.description === undefined ? {} : { description: attachment.description }),
    content_type: attachment.contentType,
    size: attachment.bytes.length,
    url,
    proxy_url: url,
  };
}

/** The file behind a link, or undefined when the link is forged, out of date or of a file that is gone. */
export function fileBehindLink(world: World, path: string, query: URLSearchParams): Attachment | undefined {
  const expiresAt = Number.parseInt(query.get('ex') ?? '', 16) * 1000;
  if (!(expiresAt > world.now()) || query.get('hm') !== signature(path, query.get('ex') ?? '', query.get('is') ?? '')) {
    return undefined;
  }
  const [, , channelId = '', attachmentId] = path.split('/');
  const messages = [...(world.channels.get(channelId)?.messages.values() ?? [])];
  return messages.flatMap(({ attachments }) => attachments).find(({ id }) => id === attachmentId);
}

function requireData(entries: AttachmentEntry[], uploads: UploadedFile[], present: Attachment[]): void {
  entries.forEach(({ id }, position) => {
    const known = uploads.some(({ index }) => index === id) || present.some((attachment) => attachment.id === id);
    if (known || isSnowflake(id)) return;
    throw invalidField(['attachments', position], {
      code: 'ATTACHMENT_NOT_FOUND',
      message: 'Attachment data not found',
    });
  });
}

function toAttachment(
  world: World,
  channel: Channel,
  upload: UploadedFile,
  entries: AttachmentEntry[] = [],
): Attachment {
  const entry = entries.find(({ id }) => id === upload.index);
  const name = entry?.filename ?? upload.name;
  const filename = name.replaceAll(' ', '_').replaceAll(/[^\w.-]/g, '') || 'unknown';
  return {
    id: world.nextId(),
    channelId: channel.id,
    filename,
    title: filename === name ? undefined : name.replace(/\.[^.]*$/, ''),
    description: entry?.description,
    contentType: upload.contentType || 'application/octet-stream',
    bytes: upload.bytes,
  };
}

function signedUrl(world: World, { channelId, id, filename }: Attachment): string {
  const path = `/attachments/${channelId}/${id}/${filename}`;
  const issued = Math.floor(Math.max(world.now(), snowflakeTime(id)) / 1000);
  const [ex, is] = [issued + LINK_TTL_MS / 1000, issued].map((seconds) => seconds.toString(16));
  return `${world.origin}${path}?ex=${ex}&is=${is}&hm=${signature(path, ex ?? '', is ?? '')}`;
}

function signature(path: string, ex: string, is: string): string {
  return createHmac('sha256', LINK_SECRET).update(`${path}?ex=${ex}&is=${is}`).digest('hex');
}
