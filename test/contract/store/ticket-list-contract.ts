import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, HOUR_MS, type Policy } from '../../../src/domain/policy.ts';
import { NOT_NUMBERED, queuePlace, queuePosition } from '../../../src/domain/queue-order.ts';
import { ACTIVE_STATUSES, TICKET_STATUSES, type Ticket } from '../../../src/domain/ticket.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { QueueCursor, StoredTicket, TicketFilter } from '../../../src/ports/tickets.ts';
import { saveTicket } from '../../support/tickets.ts';
import { ticket } from './samples.ts';

type Weights = Policy['priority'];
const NOW = 1_790_000_000_000;
const MOMENT = { weights: DEFAULT_POLICY.priority, now: NOW };
const SAM = { id: 's1', name: 'Sam', role: 'agent' as const };
const KIM = { id: 's2', name: 'Kim', role: 'agent' as const };

const weight = fc.integer({ min: 0, max: 20 }).map((tenths) => tenths / 10);
const weights = fc.record({
  importanceWeight: weight,
  urgencyWeight: weight,
  complexityWeight: weight,
  ageingPerHour: weight,
  urgencyPerHour: weight,
});
const queued = fc.record({
  status: fc.constantFrom(...ACTIVE_STATUSES),
  importance: fc.integer({ min: 1, max: 5 }),
  complexity: fc.integer({ min: 1, max: 5 }),
  turns: fc.integer({ min: 0, max: 9 }),
  reassigned: fc.integer({ min: 0, max: 2 }),
  sentiment: fc.constantFrom(-1, -0.5, -0.3, 0, 0.8),
  urgentWords: fc.boolean(),
  openedAt: fc.integer({ min: 1, max: 5 }),
  waitingSince: fc.option(
    fc.integer({ min: 0, max: 40 }).map((hours) => NOW - hours * HOUR_MS),
    { nil: undefined },
  ),
  dueAt: fc.option(
    fc.integer({ min: -20, max: 20 }).map((halfMinutes) => NOW + halfMinutes * 30_000),
    { nil: undefined, freq: 2 },
  ),
});

/** The rank by its definition: priority, of urgency that is not rounded, and the ageing term. */
function rankOf(one: Ticket, chosen: Weights, now: number): number {
  const { importance, sentiment, urgentWords, waitingSince, complexity = 1, turns = 0, reassigned = 0 } = one;
  const hours = waitingSince === undefined ? 0 : (now - waitingSince) / HOUR_MS;
  const urgency = 1 + 2 * Math.max(0, -sentiment) + (urgentWords ? 2 : 0) + chosen.urgencyPerHour * hours;
  const weighed = chosen.importanceWeight * importance + chosen.urgencyWeight * Math.min(5, urgency);
  const priority = weighed + chosen.complexityWeight * Math.min(5, complexity + turns / 4 + reassigned);
  return priority + chosen.ageingPerHour * hours;
}

/** Ranks are rounded sums, so that equal ones may come out a little apart. */
function isInOrder(earlier: StoredTicket, later: StoredTicket, chosen: Weights, now: number): boolean {
  const due = (one: Ticket) => (one.dueAt === undefined ? Number.POSITIVE_INFINITY : Math.floor(one.dueAt / 60_000));
  if (due(earlier.ticket) !== due(later.ticket)) return due(earlier.ticket) < due(later.ticket);
  // Of what is due in the same minute, priority counts as it was before any waiting, to a thousandth.
  const compared = ({ ticket: one }: StoredTicket) =>
    one.dueAt === undefined
      ? rankOf(one, chosen, now)
      : Math.round(1_000 * rankOf({ ...one, waitingSince: undefined }, chosen, now));
  const difference = compared(earlier) - compared(later);
  if (Math.abs(difference) > 1e-6) return difference > 0;
  const opened = later.ticket.openedAt - earlier.ticket.openedAt;
  const isTie = earlier.ticket.dueAt !== undefined || isAlike(earlier.ticket, later.ticket);
  return !isTie || opened > 0 || (opened === 0 && later.number > earlier.number);
}

/** Whether two tickets are the same in all that makes their rank, nothing being promised. */
function isAlike(a: Ticket, b: Ticket): boolean {
  const parts = [
    'importance',
    'complexity',
    'turns',
    'reassigned',
    'sentiment',
    'urgentWords',
    'waitingSince',
  ] as const;
  return parts.every((part) => a[part] === b[part]);
}

