/** The bench measures what it says: every echo bot answers, and the time of each message is told. */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { parseDeskFile } from '../../src/config/desk-file.ts';
import { projectRoot } from '../../src/config/project-root.ts';
import { adapterSettings } from '../support/adapter-settings.ts';
import type { Customers } from './customers.ts';
import { DESK_FILE } from './desk-subject.ts';
import { createDiscordCustomers } from './discord-customers.ts';
import { ECHO_BOTS, type EchoBotName } from './echo-bots.ts';
import { runLoad } from './load.ts';
import { reportLoad, reportThroughput } from './report.ts';
import { createSlackCustomers } from './slack-customers.ts';
import { freePort } from './subjects.ts';
import { createTelegramCustomers } from './telegram-customers.ts';
import { runThroughput } from './throughput.ts';

const stops: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function connect(name: EchoBotName, customers: Customers): Promise<Customers> {
  stops.push(() => customers.close());
  const port = await freePort();
  const address = { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` };
  stops.push(await ECHO_BOTS[name]({ ...customers.variables, ...address }));
  await customers.connected();
  return customers;
}

test('on all platforms at once every message has its time, and its acknowledgement where there is one', async () => {
  const customers = [
    await connect('bolt', await createSlackCustomers()),
    await connect('discord.js', await createDiscordCustomers()),
    await connect('telegraf-polling', await createTelegramCustomers('polling')),
  ];
  const samples = await runLoad(customers, { seconds: 1, rate: 20 });
  expect(samples.map(({ unanswered, answered }) => [unanswered, answered.length])).toEqual([
    [0, 20],
    [0, 20],
    [0, 20],
  ]);
  expect(samples.map(({ acknowledged }) => acknowledged.length)).toEqual([20, 0, 20]);
  expect(samples.flatMap(({ answered }) => answered).every((time) => time > 0 && time < 1_000)).toBe(true);
  const report = reportLoad([{ name: 'bare SDK', rounds: [samples] }], { seconds: 1, rate: 20 });
  expect(report).toMatch(/^discord +bare SDK +\d+\.\d +\d+\.\d +– +0$/m);
});

test.each(['telegraf-webhook', 'chat-sdk-webhook'] as const)('%s takes messages as fast as it can', async (name) => {
  const customers = await connect(name, await createTelegramCustomers('webhook'));
  const bot = { processorTimeMs: () => Number.NaN };
  const round = await runThroughput(bot, customers, { seconds: 1, conversations: 50, underWay: 10 });
  expect(round.unanswered).toBe(0);
  expect(round.messagesPerSecond).toBeGreaterThan(10);
  const report = reportThroughput([
    { name, rounds: [{ ...round, messagesPerSecond: 100 }] },
    { name: 'twice', rounds: [{ ...round, messagesPerSecond: 200 }] },
  ]);
  expect(report).toContain('2.00');
});

test('the desk of a bench has no limits of its own and waits for no further message', () => {
  const { policy } = parseDeskFile(DESK_FILE);
  const { slack, discord, telegram } = adapterSettings(DESK_FILE);
  const unlimited = { perSecond: Number.POSITIVE_INFINITY, perDestinationPerSecond: Number.POSITIVE_INFINITY };
  expect([slack, discord, telegram].map(({ rateLimits }) => rateLimits)).toEqual([unlimited, unlimited, unlimited]);
  expect(policy.burstWindowMs).toBe(0);
});

test('bench measures the whole path beside its bounds', async () => {
  const program = join(projectRoot(), 'dist/test/bench/durable-path/bench.js');
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    '--root',
    projectRoot(),
    '--messages',
    '300',
    '--memory-messages',
    '200',
    '--json',
  ]);
  const { measured, memory } = JSON.parse(stdout);
  expect(measured.map(({ conversations }: { conversations: number }) => conversations)).toEqual([1, 200]);
  for (const { path, understanding, commits, ratio } of measured) {
    const slower = Math.min(understanding.messagesPerSecond, commits.messagesPerSecond);
    expect(ratio).toBeCloseTo(path.messagesPerSecond / slower);
  }
  expect(memory.map(({ messages }: { messages: number }) => messages)).toEqual([0, 100, 200]);
}, 180_000);
