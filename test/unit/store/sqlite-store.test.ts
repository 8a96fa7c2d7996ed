import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import { searchQuery } from '../../../src/lib/search-terms.ts';
import { MIGRATIONS } from '../../../src/store/migrations.ts';
import { openConnection, type SqliteConnection } from '../../../src/store/sqlite/connection.ts';
import { inspectStore } from '../../../src/store/sqlite/inspect-store.ts';
import { migrate } from '../../../src/store/sqlite/migrate.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { ADDRESS, conversation, fromCustomer, inboxRow, ticket } from '../../contract/store/samples.ts';
import { indexAll, saveTicket } from '../../support/tickets.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relaydesk-store-'));
  file = join(folder, 'new folder', 'desk.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the folder and the file are made, readable by their owner only', async () => {
  const store = await createSqliteStore({ file });
  await store.transaction((tx) => tx.inbox.add(inboxRow('e1')));
  for (const name of [file, `${file}-wal`, `${file}.lock`]) expect(statSync(name).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'new folder')).mode & 0o777).toBe(0o700);
  await store.close();
});

test('what was committed is there after closing and opening again', async () => {
  const first = await createSqliteStore({ file });
  await first.transaction((tx) => tx.inbox.add(inboxRow('e1')));
  await first.close();
  const second = await createSqliteStore({ file });
  expect(await second.read.inbox.pending('c1', 9)).toMatchObject([{ eventKey: 'e1' }]);
  await second.close();
});

test('after closing, the file alone is the whole store', async () => {
  const store = await createSqliteStore({ file });
  await store.transaction((tx) => tx.inbox.add(inboxRow('e1')));
  await store.close();
  await store.close();
  const copy = join(folder, 'copy.db');
  writeFileSync(copy, readFileSync(file));
  const restored = await createSqliteStore({ file: copy });
  expect(await restored.read.inbox.countPending('c1')).toBe(1);
  await restored.close();
});

test('a second store on the same file is refused, says where, and does no harm to the first', async () => {
  const first = await createSqliteStore({ file });
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    await expect(createSqliteStore({ file })).rejects.toMatchObject({
      name: 'StoreError',
      code: 'in_use',
      message: expect.stringContaining(join(folder, 'new folder')),
    });
  }
  expect(await first.transaction((tx) => tx.inbox.add(inboxRow('e1')))).toBe(true);
  await first.close();
  await (await createSqliteStore({ file })).close();
});

test('a store from a newer program is refused and left as it is', async () => {
  await (await createSqliteStore({ file })).close();
  setVersion(999);
  await expect(createSqliteStore({ file })).rejects.toMatchObject({ code: 'newer_version' });
  await expect(createSqliteStore({ file })).rejects.toThrow(/store version 999/);
});

test.each([
  ['not a database', 'hello, I am a text file. '.repeat(400)],
  ['cut off', undefined],
])('a file that is %s is refused with advice, and refused again, not replaced', async (_what, content) => {
  await (await createSqliteStore({ file })).close();
  const damaged = content ?? readFileSync(file).subarray(0, 3000);
  writeFileSync(file, damaged);
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    await expect(createSqliteStore({ file })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('backup'),
    });
  }
  expect(readFileSync(file)).toEqual(Buffer.from(damaged));
});

test('a folder that cannot be made is reported with its path', async () => {
  writeFileSync(join(folder, 'new folder'), 'a file, not a folder');
  await expect(createSqliteStore({ file })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining(file),
  });
});

test('the words of a handled event and of a removed message are gone from their rows', async () => {
  const store = await createSqliteStore({ file });
  await store.transaction(async (tx) => {
    await tx.inbox.add(inboxRow('e1'));
    await tx.messages.addFromCustomer(fromCustomer('m1'));
  });
  const [row] = await store.read.inbox.pending('c1', 1);
  await store.transaction(async (tx) => {
    await tx.inbox.finish(row === undefined ? [] : [row.id]);
    await tx.messages.remove('m1', 5);
  });
  await store.close();
  const connection = openConnection({ file, busyTimeoutMs: 0 });
  expect(await connection.rows('select body, customer from inbox', [])).toEqual([{ body: '', customer: null }]);
  expect(await connection.rows('select text from messages', [])).toEqual([{ text: '' }]);
  connection.close();
});

