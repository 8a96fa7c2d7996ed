/** Files both ways: uploaded by two SDKs, sent again by their number, downloaded, and refused for their size. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot as GrammyBot, InputFile as GrammyFile } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, createBot, getUpdates } from './clients.ts';
import type { Person } from './person.ts';
import { createTelegramPlatform, type TelegramPlatform } from './telegram-platform.ts';

const MEGABYTE = 1024 * 1024;
const PDF = Buffer.from('%PDF-1.7 ünïcode \u0000\u00ff', 'latin1');

let platform: TelegramPlatform;
let kim: Person;

beforeEach(async () => {
  platform = await createTelegramPlatform();
  kim = platform.createPerson();
  kim.start();
});

afterEach(() => platform.close());

test('Telegraf uploads a document with caption and buttons; the person gets every byte', async () => {
  const source = { source: PDF, filename: 'Rechnung März.pdf' };
  await createBot(platform).telegram.sendDocument(kim.user.id, source, {
    caption: '<b>Invoice</b> 42',
    parse_mode: 'HTML',
    reply_markup: { inline_keyboard: [[{ text: 'Thanks', callback_data: 'thanks' }]] },
  });
  const shown = kim.sees()[1];
  expect(shown).toMatchObject({ text: 'Invoice 42', buttons: [['Thanks']], file: { name: 'Rechnung März.pdf' } });
  expect(shown?.entities).toEqual([{ type: 'bold', offset: 0, length: 7 }]);
  expect(Buffer.from(shown?.file?.bytes ?? [])).toEqual(PDF);
});

test('grammY uploads a photo, and its number sends it again', async () => {
  const { api } = new GrammyBot(platform.token(), { client: { apiRoot: platform.url } });
  const { photo } = await api.sendPhoto(kim.user.id, new GrammyFile(PDF, 'teapot.png'), { caption: 'A teapot' });
  await api.sendPhoto(kim.user.id, photo.at(-1)?.file_id ?? '');
  const files = kim.sees().flatMap(({ file }) => (file ? [Buffer.from(file.bytes)] : []));
  expect(files).toEqual([PDF, PDF]);
});

test('Telegraf sends an album, whose parts share a number', async () => {
  const part = (name: string) => ({ type: 'photo', media: { source: PDF, filename: name } }) as const;
  const sent = await createBot(platform).telegram.sendMediaGroup(kim.user.id, [part('a.png'), part('b.png')]);
  expect(new Set(sent.map((message) => ('media_group_id' in message ? message.media_group_id : ''))).size).toBe(1);
  expect(kim.sees().map(({ file }) => file?.name)).toEqual([undefined, 'a.png', 'b.png']);
});

test("a person's file comes with its name and size, and can be downloaded", async () => {
  kim.sendFile({ name: 'broken.jpg', type: 'image/jpeg', bytes: PDF, as: 'photo', caption: 'It is /broken' });
  const message = (await getUpdates(platform))[1]?.message;
  expect(message).toMatchObject({ caption: 'It is /broken', caption_entities: [{ type: 'bot_command' }] });
  const largest = message?.photo?.at(-1);
  const link = await createBot(platform).telegram.getFileLink(largest?.file_id ?? '');
  expect(Buffer.from(await (await fetch(link)).arrayBuffer())).toEqual(PDF);
  expect((await fetch(`${link}x`)).status).toBe(404);
});

test('a file of more than 20 MB cannot be downloaded, and a wrong number not at all', async () => {
  const sent = kim.sendFile({ name: 'film.mp4', bytes: PDF, size: 20 * MEGABYTE + 1, as: 'video' });
  const say = async (file_id: string) => (await call(platform, 'getFile', { file_id })).body.description;
  expect(await say(sent.video?.file_id ?? '')).toBe('Bad Request: file is too big');
  expect(await say('nonsense')).toBe('Bad Request: invalid file_id');
});

test('what is empty, too large for a photo or too large at all is refused', async () => {
  const { telegram } = createBot(platform);
  const refusal = async (kind: 'sendPhoto' | 'sendDocument', size: number) => {
    const file = { source: Buffer.alloc(size), filename: 'file.bin' };
    const sent =
      kind === 'sendPhoto' ? telegram.sendPhoto(kim.user.id, file) : telegram.sendDocument(kim.user.id, file);
    return sent.then(
      () => undefined,
      (error: Error) => error.message,
    );
  };
  expect(await refusal('sendDocument', 0)).toBe('400: Bad Request: file must be non-empty');
  expect(await refusal('sendPhoto', 10 * MEGABYTE + 1)).toMatch(
    /^400: Bad Request: file of size 10485761 bytes is too big/,
  );
  expect(await refusal('sendDocument', 50 * MEGABYTE + 1)).toBe('413: Request Entity Too Large');
  const caption = { caption: 'x'.repeat(1025) };
  await expect(telegram.sendDocument(kim.user.id, { source: PDF }, caption)).rejects.toMatchObject({
    description: 'Bad Request: message caption is too long',
  });
  expect(kim.sees()).toHaveLength(1);
});

test('Telegram fetches a file by its address, or says that it could not', async () => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/teapot.png' ? 200 : 404, { 'content-type': 'image/png' }).end(PDF);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { telegram } = createBot(platform);
  await telegram.sendPhoto(kim.user.id, `${base}/teapot.png`);
  expect(kim.sees()[1]?.file).toMatchObject({ name: 'teapot.png', type: 'image/png' });
  await expect(telegram.sendPhoto(kim.user.id, `${base}/none.png`)).rejects.toMatchObject({
    description: 'Bad Request: failed to get HTTP URL content',
  });
  server.close();
});

test('a caption is edited, a text of a file is not', async () => {
  const { telegram } = createBot(platform);
  const { message_id } = await telegram.sendDocument(kim.user.id, { source: PDF, filename: 'a.pdf' });
  await telegram.editMessageCaption(kim.user.id, message_id, undefined, 'Invoice');
  expect(kim.sees()[1]).toMatchObject({ text: 'Invoice', edited: true });
  await expect(telegram.editMessageText(kim.user.id, message_id, undefined, 'Invoice')).rejects.toMatchObject({
    description: 'Bad Request: there is no text in the message to edit',
  });
});
