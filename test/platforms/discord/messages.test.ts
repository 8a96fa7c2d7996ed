/** What the platform takes and refuses of messages, in its own words. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_FILE_BYTES } from './attachments.ts';
import { ask as bareAsk, refusal } from './bare-bot.ts';
import type { DiscordPerson, Place } from './person.ts';
import { createDiscordPlatform, type DiscordPlatform } from './platform.ts';

let platform: DiscordPlatform;
let guild: Place;
let help: Place;
let kim: DiscordPerson;
let now: number;

beforeEach(async () => {
  now = Date.now();
  platform = await createDiscordPlatform({ clock: { now: () => now } });
  guild = platform.createGuild();
  help = platform.createChannel(guild, { name: 'help' });
  kim = platform.createUser({ name: 'kim', in: [guild] });
});

afterEach(() => platform.close());

const ask = (...request: [method: string, path: string, body?: unknown, headers?: Record<string, string>]) =>
  bareAsk(platform, ...request);
const send = (body: unknown, place: Place = help) => ask('POST', `/channels/${place.id}/messages`, body);
const button = (more: object = {}) => ({ type: 2, style: 1, label: 'Yes', custom_id: 'yes', ...more });
const row = (...components: object[]) => ({ type: 1, components });

test('text is at most 2000 characters, whatever bytes they take, and not empty', async () => {
  expect((await send({ content: '😀'.repeat(2000) })).status).toBe(200);
  expect(await send({ content: 'a'.repeat(2001) })).toMatchObject(
    refusal(['content'], 'BASE_TYPE_MAX_LENGTH', 'Must be 2000 or fewer in length.'),
  );
  expect(await send({ content: ' \n ' })).toMatchObject({
    status: 400,
    body: { message: 'Cannot send an empty message', code: 50006 },
  });
  expect((await send({})).body.code).toBe(50006);
  expect(await send({ content: 5 })).toMatchObject(
    refusal(['content'], 'STRING_TYPE_CONVERT', 'Could not interpret "5" as string.'),
  );
});

test('embeds hold at most 6000 characters together', async () => {
  expect((await send({ embeds: [{ description: 'a'.repeat(4096) }] })).status).toBe(200);
  expect(await send({ embeds: [{ description: 'a'.repeat(4000) }, { description: 'b'.repeat(2001) }] })).toMatchObject(
    refusal(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000'),
  );
  expect(await send({ embeds: [{ title: 'a'.repeat(257) }] })).toMatchObject(
    refusal(['embeds', '0', 'title'], 'BASE_TYPE_MAX_LENGTH', 'Must be 256 or fewer in length.'),
  );
});

test('buttons: five in a row, five rows, ids of 100 characters that are not repeated, labels of 80', async () => {
  const numbered = (count: number) => Array.from({ length: count }, (_, index) => button({ custom_id: `b${index}` }));
  expect((await send({ content: 'x', components: [row(...numbered(5))] })).status).toBe(200);
  expect(await send({ content: 'x', components: [row(...numbered(6))] })).toMatchObject(
    refusal(['components', '0', 'components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.'),
  );
  expect(
    await send({ content: 'x', components: Array.from({ length: 6 }, (_, i) => row(button({ custom_id: `${i}` }))) }),
  ).toMatchObject(refusal(['components'], 'BASE_TYPE_MAX_LENGTH', 'Must be 5 or fewer in length.'));
  const at = ['components', '0', 'components', '0'];
  expect(await send({ content: 'x', components: [row(button({ custom_id: 'a'.repeat(101) }))] })).toMatchObject(
    refusal([...at, 'custom_id'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.'),
  );
  expect(await send({ content: 'x', components: [row(button({ label: 'a'.repeat(81) }))] })).toMatchObject(
    refusal([...at, 'label'], 'BASE_TYPE_MAX_LENGTH', 'Must be 80 or fewer in length.'),
  );
  expect(await send({ content: 'x', components: [row(button({ custom_id: undefined }))] })).toMatchObject(
    refusal([...at, 'custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required'),
  );
  expect(await send({ content: 'x', components: [row(button(), button())] })).toMatchObject(
    refusal(
      ['components', '0', 'components', '1', 'custom_id'],
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    ),
  );
  expect((await send({ content: 'x', components: [button()] })).body.code).toBe(50035);
});

test('a message of components only has no text beside them, and shows theirs', async () => {
  const components = [{ type: 17, components: [{ type: 10, content: 'Hello' }, row(button())] }];
  expect((await send({ flags: 1 << 15, content: 'x', components })).body.code).toBe(50035);
  expect((await send({ flags: 1 << 15, components })).status).toBe(200);
  expect(kim.sees(help)).toMatchObject([{ text: 'Hello', buttons: [{ label: 'Yes' }] }]);
});

test('a nonce has 25 characters, is enforced for a few minutes, and not across what was deleted', async () => {
  expect(await send({ content: 'x', nonce: 'n'.repeat(26) })).toMatchObject(
    refusal(['nonce'], 'NONCE_TYPE_TOO_LONG', 'Must be 25 or fewer characters long.'),
  );
  const enforced = { content: 'x', nonce: 'one', enforce_nonce: true };
  const first = await send(enforced);
  expect((await send(enforced)).body.id).toBe(first.body.id);
  expect((await send({ ...enforced, enforce_nonce: false })).body.id).not.toBe(first.body.id);
  now += 181_000;
  const later = await send(enforced);
  expect(later.body.id).not.toBe(first.body.id);
  await ask('DELETE', `/channels/${help.id}/messages/${later.body.id}`);
  expect((await send(enforced)).body.code).toBe(10008);
});

test('mentions are as allowed_mentions has them', async () => {
  const role = platform.createRole(guild, { name: 'staff', mentionable: true });
  const content = `@everyone <@${kim.id}> <@&${role.id}>`;
  const pinged = () => kim.sees(help).at(-1)?.pinged;
  await send({ content });
  expect(pinged()).toEqual(['@everyone', 'kim', 'staff']);
  await send({ content, allowed_mentions: { parse: [] } });
  expect(pinged()).toEqual([]);
  await send({ content, allowed_mentions: { parse: ['roles'], users: [kim.id] } });
  expect(pinged()).toEqual(['kim', 'staff']);
  await send({ content: `\`${content}\`` });
  expect(pinged()).toEqual([]);
  expect(await send({ content, allowed_mentions: { parse: ['users'], users: [kim.id] } })).toMatchObject(
    refusal(
      ['allowed_mentions'],
      'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
      'parse:["users"] and users: [ids...] are mutually exclusive.',
    ),
  );
});

test('a reply is to a message that is there', async () => {
  const reference = { message_id: '100000000000000000' };
  expect(await send({ content: 'x', message_reference: reference })).toMatchObject(
    refusal(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message'),
  );
  expect((await send({ content: 'x', message_reference: { ...reference, fail_if_not_exists: false } })).status).toBe(
    200,
  );
});

test('reactions are emoji, at most twenty kinds of them', async () => {
  const { id } = (await send({ content: 'x' })).body;
  const react = (emoji: string) =>
    ask('PUT', `/channels/${help.id}/messages/${id}/reactions/${encodeURIComponent(emoji)}/@me`);
  expect((await react('thumbsup')).body).toEqual({ message: 'Unknown Emoji', code: 10014 });
  expect((await react('❤')).status).toBe(204);
  for (const emoji of '😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰😗😙😚🙂'.match(/./gu) ?? [])
    expect((await react(emoji)).status).toBe(204);
  expect((await react('🤗')).body).toEqual({ message: 'Maximum number of reactions reached (20)', code: 30010 });
});

test('a file is at most 10 MiB, and its link is good for a day', async () => {
  const upload = async (size: number) => {
    const form = new FormData();
    form.append('payload_json', JSON.stringify({ content: 'x' }));
    form.append('files[0]', new Blob([new Uint8Array(size)], { type: 'text/plain' }), 'a.txt');
    const headers = { authorization: `Bot ${platform.token}` };
    return fetch(`${platform.url}/v10/channels/${help.id}/messages`, { method: 'POST', headers, body: form });
  };
  const tooLarge = await upload(MAX_FILE_BYTES + 1);
  expect([tooLarge.status, await tooLarge.json()]).toEqual([413, { message: 'Request entity too large', code: 40005 }]);
  expect((await upload(3)).status).toBe(200);
  const url = kim.sees(help)[0]?.files[0]?.url ?? '';
  expect((await fetch(url)).status).toBe(200);
  now += 25 * 3_600_000;
  expect((await fetch(url)).status).toBe(404);
});
