import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { projectRoot } from '../../src/config/project-root.ts';
import { type PageStep, pageSteps } from '../support/page-steps.ts';
import { RELAYDESK } from '../support/run-relaydesk.ts';

/** Commands that go on until they are stopped. */
const LASTING = /^npx relaydesk start|--watch/;
const LONGEST_MS = 20_000;

/** Stands for Relaydesk's own folder, so that what the page puts beside it is put nowhere else. */
let folder: string;
let running: Running | undefined;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'relaydesk-e2e-your-own-')), 'relaydesk');
  await mkdir(join(folder, 'node_modules', '.bin'), { recursive: true });
  await symlink(RELAYDESK, join(folder, 'node_modules', '.bin', 'relaydesk'));
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(join(folder, '..'), { recursive: true, force: true });
});

interface Running {
  /** All that was printed, errors too. */
  output(): string;
  /** Where output begins that has not been compared yet. */
  seen: number;
  exitCode: Promise<number | null>;
  stop(): Promise<void>;
}

/** Runs a command as a shell does. */
function run(command: string, input?: string): Running {
  const child: ChildProcess = spawn('sh', ['-c', `exec 2>&1\n${command}`], {
    cwd: folder,
    // Whoever runs a terminal interrupts all that was started by the command.
    detached: true,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      PORT: '0',
      LOG_LEVEL: 'warn',
      npm_config_update_notifier: 'false',
      npm_config_offline: 'true',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  // A command that reads nothing may be over before.
  child.stdin?.on('error', () => {}).end(input);
  const exitCode = once(child, 'close').then(([code]) => code);
  return {
    output: () => output,
    seen: 0,
    exitCode,
    async stop() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
      await exitCode;
    },
  };
}

/** How long it took and which port was free is no two times the same. */
function withoutChance(text: string): string {
  return text.replace(/\(\d+\.\d s\)/g, '(… s)').replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:…');
}

/** Runs a command to its end; what is typed and what is to be seen stand in the block below it, when there is one. */
async function runToEnd(command: string, shown: string[] | undefined): Promise<void> {
  const typed = shown?.filter((line) => line.startsWith('> ')).map((line) => line.slice(2));
  const ended = run(command, typed?.map((line) => `${line}\n`).join(''));
  expect([command, await ended.exitCode, ended.output()]).toEqual([command, 0, expect.anything()]);
  if (shown === undefined) return;
  const expected = shown.filter((line) => !line.startsWith('> ')).join('\n');
  expect(withoutChance(ended.output()).trim()).toBe(withoutChance(expected).trim());
}

/** Waits until a command that goes on has printed this, after what was compared before. */
async function waitUntilShown(command: Running, lines: string[]): Promise<void> {
  const expected = withoutChance(lines.join('\n'));
  const fresh = () => withoutChance(command.output()).slice(command.seen);
  await vi.waitFor(() => expect(fresh()).toContain(expected), LONGEST_MS);
  command.seen += fresh().indexOf(expected) + expected.length;
}

async function follow(step: PageStep): Promise<void> {
  if (step.kind === 'run' && !LASTING.test(step.command)) return runToEnd(step.command, step.shown);
  if (step.kind === 'run') {
    await running?.stop();
    running = run(step.command);
  } else {
    await writeFile(join(folder, step.path), step.text, { flag: step.kind === 'save' ? 'wx' : 'a' });
  }
  if (step.shown !== undefined && running !== undefined) await waitUntilShown(running, step.shown);
}

test('whoever follows the page on a desk of their own, step by step, sees what it shows', async () => {
  const steps = pageSteps(await readFile(join(projectRoot(), 'docs', 'your-own-desk.md'), 'utf8'));
  for (const step of steps) await follow(step);
  const commands = steps.flatMap((step) => (step.kind === 'run' ? step.command.split(' ')[2] : []));
  expect(new Set(commands)).toEqual(
    new Set(['init', 'ask', 'intents', 'knowledge', 'chat', 'test', 'start', 'sign-in']),
  );
}, 120_000);
