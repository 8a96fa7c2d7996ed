/** What staff in Slack are told of why a ticket is due when it is. */

import { expect, test } from 'vitest';
import { DEFAULT_POLICY, HOUR_MS, MINUTE_MS } from '../../src/domain/policy.ts';
import { explainTicket, type TicketExplanation } from '../../src/domain/sla/explain-ticket.ts';
import type { TicketEvent } from '../../src/domain/ticket.ts';
import { makeCard } from '../support/scripted-staff-service.ts';
import { serviceLevels } from '../support/service-levels.ts';
import { SlackStaffSetup } from '../support/slack-staff-platform.ts';

const RESOLUTION = '  - { name: Standard, calendar: always, resolution_hours: 8 }';
const OPENED_AT = Date.UTC(2026, 0, 5, 9);
const happened = (kind: TicketEvent['kind'], afterMs: number): TicketEvent => ({
  ticketId: 'ticket-12',
  kind,
  at: OPENED_AT + afterMs,
  by: { kind: 'system', id: 'system', name: 'Relaydesk' },
  detail: '',
  staffPost: undefined,
});

/** Ten times answered, and ten times asked again. */
function explained(turns: number): TicketExplanation {
  const { ticket } = makeCard({ openedAt: OPENED_AT, openedWithPriority: 3 });
  const events = Array.from({ length: turns }, (_, turn) => [
    happened('replied', (2 * turn + 1) * MINUTE_MS),
    happened('customer_wrote', (2 * turn + 2) * MINUTE_MS),
  ]).flat();
  const found = explainTicket(serviceLevels(RESOLUTION), {
    ticket,
    events: [happened('opened', 0), ...events],
    weights: DEFAULT_POLICY.priority,
    now: OPENED_AT + HOUR_MS,
  });
  if (found === undefined) throw new Error('nothing is promised');
  return found;
}

test('the button of a card tells each clock with its stretches of time, which add up', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens(makeCard({}, { isPromised: true }));
  staff.service.explanation = explained(1);
  expect((await staff.ann.presses(staff.refTo(card), 'action:clocks')).kind).toBe('acknowledged');
  const { title, text = '', submit } = staff.ann.modal() ?? {};
  expect([title, submit]).toEqual(['Due when?', undefined]);
  expect(text.split('\n')).toEqual([
    '#12 · Where is my parcel?',
    'Policy “Standard”, calendar “always”, times in UTC',
    'Resolution: Running, used 0:59:00.000 of 8:00:00.000, due 2026-01-05 17:01:00.000+00:00',
    '2026-01-05 09:00:00.000+00:00 – 2026-01-05 09:01:00.000+00:00, 0:01:00.000: Counted',
    '2026-01-05 09:01:00.000+00:00 – 2026-01-05 09:02:00.000+00:00, 0:01:00.000: Waiting for the customer',
    '2026-01-05 09:02:00.000+00:00 – 2026-01-05 10:00:00.000+00:00, 0:58:00.000: Counted',
    'Counted 0:59:00.000 + Waiting for the customer 0:01:00.000 = 1:00:00.000',
  ]);
});

test('of many stretches the newest are told, and where the others stand', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens(
    makeCard({}, { isPromised: true, consoleUrl: 'https://desk.example/console/tickets/12' }),
  );
  staff.service.explanation = explained(25);
  await staff.ann.presses(staff.refTo(card), 'action:clocks');
  const lines = staff.ann.modal()?.text.split('\n') ?? [];
  expect(lines.filter((line) => line.includes(' – '))).toHaveLength(20);
  expect(lines).toContain('31 earlier ones stand in the console');
  expect(lines.at(-1)).toBe('Counted 0:35:00.000 + Waiting for the customer 0:25:00.000 = 1:00:00.000');
});

test('a card without a promise has no such button, and what is overdue says so', async () => {
  const staff = await SlackStaffSetup.start();
  await staff.opens();
  await staff.opens(makeCard({ id: 'ticket-13', dueAt: OPENED_AT }, { isPromised: true, isOverdue: true }));
  const [plain, promised] = staff.ann.sees(staff.channel);
  expect(plain?.buttons.map(({ text }) => text)).not.toContain('Due when?');
  expect(promised?.buttons.map(({ text }) => text)).toContain('Due when?');
  expect(promised?.text).toContain('overdue since');
});

test('where nothing is promised any more that is said', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens(makeCard({}, { isPromised: true }));
  await staff.ann.presses(staff.refTo(card), 'action:clocks');
  expect(staff.ann.modal()?.text).toContain('Nothing is promised for this ticket');
});
