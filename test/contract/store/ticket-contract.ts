import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import { queuePosition } from '../../../src/domain/queue-order.ts';
import type { TicketEvent } from '../../../src/domain/ticket.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { StoredTicket } from '../../../src/ports/tickets.ts';
import { allTickets, saveTicket } from '../../support/tickets.ts';
import { ADDRESS, conversation, TEXTS, ticket } from './samples.ts';

export function ticketContract(current: () => Store): void {
  const save = (id: string, changes = {}) => current().transaction((tx) => saveTicket(tx, ticket(id, changes)));
  const ids = (tickets: StoredTicket[]) => tickets.map((stored) => stored.ticket.id);

  describe('tickets', () => {
    test('a ticket comes back as it was saved, under its id and its number', async () => {
      await save('t1', { assignee: { id: 's', name: 'Sam', role: 'agent' } });
      const stored = { ticket: ticket('t1', { assignee: { id: 's', name: 'Sam', role: 'agent' } }), number: 1 };
      expect(await current().read.tickets.get('t1')).toEqual(stored);
      expect(await current().read.tickets.findByNumber(1)).toEqual(stored);
      expect(await current().read.tickets.get('unknown')).toBeUndefined();
      expect(await current().read.tickets.findByNumber(2)).toBeUndefined();
    });

    test('numbers rise by one with each ticket, and saving again keeps the number', async () => {
      await save('t1');
      await save('t2');
      await save('t1', { status: 'claimed' });
      await save('t3');
      expect((await allTickets(current())).map((stored) => stored.number)).toEqual([3, 2, 1]);
      expect(await current().read.tickets.get('t1')).toMatchObject({ number: 1, ticket: { status: 'claimed' } });
    });

    test('a ticket that was not committed takes no number', async () => {
      const undone = current().transaction(async (tx) => {
        await saveTicket(tx, ticket('t1'));
        throw new Error('no');
      });
      await expect(undone).rejects.toThrow('no');
      await save('t2');
      expect((await current().read.tickets.get('t2'))?.number).toBe(1);
    });

    test("a customer's tickets come newest first", async () => {
      await save('t1');
      await save('t2', { customerId: 'somebody else' });
      await save('t3', { status: 'closed' });
      expect(ids(await current().read.tickets.ofCustomer('web/ann', 9))).toEqual(['t3', 't1']);
      expect(ids(await current().read.tickets.ofCustomer('web/ann', 1))).toEqual(['t3']);
    });

    test('the events of a ticket come oldest first', async () => {
      const event = (kind: TicketEvent['kind'], detail: string): TicketEvent => ({
        ticketId: 't1',
        kind,
        at: 5,
        by: { kind: 'agent', id: 's', name: 'Sam' },
        detail,
        staffPost: kind === 'note' ? 'C1:1.5' : undefined,
      });
      const events = [event('opened', ''), event('claimed', ''), event('note', 'a note\nof two lines')];
      await current().transaction(async (tx) => {
        for (const each of events) await tx.tickets.addEvent(each);
        await tx.tickets.addEvent({ ...event('opened', ''), ticketId: 't2' });
      });
      expect(await current().read.tickets.events('t1')).toEqual(events);
      expect(await current().read.tickets.events('t1', 2)).toEqual(events.slice(1));
    });

    test('tickets in progress come a part at a time with what their clocks are worked out from', async () => {
      await save('t1');
      await save('t2', { status: 'resolved' });
      await save('t3', { status: 'snoozed' });
      await save('t4', { status: 'claimed' });
      const event = {
        ticketId: 't1',
        by: { kind: 'system', id: '', name: '' },
        detail: '',
        staffPost: undefined,
      } as const;
      await current().transaction(async (tx) => {
        await tx.tickets.addEvent({ ...event, kind: 'opened', at: 20 });
        await tx.tickets.addEvent({ ...event, kind: 'reminder', at: 10, clockStep: 'first_reply/20' });
      });
      const first = await current().read.tickets.timed({ limit: 2 });
      expect(first).toEqual({
        tickets: [
          { ticket: ticket('t4', { status: 'claimed' }), events: [] },
          { ticket: ticket('t3', { status: 'snoozed' }), events: [] },
        ],
        next: 3,
      });
      const rest = await current().read.tickets.timed({ limit: 2, before: first.next });
      expect(rest.next).toBeUndefined();
      expect(rest.tickets).toEqual([
        {
          ticket: ticket('t1'),
          events: [
            { kind: 'opened', at: 20, clockStep: undefined },
            { kind: 'reminder', at: 10, clockStep: 'first_reply/20' },
          ],
        },
      ]);
    });

    test('a ticket that is moved is due then, in its place, and what was decided of it before is a conflict', async () => {
      const NOW = 1_700_000_000_000;
      const of = (conversationId: string) => ({ conversationId, subject: TEXTS['JSON and escapes'] });
      const early = ticket('t1', { ...of('c1'), dueAt: NOW + 60_000 });
      const late = ticket('t2', { ...of('c2'), dueAt: NOW + 120_000 });
      await current().transaction(async (tx) => {
        for (const one of [early, late]) {
          await saveTicket(tx, one);
          await tx.conversations.save(conversation({ id: one.conversationId, ticket: one }), ADDRESS, 0, NOW);
        }
      });
      const moved = { ...early, dueAt: NOW + 180_000 };
      const queueKey = queuePosition(moved, DEFAULT_POLICY.priority).key;
      await current().transaction((tx) => tx.tickets.move([{ ticket: moved, queueKey }]));
      expect((await current().read.tickets.get('t1'))?.ticket).toEqual(moved);
      expect((await current().read.tickets.get('t2'))?.ticket).toEqual(late);
      const moment = { weights: DEFAULT_POLICY.priority, now: NOW, limit: 9 };
      expect(ids((await current().read.tickets.queue({ statuses: ['open'] }, moment)).tickets)).toEqual(['t2', 't1']);
      const stored = await current().read.conversations.get('c1');
      expect(stored?.state).toEqual(conversation({ ticket: moved }));
      expect(stored?.version).toBe(2);
      expect((await current().read.conversations.get('c2'))?.version).toBe(1);
      const decidedBefore = current().transaction((tx) =>
        tx.conversations.save(conversation({ ticket: early }), ADDRESS, 1, NOW),
      );
      await expect(decidedBefore).rejects.toMatchObject({ code: 'conflict' });
    });

    test('the notes of a time, and how actions ended, come oldest first, the newest of them', async () => {
      const by = { kind: 'agent' as const, id: 's', name: 'Sam' };
      const at = (time: number, kind: TicketEvent['kind'] = 'note'): TicketEvent => ({
        ticketId: 't1',
        kind,
        at: time,
        by,
        detail: `at ${time}`,
        staffPost: undefined,
      });
      await current().transaction(async (tx) => {
        for (const event of [at(1), at(2), at(3, 'claimed'), at(4, 'action_ended'), at(5)])
          await tx.tickets.addEvent(event);
      });
      const { tickets } = current().read;
      expect(await tickets.notes('t1', { since: 2, until: 5, limit: 9 })).toEqual([at(2), at(4, 'action_ended')]);
      expect(await tickets.notes('t1', { since: 0, until: 9, limit: 1 })).toEqual([at(5)]);
      expect(await tickets.notes('t2', { since: 0, until: 9, limit: 9 })).toEqual([]);
    });
  });
}
