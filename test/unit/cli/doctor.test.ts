import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { examineDesk } from '../../../src/cli/doctor-checks.ts';
import { examineInfo, examineRedis } from '../../../src/cli/doctor-redis.ts';
import { projectRoot } from '../../../src/config/project-root.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { encoderToInstall } from '../../../src/understanding/sentence-encoder.ts';
import { type RedisServer, startRedisServer } from '../../support/redis-server.ts';
import { writeSmallContent } from '../../support/small-content.ts';

const NODE = '20.19.0';

let folder: string;
let redis: RedisServer;

beforeAll(async () => {
  redis = await startRedisServer();
});

afterAll(() => redis.stop());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-doctor-'));
  await writeSmallContent(folder);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** What the doctor says, as `level about: text`. */
async function examine(variables: Record<string, string> = {}, node = NODE): Promise<string[]> {
  const diagnostics = await examineDesk(folder, { PORT: '0', ...variables }, node);
  for (const { level, advice } of diagnostics) expect(advice === undefined).toBe(level === 'ok');
  return diagnostics.map(({ level, about, text }) => `${level} ${about}: ${text}`);
}

function openStore(): Promise<Store> {
  return createSqliteStore({ file: join(folder, 'data', 'relaydesk.db') });
}

test('a folder that is ready to start has no problem, and looking at it leaves nothing behind', async () => {
  const diagnostics = await examine();
  expect(diagnostics).toEqual([
    'ok Node: 20.19.0',
    'ok Configuration: environment variables',
    'ok Configuration: desk.yaml: the desk is called Test shop',
    'ok Content: 3 intents and 1 articles in en',
    expect.stringMatching(/^(ok|warning) Store: .*data can be written; \d+ MB are free$/),
    'ok Store: none yet: the first start makes it',
    'ok Port: a free one is taken at each start',
  ]);
  await expect(mkdir(join(folder, 'data'))).resolves.toBeUndefined();
});

test('a sentence encoder that desk.yaml names is looked for, with the command that installs it', async () => {
  await writeFile(join(folder, 'desk.yaml'), 'name: Test shop\nanswering: { embedding: use-lite }\n');
  const command = encoderToInstall('use-lite');
  const about = (await examineDesk(folder, { PORT: '0' }, NODE)).filter((one) => one.about === 'Embedding');
  expect(about).toEqual([
    command === undefined
      ? { level: 'ok', about: 'Embedding', text: 'use-lite is installed', advice: undefined }
      : {
          level: 'warning',
          about: 'Embedding',
          text: 'use-lite is not installed: the desk learns without it',
          advice: `Run "${command}" in Relaydesk's folder.`,
        },
  ]);
});

test('a public address without a named proxy is warned of, since limits by address may not hold', async () => {
  const variables = { PUBLIC_URL: 'https://desk.example.com' };
  const warning = expect.stringMatching(/^warning Configuration: PUBLIC_URL is set and TRUSTED_PROXIES is not: /);
  expect(await examine(variables)).toContainEqual(warning);
  expect(await examine({ ...variables, TRUSTED_PROXIES: '127.0.0.1' })).not.toContainEqual(warning);
  expect(await examine({ PUBLIC_URL: 'http://localhost:3000' })).not.toContainEqual(warning);
});

test('a data folder that others can look into is told of, with what they can read in it', async () => {
  const told = async () => (await examine()).filter((text) => text.includes('other users of this machine'));
  const dataDir = join(folder, 'data');
  const store = await openStore();
  await store.close();
  expect(await told()).toEqual([]);
  await chmod(dataDir, 0o755);
  expect(await told()).toEqual([expect.stringMatching(/^warning Store: .*data, though not read what is in it$/)]);
  await chmod(join(dataDir, 'relaydesk.db'), 0o640);
  expect(await told()).toEqual([expect.stringMatching(/^warning Store: .*data, and read relaydesk\.db$/)]);
  await chmod(dataDir, 0o700);
  expect(await told()).toEqual([]);
});

