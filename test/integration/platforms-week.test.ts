/** A week on all platforms, with their SDKs, in simulated time: customers everywhere, staff in Slack, the end of summer time, and a holiday. */

import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createWebChannel } from '../../adapters/web/web-channel.ts';
import { parseDeskFile } from '../../src/config/desk-file.ts';
import { projectRoot } from '../../src/config/project-root.ts';
import { DEFAULT_LIMITS } from '../../src/domain/limits.ts';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import { explainTicket } from '../../src/domain/sla/explain-ticket.ts';
import type { StaffCommand } from '../../src/domain/staff.ts';
import { createCustomerView } from '../../src/engine/customer-view.ts';
import type { Channel } from '../../src/ports/channel.ts';
import { readPage } from '../support/channels/shown-page.ts';
import { WebPage } from '../support/channels/web-page.ts';
import { DiscordDesk } from '../support/discord-desk.ts';
import { shippedPhrasesIn } from '../support/shipped-phrases.ts';
import { SlackStaffSetup } from '../support/slack-staff-platform.ts';
import { TelegramEdge } from '../support/telegram-edge.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

/** Saturday's shift is nine hours long, as three o'clock comes twice in it; the next Saturday is Reformation Day, and has none. */
const DESK = `
time_zone: Europe/Berlin
calendars:
  office:
    hours: { monday-friday: ["09:00-12:30", "13:30-17:00"], saturday: ["22:00-06:00"] }
    holidays: { country: DE, state: BB }
opening_hours: office
sla:
  - name: Standard
    calendar: office
    first_reply_minutes: 120
    next_reply_minutes: 60
    resolution_hours: 40
    ladder:
      - { call: team, team: "@support" }
      - { overdue_minutes: 30, call: supervisor }
`;
const FRIDAY_AT_FOUR = Date.parse('2026-10-23T14:00:00Z');

const WEB = {
  onArticleRead: () => {},
  articles: () => [],
  deskName: () => 'Shop desk',
  openAttachment: () => Promise.reject(new Error('there are no files')),
  locales: () => ['en', 'zh'],
  phrasesIn: shippedPhrasesIn,
  secureCookies: false,
  limits: DEFAULT_LIMITS,
  clientOf: () => undefined,
  publicOrigin: undefined,
  publicFolder: join(projectRoot(), 'adapters/web/public'),
  reportError: (error: unknown) => {
    throw error;
  },
};

let folder: TestFolder;
beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());

async function openWeek() {
  await folder.empty();
  let desk: TestDesk | undefined;
  const accept: Parameters<Channel['start']>[0] = async (event) => {
    if (desk === undefined) throw new Error('the desk has not started');
    return desk.desk.accept(event);
  };
  const staff = await SlackStaffSetup.start({
    accept,
    startDesk: async (staffPlatform) => {
      desk = await TestDesk.start(folder, { now: FRIDAY_AT_FOUR, staffPlatform, promises: parseDeskFile(DESK) });
    },
  });
  if (desk === undefined) throw new Error('the desk has not started');
  const started = desk;
  onTestFinished(() => started.stop());
  const discord = await DiscordDesk.start({ accept });
  onTestFinished(() => discord.stop());
  const telegram = await TelegramEdge.start({ accept });
  onTestFinished(() => telegram.stop());
  const web = createWebChannel({ ...WEB, conversations: createCustomerView(started.context), clock: started.clock });
  await web.channel.start(accept);
  onTestFinished(() => web.channel.stop());
  for (const channel of [discord.channel, telegram.channel, staff.desk.adapter.channel, web.channel]) {
    (started.context.channels as Map<string, Channel>).set(channel.name, channel);
  }
  return { desk: started, staff, discord, telegram, page: await WebPage.open(web.site.routes) };
}

/** Every stretch of a ticket's clocks has a reason, and together they are what the clocks show; resolves to the minutes used until it is resolved. */
async function minutesExplained({ context, store, clock }: TestDesk, number: number): Promise<number> {
  const { ticket } = (await store.read.tickets.findByNumber(number)) ?? {};
  if (ticket === undefined || context.serviceLevels === undefined) throw new Error(`ticket ${number} has no clocks`);
  const events = await store.read.tickets.events(ticket.id);
  const asked = { ticket, events, weights: context.policy.priority, now: clock.now() };
  const clocks = explainTicket(context.serviceLevels, asked)?.clocks ?? [];
  expect(clocks.map(({ clock: { target } }) => target)).toEqual(expect.arrayContaining(['first_reply', 'resolution']));
  for (const { clock: shown, segments, sums, totalMs } of clocks) {
    expect(segments.every(({ from }, index) => index === 0 || from === segments[index - 1]?.to)).toBe(true);
    expect((segments.at(-1)?.to ?? 0) - (segments[0]?.from ?? 0)).toBe(totalMs);
    expect(sums.reduce((sum, { sumMs }) => sum + sumMs, 0)).toBe(totalMs);
    expect(sums.find(({ reason }) => reason === 'counted')?.sumMs ?? 0).toBe(shown.usedMs);
  }
  return (clocks.find(({ clock: { target } }) => target === 'resolution')?.clock.usedMs ?? 0) / MINUTE_MS;
}

