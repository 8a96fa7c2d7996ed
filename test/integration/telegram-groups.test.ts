import { afterEach, describe, expect, test } from 'vitest';
import type { Group } from '../platforms/telegram/group.ts';
import type { Person } from '../platforms/telegram/person.ts';
import { TELEGRAM_RATE_LIMITS } from '../platforms/telegram/rate-limits.ts';
import { TelegramDesk } from '../support/telegram-desk.ts';
import { TelegramEdge, type TelegramEdgeOptions } from '../support/telegram-edge.ts';
import { TestFolder } from '../support/test-desk.ts';

let telegram: TelegramEdge;
let group: Group;
let lu: Person;

afterEach(() => telegram.stop());

async function start(options: TelegramEdgeOptions & { kind?: 'group'; isForum?: boolean } = {}): Promise<void> {
  telegram = await TelegramEdge.start(options);
  openGroup(options.kind ?? 'supergroup', options.isForum);
  await telegram.handled();
}

function openGroup(kind: 'group' | 'supergroup', isForum = false): void {
  lu = telegram.platform.createPerson({ first_name: 'Lu' });
  group = telegram.platform.createGroup({ title: 'Shop', kind, isForum, owner: telegram.kim, members: [lu] });
  group.addBot();
}

const mention = () => `@${telegram.platform.bot.username}`;

describe('a question in a group', () => {
  test('that mentions the bot is heard, is answered by a reply, and the answer by another', async () => {
    await start();
    telegram.kim.write('hello all', { in: group });
    const question = telegram.kim.write(`${mention()} where is it?`, { in: group });
    await telegram.handled();
    expect(telegram.events).toMatchObject([
      { conversationKey: `${group.id()}:0:${telegram.kim.user.id}`, body: { text: 'where is it?' } },
    ]);
    const here = telegram.conversation(telegram.kim, { in: group });
    const [messageKey] = await telegram.says('On its way', { replyToKey: String(question.message_id) }, here);
    const [answer] = telegram.answers({ in: group });
    expect(answer).toMatchObject({ text: 'On its way', replyTo: question.message_id });
    lu.write('thanks from me too', { in: group, ...(answer ? { replyTo: answer } : {}) });
    await telegram.handled();
    expect(messageKey).toBe(String(answer?.message_id));
    expect(telegram.events[1]).toMatchObject({
      conversationKey: telegram.conversation(lu, { in: group }).conversationKey,
      body: { text: 'thanks from me too' },
    });
  });

  test('that is gone meanwhile is answered all the same', async () => {
    await start();
    const question = telegram.kim.write(`${mention()} where is it?`, { in: group });
    telegram.kim.delete(question);
    const here = telegram.conversation(telegram.kim, { in: group });
    await telegram.says('On its way', { replyToKey: String(question.message_id) }, here);
    expect(telegram.answers({ in: group })).toMatchObject([{ text: 'On its way', replyTo: undefined }]);
  });

  test('in a topic of a forum is answered in that topic, with files, and reacted to there', async () => {
    await start({ isForum: true });
    group.promoteBot();
    const topic = group.openTopic(telegram.kim, 'Orders');
    const place = { in: group, topic };
    const question = telegram.kim.write(`${mention()} where is it?`, place);
    await telegram.handled();
    expect(telegram.events[0]?.conversationKey).toBe(`${group.id()}:${topic}:${telegram.kim.user.id}`);
    const attachments = [telegram.file('map.pdf', [new Uint8Array(9)])];
    const replyToKey = String(question.message_id);
    await telegram.says('Here', { replyToKey, attachments }, telegram.conversation(telegram.kim, place));
    const [answer] = telegram.answers(place);
    expect(answer).toMatchObject({ text: 'Here', topic, replyTo: question.message_id, file: { name: 'map.pdf' } });
    telegram.channel.showTyping(telegram.conversation(telegram.kim, place), 'Anna');
    await telegram.platform.until(() => telegram.kim.seesAction({ in: group }) === 'typing');
    if (answer) telegram.kim.react(answer, '👍');
    await telegram.handled();
    expect(telegram.events[1]).toMatchObject({
      conversationKey: `${group.id()}:${topic}:${telegram.kim.user.id}`,
      body: { kind: 'reaction', emoji: '👍' },
    });
  });

  test('is asked with several pictures, each a message, after a restart and whatever others send', async () => {
    await start();
    group.promoteBot();
    const photo = (file_id: string) => [{ file_id, file_unique_id: file_id, width: 1, height: 1 }];
    const send = (person: Person, name: string, media_group_id: string, caption?: string): void => {
      const length = mention().length;
      const entities = { caption_entities: [{ type: 'mention', offset: 0, length }] };
      const words = caption === undefined ? {} : { caption: `${mention()} ${caption}`, ...entities };
      person.send({ photo: photo(name), media_group_id, ...words }, { in: group });
    };
    send(telegram.kim, 'a', '1', 'is it this?');
    send(telegram.kim, 'b', '1');
    send(telegram.kim, 'x', '2');
    send(lu, 'y', '1');
    await telegram.handled();
    await telegram.restart();
    send(telegram.kim, 'c', '1');
    await telegram.handled();
    expect(telegram.events.map(({ body }) => body)).toMatchObject([
      { kind: 'message', text: 'is it this?', attachments: [{ key: 'a' }] },
      { kind: 'message', text: '', attachments: [{ key: 'b' }] },
      { kind: 'message', text: '', attachments: [{ key: 'c' }] },
    ]);
  });

  test('is answered where the group has become a supergroup', async () => {
    await start({ kind: 'group' });
    const before = telegram.conversation(telegram.kim, { in: group });
    group.upgrade();
    await telegram.says('one', { replyToKey: '1' }, before);
    await telegram.says('two', {}, before);
    expect(telegram.answers({ in: group }).map(({ text }) => text)).toEqual(['one', 'two']);
    expect(telegram.platform.requests.of('sendMessage')).toHaveLength(3);
  });

  test('that the bot was removed from cannot be answered', async () => {
    await start();
    group.kickBot();
    const here = telegram.conversation(telegram.kim, { in: group });
    await expect(telegram.says('one', {}, here)).rejects.toMatchObject({ failure: 'refused' });
    expect(telegram.events).toMatchObject([
      { ...here, customer: { key: String(telegram.kim.user.id) }, body: { kind: 'reachability', reachable: false } },
    ]);
  });
});

