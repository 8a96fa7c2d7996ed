import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../src/config/project-root.ts';
import { createDiscordPlatform } from '../platforms/discord/platform.ts';
import { createTelegramPlatform } from '../platforms/telegram/telegram-platform.ts';
import { type DeskProcess, startDeskProcess } from '../support/desk-process.ts';
import { runRelaydesk } from '../support/run-relaydesk.ts';
import { writeSmallContent } from '../support/small-content.ts';

let folder: string;
let desk: DeskProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-e2e-cli-'));
  await writeSmallContent(folder);
});

afterEach(async () => {
  await desk?.stop('SIGKILL');
  desk = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function start(options: { port?: number } = {}): Promise<DeskProcess> {
  desk = await startDeskProcess({ dataDir: join(folder, 'data'), contentDir: folder, ...options });
  return desk;
}

/** The start of another desk with these variables, to its end. */
function startAnother(variables: Record<string, string>) {
  return runRelaydesk(['start'], { cwd: folder, variables: { PORT: '0', LOG_LEVEL: 'warn', ...variables } });
}

test.each(
  [
    [],
    ['init'],
    ['start'],
    ['sign-in'],
    ['setup'],
    ['setup', 'slack'],
    ['setup', 'discord'],
    ['setup', 'telegram'],
    ['doctor'],
    ['intents'],
    ['intents', 'check'],
    ['intents', 'import'],
    ['intents', 'export'],
    ['intents', 'predict'],
    ['knowledge'],
    ['knowledge', 'check'],
    ['knowledge', 'import'],
    ['knowledge', 'export'],
    ['knowledge', 'search'],
    ['ask'],
    ['chat'],
    ['test'],
    ['why'],
    ['replay'],
    ['schemas'],
  ].map((command) => ({ command: ['relaydesk', ...command].join(' '), args: command })),
)('$command --help tells how to use it', async ({ command, args }) => {
  const { exitCode, stdout, stderr } = await runRelaydesk([...args, '--help']);
  expect(stdout).toContain(`Usage: ${command} `);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});

test('a command that does not exist is refused with the help', async () => {
  const { exitCode, stderr } = await runRelaydesk(['replai']);
  expect(stderr).toMatch(/unknown command 'replai'[\s\S]*Did you mean replay\?[\s\S]*Usage: relaydesk/);
  expect(exitCode).toBe(1);
});

test('the shop that comes with the desk, trained before, is ready within what two cores can do in six seconds, and says where everything is', async () => {
  await runRelaydesk(['ask', 'hello'], { cwd: projectRoot() });
  desk = await startDeskProcess({ dataDir: join(folder, 'data'), contentDir: projectRoot() });
  // Work and not time, which the tests that run beside this one take their share of.
  const workMs = desk.processorTimeMs();
  expect(desk.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await desk.signInUrl()).toContain(`${desk.url}/console`);
  expect(desk.output()).toContain(join(folder, 'data', 'relaydesk.db'));
  expect(desk.output()).toContain('slack, discord, telegram: not connected; `npx relaydesk setup <platform>` says how');
  const health = await fetch(`${desk.url}/healthz`);
  expect(health.status).toBe(200);
  expect(workMs).toBeLessThan(2 * 6_000);
}, 60_000);

test('a public address without a named proxy is told of at the start, and only then', async () => {
  const dataDir = join(folder, 'data');
  const variables = { PUBLIC_URL: 'https://desk.example' };
  desk = await startDeskProcess({ dataDir, contentDir: folder, variables });
  expect(desk.output()).toMatch(/Limits +PUBLIC_URL is set and TRUSTED_PROXIES is not: .*docs\/operations\.md/);
  await desk.stop('SIGTERM');
  desk = await startDeskProcess({
    dataDir,
    contentDir: folder,
    variables: { ...variables, TRUSTED_PROXIES: '127.0.0.1' },
  });
  expect(desk.output()).not.toContain('TRUSTED_PROXIES');
}, 30_000);

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends it in order within five seconds, even while a page is open',
  async (signal) => {
    const { url, stop } = await start();
    const page = new AbortController();
    const open = await fetch(`${url}/chat`, { signal: page.signal });
    await open.text();
    const startedAt = performance.now();
    expect(await stop(signal)).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    page.abort();
  },
);

test('a second start on the same data folder is refused and names the folder, and the first goes on', async () => {
  const { url } = await start();
  const { exitCode, stderr } = await startAnother({ DATA_DIR: join(folder, 'data') });
  expect(stderr).toContain(`The data folder ${join(folder, 'data')} is in use by another running desk.`);
  expect(exitCode).toBe(1);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('a port that is taken is named, with what to do', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { exitCode, stderr } = await startAnother({ PORT: String(port) });
  server.close();
  expect(stderr).toMatch(new RegExp(`^.*${port}.*PORT.*$`, 'm'));
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(exitCode).toBe(1);
});

test('a first start with mistakes in the content lists all of them', async () => {
  await writeFile(join(folder, 'intents', 'en', 'broken.yaml'), 'intents:\n  - name: A\n  - nam: b\n');
  await writeFile(join(folder, 'knowledge', 'en', 'broken.md'), '---\ntitle: \n---\n');
  const { exitCode, stdout, stderr } = await startAnother({});
  expect(stderr).toMatch(/intents\/en\/broken\.yaml:2: error: /);
  expect(stderr).toMatch(/intents\/en\/broken\.yaml:3: error: /);
  expect(stderr).toMatch(/knowledge\/en\/broken\.md:2: error: /);
  expect(stdout).not.toContain('ready');
  expect(exitCode).toBe(1);
});

test('configuration that cannot be used is refused with every mistake, and without the values', async () => {
  const variables = await startAnother({ PORT: 'http', REDIS_URL: 'secret' });
  expect(variables.stderr).toMatch(/PORT: .*\n {2}REDIS_URL: /);
  expect(variables.stderr).not.toContain('secret');
  await writeFile(join(folder, 'desk.yaml'), 'tickets:\n  reminder_minute: 5\n');
  const { exitCode, stderr } = await startAnother({});
  expect(stderr).toBe('desk.yaml:2: tickets.reminder_minute is no setting. Did you mean reminder_minutes?\n');
  expect(exitCode).toBe(1);
});

test('the doctor finds a running desk, and what keeps one from starting', async () => {
  const { url } = await start();
  const { port } = new URL(url);
  const doctor = (variables: Record<string, string>, ...options: string[]) =>
    runRelaydesk(['doctor', ...options], { cwd: folder, variables });
  const well = await doctor({ PORT: port });
  expect(well.stdout).toMatch(/^✓ Store +version \d+; a desk is running on it$/m);
  expect(well.stdout).toContain(`the running desk answers at ${url}`);
  expect(well.exitCode).toBe(0);
  const ill = await doctor({ PORT: port, DATA_DIR: 'other', REDIS_URL: 'redis://127.0.0.1:1' }, '--json');
  const { ok, diagnostics } = JSON.parse(ill.stdout);
  expect(ok).toBe(false);
  const problems = diagnostics.filter(({ level }: { level: string }) => level === 'problem');
  expect(problems.map(({ about }: { about: string }) => about)).toEqual(['Port']);
  expect(ill.exitCode).toBe(1);
});

test('the doctor asks the platforms, and is content with what it finds there or fails with status 1', async () => {
  const telegram = await createTelegramPlatform();
  const variables = { PORT: '0', TELEGRAM_TOKEN: telegram.token(), TELEGRAM_API_ROOT: telegram.url };
  const doctor = (...options: string[]) => runRelaydesk(['doctor', ...options], { cwd: folder, variables });
  const well = await doctor();
  expect(well.stdout).toMatch(/^✓ Telegram +Telegram knows the bot as @relaydesk_bot$/m);
  expect(well.exitCode).toBe(0);
  telegram.revokeToken();
  const ill = await doctor();
  expect(ill.stdout).toMatch(/^✗ Telegram +.*\n +→ .*TELEGRAM_TOKEN/m);
  expect(ill.exitCode).toBe(1);
  const offline = await doctor('--offline');
  expect(offline.stdout).not.toContain('Telegram');
  expect(offline.exitCode).toBe(0);
  await telegram.close();
});

test('setup says how each platform is connected, with what the desk knows already', async () => {
  const discord = await createDiscordPlatform();
  // Slack is connected in part: that is when one needs to know how to go on.
  const variables = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, SLACK_BOT_TOKEN: 'xoxb-1' };
  const setup = (...args: string[]) => runRelaydesk(['setup', ...args], { cwd: folder, variables });
  const slack = await setup('slack');
  expect(slack.stdout).toMatch(/^\/invite @Test shop$/m);
  for (const category of ['orders', 'payment', 'person', 'general']) {
    expect(slack.stdout).toMatch(new RegExp(`^ {2}# {3}${category}: support-${category}$`, 'm'));
  }
  expect((await setup('discord')).stdout).toContain(`client_id=${discord.bot.applicationId}&`);
  expect((await setup('telegram')).stdout).toContain('https://t.me/BotFather');
  await discord.close();
});

test('setup prints the manifest alone, so that it can be piped, and refuses an address that Slack would not call', async () => {
  const setup = (variables: Record<string, string>, ...args: string[]) =>
    runRelaydesk(['setup', 'slack', '--manifest', ...args], { cwd: folder, variables });
  const { stdout } = await setup({});
  expect(parse(stdout)).toMatchObject({
    display_information: { name: 'Test shop' },
    settings: { socket_mode_enabled: true },
  });
  const byHttp = await setup({ PUBLIC_URL: 'https://shop.example/' }, '--http');
  expect(byHttp.stdout).toContain('request_url: https://shop.example/slack/events\n');
  for (const PUBLIC_URL of ['', 'http://shop.example']) {
    const { exitCode, stdout, stderr } = await setup({ PUBLIC_URL }, '--http');
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Set PUBLIC_URL .*\n$/);
  }
});
