import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { type DeskProcess, startDeskProcess } from '../support/desk-process.ts';
import { findFreePort } from '../support/free-port.ts';
import { writeSmallContent } from '../support/small-content.ts';
import { Visitor } from '../support/visitor.ts';
import { type SeenMessage, WebCustomer } from '../support/web-customer.ts';

const CUSTOMERS = 4;
const KILLS = 10;
/** Asked by each customer after each start, so that every kill meets work. */
const QUESTIONS_A_START = 8;

let folder: string;
let desk: DeskProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-durability-'));
  await writeSmallContent(folder);
});

afterEach(async () => {
  await desk?.stop('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

test(`killed ${KILLS} times at random moments, the desk answers every acknowledged message once and in order`, async () => {
  const port = await findFreePort();
  const start = () => startDeskProcess({ dataDir: join(folder, 'data'), contentDir: folder, port });
  desk = await start();
  const customers = Array.from({ length: CUSTOMERS }, () => new WebCustomer(`http://127.0.0.1:${port}`));
  for (const customer of customers) await customer.open();

  const progress = { starts: 1, isOver: false };
  const writing = customers.map((customer, index) => ask(customer, index, progress));
  for (let kill = 0; kill < KILLS; kill++) {
    await waitForRandomWork(customers[kill % CUSTOMERS]);
    expect(await desk.stop('SIGKILL')).toBe('SIGKILL');
    desk = await start();
    progress.starts += 1;
  }
  progress.isOver = true;
  const acknowledged = await Promise.all(writing);

  for (const [index, customer] of customers.entries()) {
    const questions = acknowledged[index] ?? [];
    expect(questions).toHaveLength((KILLS + 1) * QUESTIONS_A_START);
    const transcript = await vi.waitFor(async () => {
      const seen = await customer.wholeTranscript();
      expect(seen.filter(isAnswer)).toHaveLength(questions.length);
      return seen;
    }, 20_000);
    expect(transcript.filter(({ author }) => author.kind === 'customer').map(({ text }) => text)).toEqual(questions);
    const asked = transcript.filter(({ author }) => author.kind === 'customer').map(({ id }) => id);
    expect(transcript.filter(isAnswer).flatMap(({ inReplyTo }) => inReplyTo)).toEqual(asked);
    expect(transcript.filter(isAnswer).map(({ text }) => orderNumberIn(text))).toEqual(questions.map(orderNumberIn));
  }
}, 120_000);

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'a reply that was accepted and had not left by %s leaves once, after the next start',
  async (signal) => {
    await writeFile(join(folder, 'desk.yaml'), 'replies: { undo_seconds: 60 }\n');
    const port = await findFreePort();
    const start = () => startDeskProcess({ dataDir: join(folder, 'data'), contentDir: folder, port });
    desk = await start();
    const customer = new WebCustomer(desk.url);
    await customer.open();
    await customer.post('A person please');
    await vi.waitFor(async () => expect((await customer.transcript()).some(isByBot)).toBe(true), 20_000);
    await replyAsAdmin(desk, ['Hello', 'It leaves tomorrow.']);
    expect((await customer.transcript()).filter(isByAgent)).toEqual([]);
    await desk.stop(signal);

    await makeDue(join(folder, 'data', 'relaydesk.db'));
    desk = await start();
    const replies = await vi.waitFor(async () => {
      const seen = (await customer.transcript()).filter(isByAgent);
      expect(seen).toHaveLength(2);
      return seen;
    }, 20_000);
    expect(replies.map(({ text }) => text)).toEqual(['Hello', 'It leaves tomorrow.']);
  },
  60_000,
);

/** Takes the first ticket as the desk's first admin, and replies. */
async function replyAsAdmin(running: DeskProcess, texts: string[]): Promise<void> {
  const admin = new Visitor({ request: (path, init) => fetch(running.url + path, { ...init, redirect: 'manual' }) });
  await admin.postForm(new URL(await running.signInUrl()).pathname, {});
  const token = /name="token" value="([^"]+)"/.exec(await admin.html('/console'))?.[1] ?? '';
  const give = (kind: string, fields: Record<string, string> = {}) =>
    admin.postForm(`/console/tickets/1/commands/${kind}`, { token, key: randomUUID(), ...fields });
  expect((await give('claim')).status).toBe(303);
  for (const text of texts) expect((await give('reply', { text })).status).toBe(303);
}

/** Has what waits in the outbox of a desk that does not run wait no longer, as if the time had passed. */
async function makeDue(file: string): Promise<void> {
  const store = await createSqliteStore({ file });
  await store.transaction((tx) => tx.outbox.makeDue(Date.now()));
  await store.close();
}

function isByBot({ author }: SeenMessage): boolean {
  return author.kind === 'bot';
}

function isByAgent({ author }: SeenMessage): boolean {
  return author.kind === 'agent';
}

/** Asks numbered questions, each again under its key until it is acknowledged; returns the acknowledged texts in order. */
async function ask(
  customer: WebCustomer,
  index: number,
  progress: { starts: number; isOver: boolean },
): Promise<string[]> {
  const acknowledged: string[] = [];
  while (!progress.isOver || acknowledged.length < progress.starts * QUESTIONS_A_START) {
    if (acknowledged.length < progress.starts * QUESTIONS_A_START) {
      const text = `where is order ${100_000 + index * 1_000 + acknowledged.length}`;
      const key = randomUUID();
      while ((await customer.post(text, key)) !== 202) await new Promise(setImmediate);
      acknowledged.push(text);
    } else {
      await new Promise(setImmediate);
    }
  }
  return acknowledged;
}

/** Resolves at a moment that no one can foresee: after a random number of requests have gone through. */
async function waitForRandomWork(customer: WebCustomer | undefined): Promise<void> {
  for (let left = Math.ceil(Math.random() * 20); left > 0; left--) await customer?.transcript();
}

function isAnswer({ author }: SeenMessage): boolean {
  return author.kind === 'bot';
}

function orderNumberIn(text: string): string | undefined {
  return /\d+/.exec(text)?.[0];
}
