import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Channel } from '../../src/ports/channel.ts';
import type { Place } from '../platforms/discord/person.ts';
import type { SeenMessage } from '../platforms/discord/view.ts';
import { DiscordDesk } from '../support/discord-desk.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

let folder: TestFolder;
let desk: TestDesk;
let discord: DiscordDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
afterEach(async () => {
  await discord.stop();
  await desk.stop();
});
afterAll(() => folder.remove());

/** The whole desk with Discord at its edge. */
async function start(): Promise<void> {
  await folder.empty();
  desk = await TestDesk.start(folder);
  discord = await DiscordDesk.start({ accept: (event) => desk.desk.accept(event) });
  (desk.context.channels as Map<string, Channel>).set(discord.channel.name, discord.channel);
}

/** Resolves with the first message of the bot in a place that fits, now or later. */
function answerIn(place: Place, fits: (message: SeenMessage) => boolean = () => true): Promise<SeenMessage> {
  return discord.platform.until(() => {
    const threads = [discord.help, discord.general].flatMap((channel) => discord.platform.threadsIn(channel));
    const isThere = threads.some(({ id }) => id === place.id);
    const isDirect = place.id === discord.kim.openDirectMessage().id;
    return isThere || isDirect ? discord.kim.sees(place).find((message) => message.isBot && fits(message)) : undefined;
  });
}

test('a question in the help channel is answered in its thread, scored, and handed over', async () => {
  await start();
  const asked = discord.kim.write(discord.help, 'where is order 100234');
  const answer = await answerIn(asked);
  expect(answer.markup.shown).toBe('Order 100234 is on its way.');
  discord.kim.press(answer, '👎');
  await answerIn(asked, ({ id, text }) => id !== answer.id && text.includes('person'));
  expect(discord.errors).toEqual([]);
});

test('what a customer asks by command is answered in the direct message', async () => {
  await start();
  const dm = discord.kim.openDirectMessage();
  await discord.platform.until(() => discord.platform.commandsIn(dm).includes('human'));
  discord.kim.runCommand(dm, 'human');
  await answerIn(dm, ({ text }) => text.includes('person'));
  expect(discord.errors).toEqual([]);
});

test('what a bystander says in the thread is not answered', async () => {
  await start();
  const other = discord.platform.createUser({ name: 'other', in: [discord.guild] });
  const asked = discord.kim.write(discord.help, 'where is order 100234');
  await answerIn(asked);
  other.write(asked, 'where is order 100999');
  await discord.hears(({ customer }) => customer.key === other.id);
  await desk.settle();
  expect(discord.kim.sees(asked).filter(({ isBot }) => isBot)).toHaveLength(1);
});

test('a question to which somebody calls the bot is answered from the words of who asked it', async () => {
  await start();
  const other = discord.platform.createUser({ name: 'other', in: [discord.guild] });
  const before = other.write(discord.general, 'where is order 100234');
  const called = discord.kim.write(discord.general, `<@${discord.platform.bot.id}>`, { replyTo: before });
  expect((await answerIn(called)).markup.shown).toBe('Order 100234 is on its way.');
});

test('a question that is passed on is answered', async () => {
  await start();
  const dm = discord.kim.openDirectMessage();
  const message_snapshots = [{ message: { content: 'where is order 100234' } }];
  discord.kim.writeAnything(dm, { message_reference: { type: 1, channel_id: discord.general.id }, message_snapshots });
  expect((await answerIn(dm)).markup.shown).toBe('Order 100234 is on its way.');
});

test('a question that a webhook posts again is answered once, below what it posted', async () => {
  await start();
  const proxy = discord.platform.createUser({ name: 'proxy', in: [discord.guild] });
  const author = { id: '1573657795545268000', username: 'Kim, the first', bot: true };
  const asked = discord.kim.write(discord.help, 'k: where is order 100234');
  const content = 'where is order 100234';
  const again = proxy.writeAnything(discord.help, { content, author, webhook_id: author.id });
  discord.kim.delete(asked);
  expect((await answerIn(again)).markup.shown).toBe('Order 100234 is on its way.');
  await desk.settle();
  expect(discord.platform.threadsIn(discord.help)).toHaveLength(1);
  expect(discord.errors).toEqual([]);
});
