import { afterEach, describe, expect, test } from 'vitest';
import type { ErrorName } from '../platforms/discord/errors.ts';
import { DiscordDesk } from '../support/discord-desk.ts';

let discord: DiscordDesk;

afterEach(() => discord.stop());

const OPEN = 'POST /channels/:channel/messages/:message/threads';

describe('a question in a help channel is answered', () => {
  test('in a thread with a neutral name where Discord does not take the question for one', async () => {
    discord = await DiscordDesk.start();
    discord.platform.faults.next(OPEN, { kind: 'refused', error: 'titleBlocked' });
    const { thread } = await discord.answers(discord.help, 'something rude', 'So.');
    expect(discord.platform.threadsIn(discord.help)).toMatchObject([{ id: thread.id, name: 'Question' }]);
    expect(discord.kim.sees(thread)).toMatchObject([{ text: 'So.' }]);
  });

  test('in a thread with a neutral name where the bot may not read the question again', async () => {
    discord = await DiscordDesk.start();
    discord.platform.denyBot(discord.help, ['readMessageHistory']);
    const { thread } = await discord.answers(discord.help, 'how?', 'So.');
    expect(discord.platform.threadsIn(discord.help)).toMatchObject([{ id: thread.id, name: 'Question' }]);
    expect(discord.platform.requests.of('PUT /channels/:channel/thread-members/:user')).toMatchObject([
      { path: expect.stringContaining(discord.kim.id) },
    ]);
  });

  test('in a thread that is named after what it passes on, where it says nothing itself', async () => {
    discord = await DiscordDesk.start();
    const message_snapshots = [{ message: { content: 'my lamp flickers' } }];
    discord.kim.writeAnything(discord.help, { message_reference: { type: 1 }, message_snapshots });
    const { conversationKey, body } = await discord.hearsOf('message');
    await discord.says('So.', { replyToKey: body.messageKey }, discord.address(conversationKey));
    expect(discord.platform.threadsIn(discord.help)).toMatchObject([{ name: 'my lamp flickers' }]);
  });

  const refusals: ErrorName[] = [
    'titleBlocked',
    'tooManyThreads',
    'missingPermissions',
    'missingAccess',
    'archivedThread',
  ];
  test.each(refusals)('in the channel where Discord opens no thread (%s)', async (error) => {
    discord = await DiscordDesk.start();
    discord.platform.faults.every(OPEN, { kind: 'refused', error });
    const { question } = await discord.answers(discord.help, 'how?', 'So.');
    expect(discord.kim.sees(discord.help).at(-1)).toMatchObject({ text: 'So.', repliesTo: question.id });
  });

  test('in the channel where the bot may open a thread and not write in it', async () => {
    discord = await DiscordDesk.start();
    discord.platform.denyBot(discord.help, ['sendMessagesInThreads']);
    const { question, thread } = await discord.answers(discord.help, 'how?', 'So.');
    await discord.says('And so.', { replyToKey: `${discord.help.id}/${question.id}` }, discord.address(thread.id));
    expect(discord.kim.sees(discord.help).slice(1)).toMatchObject([
      { text: 'So.', repliesTo: question.id },
      { text: 'And so.', repliesTo: question.id },
    ]);
  });

  test('in the channel also where the bot may open no thread and answer no message, and goes on by reply', async () => {
    discord = await DiscordDesk.start();
    discord.platform.denyBot(discord.help, ['createPublicThreads', 'readMessageHistory']);
    const { question } = await discord.answers(discord.help, 'how?', 'So.');
    const answer = discord.kim.sees(discord.help).at(-1);
    expect(answer).toMatchObject({ text: 'So.', repliesTo: undefined });
    discord.kim.write(discord.help, 'and then?', { replyTo: answer ?? question });
    const further = await discord.hears((event) => 'text' in event.body && event.body.text === 'and then?');
    expect(further.conversationKey).toBe(question.id);
  });
});