test("a name in the bot's words calls nobody in a group, one in an agent's words does", async () => {
  await start();
  const here = telegram.conversation(telegram.kim, { in: group });
  await telegram.says('Thank you, @everybody_here; write to help@shop.example', {}, here);
  await telegram.says('Ask @anna_of_shop', { author: { kind: 'agent', id: 'anna', name: 'Anna' } }, here);
  const kinds = telegram.answers({ in: group }).map(({ entities }) => entities.map(({ type }) => type));
  expect(kinds).toEqual([['email'], ['bold', 'mention']]);
});

test('a group gets no more than it may, while people elsewhere are not held up', async () => {
  await start({
    rateLimits: { perSecond: 25, perDestinationPerSecond: 1 },
    platform: { rateLimits: TELEGRAM_RATE_LIMITS },
  });
  telegram.kim.start();
  const inGroup = [telegram.kim, lu].map((person) => telegram.conversation(person, { in: group }));
  const sending = Array.from({ length: 24 }, (_, index) => telegram.says(`${index}`, {}, inGroup[index % 2]));
  await telegram.says('in private');
  await telegram.pass(75_000);
  await Promise.all(sending);
  expect(telegram.answers({ in: group }).map(({ text }) => text)).toEqual(sending.map((_, index) => `${index}`));
  expect(telegram.platform.requests.of('sendMessage').every(({ status }) => status === 200)).toBe(true);
});

test("in a group, the desk answers who asked; another person's buttons and words change nothing", async () => {
  const folder = await TestFolder.create();
  const desk = await TelegramDesk.startDesk(folder);
  telegram = desk;
  openGroup('supergroup');
  telegram.kim.write(`${mention()} where is order 100234`, { in: group });
  await telegram.handled();
  const [answer] = telegram.answers({ in: group });
  if (answer === undefined) throw new Error('The bot has said nothing');
  expect(answer).toMatchObject({ text: 'Order 100234 is on its way.', replyTo: expect.any(Number) });
  await lu.press(answer, '👎');
  await telegram.handled();
  const here = telegram.conversation(telegram.kim, { in: group });
  expect(await desk.ticket(here)).toBeUndefined();
  await telegram.kim.press(answer, '👎');
  await telegram.handled();
  expect(await desk.ticket(here)).toMatchObject({ reason: 'not_helpful' });
  await folder.remove();
});
