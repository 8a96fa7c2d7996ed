/** Files that people and the bot send: how they are kept, and how a message shows them. */

import { createHash } from 'node:crypto';
import type { Message } from 'grammy/types';
import { FILE_FIELDS, type FileField, fileFieldOf } from './messages.ts';
import type { Query, UploadedFile } from './query.ts';
import { badRequest, TelegramError } from './telegram-error.ts';
import type { StoredFile, World } from './world.ts';

const LARGEST_UPLOAD = 50 * 1024 * 1024;
const LARGEST_PHOTO = 10 * 1024 * 1024;
const LARGEST_DOWNLOAD = 20 * 1024 * 1024;

const FOLDERS: Record<FileField, string> = {
  photo: 'photos',
  document: 'documents',
  video: 'videos',
  audio: 'music',
  voice: 'voice',
  animation: 'animations',
};

/** Keeps a file; `size` may say more than there are bytes, for tests of limits. */
export function storeFile(world: World, field: FileField, file: UploadedFile, size = file.bytes.length): StoredFile {
  const uniqueId = createHash('sha256').update(file.bytes).update(file.name).digest('base64url').slice(0, 15);
  const extension = /\.[a-z0-9]{1,8}$/i.exec(file.name)?.[0] ?? (field === 'photo' ? '.jpg' : '');
  const id = world.nextId();
  const stored: StoredFile = {
    fileId: `${uniqueId}-${id}`,
    uniqueId,
    path: `${FOLDERS[field]}/file_${id}${extension}`,
    name: file.name,
    type: file.type || 'application/octet-stream',
    bytes: Uint8Array.from(file.bytes),
    size,
  };
  world.files.set(stored.fileId, stored);
  return stored;
}

/** The part of a message that holds the file, as the Bot API shows it. */
export function fileContent(field: FileField, file: StoredFile): Partial<Message> {
  const base = { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size };
  const named = { ...base, file_name: file.name, mime_type: file.type };
  switch (field) {
    case 'photo':
      return {
        photo: [
          { ...base, file_unique_id: `${file.uniqueId}s`, width: 90, height: 67 },
          { ...base, width: 800, height: 600 },
        ],
      };
    case 'document':
      return { document: named };
    case 'video':
      return { video: { ...named, width: 640, height: 480, duration: 1 } };
    case 'audio':
      return { audio: { ...named, duration: 1 } };
    case 'voice':
      return { voice: { ...base, mime_type: file.type, duration: 1 } };
    case 'animation':
      return { animation: { ...named, width: 320, height: 240, duration: 1 }, document: named };
  }
}

/** The file that a message shows, if it shows one. */
export function fileOf(world: World, message: Partial<Message>): StoredFile | undefined {
  const field = fileFieldOf(message);
  if (field === undefined) return undefined;
  const shown = field === 'photo' ? message.photo?.at(-1) : message[field];
  return shown === undefined ? undefined : world.files.get(shown.file_id);
}

/** The file a call sends: uploaded, known by its id, or fetched from an address. @throws TelegramError */
export async function readInputFile(world: World, query: Query, field: FileField, given?: string): Promise<StoredFile> {
  const value = given ?? query.text(field);
  const part = value.startsWith('attach://') ? value.slice('attach://'.length) : field;
  const uploaded = query.file(part);
  if (uploaded) return storeFile(world, field, checkUpload(field, uploaded));
  if (value === '' || value.startsWith('attach://')) throw badRequest(`there is no ${field} in the request`);
  const known = world.files.get(value);
  if (known) return known;
  if (!/^https?:\/\//.test(value)) throw badRequest('wrong remote file identifier specified: Wrong string length');
  return storeFile(world, field, await fetchFile(value));
}

/** What getFile answers: where to download it, for an hour at least. @throws TelegramError */
export function findFile(world: World, fileId: string): StoredFile {
  if (fileId === '') throw badRequest('file_id not specified');
  const file = world.files.get(fileId);
  if (file === undefined) throw badRequest('invalid file_id');
  if (file.size > LARGEST_DOWNLOAD) throw badRequest('file is too big');
  return file;
}

/** Whether the name is that of a parameter that holds a file. */
export function isFileField(name: string): name is FileField {
  return FILE_FIELDS.some((field) => field === name);
}

function checkUpload(field: FileField, file: UploadedFile): UploadedFile {
  const size = file.bytes.length;
  if (size === 0) throw badRequest('file must be non-empty');
  if (size > LARGEST_UPLOAD) throw new TelegramError(413, 'Request Entity Too Large');
  if (field === 'photo' && size > LARGEST_PHOTO) {
    throw badRequest(`file of size ${size} bytes is too big for a photo; the maximum size is ${LARGEST_PHOTO} bytes`);
  }
  return file;
}

async function fetchFile(address: string): Promise<UploadedFile> {
  const response = await fetch(address).catch(() => undefined);
  if (!response?.ok) throw badRequest('failed to get HTTP URL content');
  const name = new URL(address).pathname.split('/').at(-1) || 'file';
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { name, type: response.headers.get('content-type') ?? '', bytes };
}
