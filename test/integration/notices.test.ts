/** What all staff are told by themselves: the digest of each week, and alarms, in simulated weeks. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DigestSettings } from '../../src/domain/digest.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/policy.ts';
import { createReport } from '../../src/insights/create-report.ts';
import type { Report } from '../../src/insights/report.ts';
import { NO_CONTENT } from '../../src/insights/report-content.ts';
import { createRandom } from '../../src/lib/random.ts';
import { createSimulatedClock } from '../../src/simulation/simulated-clock.ts';
import { type NoticeOptions, startNotices } from '../../src/staff/notices/start-notices.ts';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { DeskProcesses } from '../support/desk-processes.ts';
import { ScriptedStaffPlatform } from '../support/scripted-staff-platform.ts';
import { SharedPlatform } from '../support/shared-platform.ts';
import { SharedStaffPlatform } from '../support/shared-staff-platform.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

/** A Monday, at nine in the morning. */
const START = Date.UTC(2026, 0, 5, 9);
const AT_NINE: DigestSettings = { weekday: 0, timeOfDayMs: 9 * HOUR_MS };
const REPORT_SETTINGS = {
  timeZone: 'UTC',
  levels: { policies: [], calendars: {}, openingHours: undefined },
  goals: {},
  staffing: { targetShare: 0.8, withinMs: MINUTE_MS, chatsAtOnce: 1, shifts: [], agents: [] },
  content: NO_CONTENT,
  costs: undefined,
};

let folder: TestFolder;
let staffPlatform: ScriptedStaffPlatform;
let desk: TestDesk;
let settings: DigestSettings | undefined;
let stopNotices: () => Promise<void>;

beforeAll(async () => {
  folder = await TestFolder.create();
});
beforeEach(async () => {
  await folder.empty();
  staffPlatform = new ScriptedStaffPlatform();
  settings = AT_NINE;
  await start();
});
afterEach(async () => {
  await stopNotices();
  await desk.stop();
});
afterAll(() => folder.remove());

const fromStore: NoticeOptions['report'] = (asked) => createReport(desk.store.read, asked, REPORT_SETTINGS);

async function start(now = START, report = fromStore): Promise<void> {
  desk = await TestDesk.start(folder, { staffPlatform, now });
  stopNotices = startNotices({ context: desk.context, report, settings: () => settings, timeZone: 'UTC' });
}

async function restart(afterMs = 0, report = fromStore): Promise<void> {
  const now = desk.clock.now() + afterMs;
  await stopNotices();
  await desk.stop();
  await start(now, report);
}

/** Whole hours go by, as for a machine that sleeps in between. */
async function hours(count: number): Promise<void> {
  for (let hour = 0; hour < count; hour++) await desk.clock.skipTo(desk.clock.now() + HOUR_MS, () => desk.settle());
}

const titles = () => staffPlatform.notices.map(({ title }) => title);
const FIRST = 'The week of Relaydesk: 5 – 11 January 2026';

test('each week has one digest, on the day and at the time that desk.yaml says, about the seven days before', async () => {
  await desk.says('where is order 100001');
  await hours(7 * 24 - 1);
  expect(titles()).toEqual([]);
  await hours(1);
  expect(titles()).toEqual([FIRST]);
  expect(staffPlatform.notices[0]?.sections.at(-1)?.lines[0]).toBe('Conversations: 1');
  await hours(7 * 24);
  expect(titles()).toEqual([FIRST, 'The week of Relaydesk: 12 – 18 January 2026']);
});

test('a desk in which nothing happened for two weeks says nothing', async () => {
  await desk.says('where is order 100001');
  await hours(28 * 24);
  expect(titles()).toHaveLength(2);
});

test('a desk that was down is told of the same seven days when it is back, and none when that is days later', async () => {
  await desk.says('where is order 100001');
  await restart(9 * DAY_MS);
  await hours(1);
  expect(titles()).toEqual([FIRST]);
  await desk.says('where is order 100001');
  await restart(8.5 * DAY_MS);
  await hours(1);
  expect(titles()).toEqual([FIRST]);
});

test('whether another day is set or the desk is restarted, a week has no second digest', async () => {
  await desk.says('where is order 100001');
  await hours(7 * 24);
  settings = { ...AT_NINE, weekday: 1 };
  await restart();
  await hours(5 * 24);
  expect(titles()).toEqual([FIRST]);
});

test('nothing is told where the digest is off', async () => {
  settings = undefined;
  await desk.says('where is order 100001');
  await hours(8 * 24);
  expect(titles()).toEqual([]);
});

