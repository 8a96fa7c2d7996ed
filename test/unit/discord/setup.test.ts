import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkDiscord } from '../../../adapters/discord/check.ts';
import { inviteUrl, REQUIRED_INTENTS, REQUIRED_PERMISSIONS } from '../../../adapters/discord/permissions.ts';
import {
  createDiscordPlatform,
  type DiscordPlatform,
  type DiscordPlatformOptions,
} from '../../platforms/discord/platform.ts';
import { UNLIMITED } from '../../support/discord-desk.ts';

test('the bot asks for no more than it uses', () => {
  const url = new URL(inviteUrl('42'));
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: '42',
    scope: 'bot applications.commands',
    permissions: '309237763072',
  });
  expect(REQUIRED_PERMISSIONS).toBe(309_237_763_072n);
  // Servers, messages, reactions in both, and the content of messages: neither members nor presences.
  expect(REQUIRED_INTENTS).toBe(1 | (1 << 9) | (1 << 10) | (1 << 12) | (1 << 13) | (1 << 15));
});

describe('doctor', () => {
  let platform: DiscordPlatform;

  beforeEach(() => begin());
  afterEach(() => platform.close());

  async function begin(options: DiscordPlatformOptions = {}): Promise<void> {
    platform = await createDiscordPlatform(options);
  }

  function check(helpChannels: string[] = [], token = platform.token, listenTo: string[] = []) {
    return checkDiscord({ token, apiUrl: platform.url, settings: { helpChannels, listenTo, rateLimits: UNLIMITED } });
  }

  test('finds whether the bot sees the channels in which it is to listen', async () => {
    const guild = platform.createGuild({ name: 'Shop' });
    const [seen, hidden] = [
      platform.createChannel(guild, { name: 'general' }),
      platform.createChannel(guild, { name: 'x' }),
    ];
    platform.denyBot(hidden, ['viewChannel']);
    expect((await check([], undefined, [seen.id, hidden.id])).slice(3)).toEqual([
      { ok: true, what: 'The bot listens in #general of “Shop”' },
      { ok: false, what: `There is no channel ${hidden.id} that the bot sees`, todo: expect.stringContaining('View') },
    ]);
  });

  test('finds all well', async () => {
    platform.createChannel(platform.createGuild({ name: 'Shop' }), { name: 'help' });
    expect(await check(['#help'])).toEqual([
      { ok: true, what: 'The token is that of the bot “Relaydesk”' },
      { ok: true, what: 'The bot may read messages' },
      { ok: true, what: 'The bot is in “Shop”' },
      { ok: true, what: 'The bot has all it needs in #help of “Shop”' },
    ]);
  });

  test('finds a wrong token', async () => {
    expect(await check([], 'wrong')).toMatchObject([{ ok: false, todo: expect.stringContaining('DISCORD_TOKEN') }]);
  });

  test('finds that messages may not be read, and no server', async () => {
    await platform.close();
    await begin({ privilegedIntents: [] });
    expect(await check()).toMatchObject([
      { ok: true },
      { ok: false, todo: expect.stringContaining('Message Content Intent') },
      { ok: false, todo: expect.stringContaining(inviteUrl(platform.bot.applicationId)) },
    ]);
  });

  test('finds what the bot may not do in a help channel, and channels that are not there', async () => {
    const help = platform.createChannel(platform.createGuild({ name: 'Shop' }), { name: 'help' });
    platform.denyBot(help, ['createPublicThreads', 'attachFiles']);
    expect((await check([help.id, 'nowhere'])).slice(3)).toEqual([
      {
        ok: false,
        what: 'The bot lacks permissions in #help of “Shop”',
        todo: 'Allow the bot “Create Public Threads”, “Attach Files” there',
      },
      {
        ok: false,
        what: 'There is no help channel “nowhere” that the bot sees',
        todo: expect.stringContaining('let the bot view it'),
      },
    ]);
  });

  test('finds that Discord does not answer', async () => {
    await platform.stopListening();
    expect(await check()).toMatchObject([{ ok: false, what: expect.stringContaining('could not be asked') }]);
  });
});
