/** How long it takes until every ticket in progress of a store is due by the calendars that were changed, and what waits meanwhile. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openServiceLevels } from '../../../src/config/service-levels.ts';
import { newConversationState } from '../../../src/domain/conversation.ts';
import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import { queuePosition } from '../../../src/domain/queue-order.ts';
import { earliestDue, type TargetClock, targetClocks } from '../../../src/domain/sla/clock.ts';
import type { ClockEvent } from '../../../src/domain/sla/phases.ts';
import { policyOf, type ServiceLevels } from '../../../src/domain/sla/service-levels.ts';
import { stepsOf } from '../../../src/domain/sla/steps.ts';
import { ACTIVE_STATUSES, type Ticket } from '../../../src/domain/ticket.ts';
import { keepServiceLevels } from '../../../src/engine/keep-service-levels.ts';
import type { Store, StoreTransaction } from '../../../src/ports/store.ts';
import { createLocalPubSub } from '../../../src/pubsub/local-pubsub.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { createRandom } from '../large-store/random.ts';
import { NOW, ongoing, POLICY, weekdays } from './deadlines.ts';
import { ZONES } from './random-tickets.ts';

export interface StoreFigures {
  tickets: number;
  /** Those that are due at another time than before. */
  moved: number;
  /** Those that are not due when their events say so. */
  wrong: number;
  seconds: number;
  /** For how long nothing else of the process could run at most. */
  longestBlockMs: number;
  /** How long something else that was to be written took at most. */
  longestWriteMs: number;
}

const BATCH_SIZE = 1_000;

