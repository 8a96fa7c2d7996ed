import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandResult, runRelaydesk } from '../support/run-relaydesk.ts';

let folder: string;
let sampled: CommandResult;

function relaydesk(...args: string[]): Promise<CommandResult> {
  return runRelaydesk(args, { cwd: folder });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-e2e-insights-'));
  sampled = await relaydesk('sample', 'desk', '--days', '4', '--seed', '3');
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a desk with a past is written by one command, with what was planted beside it', async () => {
  expect(sampled.exitCode).toBe(0);
  expect(sampled.stdout).toMatch(/^\d+ talks of \d+ customers, \d+ turns\. Start it: /);
  const truth = JSON.parse(await readFile(join(folder, 'desk/truth.json'), 'utf8'));
  expect(truth).toMatchObject({ seed: 3, days: 4, truth: { rating: { base: expect.any(Number) } } });
});

test('a second time it is refused, and what is there stays', async () => {
  const again = await relaydesk('sample', 'desk', '--days', '1');
  expect(again.exitCode).toBe(1);
  expect(again.stderr).toContain('is not empty');
  expect((await relaydesk('report', 'overview', '--root', 'desk')).exitCode).toBe(0);
});

test('everything that happened is a fact: deriving them again finds no difference', async () => {
  const { stdout, exitCode } = await relaydesk('insights', 'rebuild', '--root', 'desk', '--json');
  expect(exitCode).toBe(0);
  const found: Record<string, { derived: number; added: number; corrected: number }> = JSON.parse(stdout);
  for (const { added, corrected } of Object.values(found)) expect([added, corrected]).toEqual([0, 0]);
  for (const kind of ['decision', 'outcome', 'ticket', 'asked', 'scored'])
    expect(found[kind]?.derived).toBeGreaterThan(0);
});

test('the overview says how the desk is doing, as text and as JSON', async () => {
  const { stdout } = await relaydesk('report', 'overview', '--root', 'desk', '--days', '2');
  expect(stdout).toMatch(/Conversations +\d+/);
  expect(stdout).not.toMatch(/NaN|undefined|Infinity/);
  const json = JSON.parse((await relaydesk('report', 'overview', '--root', 'desk', '--json')).stdout);
  expect(json).toMatchObject({ name: 'overview', blocks: expect.any(Array) });
});
