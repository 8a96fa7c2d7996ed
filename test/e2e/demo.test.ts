import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../../src/config/project-root.ts';
import { launchBrowser, openPage, unnamedControls } from '../support/browser.ts';

/** Apart from what other tests run, so that nothing changes under them. */
const BUILT = join(projectRoot(), 'dist', 'demo-test');

let browser: Browser;
/** Where the demo keeps what it stores. */
let temporary: string;
let demo: ChildProcess | undefined;

beforeAll(async () => {
  const tsc = join(projectRoot(), 'node_modules', '.bin', 'tsc');
  spawnSync(tsc, ['-p', 'tsconfig.tools.json', '--outDir', BUILT, '--incremental', 'false'], {
    cwd: projectRoot(),
  });
  browser = await launchBrowser();
}, 60_000);
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
  const child = spawn(process.execPath, [join(BUILT, 'test', 'demo', 'demo.js'), '--fast', ...options], { env });
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

test('a day is told from the first question to the handover, and leaves nothing behind', async () => {
  const running = runDemo('--once', '--port', '0', '--only', 'telegram');
  expect(await running.exitCode, running.output()).toBe(0);
  const output = running.output();
  expect(output).toMatch(/Telegram {2}Kim's chat +Relaydesk: To see where order 100234 is/);
  expect(output).toContain('[👍 ✓] [👎]');
  expect(output).toContain('小林: 你好，寄到上海多久能送到？');
  expect(output).toMatch(/Relaydesk: 欧洲境内标准配送/);
  expect(output).toMatch(/👍 on Relaydesk's “欧洲/);
  expect(output).toMatch(/Relaydesk: .*handing you over to a person/);
  expect(output).not.toContain('✗');
  expect(await readdir(temporary)).toEqual([]);
}, 90_000);

test('the page shows the conversation as it goes on, and Ctrl-C in the middle of the day ends everything', async () => {
  const running = runDemo('--port', '0', '--only', 'telegram');
  const url = await running.prints(/Watch at (\S+)/);
  const { page, troubles, close } = await openPage(browser);
  await page.goto(url);
  const telegram = page.getByRole('region', { name: 'Telegram' });
  await telegram.getByRole('link', { name: "Kim's chat" }).click();
  await telegram.getByText('To see where order 100234 is').waitFor();
  await telegram.getByText('👍 ✓').waitFor();
  await telegram.getByRole('link', { name: '小林' }).click();
  await telegram.getByText('寄到上海多久能送到').waitFor();
  expect(await unnamedControls(page)).toEqual([]);
  expect(troubles).toEqual([]);
  demo?.kill('SIGINT');
  expect(await running.exitCode, running.output()).toBe(0);
  expect(await readdir(temporary)).toEqual([]);
  await close();
}, 90_000);

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
