import { afterEach, describe, expect, test } from 'vitest';
import { DiscordDesk } from '../support/discord-desk.ts';

let discord: DiscordDesk;

afterEach(() => discord.stop());

const COMMANDS = ['help', 'human', 'status', 'language', 'link', 'unlink'];
const REGISTER = 'POST /applications/:application/commands';

async function withCommands(): Promise<DiscordDesk> {
  const desk = await DiscordDesk.start();
  await desk.platform.until(() => desk.platform.commandsIn(desk.help).includes('unlink'));
  return desk;
}

describe('the commands', () => {
  test('are registered once, and only those that changed again', async () => {
    discord = await withCommands();
    expect(discord.platform.commandsIn(discord.help)).toEqual(COMMANDS);
    expect(discord.platform.commandsIn(discord.kim.openDirectMessage())).toHaveLength(COMMANDS.length);
    await discord.channel.stop();
    await discord.connect();
    await discord.platform.until(
      () => discord.platform.requests.of('GET /applications/:application/commands').length === 2,
    );
    await discord.allHeard();
    expect(discord.platform.requests.of(REGISTER)).toHaveLength(COMMANDS.length);
    expect(discord.errors).toEqual([]);
  });

  test('in a direct message ask there, and leave nothing but the desk’s answer', async () => {
    discord = await withCommands();
    const dm = discord.kim.openDirectMessage();
    const outcome = discord.kim.runCommand(dm, 'language', { language: 'zh' });
    expect(await discord.hearsOf('command')).toMatchObject({
      conversationKey: dm.id,
      eventKey: `interaction-${outcome.id}`,
      customer: { key: discord.kim.id, name: 'kim', locale: 'en-US' },
      body: { command: 'language', argument: 'zh', isPrivate: true },
    });
    await discord.platform.until(() => outcome.state !== 'waiting' && discord.kim.sees(dm).length === 0);
    expect(discord.errors).toEqual([]);
  });

  test('in a thread ask there, where others read along', async () => {
    discord = await withCommands();
    const { thread } = await discord.answers(discord.help, 'how?', 'So.');
    discord.kim.runCommand(thread, 'human');
    expect(await discord.hearsOf('command')).toMatchObject({
      conversationKey: thread.id,
      body: { command: 'human', isPrivate: false },
    });
  });

  test('ask for a person in a channel by a thread of its own', async () => {
    discord = await withCommands();
    discord.kim.runCommand(discord.general, 'human');
    const { conversationKey, body } = await discord.hearsOf('command');
    await discord.says('A person is coming.', { replyToKey: body.messageKey }, discord.address(conversationKey));
    expect(discord.platform.threadsIn(discord.general)).toMatchObject([
      { id: conversationKey, name: 'kim asks for a person.' },
    ]);
    await discord.platform.until(() => discord.kim.sees(discord.general).length === 2);
    expect(discord.kim.sees(discord.general)).toMatchObject([
      { id: conversationKey, text: 'kim asks for a person.', ephemeral: false },
      { text: 'I answer in the thread below.', ephemeral: true },
    ]);
    discord.kim.write({ id: conversationKey }, 'hello?');
    expect(await discord.hearsOf('message')).toMatchObject({ conversationKey });
  });

  test('ask all else in a channel privately', async () => {
    discord = await withCommands();
    discord.kim.runCommand(discord.general, 'link', { code: ' ABC-123 ' });
    const dm = discord.kim.openDirectMessage();
    expect(await discord.hearsOf('command')).toMatchObject({
      conversationKey: dm.id,
      body: { command: 'link', argument: 'ABC-123', isPrivate: true },
    });
    await discord.platform.until(() => discord.kim.sees(discord.general).length === 1);
    expect(discord.kim.sees(discord.general)).toMatchObject([
      { text: expect.stringMatching(/^I answer you in a direct message\./), ephemeral: true },
    ]);
  });

  test('are answered only once the desk has them', async () => {
    let failures = 0;
    discord = await withCommands();
    discord.accept = async () => {
      failures += 1;
      if (failures === 1) throw new Error('The disk is full');
      return 'accepted';
    };
    const outcome = discord.kim.runCommand(discord.kim.openDirectMessage(), 'help');
    await discord.fails((error) => error instanceof Error && error.message === 'The disk is full');
    expect(outcome.state).toBe('waiting');
    await discord.hearsOf('command');
    await discord.platform.until(() => outcome.state !== 'waiting');
  });
});

describe('where the bot itself is not', () => {
  test('commands are not offered, and one that is run all the same is answered with where to write', async () => {
    discord = await DiscordDesk.start();
    const { platform, kim } = discord;
    await platform.until(() => platform.commandsIn(kim.openDirectMessage()).includes('help'));
    const registered = platform.requests.of('POST /applications/:application/commands');
    expect(registered.map(({ body }) => body)).toMatchObject(
      registered.map(() => ({ integration_types: [0], contexts: [0, 1] })),
    );
    const run = {
      id: '1573657795545268224',
      token: 'unknown',
      application_id: platform.bot.applicationId,
      type: 2,
      channel_id: '1573657795545268225',
      user: { id: kim.id, username: 'kim' },
      data: { name: 'help' },
      authorizing_integration_owners: { 1: kim.id },
    };
    const inGroup = { ...run, context: 2, channel: { id: run.channel_id, type: 3 } };
    const inServer = { ...run, context: 0, guild_id: '1573657795545268226', user: null, member: { user: run.user } };
    const unreadable = { ...run, context: 1, data: null };
    for (const interaction of [inGroup, inServer, unreadable]) platform.gateway.tell('INTERACTION_CREATE', interaction);
    const answers = () => platform.requests.of('POST /interactions/:interaction/:token/callback');
    await platform.until(() => answers().length === 3);
    const said = (content: string) => ({ type: 4, data: { content: expect.stringContaining(content), flags: 64 } });
    expect(answers().map(({ body }) => body)).toEqual([
      said('send me a direct message'),
      said('send me a direct message'),
      said('Something went wrong'),
    ]);
    expect(discord.events).toEqual([]);
  });

  test('a command in a channel that the bot does not see is answered in a direct message', async () => {
    discord = await withCommands();
    const run = { id: '1573657795545268224', token: 'unknown', application_id: discord.platform.bot.applicationId };
    const hidden = { channel_id: '1573657795545268225', guild_id: discord.guild.id, context: 0, user: null };
    const member = { nick: null, user: { id: discord.kim.id, username: 'kim' } };
    const data = { name: 'human', options: null };
    discord.platform.gateway.tell('INTERACTION_CREATE', { ...run, ...hidden, type: 2, member, data });
    expect(await discord.hearsOf('command')).toMatchObject({ ...discord.direct, customer: { name: 'kim' } });
  });
});
