/** A store as the version before columns and search left it, with as many tickets and messages as asked for. */

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { HOUR_MS } from '../../../src/domain/policy.ts';
import { TICKET_STATUSES, type Ticket } from '../../../src/domain/ticket.ts';
import { MIGRATIONS } from '../../../src/store/migrations.ts';
import { openConnection, type SqliteConnection } from '../../../src/store/sqlite/connection.ts';
import { createRandom, type Random } from './random.ts';

export interface StoreSize {
  tickets: number;
  messages: number;
}

/** The version of the store before tickets could be queried. */
const VERSION = 5;
/** When it is read. */
export const NOW = 1_790_000_000_000;
const AGENTS = 30;
/** So many of a hundred tickets have each status, in the order of the statuses. */
const SHARES = [4, 3, 2, 1, 20, 70];
const LOCALES = ['en', 'en', 'en', 'zh', 'es'];
const CHANNELS = ['telegram', 'discord', 'web', 'web'];
const CATEGORIES = ['orders', 'returns', 'payment', 'shipping', 'account', 'general'];
/** Words that many, some and few messages have. */
export const FREQUENT = 'parcel';
export const SEVERAL = 'refund';
export const CHINESE = '退货';

/** Builds the store in a file that is not there yet. */
export async function buildStore(file: string, size: StoreSize): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const connection = openConnection({ file, busyTimeoutMs: 0 });
  connection.exec('pragma journal_mode = wal; pragma synchronous = off;');
  for (const migration of MIGRATIONS.slice(0, VERSION)) {
    for (const step of migration(connection.builder)) connection.exec(step.compile().sql);
  }
  const random = createRandom(1);
  const perTicket = Math.max(1, Math.round(size.messages / size.tickets));
  connection.exec('begin');
  for (let number = 1; number <= size.tickets; number += 1)
    await addTicket(connection, random, number, size, perTicket);
  connection.exec(`insert into counters (name, value) values ('ticket', ${size.tickets})`);
  connection.exec(`pragma user_version = ${VERSION}; commit`);
  connection.close();
}

async function addTicket(
  { run }: SqliteConnection,
  random: Random,
  number: number,
  { tickets }: StoreSize,
  perTicket: number,
): Promise<void> {
  // A customer comes back now and then.
  const customer = random.below(Math.ceil(tickets * 0.6));
  const conversationId = `conversation-${customer}`;
  const openedAt = NOW - Math.floor(((tickets - number) / tickets) * 365 * 24 * HOUR_MS);
  const one = ticketOf(random, number, { customer, conversationId, openedAt });
  const { tags: _tags, ...old } = one;
  const isActive = one.status !== 'resolved' && one.status !== 'closed';
  await run('insert into tickets (id, number, customer_id, active, ticket) values (?, ?, ?, ?, ?)', [
    one.id,
    number,
    one.customerId,
    isActive ? 1 : 0,
    JSON.stringify(old),
  ]);
  for (let index = 0; index < perTicket; index += 1) {
    const author = ['customer', 'bot', 'agent'][index % 3];
    await run(
      `insert into messages (id, conversation_id, author_kind, author_id, author_name, text, sent_at)
       values (?, ?, ?, 'somebody', 'Somebody', ?, ?)`,
      [`m${number}-${index}`, conversationId, author, textOf(random), openedAt - 60_000 + index * 30_000],
    );
  }
  for (const kind of ['opened', 'claimed', 'note', 'resolved']) {
    await run(
      `insert into ticket_events (ticket_id, kind, at, by_kind, by_id, by_name, detail) values (?, ?, ?, 'agent', 'a', 'A', ?)`,
      [one.id, kind, openedAt, kind === 'note' ? textOf(random) : ''],
    );
  }
}

function ticketOf(
  random: Random,
  number: number,
  { customer, conversationId, openedAt }: { customer: number; conversationId: string; openedAt: number },
): Ticket {
  const status = statusOf(random.below(100));
  const isDone = status === 'resolved' || status === 'closed';
  const agent = random.below(AGENTS);
  return {
    id: `ticket-${number}`,
    conversationId,
    customerId: `customer-${customer}`,
    customerName: `${random.word()} ${random.word()}`,
    channel: CHANNELS[customer % CHANNELS.length] ?? 'web',
    locale: LOCALES[customer % LOCALES.length] ?? 'en',
    status,
    reason: 'requested',
    subject: textOf(random),
    intent: undefined,
    category: CATEGORIES[random.below(CATEGORIES.length)] ?? 'general',
    tags: [],
    importance: 1 + random.below(5),
    sentiment: random.below(11) / 5 - 1,
    urgentWords: random.below(10) === 0,
    assignee: status === 'open' ? undefined : { id: `agent-${agent}`, name: `Agent ${agent}`, role: 'agent' },
    tried: [],
    openedAt,
    dueAt: status === 'open' && number % 2 === 0 ? NOW + (random.below(2_000) - 1_000) * 60_000 : undefined,
    waitingSince: status === 'open' || status === 'claimed' ? openedAt + random.below(600_000) : undefined,
    firstReplyAt: status === 'open' ? undefined : openedAt + random.below(HOUR_MS),
    snoozedUntil: status === 'snoozed' ? NOW + HOUR_MS : undefined,
    resolvedAt: isDone ? openedAt + HOUR_MS + random.below(24 * HOUR_MS) : undefined,
    reopened: random.below(10) === 0 ? 1 : 0,
  };
}

function statusOf(share: number): Ticket['status'] {
  let upTo = 0;
  for (const [index, status] of TICKET_STATUSES.entries()) {
    upTo += SHARES[index] ?? 0;
    if (share < upTo) return status;
  }
  return 'closed';
}

/** A dozen words, the first of them in many texts. */
function textOf(random: Random): string {
  const words = Array.from({ length: 6 + random.below(12) }, () => random.word());
  if (random.below(10) < 3) words.push(FREQUENT);
  if (random.below(100) < 2) words.push(`${SEVERAL}s`);
  if (random.below(100) < 2) words.push(`我想${CHINESE}`);
  if (random.below(10) < 2) words.push(`LF${100_000 + random.below(900_000)}`);
  return words.join(' ');
}
