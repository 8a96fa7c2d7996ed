/** A week of a desk in Berlin in which summer time ends, against a clock that asks minute by minute what the wall shows. */

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseDeskFile } from '../../src/config/desk-file.ts';
import { withoutEscapes } from '../../src/domain/markdown.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/policy.ts';
import { explainTicket } from '../../src/domain/sla/explain-ticket.ts';
import type { StaffCommand, StaffMember } from '../../src/domain/staff.ts';
import { ScriptedStaffPlatform } from '../support/scripted-staff-platform.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

const ANNA: StaffMember = { id: 'anna', name: 'Anna', role: 'agent' };

/** Saturday's shift goes on until six on Sunday: nine hours, as three o'clock comes twice. */
const DESK = `
time_zone: Europe/Berlin
calendars:
  office:
    hours:
      monday-friday: ["09:00-12:30", "13:30-17:00"]
      saturday: ["22:00-06:00"]
    dates:
      2026-10-30: { name: Stocktaking, hours: closed }
opening_hours: office
sla:
  - name: Standard
    calendar: office
    first_reply_minutes: 120
    next_reply_minutes: 60
    resolution_hours: 40
    warn_before_minutes: [30]
    ladder:
      - { call: team, team: "@support" }
      - { overdue_minutes: 30, call: supervisor }
`;

const clockFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  weekday: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Whether the office is open in the minute that begins then, by what its wall shows. */
function isOpen(at: number): boolean {
  const parts = Object.fromEntries(clockFormat.formatToParts(at).map(({ type, value }) => [type, value]));
  const { weekday = '', day } = parts;
  const minute = Number(parts.hour) * 60 + Number(parts.minute);
  if (day === '30') return false;
  if (weekday === 'Sat') return minute >= 22 * 60;
  if (weekday === 'Sun') return minute < 6 * 60;
  return (minute >= 9 * 60 && minute < 12 * 60 + 30) || (minute >= 13 * 60 + 30 && minute < 17 * 60);
}

/** When so many open minutes from then on are over, those left out in which the customer is waited for. */
function dueByTheWall(from: number, minutes: number, isPaused = (_at: number) => false): number {
  let left = minutes;
  let at = from;
  while (left > 0) {
    if (isOpen(at) && !isPaused(at)) left -= 1;
    at += MINUTE_MS;
  }
  return at;
}

let folder: TestFolder;
let desk: TestDesk;
let staffPlatform: ScriptedStaffPlatform;

beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());
beforeEach(async () => {
  await folder.empty();
  staffPlatform = new ScriptedStaffPlatform();
  desk = await TestDesk.start(folder, {
    now: Date.parse('2026-10-23T14:00:00Z'),
    staffPlatform,
    promises: parseDeskFile(DESK),
  });
});
afterEach(() => desk.stop());

const passUntil = (iso: string) => passTo(Date.parse(iso));
/** Hours in a minute of steps: what is due is done at its time. */
async function passTo(until: number): Promise<void> {
  while (desk.clock.now() < until) {
    const [next] = await desk.store.read.timers.due(until, 1);
    const at = Math.min(until, Math.max(next?.dueAt ?? until, desk.clock.now() + 1));
    await desk.clock.skipTo(at, () => desk.settle());
    await desk.pass(Math.min(6_000, Math.max(0, until - desk.clock.now())));
  }
}

async function ticketOf(customer: string) {
  const ticket = await desk.ticket(customer);
  if (ticket === undefined) throw new Error(`${customer} has no ticket`);
  return ticket;
}

const dueOf = async (customer: string) => (await ticketOf(customer)).dueAt;

/** What staff do with a customer's ticket. */
async function does(customer: string, command: StaffCommand): Promise<void> {
  const { id } = await ticketOf(customer);
  const key = `${customer}-${command.kind}-${desk.clock.now()}`;
  expect(await desk.desk.command({ key, ticketId: id, staff: ANNA, command })).toMatchObject({ ok: true });
  await desk.settle();
}

/** What happened to a customer's ticket of these kinds, with when. */
async function happened(customer: string, kinds: string[]): Promise<[string, number][]> {
  const events = await desk.store.read.tickets.events((await ticketOf(customer)).id);
  return events.filter(({ kind }) => kinds.includes(kind)).map(({ kind, at }) => [kind, at]);
}

/** How late a step may be taken: the sweep looks for what is due every few seconds. */
const LATEST_MS = 6_000;

async function explain(customer: string) {
  const ticket = await ticketOf(customer);
  const { serviceLevels } = desk.context;
  if (serviceLevels === undefined) throw new Error('nothing is promised');
  const events = await desk.store.read.tickets.events(ticket.id);
  const asked = { ticket, events, weights: desk.context.policy.priority, now: desk.clock.now() };
  return explainTicket(serviceLevels, asked)?.clocks ?? [];
}