test('whoever writes that week, and wherever, is promised an answer in the hours of the desk, and Slack hears in time', async () => {
  const { desk, staff, discord, telegram, page } = await openWeek();
  const see = <T>(look: () => T | Promise<T>): Promise<T> =>
    vi.waitFor(async () => {
      await desk.settle();
      return look();
    }, 10_000);
  const numbered = async (number: number) => {
    const stored = await desk.store.read.tickets.findByNumber(number);
    if (stored === undefined) throw new Error(`there is no ticket ${number}`);
    return stored.ticket;
  };
  const passUntil = async (iso: string) => {
    const until = Date.parse(iso);
    while (desk.clock.now() < until) {
      const [next] = await desk.store.read.timers.due(until, 1);
      await desk.clock.skipTo(Math.min(until, Math.max(next?.dueAt ?? until, desk.clock.now())), () => desk.settle());
      await desk.pass(Math.min(6_000, until - desk.clock.now()));
    }
  };
  const cards = () => staff.ann.sees(staff.channel);
  const cardOf = (number: number) => {
    const card = cards().find(({ text }) => text.includes(`#${number}`));
    if (card === undefined) throw new Error(`there is no card of ticket ${number}`);
    return { channel: staff.channel.id, ts: card.ts };
  };
  const inThread = (number: number) => staff.ann.seesThread(cardOf(number)).map(({ text }) => text);
  const expectAt = (at: number | undefined, wanted: string) => expect(new Date(at ?? 0).toISOString()).toBe(wanted);

  /** The sweep looks for what is due every few seconds. */
  const expectCalls = async (number: number, due: string) => {
    const events = await desk.store.read.tickets.events((await numbered(number)).id);
    for (const [kind, at] of [
      ['team_called', Date.parse(due)],
      ['supervisor_called', Date.parse(due) + 30 * MINUTE_MS],
    ] as const) {
      const lateMs = (events.find((event) => event.kind === kind)?.at ?? 0) - at;
      expect(lateMs).toBeGreaterThanOrEqual(0);
      expect(lateMs).toBeLessThanOrEqual(6_000);
    }
  };

  // Friday at four: an hour is left of the day, and the other one lies in Saturday's night.
  const dm = discord.kim.openDirectMessage();
  discord.kim.write(dm, 'a human please');
  await see(() => expect(discord.kim.sees(dm).some(({ isBot }) => isBot)).toBe(true));
  expectAt((await numbered(1)).dueAt, '2026-10-24T21:00:00.000Z');
  await see(() => cardOf(1));

  // Saturday at noon: who writes is told when people are back.
  await passUntil('2026-10-24T10:00:00Z');
  telegram.kim.write('a human please');
  await see(() =>
    expect(
      telegram.kim
        .sees()
        .map(({ text }) => text)
        .join(),
    ).toMatch(/people are back on Saturday/),
  );
  expectAt((await numbered(2)).dueAt, '2026-10-24T22:00:00.000Z');

  // The team is called at the hour, and the supervisor half an hour later, through the night.
  await passUntil('2026-10-25T00:30:00Z');
  await see(() => expect(inThread(1).join()).toContain('@support, please see to it'));
  await see(() => expect(inThread(2).join()).toContain('@support, please see to it'));
  await expectCalls(1, '2026-10-24T21:00:00Z');
  await expectCalls(2, '2026-10-24T22:00:00Z');
  await see(() => expect(cards().find(({ text }) => text.includes('#1'))?.text).toContain('overdue since'));

  // At half past two on Sunday, for the second time, Ann answers from Slack; Kim reads it on Discord and writes on Monday.
  await passUntil('2026-10-25T01:30:00Z');
  await staff.ann.presses(cardOf(1), 'action:claim');
  await see(async () => expect((await numbered(1)).assignee?.name).toBe('Ann'));
  await staff.ann.writes(staff.channel, '! Which order is it?', { thread: cardOf(1).ts });
  await see(() => expect(discord.kim.sees(dm).at(-1)?.text).toContain('Which order is it?'));
  expect((await numbered(1)).dueAt).toBeUndefined();
  await passUntil('2026-10-26T11:00:00Z');
  discord.kim.write(dm, 'the one of last week');
  await see(async () => expect((await numbered(1)).status).toBe('claimed'));
  // Half an hour until the lunch break, and half an hour after it.
  expectAt((await numbered(1)).dueAt, '2026-10-26T13:00:00.000Z');

  // Why that is so stands behind a button, and adds up.
  await staff.ann.presses(cardOf(1), 'action:clocks');
  const told = staff.ann.modal()?.text ?? '';
  expect(told).toContain('Next reply: Running, used 0:00:00.000 of 1:00:00.000, due 2026-10-26 14:00:00.000+01:00');
  expect(told).toContain('2026-10-24 22:00:00.000+02:00');
  await staff.ann.closesModal();

  // It is resolved, and nothing of it runs on until Friday.
  await passUntil('2026-10-26T11:20:00Z');
  await staff.ann.presses(cardOf(1), 'action:resolve');
  await see(async () => expect((await numbered(1)).status).toBe('resolved'));

  // Wednesday at eleven, in Slack itself: an hour and a half until the lunch break, and half an hour after it.
  await passUntil('2026-10-28T10:00:00Z');
  const { kim } = staff.desk;
  kim.writes(kim.directMessage(), 'a human please');
  await see(() => cardOf(3));
  expectAt((await numbered(3)).dueAt, '2026-10-28T13:00:00.000Z');
  const slackId = (await numbered(3)).id;
  const does = async (command: StaffCommand) => {
    const key = `${command.kind}-${desk.clock.now()}`;
    const staff = { id: 'ann', name: 'Ann', role: 'agent' as const };
    expect(await desk.desk.command({ key, ticketId: slackId, staff, command })).toMatchObject({ ok: true });
    await desk.settle();
  };
  await passUntil('2026-10-28T11:00:00Z');
  await does({ kind: 'claim' });
  await does({ kind: 'reply', text: 'We look into it.' });
  await see(() => expect(kim.sees(kim.directMessage()).at(-1)?.text).toContain('We look into it.'));
  await does({ kind: 'snooze', until: Date.parse('2026-10-30T13:00:00Z') });
  expect((await numbered(3)).dueAt).toBeUndefined();

  // Thursday at half past four, on the web: half an hour is left of the day.
  await passUntil('2026-10-29T15:30:00Z');
  await page.post('messages', { text: 'a human please' });
  await see(async () => expect(readPage(await page.read())).not.toEqual([]));
  expectAt((await numbered(4)).dueAt, '2026-10-30T09:30:00.000Z');

  // The snoozed one comes back on Friday at two; nobody has answered the other.
  await passUntil('2026-10-30T13:30:00Z');
  expect((await numbered(3)).status).toBe('claimed');
  await see(() => expect(inThread(4).join()).toContain('@support, please see to it'));

  // What is resolved and opened again has half an hour left on Friday, none on Reformation Day, and the rest on Monday.
  await does({ kind: 'resolve' });
  await passUntil('2026-10-30T15:30:00Z');
  kim.writes(kim.directMessage(), 'it is still broken');
  await see(async () => expect((await numbered(3)).reopened).toBe(1));
  expectAt((await numbered(3)).dueAt, '2026-11-02T08:30:00.000Z');

  await passUntil('2026-11-02T09:30:00Z');
  await see(() => expect(inThread(3).join()).toContain('@support, please see to it'));
  await expectCalls(3, '2026-11-02T08:30:00Z');
  await expectCalls(4, '2026-10-30T09:30:00Z');
  expect((await numbered(1)).dueAt).toBeUndefined();
  // Friday's hour, five and a half of the night with two o'clock twice, and twenty minutes of Monday.
  expect(await minutesExplained(desk, 1)).toBe(60 + 330 + 20);
  // The whole night, five days, and an hour and a half: nobody has answered.
  expect(await minutesExplained(desk, 2)).toBe(540 + 5 * 420 + 90);
  // An hour before it was put off, half an hour after, half an hour once it was opened again, and the rest on Monday.
  expect(await minutesExplained(desk, 3)).toBe(60 + 30 + 30 + 90);
  expect(await minutesExplained(desk, 4)).toBe(30 + 420 + 90);
}, 60_000);
