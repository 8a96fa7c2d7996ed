/** What is read of a large store, each beside reading the rows that it is made of by their keys, in turn. */

import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import { TICKET_STATUSES } from '../../../src/domain/ticket.ts';
import { searchQuery } from '../../../src/lib/search-terms.ts';
import type { Store } from '../../../src/ports/store.ts';
import { MAX_HITS, type QueueCursor, type StoredTicket } from '../../../src/ports/tickets.ts';
import { openConnection } from '../../../src/store/sqlite/connection.ts';
import { SQLITE_FULL_TEXT } from '../../../src/store/sqlite/full-text.ts';
import { CHINESE, FREQUENT, NOW, SEVERAL } from './build.ts';

/** How long something took at the median, and how long its rows took that were read by their keys, in milliseconds. */
export interface Reading {
  what: string;
  rows: number;
  ms: number;
  byKeyMs: number;
}

const MOMENT = { weights: DEFAULT_POLICY.priority, now: NOW };
const PAGE = 50;

/** Something to be read, and the rows it consists of. */
interface Task {
  what: string;
  read(): Promise<unknown>;
  rows: number;
  readByKey(): Promise<unknown>;
}

export async function measureReads(store: Store, file: string, rounds: number): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const task of await tasksOf(store, file)) readings.push(await measure(task, rounds));
  return readings;
}

async function measure({ what, read, rows, readByKey }: Task, rounds: number): Promise<Reading> {
  const [times, byKey]: [number[], number[]] = [[], []];
  // The first round only warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const [ms, byKeyMs] = [await timeOf(read), await timeOf(readByKey)];
    if (round === 0) continue;
    times.push(ms);
    byKey.push(byKeyMs);
  }
  return { what, rows, ms: medianOf(times), byKeyMs: medianOf(byKey) };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function medianOf(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function tasksOf(store: Store, file: string): Promise<Task[]> {
  const { tickets } = store.read;
  const open = { statuses: ['open'] as const };
  const byKey = (found: StoredTicket[]) => async () => {
    for (const { ticket } of found) await tickets.get(ticket.id);
  };
  const list = async (what: string, read: () => Promise<{ tickets: StoredTicket[] }>): Promise<Task> => {
    const found = (await read()).tickets;
    return { what, read, rows: found.length, readByKey: byKey(found) };
  };
  const deep = await cursorAfter(store, 2_000);
  const place = deep ?? { rank: 0, openedAt: 0, number: 0 };
  const ahead = (await tickets.queue(open, { ...MOMENT, limit: 1_000 })).tickets;
  const often = await busiestCustomer(store);
  return [
    await list('the queue, first page', () => tickets.queue(open, { ...MOMENT, limit: PAGE })),
    await list('the queue, after 2 000', () => tickets.queue(open, { ...MOMENT, limit: PAGE, after: deep })),
    await list("one agent's tickets", () =>
      tickets.queue({ statuses: ['claimed'], assigneeId: 'agent-7' }, { ...MOMENT, limit: PAGE }),
    ),
    await list('the queue, one category, channel and language', () =>
      tickets.queue({ ...open, category: 'orders', channel: 'web', locale: 'zh' }, { ...MOMENT, limit: PAGE }),
    ),
    await list('resolved last', () => tickets.resolved({ statuses: ['resolved', 'closed'] }, { limit: PAGE })),
    await list('all tickets, newest first', () => tickets.newest({ statuses: TICKET_STATUSES }, { limit: PAGE })),
    {
      what: '/status: how many are ahead, up to 1 000',
      read: () => tickets.countAhead({ id: '', ...place }, MOMENT, 1_000),
      rows: ahead.length,
      readByKey: byKey(ahead),
    },
    await list("a customer's history", async () => ({ tickets: await tickets.ofCustomer(often, 20) })),
    ...(await searches(store, file, byKey)),
  ];
}

async function searches(store: Store, file: string, byKey: (found: StoredTicket[]) => () => Promise<void>) {
  const { tickets } = store.read;
  const tasks: Task[] = [];
  for (const words of [FREQUENT, SEVERAL, CHINESE, `${FREQUENT} ${CHINESE}`, 'LF 100234', 'nothingofit']) {
    for (const [place, limit] of [
      ['console', PAGE],
      ['/desk find', 20],
    ] as const) {
      const query = searchQuery(words);
      const read = () => tickets.search(query, { offset: 0, limit });
      const found = (await read()).tickets;
      const hits = await hitsOf(file, query);
      tasks.push({
        what: `${place}: ${words}`,
        read,
        rows: hits.length + found.length,
        async readByKey() {
          for (const id of hits) await store.read.messages.get(id);
          await byKey(found)();
        },
      });
    }
  }
  return tasks;
}

/** The ids of the messages that have the words, as many as are looked at. */
async function hitsOf(file: string, query: string[][]): Promise<string[]> {
  const connection = openConnection({ file, busyTimeoutMs: 0 });
  const sequences = await SQLITE_FULL_TEXT.find(connection, 'messages', query, MAX_HITS);
  const ids = [];
  for (const sequence of sequences) {
    const [row] = await connection.rows<{ id: string }>('select id from messages where sequence = ?', [sequence]);
    if (row !== undefined) ids.push(row.id);
  }
  connection.close();
  return ids;
}

async function cursorAfter({ read }: Store, count: number): Promise<QueueCursor | undefined> {
  return (await read.tickets.queue({ statuses: ['open'] }, { ...MOMENT, limit: count })).next;
}

async function busiestCustomer({ read }: Store): Promise<string> {
  const { tickets } = await read.tickets.newest({ statuses: TICKET_STATUSES }, { limit: 2_000 });
  let most = { id: '', count: 0 };
  for (const { ticket } of tickets) {
    const { tickets: count } = await read.tickets.countOfCustomer(ticket.customerId);
    if (count > most.count) most = { id: ticket.customerId, count };
  }
  return most.id;
}
