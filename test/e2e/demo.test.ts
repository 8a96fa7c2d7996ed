import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../../src/config/project-root.ts';
import { launchBrowser, openPage, unnamedControls } from '../support/browser.ts';

/** The tests' global setup has built it. */
const DEMO = join(projectRoot(), 'dist', 'test', 'demo', 'demo.js');

/** For what can only be there once the desk has started. */
const PATIENTLY = { timeout: 40_000 };

let browser: Browser;
/** Where the demo keeps what it stores. */
let temporary: string;
let demo: ChildProcess | undefined;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'relaydesk-demo-test-'));
});
afterEach(async () => {
  demo?.kill('SIGKILL');
  await rm(temporary, { recursive: true, force: true });
});

interface RunningDemo {
  output(): string;
  /** Resolves with the first match of what has been printed, now or later. */
  prints(pattern: RegExp): Promise<string>;
  exitCode: Promise<number | null>;
}

function runDemo(...options: string[]): RunningDemo {
  const env = { PATH: process.env.PATH, TMPDIR: temporary, NO_COLOR: '1' };
  const child = spawn(process.execPath, [DEMO, '--fast', ...options], { env });
  demo = child;
  let output = '';
  const lookAgain = new Set<() => void>();
  const read = (chunk: Buffer) => {
    output += chunk.toString();
    for (const look of lookAgain) look();
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return {
    output: () => output,
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const [, found] = pattern.exec(output) ?? [];
          if (found !== undefined) resolve(found);
        };
        lookAgain.add(look);
        child.once('exit', () => reject(new Error(`The demo ended without printing ${pattern}:\n${output}`)));
        look();
      }),
    exitCode: once(child, 'exit').then(([code]) => code),
  };
}

test('the whole day is told on all platforms, as it should be, and leaves nothing behind', async () => {
  const running = runDemo('--once', '--port', '0');
  expect(await running.exitCode, running.output()).toBe(0);
  const output = running.output();
  expect(output).not.toContain('✗');
  for (const told of [
    /Telegram {2}Kim's chat +Relaydesk: To see where order 100234 is/,
    /Telegram {2}小林's chat +Relaydesk: 欧洲境内标准配送/,
    /Discord {3}⤷ 怎么退货？ +Relaydesk: 打开/,
    /👍 on Relaydesk's “欧洲/,
    /Slack {5}#support +\(only (Ann|Ben) sees this\) Relaydesk: #\d+: This ticket is assigned to (Ann|Ben)/,
    /(Ann|Ben)'s form +Relaydesk changed a message: Your reply: Thank you, Kim!.*\n.*\n +👀 What Kim will see/,
    /Telegram {2}Kim's chat +Relaydesk: (Ann|Ben)\n +Thank you, Kim! A new one leaves/,
    /Telegram {2}Kim's chat .*\n.*\n +📎 how-to-hang-it.txt/,
    /a message of Relaydesk is gone: “Ben Lunch at one\?”/,
    /Noor reacted: 🎉/,
    /💤 Snoozed until/,
    /\(only Ben sees this\) Relaydesk: The queue\n +#3/,
    /Nobody has claimed this yet/,
    /小林 cannot be written to: The customer has blocked the bot/,
    /Your histories are joined/,
    /⭐ Kim rated it: 5 of 5/,
  ])
    expect(output).toMatch(told);
  expect(await readdir(temporary)).toEqual([]);
}, 60_000);

test('the page shows cards, threads and conversations as the day goes on, and Ctrl-C in the middle of it ends everything', async () => {
  const running = runDemo('--port', '0');
  const url = await running.prints(/Watch at (\S+)/);
  const { page, troubles, close } = await openPage(browser);
  await page.goto(url);
  const telegram = page.getByRole('region', { name: 'Telegram' });
  await telegram.getByRole('link', { name: "Kim's chat" }).click(PATIENTLY);
  await telegram.getByText('To see where order 100234 is').waitFor();
  await telegram.getByText('👍 ✓').waitFor();

  const discord = page.getByRole('region', { name: 'Discord' });
  await discord.getByRole('link', { name: '#help' }).click();
  await discord.getByRole('link', { name: 'Thread' }).click(PATIENTLY);
  await discord.getByText('打开').waitFor();

  const slack = page.getByRole('region', { name: 'Slack' });
  await slack.getByRole('link', { name: '#support' }).click();
  await slack.getByRole('heading', { name: '#1 · My lamp arrived broken' }).waitFor();
  await slack.getByText('Resolve', { exact: true }).first().waitFor();
  await slack
    .getByText(/^Only (Ann|Ben) sees this$/)
    .first()
    .waitFor();
  await slack.getByRole('link', { name: '⤷ #1' }).click();
  await slack.getByText('📎 how-to-hang-it.txt').waitFor();
  await slack.getByRole('img', { name: 'photo.jpg' }).waitFor();
  await telegram.getByRole('img', { name: 'lamp.png' }).waitFor();

  expect(await unnamedControls(page)).toEqual([]);
  expect(troubles).toEqual([]);
  demo?.kill('SIGINT');
  expect(await running.exitCode, running.output()).toBe(0);
  expect(await readdir(temporary)).toEqual([]);
  await close();
}, 60_000);

test('an option that does not exist, or a port that is taken, is answered with what to do', async () => {
  const wrong = runDemo('--only', 'fax');
  expect(await wrong.exitCode).toBe(1);
  expect(wrong.output()).toContain('--only takes some of slack, discord, telegram');
  const first = runDemo('--port', '0', '--only', 'telegram');
  const taken = new URL(await first.prints(/Watch at (\S+)/)).port;
  const firstDemo = demo;
  const second = runDemo('--port', taken);
  expect(await second.exitCode).toBe(1);
  expect(second.output()).toContain(`Port ${taken} cannot be had: choose another one with --port`);
  firstDemo?.kill('SIGINT');
  expect(await first.exitCode).toBe(0);
  expect(await readdir(temporary)).toEqual([]);
}, 90_000);
