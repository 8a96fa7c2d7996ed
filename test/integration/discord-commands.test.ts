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