test('a digest that cannot be shown, or whose answer is lost before a restart, is shown later and once', async () => {
  await desk.says('where is order 100001');
  staffPlatform.fates = ['unavailable', 'lost'];
  await hours(7 * 24);
  expect(titles()).toEqual([]);
  await desk.pass(5 * MINUTE_MS);
  expect(titles()).toEqual([FIRST]);
  await restart();
  await desk.pass(30 * MINUTE_MS);
  expect(titles()).toEqual([FIRST]);
  expect(staffPlatform.attempts.at(-1)).toEqual({ mayBeThere: true });
});

test('a digest that could not be shown for a week is given up, since the next one is there', async () => {
  await desk.says('where is order 100001');
  const untilThen = staffPlatform;
  untilThen.fates = Array.from({ length: 10_000 }, () => 'unavailable' as const);
  await hours(14 * 24);
  untilThen.fates = [];
  await hours(2);
  expect(titles()).toEqual(['The week of Relaydesk: 12 – 18 January 2026']);
});

test('a report that cannot be made is made later', async () => {
  let failures = 1;
  await restart(0, (asked) => {
    if (asked.name === 'digest') failures -= 1;
    return asked.name === 'digest' && failures >= 0 ? Promise.reject(new Error('too little memory')) : fromStore(asked);
  });
  await desk.says('where is order 100001');
  await hours(7 * 24);
  expect(titles()).toEqual([]);
  await hours(1);
  expect(titles()).toEqual([FIRST]);
});

test('an alarm that lasts is told once, also over a restart, and once that it is over', async () => {
  let isFound = true;
  const alarm = { kind: 'text' as const, text: 'Alarm: Chinese is settled less.', alarm: 'language zh' };
  const report: NoticeOptions['report'] = async (asked): Promise<Report> =>
    asked.name === 'health'
      ? {
          name: 'health',
          title: '',
          period: { since: 0, until: asked.now },
          timeZone: 'UTC',
          blocks: isFound ? [alarm] : [],
        }
      : fromStore(asked);
  await restart(0, report);
  await hours(3 * 24);
  expect(staffPlatform.notices).toMatchObject([
    { title: 'An alarm about the bot', sections: [{ lines: [alarm.text] }] },
  ]);
  await restart(0, report);
  await hours(5 * 24);
  isFound = false;
  await hours(9 * 24);
  expect(titles()).toEqual(['An alarm about the bot', 'An alarm about the bot is over']);
});

const STEP_HOURS = 3;
const WEEKS = ['2026-01-12', '2026-01-19', '2026-01-26'].map((week) => `notice:digest:${week}`);

test.each([1, 2])(
  'three processes, two of which stand still again and again, show each week one digest on a platform that loses answers (%d)',
  async (seed) => {
    const path = await mkdtemp(join(tmpdir(), 'relaydesk-notices-'));
    const random = createRandom(seed);
    const clock = createSimulatedClock(START);
    const store = await createSqliteStore({ file: join(path, 'relaydesk.db'), now: clock.now });
    const shared = new SharedStaffPlatform({ clock, fate: () => ({ takesMs: 60_000, isLost: random() < 0.5 }) });
    const platform = new SharedPlatform({ clock, idempotentForMs: 0, fate: () => ({ kind: 'taken', takesMs: 10 }) });
    const stores = [store, store, store];
    const all = { stores, clock, trained: folder.trained, platform, staffPlatform: shared };
    const processes = await DeskProcesses.start(all);
    const stops = processes.all.map(({ context }) => {
      const report: NoticeOptions['report'] = (asked) => createReport(context.store.read, asked, REPORT_SETTINGS);
      return startNotices({ context, report, settings: () => AT_NINE, timeZone: 'UTC' });
    });
    for (let hour = 0; hour < 3 * 168 + 12; hour += STEP_HOURS) {
      if (hour % 24 === 0) await asks(processes, `${hour}`);
      // They go on, or stand still, just before the digest is due, too.
      for (const { standstill } of processes.all.slice(0, 2)) {
        if (random() < 0.5) standstill.begin();
        else standstill.end();
      }
      await clock.skipTo(clock.now() + STEP_HOURS * HOUR_MS, () => processes.settle());
      await clock.advanceTo(clock.now() + 2 * MINUTE_MS, () => processes.settle());
    }
    for (const { standstill } of processes.all) standstill.end();
    await clock.advanceTo(clock.now() + 5 * MINUTE_MS, () => processes.settle());
    for (const stop of stops) await stop();
    await processes.stop();
    await store.close();
    await rm(path, { recursive: true, force: true });
    expect(shared.posts.map(({ id }) => id).filter((id) => id.startsWith('notice:'))).toEqual(WEEKS);
  },
  60_000,
);

async function asks({ all }: DeskProcesses, eventKey: string): Promise<void> {
  await all[2]?.engine.accept({
    ...{ channel: 'test', account: 'default', conversationKey: eventKey, eventKey, occurredAt: START },
    customer: { key: eventKey, name: 'Kim', locale: 'en' },
    body: { kind: 'message', messageKey: eventKey, text: 'where is order 100001' },
  });
}
