import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import type { Ticket, TicketEventKind } from '../../src/domain/ticket.ts';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { runRelaydesk } from '../support/run-relaydesk.ts';
import { saveTicket } from '../support/tickets.ts';

const DESK = `
time_zone: Europe/London
calendars:
  office:
    hours: { monday-friday: "09:00-17:00" }
    dates:
      2026-01-06: { name: Stocktaking, hours: closed }
sla:
  - name: Standard
    calendar: office
    categories: [payment]
    first_reply_minutes: 60
    resolution_hours: 8
`;
const at = (time: string) => Date.parse(`2026-01-${time}:00Z`);

const HAPPENED: [TicketEventKind, string][] = [
  ['opened', '05T16:30'],
  ['claimed', '07T09:05'],
  ['replied', '07T09:10'],
  ['customer_wrote', '07T10:00'],
  ['resolved', '07T10:05'],
];
const TICKET: Ticket = {
  id: 't',
  conversationId: 'c1',
  customerId: 'kim',
  customerName: 'Kim',
  channel: 'web',
  locale: 'en',
  status: 'resolved',
  reason: 'requested',
  subject: 'Gift cards',
  intent: undefined,
  category: 'general',
  tags: [],
  importance: 3,
  sentiment: 0,
  urgentWords: false,
  assignee: undefined,
  tried: [],
  openedAt: at('05T16:30'),
  waitingSince: undefined,
  firstReplyAt: at('07T09:10'),
  snoozedUntil: undefined,
  resolvedAt: at('07T10:05'),
  reopened: 0,
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-sla-'));
  await writeFile(join(folder, 'desk.yaml'), DESK);
  const store = await createSqliteStore({ file: join(folder, 'relaydesk.db') });
  await store.transaction(async (tx) => {
    await saveTicket(tx, { ...TICKET, id: 't1', category: 'payment' });
    await saveTicket(tx, { ...TICKET, id: 't2', category: 'orders' });
    for (const [kind, time] of HAPPENED) {
      const by = { kind: 'system' as const, id: 'system', name: 'Relaydesk' };
      await tx.tickets.addEvent({ ticketId: 't1', kind, at: at(time), by, detail: '', staffPost: undefined });
    }
  });
  await store.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const explain = (...args: string[]) =>
  runRelaydesk(['sla', 'explain', ...args], {
    cwd: folder,
    variables: { DATA_DIR: folder, CONTENT_DIR: folder },
  });

test('each clock says how it stands, and the stretches of time that make it add up', async () => {
  const { stdout, stderr, exitCode } = await explain('#1');
  expect([stderr, exitCode]).toEqual(['', 0]);
  expect(stdout.split('\n').map((line) => line.replaceAll('+00:00', '').replaceAll(/ {2,}/g, '  '))).toEqual([
    'Ticket #1: policy “Standard”, calendar “office”, times in Europe/London',
    '',
    'First reply: Met, used 0:40:00.000 of 1:00:00.000',
    '  2026-01-05 16:30:00.000 – 2026-01-05 17:00:00.000  0:30:00.000  Counted',
    '  2026-01-05 17:00:00.000 – 2026-01-06 00:00:00.000  7:00:00.000  Outside hours',
    '  2026-01-06 00:00:00.000 – 2026-01-07 00:00:00.000  24:00:00.000  Holiday: Stocktaking',
    '  2026-01-07 00:00:00.000 – 2026-01-07 09:00:00.000  9:00:00.000  Outside hours',
    '  2026-01-07 09:00:00.000 – 2026-01-07 09:10:00.000  0:10:00.000  Counted',
    '  Sum  0:40:00.000  Counted',
    '  Sum  16:00:00.000  Outside hours',
    '  Sum  24:00:00.000  Holiday: Stocktaking',
    '  Total  40:40:00.000',
    '',
    'Resolution: Met, used 0:45:00.000 of 8:00:00.000',
    '  2026-01-05 16:30:00.000 – 2026-01-05 17:00:00.000  0:30:00.000  Counted',
    '  2026-01-05 17:00:00.000 – 2026-01-06 00:00:00.000  7:00:00.000  Outside hours',
    '  2026-01-06 00:00:00.000 – 2026-01-07 00:00:00.000  24:00:00.000  Holiday: Stocktaking',
    '  2026-01-07 00:00:00.000 – 2026-01-07 09:00:00.000  9:00:00.000  Outside hours',
    '  2026-01-07 09:00:00.000 – 2026-01-07 09:10:00.000  0:10:00.000  Counted',
    '  2026-01-07 09:10:00.000 – 2026-01-07 10:00:00.000  0:50:00.000  Waiting for the customer',
    '  2026-01-07 10:00:00.000 – 2026-01-07 10:05:00.000  0:05:00.000  Counted',
    '  Sum  0:45:00.000  Counted',
    '  Sum  16:00:00.000  Outside hours',
    '  Sum  24:00:00.000  Holiday: Stocktaking',
    '  Sum  0:50:00.000  Waiting for the customer',
    '  Total  41:35:00.000',
    '',
  ]);
});

test('the same is there as JSON for programs', async () => {
  const { clocks, ...rest } = JSON.parse((await explain('1', '--json')).stdout);
  expect(rest).toMatchObject({ ticket: 1, policy: 'Standard', calendar: 'office', timeZone: 'Europe/London' });
  expect(clocks[0].clock).toMatchObject({ target: 'first_reply', state: 'met', usedMs: 40 * MINUTE_MS });
  expect(clocks[0].segments[0]).toEqual({ from: at('05T16:30'), to: at('05T17:00'), reason: 'counted' });
  for (const { segments, sums, totalMs, clock } of clocks) {
    const lengths = segments.map(({ from, to }: { from: number; to: number }) => to - from);
    const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
    expect(totalMs).toBe(sum(lengths));
    expect(totalMs).toBe(sum(sums.map(({ sumMs }: { sumMs: number }) => sumMs)));
    expect(totalMs).toBe(clock.endedAt - clock.startedAt);
  }
});

test.each([
  ['99', 'There is no ticket #99.'],
  ['2', 'Nothing is promised for ticket #2: no policy under sla in desk.yaml applies'],
  ['x', 'It must be the number of a ticket, such as 12.'],
])('ticket %s is refused with what to do', async (ticket, reason) => {
  const { stdout, stderr, exitCode } = await explain(ticket);
  expect([stdout, exitCode]).toEqual(['', 1]);
  expect(stderr).toContain(reason);
});
