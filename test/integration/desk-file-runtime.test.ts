import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ADAPTERS } from '../../src/adapters.ts';
import type { DeskSettings } from '../../src/config/desk-file.ts';
import { type DeskFileRuntime, openDeskFile } from '../../src/config/desk-file-runtime.ts';

let folder: string;
let log: string[];
let runtime: DeskFileRuntime | undefined;
let applied: DeskSettings[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-desk-file-'));
  log = [];
  applied = [];
});
afterEach(async () => {
  await runtime?.close();
  runtime = undefined;
  await rm(folder, { recursive: true, force: true });
});

const write = (text: string) => writeFile(join(folder, 'desk.yaml'), text);
const minutes = () => runtime?.settings().policy.reminderAfterMs;

async function open(apply: (settings: DeskSettings) => Promise<void> = async () => {}): Promise<DeskFileRuntime> {
  const logger = pino({ base: null, timestamp: false }, { write: (line) => log.push(JSON.parse(line).msg) });
  const lastGoodFile = join(folder, 'last-good.yaml');
  runtime = await openDeskFile({ folder, lastGoodFile, adapters: ADAPTERS, logger, onChange: () => {} });
  runtime.follow(async (settings) => {
    applied.push(settings);
    await apply(settings);
  });
  return runtime;
}

test('a change is put in force, and what was written before stays until then', async () => {
  await write('tickets: { reminder_minutes: 5 }');
  await open();
  expect(minutes()).toBe(5 * 60_000);
  await write('tickets: { reminder_minutes: 7 }');
  await vi.waitFor(() => expect(minutes()).toBe(7 * 60_000), 5_000);
  expect(applied).toHaveLength(1);
});

test('a file with mistakes changes nothing, is told with line and reason, and is followed again once it is mended', async () => {
  await write('tickets: { reminder_minutes: 5 }');
  const { problems } = await open();
  await write('name: Shop\ntickets: { reminder_minutes: soon }');
  await vi.waitFor(() => expect(problems()).toHaveLength(1), 5_000);
  expect(problems()[0]).toMatchObject({ file: 'desk.yaml', line: 2, severity: 'error' });
  expect([minutes(), applied.length]).toEqual([5 * 60_000, 0]);
  expect(log.join()).toContain('the last good version of desk.yaml stays in force');
  await write('tickets: { reminder_minutes: 5 }');
  await vi.waitFor(() => expect(problems()).toEqual([]), 5_000);
  expect(applied).toHaveLength(0);
});

test('a file that is removed leaves the defaults, and one that comes is read', async () => {
  await open();
  const byDefault = minutes();
  await write('tickets: { reminder_minutes: 5 }');
  await vi.waitFor(() => expect(minutes()).toBe(5 * 60_000), 5_000);
  await rm(join(folder, 'desk.yaml'));
  await vi.waitFor(() => expect(minutes()).toBe(byDefault), 5_000);
});

test('what is read at the start only is named, and stays as it was', async () => {
  await write('name: Shop');
  const { settings } = await open();
  await write('name: Other\nsaved_replies: [{ title: Hi, text: { en: Hello } }]\nslack: { staff_channel: "#x" }');
  await vi.waitFor(() => expect(settings().savedReplies).toHaveLength(1), 5_000);
  expect(settings().name).toBe('Shop');
  expect(log).toContain('desk.yaml: name has changed, which takes effect at the next start');
});

test('a start with mistakes takes the last good version, and without one says what is wrong', async () => {
  await write('tickets: { reminder_minutes: 5 }');
  await (await open()).close();
  await write('tickets: nonsense');
  const { problems } = await open();
  expect(minutes()).toBe(5 * 60_000);
  expect(problems()).toHaveLength(1);
  await runtime?.close();
  await rm(join(folder, 'last-good.yaml'));
  await expect(open()).rejects.toThrow('desk.yaml:1: ');
});

test('settings that cannot be put in force are told, those before stay, and it is tried again', async () => {
  await write('tickets: { reminder_minutes: 5 }');
  let isFull = true;
  const { problems } = await open(async () => {
    if (isFull) throw new Error('the disk is full');
  });
  await write('tickets: { reminder_minutes: 7 }');
  await vi.waitFor(() => expect(problems()[0]?.reason).toContain('the disk is full'), 5_000);
  expect(minutes()).toBe(5 * 60_000);
  isFull = false;
  await vi.waitFor(() => expect(minutes()).toBe(7 * 60_000), 5_000);
  expect(problems()).toEqual([]);
});