/** A store as a program of that version left it, with rows put in by `fill`. */
function leaveStoreOfVersion(version: number, fill: (connection: SqliteConnection) => void): void {
  mkdirSync(dirname(file), { recursive: true });
  const connection = openConnection({ file, busyTimeoutMs: 0 });
  const steps = MIGRATIONS.slice(0, version).flatMap((step) => step(connection.builder));
  for (const step of steps) connection.exec(step.compile().sql);
  fill(connection);
  connection.exec(`pragma user_version = ${version}`);
  connection.close();
}

test('an older store loses its sign-in links, and the scores that do not count', async () => {
  const scored = [
    ...['customer', 'bot', 'agent', 'system'].map((author) => [`by ${author}`, 'answer', author, 1]),
    ...[0, 1, 5].map((score) => [`rated ${score}`, 'rating', 'bot', score]),
  ];
  leaveStoreOfVersion(3, ({ exec }) => {
    exec("insert into staff values ('admin', 'Admin', 'admin', 1)");
    exec(`insert into sign_in_links values ('in a log', 'admin', 1000)`);
    exec(`insert into sessions values ('open', 'admin', 1000)`);
    for (const [id, kind, author, score] of scored) {
      exec(`insert into feedback (message_id, kind, conversation_id, channel, author_kind, author_id, author_name, weight, asked_at,
        score, scored_at) values ('${id}', '${kind}', 'c1', 'web', '${author}', 'a', 'A', 1, 1, ${score}, 1)`);
    }
  });
  const migrated = await createSqliteStore({ file });
  const scores = (await migrated.read.feedback.since(0)).map(({ messageId, score }) => [messageId, score]);
  expect(Object.fromEntries(scores)).toEqual({
    'by bot': 1,
    'by agent': 1,
    'rated 0': undefined,
    'rated 1': 1,
    'rated 5': 5,
  });
  expect(await migrated.read.staff.bySignInLink('in a log', 1)).toBeUndefined();
  expect(await migrated.read.staff.bySession('open', 1)).toEqual({ id: 'admin', name: 'Admin', role: 'admin' });
  await migrated.close();
});

/** A store of version 5 with tickets, messages and notes, each with a word of its own. */
function leaveLargeStore(count: number): void {
  leaveStoreOfVersion(5, (connection) => {
    connection.exec('begin');
    for (let number = 1; number <= count; number += 1) {
      const { tags: _tags, ...old } = ticket(`t${number}`, {
        conversationId: `c${number}`,
        customerName: `Kim ${number}`,
      });
      const state = JSON.stringify({ ...conversation(), id: `c${number}`, ticket: old });
      connection.exec(`insert into tickets (id, number, customer_id, active, ticket)
        values ('t${number}', ${number}, 'u1', 1, '${JSON.stringify(old)}')`);
      connection.exec(`insert into conversations values ('c${number}', 'web', 'default', 'k', '${state}', 1, 1)`);
      connection.exec(`insert into messages (id, conversation_id, author_kind, author_id, author_name, text, sent_at)
        values ('m${number}', 'c${number}', 'customer', 'u1', 'Kim', 'message${number} 退货', 1)`);
      connection.exec(`insert into ticket_events (ticket_id, kind, at, by_kind, by_id, by_name, detail)
        values ('t${number}', 'note', 1, 'agent', 'a', 'A', 'note${number}')`);
    }
    connection.exec('commit');
  });
}

