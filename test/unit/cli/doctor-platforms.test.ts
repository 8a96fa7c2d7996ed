import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { REQUIRED_SCOPES } from '../../../adapters/slack/manifest.ts';
import { ADAPTERS } from '../../../src/adapters.ts';
import { examineDesk } from '../../../src/cli/doctor-checks.ts';
import type { Diagnostic } from '../../../src/cli/doctor-diagnostic.ts';
import { examinePlatformSettings, examinePlatforms } from '../../../src/cli/doctor-platforms.ts';
import { parseDeskFile } from '../../../src/config/desk-file.ts';
import { parseEnvironment } from '../../../src/config/environment.ts';
import { systemClock } from '../../../src/engine/timers/system-clock.ts';
import { createDiscordPlatform, type DiscordPlatformOptions } from '../../platforms/discord/platform.ts';
import type { SlackPlatformOptions } from '../../platforms/slack/assembly.ts';
import { startSlack, stopAfterTest } from '../../platforms/slack/running.ts';
import { createTelegramPlatform, type TelegramPlatformOptions } from '../../platforms/telegram/telegram-platform.ts';
import { writeSmallContent } from '../../support/small-content.ts';

interface Asked {
  variables: Record<string, string>;
  deskFile?: string;
  patienceMs?: number;
}

/** What the doctor says, as `level about: text`; whatever is not well has what to do, as a sentence or with an address to open. */
async function ask({ variables, deskFile = '', patienceMs = 10_000 }: Asked): Promise<string[]> {
  const environment = parseEnvironment(variables);
  const diagnostics = await examinePlatforms(
    { adapters: ADAPTERS, environment, settings: parseDeskFile(deskFile), clock: systemClock, categories: undefined },
    patienceMs,
  );
  for (const { level, advice } of diagnostics) {
    if (level === 'ok') expect(advice).toBeUndefined();
    else expect(advice).toMatch(/^[A-Z].*(\.|:\/\/\S+)$/);
  }
  const tokens = [
    variables.SLACK_BOT_TOKEN,
    variables.SLACK_APP_TOKEN,
    variables.DISCORD_TOKEN,
    variables.TELEGRAM_TOKEN,
  ];
  for (const token of tokens) if (token !== undefined) expect(JSON.stringify(diagnostics)).not.toContain(token);
  return diagnostics.map(({ level, about, text }) => `${level} ${about}: ${text}`);
}

function problemsOf(lines: string[]): string[] {
  return lines.filter((line) => !line.startsWith('ok '));
}

async function startSlackDesk(options: SlackPlatformOptions = {}) {
  const slack = await startSlack(options);
  const variables = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.url,
    SLACK_STAFF_CHANNEL: 'support',
  };
  return { slack, variables };
}

async function startDiscordDesk(options: DiscordPlatformOptions = {}) {
  const discord = await createDiscordPlatform(options);
  stopAfterTest(() => discord.close());
  return { discord, variables: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url } };
}

async function startTelegramDesk(options: TelegramPlatformOptions = {}) {
  const telegram = await createTelegramPlatform(options);
  stopAfterTest(telegram.close);
  return { telegram, variables: { TELEGRAM_TOKEN: telegram.token(), TELEGRAM_API_ROOT: telegram.url } };
}

describe('slack', () => {
  test('an app that is installed, permitted and in its channels is well', async () => {
    const { slack, variables } = await startSlackDesk();
    slack.createChannel({ name: 'support' });
    slack.createChannel({ name: 'support-orders', private: true });
    const lines = await ask({ variables, deskFile: 'slack: { team_channels: { orders: support-orders } }' });
    expect(problemsOf(lines)).toEqual([]);
    expect(lines).toContain('ok Slack: The app is in #support');
    expect(lines).toContain('ok Slack: The app is in #support-orders');
  });

  test('a bot token and an app-level token that Slack does not know are problems', async () => {
    const { slack, variables } = await startSlackDesk();
    slack.revokeToken('bot');
    slack.revokeToken('app');
    expect(await ask({ variables })).toEqual([
      expect.stringMatching(/^problem Slack: The bot token .*token_revoked/),
      expect.stringMatching(/^problem Slack: The app-level token .*token_revoked/),
    ]);
  });

  test('a permission that lacks is a problem', async () => {
    const scopes = Object.keys(REQUIRED_SCOPES).filter((scope) => scope !== 'reactions:read');
    const { slack, variables } = await startSlackDesk({ scopes });
    slack.createChannel({ name: 'support' });
    expect(problemsOf(await ask({ variables }))).toEqual([
      expect.stringMatching(/^problem Slack: The app lacks a permission/),
    ]);
  });

  test('a staff channel without the app in it, and one that does not exist, are problems', async () => {
    const { slack, variables } = await startSlackDesk();
    slack.createChannel({ name: 'support', app: false });
    const lines = await ask({ variables, deskFile: 'slack: { team_channels: { orders: "#nowhere" } }' });
    expect(problemsOf(lines)).toEqual([
      'problem Slack: The app is not in #support',
      'problem Slack: The app is not in #nowhere',
    ]);
  });
});

