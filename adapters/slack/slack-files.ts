import type { Attachment, OutgoingMessage } from '../../src/domain/message.ts';
import { fillPlain } from '../../src/domain/phrases.ts';
import { DeliveryError, type OpenAttachment, type OpenAttachmentAnywhere } from '../../src/ports/channel.ts';
import type { PhrasesIn } from '../shared/presentation.ts';
import { isRefusedWith, type SlackApi, toDeliveryError } from './slack-api.ts';

/** The largest file that Slack takes. */
export const MAX_FILE_BYTES = 1_000_000_000;
const LONGEST_ALT_TEXT = 1_000;

/** Where in Slack something is shown. */
export interface SlackLocation {
  channel: string;
  /** The timestamp of the thread's first message; undefined outside of threads. */
  thread: string | undefined;
}

/** Files in Slack. Everything fails only with a DeliveryError. */
export interface SlackFiles {
  /** Opens a file of the workspace for reading, once. */
  open(fileId: string): Promise<OpenAttachment>;
  /** Streams a file to Slack, where nobody sees it yet; resolves to its id. `sizeBytes` has to be exact. */
  upload(file: {
    name: string;
    sizeBytes: number;
    /** What a picture shows, for who cannot see it. */
    altText?: string;
    content: AsyncIterable<Uint8Array>;
  }): Promise<string>;
  /** Shows uploaded files as one message. `comment` is mrkdwn. */
  share(location: SlackLocation, fileIds: readonly string[], comment?: string): Promise<void>;
  /** A file as Slack has it; undefined for one that is gone. */
  find(fileId: string): Promise<{ id: string; name: string; sizeBytes: number | undefined } | undefined>;
  /** Takes a file back; one that is gone already counts as taken back. */
  remove(fileId: string): Promise<void>;
}

/** The files that the bot with this token may read and write. */
export function createSlackFiles({ api, token }: { api: SlackApi; token: string }): SlackFiles {
  return {
    async open(fileId) {
      const { file } = await api.call('files.info', { file: fileId }).catch((error: unknown) => {
        throw isRefusedWith(error, 'file_not_found', 'file_deleted') ? gone(error) : toDeliveryError(error, true);
      });
      const address = file.url_private_download ?? file.url_private;
      // The token is for Slack alone: files of other services are only linked to.
      if (!address || file.mode === 'tombstone' || file.is_external) throw gone(undefined);
      const response = await download(address, token);
      return { content: contentOf(response), sizeBytes: file.size ?? undefined, mediaType: file.mimetype ?? undefined };
    },
    async upload({ name, sizeBytes, altText, content }) {
      try {
        const announced = await api.call('files.getUploadURLExternal', {
          filename: name,
          length: sizeBytes,
          ...(altText === undefined ? {} : { alt_txt: altText.slice(0, LONGEST_ALT_TEXT) }),
        });
        await post(announced.upload_url, sizeBytes, content);
        return announced.file_id;
      } catch (error) {
        throw toDeliveryError(error, true);
      }
    },
    async share({ channel, thread }, fileIds, comment) {
      try {
        await api.call('files.completeUploadExternal', {
          files: fileIds.map((id) => ({ id })),
          channel_id: channel,
          thread_ts: thread,
          initial_comment: comment,
        });
      } catch (error) {
        throw toDeliveryError(error);
      }
    },
    async find(fileId) {
      try {
        const { file } = await api.call('files.info', { file: fileId });
        return { id: fileId, name: file.name ?? '', sizeBytes: file.size ?? undefined };
      } catch (error) {
        if (isRefusedWith(error, 'file_not_found', 'file_deleted')) return undefined;
        throw toDeliveryError(error, true);
      }
    },
    async remove(fileId) {
      try {
        await api.call('files.delete', { file: fileId });
      } catch (error) {
        if (!isRefusedWith(error, 'file_not_found', 'file_deleted')) throw toDeliveryError(error, true);
      }
    },
  };
}

/** A file that was not copied. */
export interface LeftOutFile {
  name: string;
  isTooLarge: boolean;
  /** Why, in words that staff may read. */
  error: DeliveryError;
}

/**
 * Streams files from wherever they are kept to Slack, one after the other.
 * @returns those that cannot be copied
 * @throws DeliveryError when it may go better later
 */
export async function copyFiles(attachments: readonly Attachment[], options: CopyOptions): Promise<LeftOutFile[]> {
  const leftOut: LeftOutFile[] = [];
  for (const attachment of attachments) {
    try {
      await options.take(await copyFile(attachment, options));
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.failure !== 'refused') throw error;
      leftOut.push({ name: attachment.name, isTooLarge: error instanceof FileTooLarge, error });
    }
  }
  return leftOut;
}

