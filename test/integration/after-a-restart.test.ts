/** What happens to messages, threads and forms of before, in a process that has nothing but what the store keeps. */

import { describe, expect, onTestFinished, test } from 'vitest';
import { DiscordDesk } from '../support/discord-desk.ts';
import { makeCard, makeMessage } from '../support/scripted-staff-service.ts';
import { SlackDesk } from '../support/slack-desk.ts';
import { SlackStaffSetup } from '../support/slack-staff-platform.ts';
import { TelegramEdge } from '../support/telegram-edge.ts';

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('It is not there');
  return value;
}

describe('on Discord', () => {
  async function start(arrange: (discord: DiscordDesk) => void = () => {}): Promise<DiscordDesk> {
    const discord = await DiscordDesk.create();
    onTestFinished(() => discord.stop());
    arrange(discord);
    await discord.connect();
    return discord;
  }
  const withoutThreads = (discord: DiscordDesk) =>
    discord.platform.denyBot(discord.help, ['createPublicThreads', 'addReactions']);

  test('a reaction on an answer that stands in a channel finds its conversation', async () => {
    const discord = await start(withoutThreads);
    const { question, keys } = await discord.answers(discord.help, 'how?', 'So.');
    await discord.restart();
    discord.kim.react(there(discord.kim.sees(discord.help).at(-1)), '👎');
    expect(await discord.hearsOf('reaction')).toMatchObject({
      conversationKey: question.id,
      body: { messageKey: keys[0], emoji: '👎' },
    });
  });

  test('a question in a channel is known as one when it is edited and when it is deleted', async () => {
    const discord = await start(withoutThreads);
    const mention = `<@${discord.platform.bot.id}>`;
    const { question } = await discord.answers(discord.general, `${mention} where is it?`, 'There.');
    await discord.restart();
    discord.kim.edit(question, 'where is the blue one?');
    expect(await discord.hearsOf('edit')).toMatchObject({ conversationKey: question.id });
    await discord.restart();
    discord.kim.delete(question);
    expect(await discord.hearsOf('delete')).toMatchObject({
      conversationKey: question.id,
      body: { messageKey: `${discord.general.id}/${question.id}` },
    });
  });

  test('reactions that a moderator clears are taken back', async () => {
    const discord = await start();
    const { thread } = await discord.answers(discord.help, 'how?', 'So.');
    const answer = there(discord.kim.sees(thread)[0]);
    discord.kim.react(answer, '👍');
    await discord.hearsOf('reaction');
    await discord.restart();
    discord.platform.clearReactions(answer);
    expect(await discord.hears(({ body }) => body.kind === 'reaction' && !body.added)).toMatchObject({
      conversationKey: thread.id,
      customer: { key: discord.kim.id },
      body: { emoji: '👍' },
    });
  });

  test('who asked for a person by a command is brought into the thread', async () => {
    const discord = await start();
    await discord.platform.until(() => discord.platform.commandsIn(discord.general).includes('human'));
    discord.kim.runCommand(discord.general, 'human');
    const { conversationKey, body } = await discord.hearsOf('command');
    await discord.restart();
    await discord.says('A person is coming.', { replyToKey: body.messageKey }, discord.address(conversationKey));
    const brought = discord.platform.requests.of('PUT /channels/:channel/thread-members/:user');
    expect(brought.map(({ path }) => path)).toEqual([expect.stringContaining(discord.kim.id)]);
  });
});

describe('on Telegram', () => {
  test('a reaction on an answer in a topic finds its conversation', async () => {
    const telegram = await TelegramEdge.start();
    onTestFinished(() => telegram.stop());
    const { kim, platform } = telegram;
    const group = platform.createGroup({ title: 'Shop', kind: 'supergroup', isForum: true, owner: kim, members: [] });
    group.addBot();
    group.promoteBot();
    const place = { in: group, topic: group.openTopic(kim, 'Orders') };
    await telegram.says('Here', {}, telegram.conversation(kim, place));
    await telegram.restart();
    kim.react(there(telegram.answers(place)[0]), '👍');
    await telegram.handled();
    expect(telegram.events.at(-1)).toMatchObject({
      ...telegram.conversation(kim, place),
      body: { kind: 'reaction', emoji: '👍' },
    });
  });
});

describe('on Slack', () => {
  test('a thread that another process took up is heard, whatever was found out about it before', async () => {
    const slack = await SlackDesk.start();
    const channel = slack.platform.createChannel({ name: 'shop', members: [slack.kim] });
    const root = slack.kim.writes(channel, 'has anybody seen it?');
    slack.kim.writes(channel, 'the blue one', { thread: root.ts });
    await slack.settled();
    expect(slack.events).toEqual([]);
    slack.conversationBegins(`${channel.id}:${root.ts}`);
    slack.kim.writes(channel, 'still there?', { thread: root.ts });
    expect(await slack.took(1)).toMatchObject({ conversationKey: `${channel.id}:${root.ts}` });
  });

  test('nobody is mentioned who has asked not to be', async () => {
    const before = await SlackStaffSetup.start();
    await before.ann.runs('/desk', 'mute 1h', before.channel);
    const staff = await before.restart();
    const card = await staff.opens(makeCard({ status: 'claimed' }));
    card.ticket.assignee = staff.memberFor(staff.ann);
    await staff.adds(card, { id: 'm', kind: 'message', message: makeMessage('Hello?'), deliveryDetail: undefined });
    expect(staff.below(card)).toMatchObject([{ text: 'Kim Li\nHello?', pings: [] }]);
  });

  test('a form that was refused can be sent once it may', async () => {
    const before = await SlackStaffSetup.start();
    const card = await before.opens(makeCard({ status: 'claimed', assignee: before.memberFor(before.ann) }));
    before.service.decide = () => ({ ok: false, code: 'assigned_to_other', message: 'This is Ben’s.' });
    await before.ann.presses(before.refTo(card), 'action:reply');
    expect(await before.ann.submits({ 'text-0': 'Hello' })).toMatchObject({ ok: false });
    const staff = await before.restart();
    staff.service.decide = () => ({ ok: true, message: 'Sent.' });
    expect(await staff.ann.submits({ 'text-0': 'Hello' })).toEqual({ ok: true });
    expect(staff.service.requests.map(({ key }) => key)).toEqual([
      expect.stringMatching(/:0$/),
      expect.stringMatching(/:1$/),
    ]);
  });

  test('an edit finds the reply that still waits to be carried out', async () => {
    const before = await SlackStaffSetup.start();
    const card = await before.opens(makeCard({ status: 'claimed', assignee: before.memberFor(before.ann) }));
    let decide = (): void => {};
    const decided = new Promise<void>((resolve) => {
      decide = resolve;
    });
    before.service.decide = () => decided.then(() => ({ ok: true, message: 'Sent.' }));
    const reply = before.writes(card, '! Helo');
    await before.service.asked(1);
    const staff = await before.restart();
    staff.ann.edits(reply, '! Hello');
    staff.service.posts.set(`${staff.channel.id}:${reply.ts}`, { ticketId: card.ticket.id, messageId: 'message-9' });
    decide();
    expect((await staff.service.asked(2)).command).toMatchObject({ kind: 'edit_reply', text: 'Hello' });
  });
});