test('an older store is filled with what lists and searches ask for', async () => {
  leaveLargeStore(20);
  const store = await createSqliteStore({ file });
  await indexAll(store);
  const { tickets, conversations } = store.read;
  const found = async (words: string) =>
    (await tickets.search(searchQuery(words), { offset: 0, limit: 99 })).tickets.map(({ number }) => number);
  expect(await found('message 7')).toEqual([7]);
  expect(await found('note 7')).toEqual([7]);
  expect(await found('kim 7')).toEqual([7]);
  expect((await found('退货')).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  const page = { weights: DEFAULT_POLICY.priority, now: 1, limit: 99 };
  expect((await tickets.queue({ statuses: ['open'], channel: 'web' }, page)).tickets).toHaveLength(20);
  expect((await tickets.get('t7'))?.ticket).toEqual(ticket('t7', { conversationId: 'c7', customerName: 'Kim 7' }));
  expect((await conversations.get('c7'))?.state.ticket?.tags).toEqual([]);
  expect(await tickets.queueOrder()).toBeUndefined();
  await store.close();
});

test('bringing a store up to date goes on where it was interrupted', async () => {
  const count = 2_500;
  leaveLargeStore(count);
  let interruptions = 0;
  while (await isInterrupted(1)) interruptions += 1;
  expect(interruptions).toBeGreaterThan(2);
  const store = await createSqliteStore({ file });
  const page = { weights: DEFAULT_POLICY.priority, now: 1, limit: count };
  const { tickets } = await store.read.tickets.queue({ statuses: ['open'], channel: 'web' }, page);
  expect(new Set(tickets.map(({ number }) => number)).size).toBe(count);
  await store.close();
});

/** Whether bringing the store up to date ended before it was done, when no more than so many transactions can be committed. */
async function isInterrupted(commits: number): Promise<boolean> {
  const connection = openConnection({ file, busyTimeoutMs: 0 });
  let left = commits;
  const interrupted: SqliteConnection = {
    ...connection,
    exec(queries) {
      if (queries === 'commit') left -= 1;
      if (queries === 'commit' && left < 0) throw new Error('interrupted');
      connection.exec(queries);
    },
  };
  const outcome = await migrate(interrupted, file).then(
    () => 'done',
    (error: Error) => error.message,
  );
  connection.close();
  expect(['done', 'interrupted']).toContain(outcome);
  return outcome === 'interrupted';
}

test('a store with the words of version 4 goes on where it was', async () => {
  const customersText = '{"kind":"request","request":"help"} "origin": "reason":"delivery_trouble"';
  const staff = { id: 'anna', name: 'Anna', role: 'agent' };
  const bodies = [
    { kind: 'message', messageKey: 'k1', text: customersText },
    { kind: 'request', messageKey: 'k2', request: 'link', argument: customersText },
    { kind: 'command', ticketId: 't1', staff, command: { kind: 'note', text: customersText, origin: 'C1:1.5' } },
    { kind: 'linked', name: 'Kim', channel: 'discord' },
    { kind: 'delivery_trouble', messageId: 'm1', detail: 'lost' },
    { kind: 'unassign', holderId: 'anna', reason: 'gone' },
  ];
  const old = { ...ticket('t1', { subject: customersText }), reason: 'delivery_trouble' };
  const json = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", "''")}'`;
  leaveStoreOfVersion(4, ({ exec }) => {
    for (const [index, body] of bodies.entries()) {
      exec(`insert into inbox (channel, account, event_key, conversation_id, conversation_key, occurred_at, received_at, body, state,
        attempts) values ('web', 'default', 'e${index}', 'c1', 'k', 1, 1, ${json(body)}, 'pending', 0)`);
    }
    exec(
      `insert into conversations values ('c1', 'web', 'default', 'k', ${json({ ...conversation(), ticket: old })}, 1, 1)`,
    );
    exec(`insert into tickets values ('t1', 1, 'u1', 1, ${json(old)})`);
    for (const kind of ['customer_linked', 'delivery_trouble', 'note']) {
      exec(`insert into ticket_events (ticket_id, kind, at, by_kind, by_id, by_name, detail, origin)
        values ('t1', '${kind}', 1, 'system', 's', 'S', ${json(customersText)}, 'C1:1.5')`);
    }
    exec(`insert into messages (id, conversation_id, author_kind, author_id, author_name, text, details, sent_at)
      values ('m1', 'c1', 'agent', 'anna', 'Anna', ${json(customersText)}, ${json({ origin: 'C1:1.5' })}, 1)`);
    exec("insert into rooms values ('t1', 'C1', '1.0', 'digest', 3, 2, 0, 1, 0, null)");
    exec("insert into room_posts values (1, 't1', 'message:m1', 'C1', '1.5', 'digest')");
    exec("insert into customer_links values ('u1', 'p'), ('u2', 'p')");
    exec(`insert into link_codes values ('code', ${json({ name: 'Kim' })}, null, 10)`);
  });
  const store = await createSqliteStore({ file });
  const { inbox, tickets, conversations, messages, staffThreads, contactMerges } = store.read;
  expect((await inbox.pending('c1', 10)).map(({ body }) => body)).toEqual([
    bodies[0],
    { kind: 'command', messageKey: 'k2', command: 'link', argument: customersText },
    {
      kind: 'staff_command',
      ticketId: 't1',
      staff,
      command: { kind: 'note', text: customersText, staffPost: 'C1:1.5' },
    },
    { kind: 'contacts_merged', name: 'Kim', channel: 'discord' },
    { kind: 'delivery_failed', messageId: 'm1', detail: 'lost' },
    { kind: 'unassign', assigneeId: 'anna', reason: 'gone' },
  ]);
  expect((await tickets.get('t1'))?.ticket).toMatchObject({ reason: 'delivery_failed', subject: customersText });
  expect((await conversations.get('c1'))?.state.ticket).toMatchObject({ reason: 'delivery_failed' });
  const events = await tickets.events('t1');
  expect(events.map(({ kind }) => kind)).toEqual(['contacts_merged', 'delivery_failed', 'note']);
  expect(events[0]).toMatchObject({ staffPost: 'C1:1.5', detail: JSON.stringify(customersText) });
  expect(await messages.get('m1')).toMatchObject({ staffPost: 'C1:1.5', text: JSON.stringify(customersText) });
  const address = { channelKey: 'C1', threadKey: '1.0' };
  expect(await staffThreads.findByAddress(address)).toMatchObject({ ticketId: 't1', desiredVersion: 3 });
  expect(await staffThreads.waiting(1, 5)).toEqual(['t1']);
  expect(await staffThreads.findPost('C1', '1.5')).toEqual({ ticketId: 't1', itemId: 'message:m1' });
  expect(await contactMerges.contactOf('u1')).toEqual(['u1', 'u2']);
  // Codes of a quarter of an hour do not outlive the update.
  expect(await contactMerges.code('code', 1)).toBeUndefined();
  await store.close();
});

test('contacts of a store of version 6 stay joined, and can be parted', async () => {
  const json = (value: unknown): string => `'${JSON.stringify(value)}'`;
  leaveStoreOfVersion(6, ({ exec }) => {
    exec("insert into merged_contacts values ('u1', 'u2'), ('u2', 'u2'), ('u3', 'u2'), ('u4', 'u5'), ('u5', 'u5')");
    exec(`insert into merge_codes values ('code', ${json({ name: 'Kim' })}, null, 10)`);
  });
  const store = await createSqliteStore({ file, now: () => 1 });
  const { contactMerges } = store.read;
  await store.transaction(async (tx) => {
    const state = conversation({ id: 'c9', customer: { id: 'u2', name: 'Lu' }, channel: 'discord' });
    await tx.conversations.save(state, { ...ADDRESS, channel: 'discord' }, 0, 1);
    await saveTicket(tx, ticket('t9', { customerId: 'u2', conversationId: 'c9' }));
  });
  for (const id of ['u1', 'u2', 'u3']) expect(await contactMerges.contactOf(id)).toEqual(['u1', 'u2', 'u3']);
  expect(await contactMerges.contactOf('u4')).toEqual(['u4', 'u5']);
  expect(await contactMerges.mergedWith('u1')).toEqual([
    { customerId: 'u2', conversationId: 'c9', name: 'Lu', channel: 'discord', agreedIn: '' },
    { customerId: 'u3', conversationId: '', name: '', channel: '', agreedIn: '' },
  ]);
  expect(await contactMerges.code('code', 1)).toBeUndefined();
  await store.transaction((tx) => tx.contactMerges.unmerge('u1', ['u2', 'u3']));
  expect(await contactMerges.contactOf('u2')).toEqual(['u2']);
  await store.close();
});

test('what happened to tickets of a store of version 7 stays, and was no step of a clock', async () => {
  leaveStoreOfVersion(7, ({ exec }) =>
    exec(`insert into ticket_events (ticket_id, kind, at, by_kind, by_id, by_name, detail)
      values ('t1', 'reminder', 5, 'system', 'system', 'Relaydesk', 'Nobody has claimed this yet')`),
  );
  const store = await createSqliteStore({ file, now: () => 1 });
  const [event] = await store.read.tickets.events('t1');
  expect(event).toMatchObject({ kind: 'reminder', at: 5, detail: 'Nobody has claimed this yet', clockStep: undefined });
  await store.close();
});

test('what happened in a store of version 10 is counted once it is brought up to date', async () => {
  const state = JSON.stringify(conversation()).replaceAll("'", "''");
  leaveStoreOfVersion(10, ({ exec }) => {
    exec(`insert into conversations (id, channel, account, conversation_key, state, version, updated_at)
      values ('c1', 'web', 'default', 'browser-1', '${state}', 1, 1)`);
    exec(`insert into decisions (conversation_id, channel, at, content_version, locale, rule, action, intent, intent_confidence, details, outcome, outcome_at)
      values ('c1', 'web', 3, 'v', 'en', 'intent_confident', 'answered', 'track_order', 0.9, '{}', 'helped', 5)`);
    exec(`insert into feedback (message_id, kind, conversation_id, channel, author_kind, author_id, author_name, weight, asked_at, score, scored_at)
      values ('m1', 'answer', 'c1', 'web', 'bot', 'bot', 'Bot', 1, 4, 1, 5)`);
  });
  const store = await createSqliteStore({ file });
  const facts = await store.read.facts.between({ since: 0, until: 9 }, { limit: 9 });
  expect(facts.map(({ kind, at, customerId }) => [kind, at, customerId])).toEqual([
    ['decision', 3, 'web/ann'],
    ['asked', 4, 'web/ann'],
    ['outcome', 5, 'web/ann'],
    ['scored', 5, 'web/ann'],
  ]);
  await store.close();
});

describe('files that do not belong together are refused, and left as they are', () => {
  beforeEach(() => mkdirSync(dirname(file), { recursive: true }));
  async function leave(): Promise<void> {
    const store = await createSqliteStore({ file });
    await store.transaction((tx) => tx.staff.save({ id: 'a', name: 'A', role: 'admin' }, 1));
    await store.close();
  }
  const refused = async (reason: RegExp) => {
    const before = readdirSync(dirname(file)).map((name) => [
      name,
      readFileSync(join(dirname(file), name)).toString('hex'),
    ]);
    await expect(createSqliteStore({ file })).rejects.toMatchObject({ code: 'unavailable', message: reason });
    await expect(inspectStore(file)).rejects.toMatchObject({ message: reason });
    expect(
      readdirSync(dirname(file)).map((name) => [name, readFileSync(join(dirname(file), name)).toString('hex')]),
    ).toEqual(before);
  };

  test('a log beside an empty database', async () => {
    writeFileSync(file, '');
    writeFileSync(`${file}-wal`, 'x'.repeat(4_096));
    await refused(/is empty, though a log of 4096 bytes stands beside it.*Restore a backup/);
  });

  test('a log without its database', async () => {
    writeFileSync(`${file}-wal`, 'x'.repeat(4_096));
    await refused(/is missing, though a log of 4096 bytes/);
  });

  test.each([1, 5_000])('a database that ends %i bytes early', async (bytes) => {
    await leave();
    truncateSync(file, statSync(file).size - bytes);
    await refused(/is cut short: \d+ of \d+ bytes/);
  });

  test('a database of another program', async () => {
    const other = openConnection({ file, busyTimeoutMs: 0 });
    other.exec('create table theirs (x integer)');
    other.close();
    await expect(createSqliteStore({ file })).rejects.toThrow(/of another program/);
  });

  test('an empty database without a log is a store that is yet to begin', async () => {
    writeFileSync(file, '');
    writeFileSync(`${file}-wal`, '');
    await leave();
  });
});

function setVersion(version: number): void {
  const connection = openConnection({ file, busyTimeoutMs: 0 });
  connection.exec(`pragma user_version = ${version}`);
  connection.close();
}