test('a Node older than package.json asks for is a problem', async () => {
  expect((await examine({}, '20.18.3'))[0]).toMatch(/^problem Node: /);
  expect((await examine({}, '24.0.0'))[0]).toMatch(/^ok Node: /);
  const { default: manifest } = await import(join(projectRoot(), 'package.json'), { with: { type: 'json' } });
  expect(manifest.engines.node).toBe('>=20.19');
});

test('configuration that cannot be used is a problem, and what does not hang on it is looked at all the same', async () => {
  await writeFile(join(folder, '.env'), 'PROT=80\n');
  await writeFile(join(folder, 'desk.yaml'), 'tickets:\n  reminder_minutes: soon\n');
  const misnamed = await examine();
  expect(misnamed).toContain('warning Configuration: PROT is no variable of Relaydesk. Did you mean PORT?');
  expect(misnamed).toContain('problem Configuration: desk.yaml:2: tickets.reminder_minutes must be a number');
  const diagnostics = await examine({ PORT: 'http', REDIS_URL: 'redis//me:secret@host' });
  expect(diagnostics[1]).toMatch(/^problem Configuration: .*\n {2}PORT: .*\n {2}REDIS_URL: /);
  expect(diagnostics).toContain('ok Content: 3 intents and 1 articles in en');
  expect(diagnostics.join()).not.toContain('secret');
});

test('mistakes in the content are problems, each with file and line', async () => {
  await writeFile(join(folder, 'intents', 'en', 'more.yaml'), 'intents:\n  - name: A B\n    category: x\n');
  const diagnostics = await examine();
  expect(diagnostics.filter((text) => text.startsWith('problem Content: intents/en/more.yaml:2: '))).not.toEqual([]);
});

test('a store is looked at while a desk is running on it as well as afterwards', async () => {
  const store = await openStore();
  expect(await examine()).toContainEqual(expect.stringMatching(/^ok Store: version \d+; a desk is running on it$/));
  await store.close();
  expect(await examine()).toContainEqual(expect.stringMatching(/^ok Store: version \d+$/));
});

test('events that were given up, and messages that may not have arrived, deserve a look', async () => {
  const store = await openStore();
  const address = { channel: 'web', account: 'default', conversationKey: 'k' };
  await store.transaction(async (tx) => {
    const row = { ...address, conversationId: 'c1', occurredAt: 1, receivedAt: 1, customer: undefined };
    const body = { kind: 'message' as const, messageKey: 'm', text: 'hello' };
    for (const eventKey of ['1', '2']) await tx.inbox.add({ ...row, eventKey, body });
    for (const { id } of await tx.inbox.pending('c1', 10)) await tx.inbox.setAside([id], `it broke on ${id}`);
    const message = {
      author: { kind: 'bot' as const, id: 'bot', name: 'Bot' },
      text: 'Hello.',
      locale: 'en',
      choices: [],
      source: undefined,
      asksFeedback: false,
      asksRatingOf: undefined,
      inReplyTo: [],
      replyToKey: undefined,
      attachments: [],
      staffPost: undefined,
      intent: undefined,
    };
    for (const id of ['m1', 'm2', 'm3']) {
      await tx.messages.addOutgoing('c1', { ...message, id }, 1);
      await tx.outbox.add({
        conversationId: 'c1',
        address,
        action: { kind: 'send', message: { ...message, id } },
        at: 1,
      });
    }
    const [first, second] = await tx.outbox.unsent('c1', 10);
    if (first) await tx.outbox.giveUp(first.id, 'failed', 'refused');
    if (second) await tx.outbox.giveUp(second.id, 'unknown', 'lost');
  });
  await store.close();
  expect((await examine()).filter((text) => text.startsWith('warning Store'))).toEqual([
    'warning Store: 2 events could not be handled and were set aside; why, of the last one: it broke on 2',
    'warning Store: 1 messages of the last days were refused by their platform',
    'warning Store: 1 messages of the last days may or may not have arrived',
  ]);
});

