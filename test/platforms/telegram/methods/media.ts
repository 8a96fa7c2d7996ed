/** Sending files. */

import type { Message } from 'grammy/types';
import { z } from 'zod';
import { findChat, findPlacement } from '../access.ts';
import { fileContent, findFile, isFileField, readInputFile } from '../files.ts';
import { addMessage, editMessage, FILE_FIELDS, type FileField, fileFieldOf, findMessage } from '../messages.ts';
import { type Query, queryFromJson } from '../query.ts';
import { readReplyMarkup } from '../reply-markup.ts';
import { badRequest } from '../telegram-error.ts';
import { botUser, type World } from '../world.ts';
import { readCaption } from './content.ts';
import type { Methods } from './method.ts';

const SMALLEST_ALBUM = 2;
const LARGEST_ALBUM = 10;

/** One of an album, or the new content of a message. */
const inputMedia = z.looseObject({ type: z.string(), media: z.string() });

/** sendPhoto, sendDocument and the others, albums, and downloads. */
export function mediaMethods(world: World): Methods {
  const senders = FILE_FIELDS.map((field) => [
    `send${field.charAt(0).toUpperCase()}${field.slice(1)}`,
    (query: Query) => sendFile(world, query, field),
  ]);
  return {
    ...Object.fromEntries(senders),
    sendMediaGroup: (query) => sendAlbum(world, query),
    editMessageMedia: (query) => editMedia(world, query),
    getFile: (query) => {
      const { fileId, uniqueId, size, path } = findFile(world, query.text('file_id'));
      return { file_id: fileId, file_unique_id: uniqueId, file_size: size, file_path: path };
    },
  };
}

async function sendFile(world: World, query: Query, field: FileField): Promise<Message> {
  const file = await readInputFile(world, query, field);
  const content = { ...fileContent(field, file), ...readCaption(world, query), reply_markup: readReplyMarkup(query) };
  const record = findChat(world, query, 'write');
  return addMessage(world, record, botUser(world.bot), content, findPlacement(world, query, record));
}

async function sendAlbum(world: World, query: Query): Promise<Message[]> {
  const parts = z.array(inputMedia).safeParse(query.json('media', 'media'));
  if (!parts.success) throw badRequest("can't parse media: expected an Array of InputMedia");
  if (parts.data.length < SMALLEST_ALBUM) throw badRequest('there are not enough messages to send as an album');
  if (parts.data.length > LARGEST_ALBUM) throw badRequest('too many messages to send as an album');
  const contents: Partial<Message>[] = [];
  for (const part of parts.data) contents.push(await readMedia(world, query, part));
  const record = findChat(world, query, 'write');
  const placement = findPlacement(world, query, record);
  const media_group_id = String(world.nextId());
  return contents.map((content) =>
    addMessage(world, record, botUser(world.bot), { ...content, media_group_id }, placement),
  );
}

async function editMedia(world: World, query: Query): Promise<Message> {
  const part = inputMedia.safeParse(query.json('media', 'input media'));
  if (!part.success) throw badRequest("can't parse InputMedia: expected an Object");
  const content = await readMedia(world, query, part.data);
  const record = findChat(world, query, 'write');
  const message = findMessage(record, query.integer('message_id', 0), 'message to edit');
  if (message.from.id !== world.bot.id) throw badRequest("message can't be edited");
  const field = fileFieldOf(message);
  const cleared = field === undefined ? { text: undefined, entities: undefined } : { [field]: undefined };
  return editMessage(world, message, { ...cleared, ...content, reply_markup: readReplyMarkup(query) });
}

async function readMedia(world: World, query: Query, part: z.infer<typeof inputMedia>): Promise<Partial<Message>> {
  if (!isFileField(part.type))
    throw badRequest(`can't parse InputMedia: type must be one of ${FILE_FIELDS.join(', ')}`);
  const file = await readInputFile(world, query, part.type, part.media);
  return { ...fileContent(part.type, file), ...readCaption(world, queryFromJson(query.method, part)) };
}
