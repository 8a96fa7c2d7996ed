import { expect, test } from 'vitest';
import { createContentReader } from '../../../adapters/discord/inbound/message-content.ts';
import { discordMessage } from '../../../adapters/discord/inbound/message-wire.ts';
import { mutated } from '../../support/mutated.ts';

const user = { id: '2', username: 'kim', global_name: 'Kim' };
const file = { id: '7', filename: 'lamp.png', size: 3, url: 'https://cdn.discordapp.com/lamp.png', duration_secs: 2 };
const said = {
  content: 'hello <@2>',
  mentions: [user],
  attachments: [file],
  sticker_items: [{ id: '8', name: 'Wave', format_type: 3 }],
  embeds: [{ type: 'link', title: 'A lamp', url: 'https://shop.example/', fields: [{ name: 'Price', value: '5' }] }],
  components: [{ type: 17, components: [{ type: 10, content: 'cheap' }] }],
};
const message = {
  ...said,
  id: '1',
  channel_id: '3',
  guild_id: '4',
  type: 19,
  author: user,
  member: { nick: null },
  timestamp: '2026-11-26T08:00:00.000Z',
  poll: { question: { text: 'Which?' }, answers: [{ poll_media: { text: 'This' } }] },
  message_reference: { type: 1, channel_id: '3', message_id: '5' },
  referenced_message: { ...said, id: '5', channel_id: '3', author: user },
  message_snapshots: [{ message: said }],
};
const standing = { answersWithin: true, postTitle: undefined };
const read = createContentReader({ botId: '9', names: { channel: () => undefined, role: () => undefined } });

test('a message with any of its parts left out, turned round or blown up is read, and never blank', () => {
  const readable = mutated([message], 400).flatMap((packet) => discordMessage.safeParse(packet).data ?? []);
  expect(readable.length).toBeGreaterThan(300);
  for (const each of readable) {
    const { text, attachments, enclosures } = read(each, standing);
    expect(text !== '' || attachments.length > 0 || enclosures.length > 0).toBe(true);
    for (const { url } of enclosures) expect(url ?? 'https://').toMatch(/^https?:\/\//);
  }
});

test('a part that cannot be read costs none of the others', () => {
  for (const name of Object.keys(message).filter((field) => !['id', 'channel_id', 'author'].includes(field))) {
    const { unreadable, author } = discordMessage.parse({ ...message, [name]: { so: 'what?' } });
    expect(author.id).toBe('2');
    // What is in a server is told by there being anything, and any object may be a membership or a reference.
    expect(unreadable).toEqual(['guild_id', 'member', 'message_reference'].includes(name) ? [] : [name]);
  }
});