describe('discord', () => {
  test('a bot in a server, with its intent and permissions, is well', async () => {
    const { discord, variables } = await startDiscordDesk();
    const shop = discord.createGuild({ name: 'Shop', botPermissions: ['administrator'] });
    discord.createChannel(shop, { name: 'help' });
    const lines = await ask({ variables, deskFile: 'discord: { help_channels: [help] }' });
    expect(problemsOf(lines)).toEqual([]);
    expect(lines).toContain('ok Discord: The bot is in “Shop”');
  });

  test('a token that Discord does not know is a problem', async () => {
    const { discord, variables } = await startDiscordDesk();
    discord.resetToken();
    expect(await ask({ variables })).toEqual(['problem Discord: Discord does not know the token']);
  });

  test('an intent that is off, no server, and no help channel are problems', async () => {
    const { variables } = await startDiscordDesk({ privilegedIntents: [] });
    expect(problemsOf(await ask({ variables, deskFile: 'discord: { help_channels: [help] }' }))).toEqual([
      'problem Discord: The bot may not read messages in servers',
      'problem Discord: The bot is in no server',
      'problem Discord: There is no help channel “help” that the bot sees',
    ]);
  });
});

describe('telegram', () => {
  test('a bot whose messages nobody else receives is well', async () => {
    const { variables } = await startTelegramDesk();
    const lines = await ask({ variables });
    expect(problemsOf(lines)).toEqual([]);
    expect(lines[0]).toBe('ok Telegram: Telegram knows the bot as @relaydesk_bot');
  });

  test('a token that Telegram does not know is a problem', async () => {
    const { telegram, variables } = await startTelegramDesk();
    telegram.revokeToken();
    expect(await ask({ variables })).toEqual(['problem Telegram: Telegram does not answer as it should']);
  });

  test('a webhook of another program is a problem, and that of the desk is well', async () => {
    const { telegram, variables } = await startTelegramDesk();
    const url = encodeURIComponent('https://shop.example/telegram/webhook');
    await fetch(`${telegram.url}/bot${telegram.token()}/setWebhook?url=${url}`);
    expect(problemsOf(await ask({ variables }))).toEqual([
      expect.stringMatching(/^problem Telegram: .*webhook at https:\/\/shop\.example /),
    ]);
    const own = { ...variables, TELEGRAM_WEBHOOK_SECRET: 'only-telegram-knows-this' };
    expect(problemsOf(await ask({ variables: { ...own, PUBLIC_URL: 'https://shop.example/' } }))).toEqual([]);
    expect(problemsOf(await ask({ variables: { ...own, PUBLIC_URL: 'https://other.example' } }))).toHaveLength(1);
  });
});

