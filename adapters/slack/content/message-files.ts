/** The files of messages: those that can be had, and those that are only named. */

import type { Attachment, Enclosure } from '../../../src/domain/message.ts';
import { isRefusedWith, type SlackApi } from '../slack-api.ts';
import type { MessageFile } from '../wire-message.ts';
import { itemOf, nameFrom } from './items.ts';

/** A file, or what it is instead of one, and what else there is to it. */
export interface ReadFile {
  attachment: Attachment | undefined;
  enclosures: Enclosure[];
}

/** An event waits for the answer. */
const TIMEOUT_MS = 1_500;
/** What a file is called of which nobody says its name. */
const NAMELESS = 'file';
const WITHHELD = 'File that Slack withholds';
const GONE_MODES = new Set(['tombstone', 'hidden_by_limit']);
const NO_ACCESS = new Set(['access_denied', 'file_not_found']);
/** What is looked at in Slack, by its file type. */
const DOCUMENTS: Record<string, string> = { quip: 'Canvas', canvas: 'Canvas', list: 'List' };

/** Whether Slack hands out a file, as far as a message tells: not one that was deleted, is hidden, or is for others. */
export function isThere({ mode, file_access }: MessageFile): boolean {
  return !GONE_MODES.has(mode ?? '') && !NO_ACCESS.has(file_access ?? '');
}

/** Reads files; asks Slack for what a message does not tell of one from another workspace, and makes do without an answer. */
export function createFileReader({ api, account }: { api: SlackApi; account(): string }) {
  const ask = async (file: MessageFile): Promise<MessageFile> => {
    try {
      const { file: told } = await api.call('files.info', { file: file.id }, { timeoutMs: TIMEOUT_MS });
      return { ...file, ...told, id: file.id, file_access: told.file_access };
    } catch (error) {
      const isGone = isRefusedWith(error, 'file_not_found', 'file_deleted', 'access_denied', 'not_visible');
      return isGone ? { ...file, file_access: 'access_denied' } : file;
    }
  };
  return async (told: MessageFile): Promise<ReadFile> => {
    const file = told.file_access === 'check_file_info' ? await ask(told) : told;
    const name = nameFrom(file.name, file.title);
    if (!isThere(file)) return { attachment: undefined, enclosures: [itemOf(WITHHELD, [name ?? ''])] };
    const document = DOCUMENTS[file.filetype ?? ''];
    if (document !== undefined) {
      const title = nameFrom(file.title, file.name) ?? '';
      return { attachment: undefined, enclosures: [itemOf(document, [title], file.permalink)] };
    }
    if (file.is_external || file.mode === 'external') {
      return { attachment: undefined, enclosures: [itemOf('File elsewhere', [name ?? ''], file.url_private)] };
    }
    const said = file.transcription?.preview?.content?.trim() ?? '';
    return {
      attachment: {
        channel: 'slack',
        account: account(),
        key: file.id,
        name: name ?? NAMELESS,
        mediaType: file.mimetype ?? undefined,
        sizeBytes: file.size ?? undefined,
      },
      enclosures: said === '' ? [] : [itemOf('Transcript', [said])],
    };
  };
}
