import { expect, test } from 'vitest';
import { itemPost } from '../../../adapters/slack/staff/timeline/timeline-items.ts';
import type { TicketEvent } from '../../../src/domain/ticket.ts';

const CONTEXT = { ticketId: 't1', customerName: 'Ann', assigneeUserId: undefined, mentioned: [] };

function shown(kind: TicketEvent['kind'], detail: string): boolean {
  const by = { kind: 'customer' as const, id: 'ann', name: 'Ann' };
  const event = { ticketId: 't1', kind, at: 1, by, detail, staffPost: undefined };
  return itemPost({ kind: 'event', id: 'event-1', event } as never, CONTEXT).toChannel;
}

test.each([
  ['1 of 5', true],
  ['2 of 5', true],
  ['3 of 5', false],
  ['5 of 5', false],
  ['Taken back', false],
])('a rating of %s is shown in the channel as well as in its thread: %s', (detail, isShown) => {
  expect(shown('rated', detail)).toBe(isShown);
});

test('a note that says “1 of 5” is no rating', () => {
  expect(shown('note', '1 of 5')).toBe(false);
});
