import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../src/domain/policy.ts';
import type { StaffRole } from '../../../src/domain/staff.ts';
import type { TicketEventKind } from '../../../src/domain/ticket.ts';
import { titleOf } from '../../../src/insights/create-report.ts';
import { REPORT_NAMES } from '../../../src/insights/report.ts';
import { ADDRESS, conversation, decision, ticket, ticketEvent } from '../../contract/store/samples.ts';
import { saveTicket } from '../../support/tickets.ts';
import { Visitor } from '../../support/visitor.ts';
import { startWebDesk, type WebDesk } from '../../support/web-desk.ts';

let desk: WebDesk;
beforeEach(async () => {
  desk = await startWebDesk();
});
afterEach(() => desk.stop());

async function signIn(name: string, role: StaffRole): Promise<Visitor> {
  const visitor = new Visitor(desk.app);
  await visitor.postForm(await desk.invite(name, role), {});
  return visitor;
}

/** One answered question, and a ticket that two people had. */
async function happen(): Promise<void> {
  const at = Date.now() - 5 * DAY_MS;
  await desk.store.transaction(async (tx) => {
    await tx.conversations.save(conversation(), ADDRESS, 0, at);
    await tx.decisions.add(decision({ at }));
    await saveTicket(tx, ticket('t1', { openedAt: at }));
    const events: [TicketEventKind, number][] = [
      ['opened', 0],
      ['claimed', 1],
      ['replied', 2],
      ['resolved', 3],
    ];
    for (const [kind, hours] of events)
      await tx.tickets.addEvent(ticketEvent('t1', { kind, at: at + hours * 3_600_000 }));
  });
}

const PASTS: [string, () => Promise<void>][] = [
  ['nothing', async () => {}],
  ['hardly anything', happen],
];

describe.each(PASTS)('where %s has happened', (_what, prepare) => {
  test.each(REPORT_NAMES)('the report %s says what it cannot tell, and no figure is NaN', async (name) => {
    await prepare();
    const admin = await signIn('Admin', 'admin');
    for (const days of [7, 365]) {
      const page = await admin.html(`/console/insights/${name}?days=${days}`);
      expect(page).toContain(`<h1>${titleOf(name)}</h1>`);
      expect(page.replace(/<[^>]*>/g, ' ')).not.toMatch(/NaN|undefined|Infinity|∞|\[object/);
    }
  });
});

test('an agent sees themselves among agents, an admin everybody', async () => {
  await happen();
  await desk.invite('Sam', 'agent');
  const page = async (name: string, role: StaffRole): Promise<string> =>
    (await signIn(name, role)).html('/console/insights/agents?days=30');
  expect(await page('Admin', 'admin')).toContain('<td>Sam</td>');
  expect(await page('Sam', 'agent')).toContain('<td>Sam</td>');
  expect(await page('Ben', 'agent')).not.toContain('<td>Sam</td>');
});

test('there is no page of a report that is not there, and none for who is not signed in', async () => {
  const admin = await signIn('Admin', 'admin');
  expect((await admin.get('/console/insights/nothing')).status).toBe(404);
  expect((await new Visitor(desk.app).get('/console/insights/overview')).status).not.toBe(200);
});
