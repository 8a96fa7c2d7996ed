/** A week on all platforms, with their SDKs, in simulated time: customers on Discord and Telegram, staff in Slack, and the end of summer time. */

import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { parseDeskFile } from '../../src/config/desk-file.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/policy.ts';
import type { Channel } from '../../src/ports/channel.ts';
import { DiscordDesk } from '../support/discord-desk.ts';
import { SlackStaffSetup } from '../support/slack-staff-platform.ts';
import { TelegramEdge } from '../support/telegram-edge.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

/** Saturday's shift is nine hours long, as three o'clock comes twice in it. */
const DESK = `
time_zone: Europe/Berlin
calendars:
  office:
    hours: { monday-friday: ["09:00-12:30", "13:30-17:00"], saturday: ["22:00-06:00"] }
opening_hours: office
sla:
  - name: Standard
    calendar: office
    first_reply_minutes: 120
    next_reply_minutes: 60
    ladder:
      - { call: team, team: "@support" }
      - { overdue_minutes: 30, call: supervisor }
`;
const FRIDAY_AT_FOUR = Date.parse('2026-10-23T14:00:00Z');

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
  for (const channel of [discord.channel, telegram.channel]) {
    (started.context.channels as Map<string, Channel>).set(channel.name, channel);
  }
  return { desk: started, staff, discord, telegram };
}

test('who writes on Friday and on Saturday is promised an answer in the hours of the desk, and Slack hears in time', async () => {
  const { desk, staff, discord, telegram } = await openWeek();
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
  for (const [number, due] of [
    [1, Date.parse('2026-10-24T21:00:00Z')],
    [2, Date.parse('2026-10-24T22:00:00Z')],
  ] as const) {
    const events = await desk.store.read.tickets.events((await numbered(number)).id);
    const lateMs = (kind: string, at: number) => (events.find((event) => event.kind === kind)?.at ?? 0) - at;
    for (const late of [lateMs('team_called', due), lateMs('supervisor_called', due + 30 * MINUTE_MS)]) {
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThanOrEqual(6_000);
    }
  }
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
  await passUntil('2026-10-30T14:00:00Z');
  expect((await numbered(1)).dueAt).toBeUndefined();
  expect(desk.clock.now() - FRIDAY_AT_FOUR).toBe(7 * 24 * HOUR_MS);
}, 60_000);