test('a file that is no store, and a folder that is a file, are problems', async () => {
  await mkdir(join(folder, 'data'));
  await writeFile(
    join(folder, 'data', 'relaydesk.db'),
    'this is no database, and long enough to be taken for one'.repeat(20),
  );
  expect(await examine()).toContainEqual(
    expect.stringMatching(/^problem Store: .*relaydesk\.db is damaged or is not a store/),
  );
  const DATA_DIR = join(folder, 'desk.yaml');
  expect(await examine({ DATA_DIR })).toContainEqual(
    expect.stringMatching(/^problem Store: .*desk\.yaml cannot be written/),
  );
});

test('a port that is taken is a problem, and an address of another machine as well', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect((await examine({ PORT: String(port) })).at(-1)).toBe(`problem Port: ${port} is taken by another program`);
  server.close();
  expect((await examine({ HOST: '203.0.113.7', PORT: '8080' })).at(-1)).toMatch(/^problem Port: .*EADDRNOTAVAIL/);
});

test('a Redis that answers is asked for its version, eviction and persistence', async () => {
  expect((await examineRedis(redis.url)).map(({ level }) => level)).toEqual(['ok', 'ok', 'warning']);
  await redis.command('config', 'set', 'maxmemory-policy', 'allkeys-lru');
  expect((await examineRedis(redis.url)).map(({ level }) => level)).toEqual(['ok', 'problem', 'warning']);
});

test.each([
  ['7.4.1', 'noeviction', '1', ['ok', 'ok', 'ok']],
  ['6.2.0', 'noeviction', '0', ['ok', 'ok', 'warning']],
  ['6.0.16', 'volatile-ttl', '1', ['warning', 'problem', 'ok']],
  ['4.0.9', 'noeviction', '1', ['problem', 'ok', 'ok']],
])('a Redis %s with %s and appendonly %s is %s', (version, policy, appendOnly, expected) => {
  const info = { redis_version: version, maxmemory_policy: policy, aof_enabled: appendOnly };
  expect(examineInfo('localhost', new Map(Object.entries(info))).map(({ level }) => level)).toEqual(expected);
});

test('a Redis that does not answer, and one that answers nothing, deserve a look, told without the password', async () => {
  const { port } = new URL(redis.url);
  redis.freeze();
  const frozen = await examineRedis(`redis://me:secret@127.0.0.1:${port}`);
  redis.resume();
  const absent = await examineRedis('redis://me:secret@127.0.0.1:1');
  for (const diagnostics of [frozen, absent]) {
    expect(diagnostics).toEqual([
      expect.objectContaining({ level: 'warning', text: expect.stringContaining('does not answer') }),
    ]);
    expect(JSON.stringify(diagnostics)).not.toContain('secret');
  }
});

test('of actions it is told which cannot be performed, and why', async () => {
  await mkdir(join(folder, 'actions'), { recursive: true });
  const action = `kind: read
request: { url: "https://shop.example/{order_number}", headers: { X-Key: "{env.ACTION_SHOP_KEY}" } }
environment: [ACTION_SHOP_KEY]
outcomes: { found: { status: 200 } }
examples: [{ inputs: { order_number: "1" }, body: {} }]
`;
  await writeFile(join(folder, 'actions', 'status.yaml'), action);
  const about = async (variables = {}) => (await examine(variables)).filter((line) => line.includes(' Actions: '));
  const [host, secret] = await about();
  expect(host).toContain('warning Actions: actions/status.yaml: shop.example');
  expect(secret).toContain('ACTION_SHOP_KEY is not set in the environment');
  await writeFile(join(folder, 'desk.yaml'), 'actions: { hosts: { shop.example: public } }\n');
  expect(await about({ ACTION_SHOP_KEY: 'long-enough-secret' })).toEqual(['ok Actions: 1 can be performed']);
});
