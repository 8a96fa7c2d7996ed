import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type DeskProcess, startDeskProcess } from '../support/desk-process.ts';
import { findFreePort } from '../support/free-port.ts';
import { startRedisServer } from '../support/redis-server.ts';
import { runRelaydesk } from '../support/run-relaydesk.ts';
import { writeSmallContent } from '../support/small-content.ts';
import { WebCustomer } from '../support/web-customer.ts';

/** The issue of a start that fails is told within this time, also on a machine that does much else. */
const LONGEST_MS = 10_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-starts-'));
  await writeSmallContent(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function listen(port = 0): Promise<Server> {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function lockedRedis(): Promise<string> {
  const redis = await startRedisServer();
  onTestFinished(() => redis.stop());
  await redis.command('CONFIG', 'SET', 'requirepass', 'secret');
  return new URL(redis.url).host;
}

const FAILING: [string, () => Promise<Record<string, string>>, RegExp][] = [
  [
    'Redis wants a password',
    async () => ({ REDIS_URL: `redis://${await lockedRedis()}` }),
    /Redis at .* refuses the password/,
  ],
  [
    'the password for Redis is wrong',
    async () => ({ REDIS_URL: `redis://:wrong@${await lockedRedis()}` }),
    /refuses the password/,
  ],
  [
    'the data folder cannot be made',
    async () => ({ DATA_DIR: '/proc/relaydesk' }),
    /\/proc\/relaydesk cannot be created .*DATA_DIR/,
  ],
  [
    'the data folder is a file',
    async () => {
      await writeFile(join(folder, 'file'), '');
      return { DATA_DIR: join(folder, 'file') };
    },
    /is a file, not a folder/,
  ],
  [
    'the store is none',
    async () => {
      await mkdir(join(folder, 'data'));
      await writeFile(
        join(folder, 'data', 'relaydesk.db'),
        'no store, though long enough to be taken for one'.repeat(99),
      );
      return {};
    },
    /is damaged or is not a store/,
  ],
  ['the port is taken', async () => ({ PORT: String(portOf(await listen())) }), /Port \d+ .* is taken/],
  [
    'there is no content',
    async () => ({ CONTENT_DIR: join(folder, 'nowhere') }),
    /intents:1: error: this folder is missing/,
  ],
];

describe('a start that cannot succeed says why and ends', () => {
  test.each(FAILING)('%s', async (_, prepare, reason) => {
    const variables = {
      PORT: '0',
      CONTENT_DIR: folder,
      DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'silent',
      ...(await prepare()),
    };
    const before = performance.now();
    const { exitCode, stderr, stdout } = await runRelaydesk(['start'], { cwd: folder, variables });
    expect(stderr).toMatch(reason);
    expect(stderr).not.toContain('wrong');
    expect(stdout).not.toContain('is ready');
    expect(exitCode).toBe(1);
    expect(performance.now() - before).toBeLessThan(LONGEST_MS);
  });
});

async function start(variables: Record<string, string>, dataDir = join(folder, 'data')): Promise<DeskProcess> {
  const desk = await startDeskProcess({ dataDir, contentDir: folder, variables });
  onTestFinished(() => void desk.stop('SIGKILL'));
  return desk;
}

async function answerTo(customer: WebCustomer, text: string): Promise<string | undefined> {
  const known = (await customer.transcript()).length;
  expect(await customer.post(text)).toBe(202);
  return vi.waitFor(async () => {
    const seen = await customer.transcript();
    expect(seen.length).toBeGreaterThanOrEqual(known + 2);
    return seen.at(-1)?.text;
  }, 5_000);
}

test('without Redis the desk starts, says so once, answers at once, and takes Redis when it comes', async () => {
  const port = await findFreePort();
  const desk = await start({ REDIS_URL: `redis://127.0.0.1:${port}` });
  const customer = new WebCustomer(desk.url);
  await customer.open();
  expect(await answerTo(customer, 'where is order 100234')).toContain('100234');
  expect(desk.output().match(/Redis is away/g)).toHaveLength(1);
  const redis = await startRedisServer(port);
  onTestFinished(() => redis.stop());
  await vi.waitFor(async () => {
    expect(await answerTo(customer, 'where is order 100235')).toContain('100235');
    expect(await redis.command('KEYS', 'relaydesk:conversation:*')).not.toEqual([]);
  }, 15_000);
}, 40_000);

test('with a Redis that never answers the desk starts and answers', async () => {
  const desk = await start({ REDIS_URL: `redis://127.0.0.1:${portOf(await listen())}` });
  const customer = new WebCustomer(desk.url);
  await customer.open();
  expect(await answerTo(customer, 'where is order 100234')).toContain('100234');
  expect(desk.output()).toContain('Redis is away');
}, 40_000);

/** A small disk of its own; undefined where this user may not mount one. */
function mountDisk(path: string): (() => void) | undefined {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', path]);
  return status === 0 ? () => void spawnSync('umount', ['-l', path]) : undefined;
}

test('on a full disk a desk without a store says so and ends; one with a store starts, refuses what is new, and goes on by itself', async ({
  skip,
}) => {
  const disk = await mkdtemp(join(tmpdir(), 'relaydesk-disk-'));
  const unmount = mountDisk(disk);
  onTestFinished(async () => {
    unmount?.();
    await rm(disk, { recursive: true, force: true });
  });
  if (unmount === undefined) return skip('mounting a disk needs root');
  const dataDir = join(disk, 'data');
  const fill = () => writeFile(join(disk, 'fill'), Buffer.alloc(16 * 1024 * 1024)).catch(() => {});
  await fill();
  const variables = { PORT: '0', CONTENT_DIR: folder, DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  const failed = await runRelaydesk(['start'], { cwd: folder, variables });
  expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/disk is full|ENOSPC/) });
  await rm(join(disk, 'fill'));
  await (await start({}, dataDir)).stop('SIGTERM');
  await fill();
  const desk = await start({}, dataDir);
  const customer = new WebCustomer(desk.url);
  await customer.open();
  expect(await customer.post('where is order 100234')).toBe(503);
  expect((await fetch(`${desk.url}/help`)).status).toBe(200);
  await rm(join(disk, 'fill'));
  expect(await answerTo(customer, 'where is order 100234')).toContain('100234');
}, 60_000);