test('each promise of the week is due when the wall says so, steps come in time, and every clock adds up', async () => {
  // Friday at four: an hour is left before the weekend.
  await desk.says('a human please', { customer: 'kim' });
  const kimAt = desk.clock.now();
  const kimDue = dueByTheWall(kimAt, 120);
  expect(kimDue).toBe(Date.parse('2026-10-24T21:00:00Z'));
  expect(await dueOf('kim')).toBe(kimDue);

  // Saturday at noon: nobody is there before ten at night, and the customer is told so.
  await passUntil('2026-10-24T10:00:00Z');
  await desk.says('a human please', { customer: 'lu' });
  const luAt = desk.clock.now();
  expect(withoutEscapes(desk.channel.shown.at(-1)?.message.text ?? '')).toMatch(
    /back on Saturday, October 24 at 10:00.PM GMT\+2/,
  );
  expect(await dueOf('lu')).toBe(dueByTheWall(luAt, 120));

  // At a quarter to one on Sunday, before the hour that comes twice.
  await passUntil('2026-10-24T22:45:00Z');
  await desk.says('a human please', { customer: 'noa' });
  const noaAt = desk.clock.now();
  expect(await dueOf('noa')).toBe(noaAt + 2 * HOUR_MS);

  // Nobody answers anybody: warnings, the team and the supervisor are called at their times.
  await passUntil('2026-10-26T12:00:00Z');
  for (const [customer, at] of [
    ['kim', kimAt],
    ['lu', luAt],
    ['noa', noaAt],
  ] as const) {
    const steps = await happened(customer, ['reminder', 'team_called', 'supervisor_called']);
    const first = steps.slice(0, 3);
    expect(first.map(([kind]) => kind)).toEqual(['reminder', 'team_called', 'supervisor_called']);
    for (const [index, minutes] of [90, 120, 150].entries()) {
      const late = (first[index]?.[1] ?? 0) - dueByTheWall(at, minutes);
      expect(late, `${customer}, ${minutes} min`).toBeGreaterThanOrEqual(0);
      expect(late, `${customer}, ${minutes} min`).toBeLessThanOrEqual(LATEST_MS);
    }
  }

  // Monday: Kim is answered, thinks for a day, and writes again; what the resolution has used stays used.
  await does('kim', { kind: 'claim' });
  await does('kim', { kind: 'reply', text: 'Which order is it?' });
  const answeredAt = desk.clock.now();
  await passUntil('2026-10-27T09:20:00Z');
  await desk.says('the one of last week', { customer: 'kim' });
  const askedAt = desk.clock.now();
  expect(await dueOf('kim')).toBe(dueByTheWall(askedAt, 60));
  await does('kim', { kind: 'reply', text: 'It is on its way.' });
  const repliedAt = desk.clock.now();
  const isWaiting = (at: number) => (at >= answeredAt && at < askedAt) || at >= repliedAt;
  await does('kim', { kind: 'resolve' });
  const kimClocks = await explain('kim');
  const resolution = kimClocks.find(({ clock }) => clock.target === 'resolution');
  let used = 0;
  for (let at = kimAt; at < desk.clock.now(); at += MINUTE_MS) used += isOpen(at) && !isWaiting(at) ? MINUTE_MS : 0;
  expect(Math.abs((resolution?.clock.usedMs ?? 0) - used)).toBeLessThan(MINUTE_MS);

  // Lu's ticket is put off over the holiday, and opened again by a word after it was resolved.
  await does('lu', { kind: 'claim' });
  await does('lu', { kind: 'reply', text: 'We look into it.' });
  await does('lu', { kind: 'snooze', until: Date.parse('2026-11-02T09:00:00Z') });
  await passUntil('2026-10-29T14:30:00Z');
  await does('lu', { kind: 'resolve' });
  await passUntil('2026-10-29T15:30:00Z');
  await desk.says('it is still broken', { customer: 'lu' });
  const reopenedAt = desk.clock.now();
  expect((await ticketOf('lu')).status).toBe('open');
  const nextReply = dueByTheWall(reopenedAt, 60);
  // Half an hour of Thursday, nothing of the holiday on Friday, the rest of Saturday night.
  expect(nextReply).toBe(Date.parse('2026-10-31T21:30:00Z'));
  expect(await dueOf('lu')).toBe(nextReply);

  await passUntil('2026-11-02T08:00:00Z');
  for (const customer of ['kim', 'lu', 'noa']) {
    const clocks = await explain(customer);
    expect(clocks.length).toBeGreaterThan(0);
    for (const { clock, segments, sums, totalMs } of clocks) {
      const last = segments.at(-1);
      expect(segments.every(({ from }, index) => index === 0 || from === segments[index - 1]?.to)).toBe(true);
      expect(sums.reduce((sum, one) => sum + one.sumMs, 0)).toBe(totalMs);
      expect((last?.to ?? 0) - (segments[0]?.from ?? 0)).toBe(totalMs);
      expect(sums.find(({ reason }) => reason === 'counted')?.sumMs ?? 0).toBe(clock.usedMs);
    }
  }
  // Kim's was resolved on Tuesday, and nothing has run since.
  expect((await explain('kim')).map(({ clock }) => clock.usedMs)).toEqual(kimClocks.map(({ clock }) => clock.usedMs));
});
