import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { type DeskProcess, startDeskProcess } from '../support/desk-process.ts';
import { runRelaydesk } from '../support/run-relaydesk.ts';
import { writeSmallContent } from '../support/small-content.ts';
import { type SeenMessage, WebCustomer } from '../support/web-customer.ts';

let folder: string;
let dataDir: string;
let desk: DeskProcess;
let key: string;
let said: SeenMessage[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-why-'));
  dataDir = join(folder, 'data');
  await writeSmallContent(folder);
  desk = await startDeskProcess({ dataDir, contentDir: folder });
  const customer = new WebCustomer(desk.url);
  await customer.open();
  key = randomUUID();
  await customer.post('do you sell gift cards', key);
  await answers(customer, 1);
  await customer.post('I want to talk to a person');
  await answers(customer, 2);
  said = await customer.transcript();
});
afterAll(async () => {
  await desk.stop('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

async function answers(customer: WebCustomer, count: number): Promise<void> {
  const fromBot = async () => (await customer.transcript()).filter(({ author }) => author.kind === 'bot');
  await vi.waitFor(async () => expect(await fromBot()).toHaveLength(count), { timeout: 10_000 });
}

const why = (...args: string[]) =>
  runRelaydesk(['why', ...args], { cwd: folder, variables: { DATA_DIR: dataDir, CONTENT_DIR: folder } });

const WHY_GIFT_CARD =
  /Answered as the intent “gift_card” says[\s\S]*0\.6 is needed[\s\S]*The next turn was handed over/;

test('while the desk runs it says why, of what the customer wrote and of the answer, by our name and the platform’s', async () => {
  for (const name of [said[0]?.id, said[1]?.id, key]) {
    const { stdout, stderr, exitCode } = await why(name ?? '');
    expect([stderr, exitCode], name).toEqual(['', 0]);
    expect(stdout).toMatch(/^Decision \d+, .* UTC, web\n {2}“do you sell gift cards”/);
    expect(stdout).toMatch(WHY_GIFT_CARD);
    expect(stdout).not.toContain('asked for a person');
  }
});

test('of a ticket it says all of the conversation, the newest first, and as JSON for programs', async () => {
  for (const args of [['--ticket', '1'], ['#1']]) {
    const { stdout } = await why(...args);
    expect(stdout).toMatch(/asked for a person[\s\S]*do you sell gift cards/);
  }
  const { stdout } = await why('--ticket', '1', '--json', '--limit', '1');
  expect(JSON.parse(stdout)).toMatchObject([
    {
      rule: 'person_requested',
      action: 'handed_over',
      question: 'I want to talk to a person',
      why: ['Handed over to people.', 'The customer asked for a person.'],
    },
  ]);
});

test.each([
  [['no-such-message'], 'There is no message no-such-message'],
  [['--ticket', '99'], 'There is no ticket #99.'],
  [[], 'Name a message, or a ticket with --ticket.'],
  [['--ticket', 'x'], 'It must be a whole number from 1 on.'],
])('%s is refused with what to do', async (args, reason) => {
  const { stdout, stderr, exitCode } = await why(...args);
  expect([stdout, exitCode]).toEqual(['', 1]);
  expect(stderr).toContain(reason);
});

test('where there is no store that is said, and none is made', async () => {
  const elsewhere = { DATA_DIR: join(folder, 'other'), CONTENT_DIR: folder };
  const { stderr, exitCode } = await runRelaydesk(['why', 'c1'], { cwd: folder, variables: elsewhere });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/There is no store at .*other\/relaydesk\.db: set DATA_DIR/);
});

test('a desk that is stopped, even by kill -9, is asked just so, and starts again afterwards', async () => {
  await desk.stop('SIGKILL');
  expect((await why(said[1]?.id ?? '')).stdout).toMatch(WHY_GIFT_CARD);
  const store = await createSqliteStore({ file: join(dataDir, 'relaydesk.db') });
  expect(await store.read.decisions.since(0, { limit: 9 })).toHaveLength(2);
  await store.transaction((tx) => tx.decisions.prune(Number.MAX_SAFE_INTEGER, 9));
  await store.close();
  const pruned = await why(said[1]?.id ?? '');
  expect(pruned.exitCode).toBe(1);
  expect(pruned.stderr).toContain('not kept any more');
});