describe('a platform that cannot be reached is a warning', () => {
  test('when nothing listens there', async () => {
    const tokens = {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      DISCORD_TOKEN: 'a.b.c',
      TELEGRAM_TOKEN: '1:a',
    };
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const nowhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((closed) => server.close(closed));
    const addresses = {
      SLACK_API_URL: `${nowhere}/api/`,
      DISCORD_API_URL: `${nowhere}/api`,
      TELEGRAM_API_ROOT: nowhere,
    };
    expect(await ask({ variables: { ...tokens, ...addresses } })).toEqual(
      ['Slack', 'Discord', 'Telegram'].map((name) => `warning ${name}: ${nowhere} could not be reached (ECONNREFUSED)`),
    );
  });

  test('when it does not answer in time', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const variables = { TELEGRAM_TOKEN: '1:a', TELEGRAM_API_ROOT: `http://127.0.0.1:${port}` };
    expect(await ask({ variables, patienceMs: 100 })).toEqual([
      `warning Telegram: http://127.0.0.1:${port} could not be reached (no answer within 0.1 seconds)`,
    ]);
    silent.close();
  });

  test('when something else answers there', async () => {
    const portal = createHttpServer((_, response) => response.end('<p>Sign in to the network</p>')).listen(
      0,
      '127.0.0.1',
    );
    await once(portal, 'listening');
    const { port } = portal.address() as AddressInfo;
    const variables = { TELEGRAM_TOKEN: '1:a', TELEGRAM_API_ROOT: `http://127.0.0.1:${port}` };
    expect(await ask({ variables })).toEqual([
      `warning Telegram: http://127.0.0.1:${port} could not be reached (something else answers there: HTTP 200)`,
    ]);
    portal.close();
  });

  test('when it is broken', async () => {
    const { discord, variables } = await startDiscordDesk();
    discord.faults.every('GET /gateway', { kind: 'server-error', status: 503, accepted: false });
    expect(await ask({ variables })).toEqual([
      expect.stringMatching(/^warning Discord: .* could not be reached \(HTTP 503\)$/),
    ]);
  });

  test('and when it stops answering in the middle', async () => {
    const { discord, variables } = await startDiscordDesk();
    const never = new Promise<never>(() => {});
    discord.faults.every('GET /users/@me/guilds', { kind: 'slow', until: never });
    expect(await ask({ variables, patienceMs: 500 })).toEqual([
      expect.stringMatching(/^warning Discord: .* \(no answer within 0\.5 seconds\)$/),
    ]);
  });
});

describe('settings for Slack that contradict others', () => {
  const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
  const texts = (diagnostics: Diagnostic[]) => diagnostics.map(({ level, text }) => `${level}: ${text}`);
  const examine = (variables: Record<string, string>, deskFile: string, categories?: string[]) =>
    texts(
      examinePlatformSettings({
        adapters: ADAPTERS,
        environment: parseEnvironment(variables),
        settings: parseDeskFile(deskFile),
        clock: systemClock,
        categories,
      }),
    );

  test('a category that no intent has is told with the one that may be meant', () => {
    const file = 'slack: { staff_channel: desk, team_channels: { order: a, payment: b } }';
    expect(examine({}, file, ['orders', 'payment'])).toEqual([
      'warning: desk.yaml: slack.team_channels has order, but no intent has that category. Did you mean orders?',
    ]);
    expect(examine({}, file)).toEqual([]);
  });

  test('tickets that have no channel are told', () => {
    expect(examine(slack, '')).toEqual(['warning: no Slack channel is set for tickets: only the console shows them']);
    expect(examine(slack, 'slack: { team_channels: { a: b } }')).toHaveLength(1);
    expect(examine({ ...slack, SLACK_STAFF_CHANNEL: 'desk' }, '')).toEqual([]);
    expect(examine({}, '')).toEqual([]);
  });

  test('events by HTTP need an address', () => {
    const http = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'secret', SLACK_STAFF_CHANNEL: 'desk' };
    expect(examine(http, '')).toEqual([expect.stringMatching(/^warning: .*PUBLIC_URL is not set$/)]);
    expect(examine({ ...http, PUBLIC_URL: 'https://shop.example' }, '')).toEqual([]);
  });
});

describe('the whole examination', () => {
  let folder: string | undefined;

  afterEach(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  test('ends with the platforms whose tokens are set, and leaves them out offline', async () => {
    folder = await mkdtemp(join(tmpdir(), 'relaydesk-doctor-'));
    await writeSmallContent(folder);
    const { telegram, variables } = await startTelegramDesk();
    telegram.revokeToken();
    const examine = async (offline: boolean) =>
      (await examineDesk(folder ?? '', { PORT: '0', ...variables }, '20.19.0', { offline })).map(({ about }) => about);
    expect((await examine(false)).slice(-2)).toEqual(['Port', 'Telegram']);
    expect((await examine(true)).at(-1)).toBe('Port');
  });
});