/** How files are copied. */
export interface CopyOptions {
  files: SlackFiles;
  openAttachment: OpenAttachmentAnywhere;
  maxBytes: number;
  /** What the copy is called. */
  toName(name: string): string;
  /** Told the id of each file once it is in Slack, where nobody sees it yet. */
  take(fileId: string): Promise<void>;
}

class FileTooLarge extends DeliveryError {
  constructor() {
    super('refused', 'it is too large to be copied here');
  }
}

async function copyFile(attachment: Attachment, options: CopyOptions): Promise<string> {
  const { files, openAttachment, maxBytes, toName } = options;
  if ((attachment.sizeBytes ?? 0) > maxBytes) throw new FileTooLarge();
  const { sizeBytes = attachment.sizeBytes, content } = await openAttachment(attachment);
  // Slack wants to know the size beforehand, and takes no empty files.
  if (sizeBytes === undefined) throw new DeliveryError('refused', 'nobody says how large it is');
  if (sizeBytes > maxBytes) throw new FileTooLarge();
  if (sizeBytes === 0) throw new DeliveryError('refused', 'it is empty');
  return files.upload({ name: toName(attachment.name), sizeBytes, content });
}

/** Slack does not refuse whoever may not read a file: it sends them to its sign-in page. */
async function download(address: string, token: string): Promise<Response> {
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(address, { headers, redirect: 'manual' }).catch((error: unknown) => {
    throw new DeliveryError('unavailable', 'Slack does not hand out the file now', { cause: error });
  });
  if (response.ok) return response;
  await response.body?.cancel();
  if (response.status === 404) throw gone(undefined);
  const failure = response.status >= 500 || response.status === 429 ? 'unavailable' : 'refused';
  throw new DeliveryError(failure, `Slack does not hand out the file (HTTP ${response.status})`);
}

/** The address is good for this upload alone, so that what fails can be begun again. */
async function post(address: string, sizeBytes: number, content: AsyncIterable<Uint8Array>): Promise<void> {
  const measured = measure(content);
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': String(sizeBytes) },
    body: ReadableStream.from(measured.content),
    duplex: 'half',
    redirect: 'error',
  }).catch((cause: unknown) => {
    if (measured.isOtherThan(sizeBytes)) {
      throw new DeliveryError('refused', 'The file is not as large as it was said to be', { cause });
    }
    throw new DeliveryError('unavailable', 'The file did not get through to Slack', { cause });
  });
  await response.text();
  if (response.ok) return;
  const failure = response.status >= 500 || response.status === 429 ? 'unavailable' : 'refused';
  throw new DeliveryError(failure, `Slack did not take the file (HTTP ${response.status})`);
}

function measure(content: AsyncIterable<Uint8Array>) {
  let length = 0;
  let isWhole = false;
  async function* measured(): AsyncIterable<Uint8Array> {
    for await (const chunk of content) {
      length += chunk.length;
      yield chunk;
    }
    isWhole = true;
  }
  return {
    content: measured(),
    isOtherThan: (sizeBytes: number): boolean => length > sizeBytes || (isWhole && length !== sizeBytes),
  };
}

async function* contentOf(response: Response): AsyncIterable<Uint8Array> {
  if (response.body !== null) yield* response.body;
}

function gone(cause: unknown): DeliveryError {
  return new DeliveryError('refused', 'The file is no longer in Slack', { cause });
}

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
  options: {
    files: SlackFiles;
    openAttachment: OpenAttachmentAnywhere;
    phrasesIn: PhrasesIn;
    reportError(error: unknown): void;
  },
): Promise<PreparedFiles> {
  const phrases = options.phrasesIn(message.locale);
  const limit = MAX_FILE_BYTES / 1_000_000;
  const fileIds: string[] = [];
  const leftOut = await copyFiles(attachments, {
    ...options,
    maxBytes: MAX_FILE_BYTES,
    toName: (name) => name,
    take: async (fileId) => void fileIds.push(fileId),
  });
  for (const { isTooLarge, error } of leftOut) if (!isTooLarge) options.reportError(error);
  const notes = leftOut.map(({ name, isTooLarge }) =>
    fillPlain(isTooLarge ? phrases.file_too_large : phrases.file_not_sent, { name, limit }),
  );
  return { fileIds, notes };
}

/** What stands in a message that is nothing but files. */
export function fileNotes(message: OutgoingMessage): string[] {
  return message.text.trim() === '' ? message.attachments.map(({ name }) => `📎 ${name}`) : [];
}