/** Of a desk with so many tickets, with a calendar a zone, that closes an hour earlier from now on. */
export async function measureStore(tickets: number): Promise<StoreFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-sla-'));
  const store = await createSqliteStore({ file: join(folder, 'desk.db') });
  try {
    const before = await fill(store, tickets, await change(store, 1_080));
    const beside = watchTheRest(store);
    const startedAt = performance.now();
    const serviceLevels = await change(store, 1_020);
    const seconds = (performance.now() - startedAt) / 1_000;
    const rest = await beside.stop();
    const after = await dueTimes(store);
    const moved = [...after].filter(([id, dueAt]) => dueAt !== before.get(id)).length;
    return { tickets: after.size, moved, wrong: await countWrong(store, serviceLevels), seconds, ...rest };
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Has the desk close at this minute of the day. */
async function change(store: Store, toMinute: number): Promise<ServiceLevels> {
  const calendars = Object.fromEntries(
    ZONES.map((zone) => [zone, { definition: weekdays(zone, toMinute), publicHolidays: undefined }]),
  );
  const sla = ZONES.map((zone) => ({ ...POLICY, name: zone, calendar: zone, categories: [zone] }));
  const opened = { sla, calendars, openingHours: undefined };
  let serviceLevels = openServiceLevels(opened);
  const clock = { now: () => NOW, schedule: () => () => {} };
  const context = { store, clock, policy: DEFAULT_POLICY, pubsub: createLocalPubSub() };
  await keepServiceLevels(context, { calendars, sla }, (versions) => {
    serviceLevels = openServiceLevels(opened, versions);
    return serviceLevels;
  });
  return serviceLevels;
}

/** Resolves to when each ticket is due, by its id. */
async function fill(store: Store, tickets: number, serviceLevels: ServiceLevels): Promise<DueTimes> {
  const due: DueTimes = new Map();
  const random = createRandom(2_026);
  const openedAt = (events: ClockEvent[]) => events[0]?.at ?? NOW;
  // As tickets are numbered: in the order in which they were opened.
  const all = Array.from({ length: tickets }, () => ongoing(random.below)).sort((a, b) => openedAt(a) - openedAt(b));
  for (let from = 0; from < tickets; from += BATCH_SIZE) {
    await store.transaction(async (tx) => {
      for (const [index, events] of all.slice(from, from + BATCH_SIZE).entries()) {
        const { id, dueAt } = await add(tx, from + index, events, serviceLevels);
        due.set(id, dueAt);
      }
    });
  }
  return due;
}

/** As a desk with these promises would have it: due in time, and with every step taken so far. */
async function add(
  tx: StoreTransaction,
  index: number,
  events: ClockEvent[],
  serviceLevels: ServiceLevels,
): Promise<Ticket> {
  const opened = ticketOf(index, events[0]?.at ?? NOW);
  const clocks = clocksOf(opened, events, serviceLevels);
  const ticket = { ...opened, dueAt: earliestDue(clocks) };
  const { conversationId: id, channel, locale, customerId, customerName } = ticket;
  const address = { channel, account: 'default', conversationKey: id };
  const customer = { id: customerId, name: customerName };
  const state = newConversationState({ id, channel, locale, customer, createdAt: ticket.openedAt });
  await tx.conversations.save({ ...state, ticket }, address, 0, ticket.openedAt);
  await tx.tickets.save(ticket, queuePosition(ticket, DEFAULT_POLICY.priority));
  const by = { kind: 'agent' as const, id: 'ann', name: 'Ann' };
  for (const event of events) {
    await tx.tickets.addEvent({ ...event, ticketId: ticket.id, by, detail: '', staffPost: undefined });
  }
  for (const { id: clockStep, at } of stepsOf(clocks).filter(({ at }) => at <= NOW)) {
    const step = { ticketId: ticket.id, kind: 'reminder' as const, at, by, detail: '', staffPost: undefined };
    await tx.tickets.addEvent({ ...step, clockStep });
  }
  return ticket;
}

function clocksOf(ticket: Ticket, events: readonly ClockEvent[], serviceLevels: ServiceLevels): TargetClock[] {
  const found = policyOf(serviceLevels, ticket, DEFAULT_POLICY.priority);
  return found === undefined ? [] : targetClocks({ ...found, events, now: NOW });
}

function ticketOf(index: number, openedAt: number): Ticket {
  const zone = ZONES[index % ZONES.length] ?? 'UTC';
  const of = { id: `ticket-${index}`, conversationId: `conversation-${index}`, customerId: `customer-${index}` };
  return {
    ...of,
    customerName: 'Kim',
    channel: 'web',
    locale: 'en',
    status: 'open',
    reason: 'requested',
    subject: 'My parcel has been on its way for two weeks, and nobody can tell me where it is',
    intent: 'track_order',
    category: zone,
    tags: [],
    importance: 3,
    sentiment: 0,
    urgentWords: false,
    assignee: undefined,
    tried: [],
    openedAt,
    openedWithPriority: 2,
    waitingSince: openedAt,
    firstReplyAt: undefined,
    snoozedUntil: undefined,
    resolvedAt: undefined,
    reopened: 0,
  };
}

/** Looks at the process, and writes something, every few milliseconds. */
function watchTheRest(store: Store): { stop(): Promise<Pick<StoreFigures, 'longestBlockMs' | 'longestWriteMs'>> } {
  let isStopped = false;
  let longestBlockMs = 0;
  let longestWriteMs = 0;
  const look = async () => {
    while (!isStopped) {
      const startedAt = performance.now();
      await delay(1);
      longestBlockMs = Math.max(longestBlockMs, performance.now() - startedAt - 1);
    }
  };
  const write = async () => {
    while (!isStopped) {
      const startedAt = performance.now();
      await store.transaction((tx) => tx.tickets.advanceQueue(0));
      longestWriteMs = Math.max(longestWriteMs, performance.now() - startedAt);
      await delay(10);
    }
  };
  const watching = Promise.all([look(), write()]);
  return {
    async stop() {
      isStopped = true;
      await watching;
      return { longestBlockMs, longestWriteMs };
    },
  };
}

type DueTimes = Map<string, number | undefined>;

async function dueTimes(store: Store): Promise<DueTimes> {
  const due: DueTimes = new Map();
  await forEach(store, async (ticket) => {
    due.set(ticket.id, ticket.dueAt);
  });
  return due;
}

/** How many are not due when their events say so, be it that the ticket or its conversation says otherwise. */
async function countWrong(store: Store, serviceLevels: ServiceLevels): Promise<number> {
  let wrong = 0;
  await forEach(store, async (ticket) => {
    const due = earliestDue(clocksOf(ticket, await store.read.tickets.events(ticket.id), serviceLevels));
    const stored = await store.read.conversations.get(ticket.conversationId);
    if (ticket.dueAt !== due || stored?.state.ticket?.dueAt !== due) wrong += 1;
  });
  return wrong;
}

async function forEach({ read }: Store, look: (ticket: Ticket) => Promise<void>): Promise<void> {
  let before: number | undefined;
  do {
    const page = { limit: BATCH_SIZE, before };
    const { tickets, next } = await read.tickets.newest({ statuses: ACTIVE_STATUSES }, page);
    for (const { ticket } of tickets) await look(ticket);
    before = next;
  } while (before !== undefined);
}