export function ticketListContract(current: () => Store): void {
  const save = (...tickets: Ticket[]) =>
    current().transaction(async (tx) => {
      for (const each of tickets) await saveTicket(tx, each);
    });
  const idsOf = (tickets: StoredTicket[]) => tickets.map((stored) => stored.ticket.id);
  const queueOf = async (filter: TicketFilter) =>
    idsOf((await current().read.tickets.queue(filter, { ...MOMENT, limit: 99 })).tickets);
  const all = (changes: Partial<TicketFilter> = {}): TicketFilter => ({ statuses: TICKET_STATUSES, ...changes });

  async function pagesOf(filter: TicketFilter, chosen: Weights, now: number, limit: number): Promise<StoredTicket[]> {
    const found: StoredTicket[] = [];
    let after: QueueCursor | undefined;
    do {
      // Whenever the next part is read, it is the next one of the order at the beginning.
      const moment = { weights: chosen, now: after === undefined ? now : now + 5 * HOUR_MS };
      const page = await current().read.tickets.queue(filter, { ...moment, limit, after });
      found.push(...page.tickets);
      after = page.next;
    } while (after !== undefined);
    return found;
  }

  describe('lists of tickets', () => {
    test('the queue is in the order of rank at any time, in parts of any length, and whenever it was made to keep up', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(queued, { minLength: 1, maxLength: 14 }),
          weights,
          fc.integer({ min: 0, max: 30 }),
          fc.integer({ min: 1, max: 5 }),
          fc.boolean(),
          async (parts, chosen, hours, limit, keepsUp) => {
            run += 1;
            const category = `run ${run}`;
            const now = NOW + hours * HOUR_MS;
            await current().transaction(async (tx) => {
              for (const [index, part] of parts.entries()) {
                const one = ticket(`t${run}-${index}`, { ...part, category });
                await tx.tickets.save(one, queuePosition(one, chosen));
              }
              if (keepsUp) await tx.tickets.advanceQueue(now);
            });
            const found = await pagesOf(all({ category }), chosen, now, limit);
            expect(new Set(idsOf(found)).size).toBe(parts.length);
            expect(found).toHaveLength(parts.length);
            for (const [index, later] of found.slice(1).entries()) {
              const earlier = found[index];
              expect(earlier !== undefined && isInOrder(earlier, later, chosen, now)).toBe(true);
            }
            const open = await pagesOf({ statuses: ['open'], category }, chosen, now, limit);
            expect(idsOf(open)).toEqual(idsOf(found.filter((stored) => stored.ticket.status === 'open')));
          },
        ),
        { numRuns: 150 },
      );
    });

    test('before a ticket in the queue are as many as stand before it, counted up to a bound', async () => {
      const tickets = fc.sample(queued, 40).map((part, index) => ticket(`t${index}`, part));
      await save(...tickets);
      for (const now of [NOW, NOW + 4 * HOUR_MS, NOW + 9 * HOUR_MS]) {
        const moment = { ...MOMENT, now };
        const order = (await current().read.tickets.queue({ statuses: ['open'] }, { ...moment, limit: 99 })).tickets;
        for (const [ahead, { ticket: one, number }] of order.entries()) {
          const place = { id: one.id, ...queuePlace(one, number, moment.weights, now) };
          const counted = await current().read.tickets.countAhead(place, moment, 5);
          expect(counted).toEqual({ count: Math.min(ahead, 5), isMore: ahead > 5 });
        }
      }
    });

    test('before a ticket that is not stored yet, or not as it is now, are the others that stand before it', async () => {
      await save(ticket('first', { importance: 5 }), ticket('second', { importance: 3 }));
      const ahead = (one: Ticket) => {
        const place = { id: one.id, ...queuePlace(one, NOT_NUMBERED, MOMENT.weights, MOMENT.now) };
        return current().read.tickets.countAhead(place, MOMENT, 5);
      };
      expect(await ahead(ticket('new', { importance: 3 }))).toEqual({ count: 2, isMore: false });
      expect(await ahead(ticket('new', { importance: 4 }))).toEqual({ count: 1, isMore: false });
      expect(await ahead(ticket('first', { importance: 3 }))).toEqual({ count: 1, isMore: false });
    });

    test('every list can be narrowed, and counted up to a bound', async () => {
      await save(
        ticket('open', { tags: ['vip', 'lamp'] }),
        ticket('mine', { status: 'claimed', assignee: SAM, category: 'orders' }),
        ticket('theirs', { status: 'claimed', assignee: KIM, channel: 'discord' }),
        ticket('put off', { status: 'snoozed', assignee: SAM, locale: 'zh', tags: ['lamp'] }),
        ticket('done', { status: 'resolved', assignee: SAM, resolvedAt: 5, tags: ['lamp'] }),
      );
      const narrowings: [Partial<TicketFilter>, string[]][] = [
        [{}, ['open', 'mine', 'theirs', 'put off', 'done']],
        [{ statuses: ['open', 'claimed'] }, ['open', 'mine', 'theirs']],
        [{ assigneeId: 's1' }, ['mine', 'put off', 'done']],
        [{ assigneeId: null }, ['open']],
        [{ notAssigneeId: 's1' }, ['theirs']],
        [{ category: 'orders' }, ['mine']],
        [{ channel: 'discord' }, ['theirs']],
        [{ locale: 'zh' }, ['put off']],
        [{ tag: 'lamp' }, ['open', 'put off', 'done']],
        [{ tag: 'lamp', assigneeId: 's1', locale: 'zh' }, ['put off']],
        [{ tag: 'lamps' }, []],
      ];
      for (const [narrowing, ids] of narrowings) {
        const filter = all(narrowing);
        const active = ids.filter((id) => id !== 'done');
        expect((await queueOf(filter)).sort()).toEqual(active.toSorted());
        const { tickets } = await current().read.tickets.newest(filter, { limit: 99 });
        expect(idsOf(tickets)).toEqual(ids.toReversed());
        const done = await current().read.tickets.resolved(filter, { limit: 99 });
        expect(idsOf(done.tickets)).toEqual(ids.filter((id) => id === 'done'));
        expect(await current().read.tickets.count(filter, 9)).toEqual({ count: ids.length, isMore: false });
        expect(await current().read.tickets.count(filter, 2)).toEqual({
          count: Math.min(2, ids.length),
          isMore: ids.length > 2,
        });
      }
    });

    test('a change of a ticket changes the lists it is in', async () => {
      await save(ticket('t1', { tags: ['a', 'b'] }));
      await save(ticket('t1', { status: 'claimed', assignee: SAM, category: 'orders', tags: ['b', 'c'] }));
      expect(await queueOf(all({ statuses: ['open'] }))).toEqual([]);
      expect(await queueOf(all({ tag: 'a' }))).toEqual([]);
      expect(await queueOf(all({ statuses: ['claimed'], assigneeId: 's1', category: 'orders', tag: 'c' }))).toEqual([
        't1',
      ]);
      expect(await current().read.tickets.tags(9)).toEqual(['b', 'c']);
      expect(await current().read.tickets.tags(1)).toEqual(['b']);
    });

    test('the newest come a part at a time, and so does what was resolved last', async () => {
      const resolvedAt = [7, 5, 9, 7, 5];
      await save(...resolvedAt.map((at, index) => ticket(`t${index}`, { status: 'resolved', resolvedAt: at })));
      await save(ticket('open'));
      const { tickets } = current().read;
      const newest = await tickets.newest(all(), { limit: 4 });
      expect(idsOf(newest.tickets)).toEqual(['open', 't4', 't3', 't2']);
      const rest = await tickets.newest(all(), { limit: 4, before: newest.next });
      expect(idsOf(rest.tickets)).toEqual(['t1', 't0']);
      expect(rest.next).toBeUndefined();
      const first = await tickets.resolved(all(), { limit: 2 });
      const second = await tickets.resolved(all(), { limit: 2, before: first.next });
      const third = await tickets.resolved(all(), { limit: 2, before: second.next });
      expect([first, second, third].map((page) => idsOf(page.tickets))).toEqual([['t2', 't3'], ['t0', 't4'], ['t1']]);
      expect(third.next).toBeUndefined();
    });

    test('who holds tickets in progress is known, with how many and which', async () => {
      await save(
        ticket('t1', { status: 'claimed', assignee: SAM }),
        ticket('t2', { status: 'pending', assignee: SAM }),
        ticket('t3', { status: 'resolved', assignee: SAM }),
        ticket('t4', { status: 'snoozed', assignee: KIM }),
        ticket('t5'),
      );
      const { tickets } = current().read;
      expect(await tickets.assignees()).toEqual([
        { id: 's1', name: 'Sam', tickets: 2 },
        { id: 's2', name: 'Kim', tickets: 1 },
      ]);
      expect(idsOf(await tickets.assignedTo('s1'))).toEqual(['t1', 't2']);
      expect(await tickets.assignedTo('nobody')).toEqual([]);
    });

    test('a customer has so many tickets, in these conversations', async () => {
      await save(
        ticket('t1'),
        ticket('t2'),
        ticket('t3', { conversationId: 'c2' }),
        ticket('t4', { customerId: 'other' }),
      );
      const counted = await current().read.tickets.countOfCustomer('web/ann');
      expect({ ...counted, conversationIds: counted.conversationIds.toSorted() }).toEqual({
        tickets: 3,
        conversationIds: ['c1', 'c2'],
      });
    });

    test('figures are of the time asked for; the median is the middle, or between the two in the middle', async () => {
      const { tickets } = current().read;
      const none = { active: { open: 0, claimed: 0, pending: 0, snoozed: 0 }, opened: 0, resolved: 0 };
      expect(await tickets.statistics(0)).toEqual({ ...none, medianFirstReplyMs: undefined });
      await save(
        ticket('early', { openedAt: 9, firstReplyAt: 10, status: 'claimed', assignee: SAM }),
        ticket('t1', { openedAt: 20, firstReplyAt: 27 }),
        ticket('t2', { openedAt: 20, firstReplyAt: 25, status: 'resolved', resolvedAt: 30 }),
        ticket('t3', { openedAt: 20, status: 'closed', resolvedAt: 9 }),
      );
      const active = { open: 1, claimed: 1, pending: 0, snoozed: 0 };
      expect(await tickets.statistics(10)).toEqual({ active, opened: 3, resolved: 1, medianFirstReplyMs: 6 });
      expect(await tickets.statistics(9)).toEqual({ active, opened: 4, resolved: 2, medianFirstReplyMs: 5 });
    });

    test('in which order the queue is kept is remembered', async () => {
      expect(await current().read.tickets.queueOrder()).toBeUndefined();
      for (const name of ['one order', 'another']) {
        await current().transaction((tx) => tx.tickets.setQueueOrder(name));
        expect(await current().read.tickets.queueOrder()).toBe(name);
      }
    });
  });
}
