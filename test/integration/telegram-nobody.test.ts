/** Who writes in a group in the name of a channel or of the group is nobody that the desk could tell from others. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Group } from '../platforms/telegram/group.ts';
import { TelegramEdge } from '../support/telegram-edge.ts';

let telegram: TelegramEdge;
let group: Group;

const NEWS = { id: -1_001_000_000_055, type: 'channel', title: 'Shop news' } as const;
const TOLD = /cannot tell who writes in the name of a group or channel/;

async function start(locales = ['en', 'zh']): Promise<void> {
  telegram = await TelegramEdge.start({ locales, platform: { bot: { can_read_all_group_messages: true } } });
  group = telegram.platform.createGroup({ title: 'Shop', kind: 'supergroup', isForum: true, owner: telegram.kim });
  group.addBot();
}

beforeEach(() => start());
afterEach(() => telegram.stop());

const mention = () => `@${telegram.platform.bot.username}`;
const answers = () => telegram.answers({ in: group });

/** Telegram is asked to send beside what is taken in: what was said is answered when the next message is. */
async function isTold(count: number): Promise<void> {
  await telegram.handled();
  await telegram.platform.until(() => answers().length >= count);
}

test.each([
  ['a channel', NEWS],
  ['the group', 'the group'],
] as const)('who calls the bot in the name of %s is told why it does not answer, in that place', async (_name, as) => {
  const topic = group.openTopic(telegram.kim, 'Orders');
  const question = telegram.kim.write(`${mention()} where is it?`, { in: group, topic, as });
  await isTold(1);
  expect(answers()).toMatchObject([{ text: expect.stringMatching(TOLD), replyTo: question.message_id, topic }]);
  expect(telegram.events).toEqual([]);
});

test('the answer is in the language of most customers', async () => {
  await telegram.stop();
  await start(['zh', 'en']);
  telegram.kim.write('/help', { in: group, as: NEWS });
  await isTold(1);
  expect(answers()[0]?.text).toContain('请用您自己的账号发言');
});

test('each name is told once a day, after a restart as well', async () => {
  telegram.kim.write(`${mention()} one`, { in: group, as: NEWS });
  telegram.kim.write(`${mention()} two`, { in: group, as: NEWS });
  telegram.kim.write('/help', { in: group, as: 'the group' });
  await isTold(2);
  await telegram.restart();
  telegram.kim.write(`${mention()} three`, { in: group, as: NEWS });
  await telegram.handled();
  expect(answers()).toHaveLength(2);
  await telegram.channel.stop();
  await telegram.clock.advanceTo(telegram.clock.now() + 25 * 3_600_000);
  await telegram.restart();
  telegram.kim.write(`${mention()} four`, { in: group, as: NEWS });
  await isTold(3);
});

test('an answer to the bot is answered, but for an edit of it', async () => {
  await telegram.says('Here', {}, telegram.conversation(telegram.kim, { in: group }));
  const written = telegram.kim.write('and now?', { in: group, as: NEWS, replyTo: telegram.lastAnswer({ in: group }) });
  telegram.kim.replace(written, { text: 'and then?' });
  await isTold(2);
  expect(answers().map(({ text }) => text)).toEqual(['Here', expect.stringMatching(TOLD)]);
});

test('what is not said to the bot is left alone, a post of the channel that comes into its group among it', async () => {
  telegram.kim.write('hello all', { in: group, as: NEWS });
  telegram.kim.send({ text: '/help', is_automatic_forward: true }, { in: group, as: NEWS });
  telegram.kim.send({ pinned_message: { message_id: 1, date: 0, chat: NEWS } }, { in: group, as: 'the group' });
  telegram.kim.write(`${mention()} from me`, { in: group });
  await telegram.handled();
  telegram.kim.write(`${mention()} and me`, { in: group, as: NEWS });
  await isTold(1);
  expect(answers()).toHaveLength(1);
  expect(telegram.events).toMatchObject([{ body: { text: 'from me' } }]);
});

test('where the bot may not write, nothing is held up', async () => {
  group.muteBot();
  telegram.kim.write(`${mention()} one`, { in: group, as: NEWS });
  telegram.kim.write(`${mention()} two`, { in: group });
  await telegram.handled();
  await telegram.platform.until(() => telegram.errors.length > 0);
  expect(telegram.events).toMatchObject([{ body: { text: 'two' } }]);
});
