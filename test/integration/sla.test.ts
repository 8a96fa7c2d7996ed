import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import { ScriptedStaffPlatform } from '../support/scripted-staff-platform.ts';
import { HOUR_TO_REPLY, serviceLevels } from '../support/service-levels.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

let folder: TestFolder;
let desk: TestDesk;
let staffPlatform: ScriptedStaffPlatform;

/** The Friday on which the office in Berlin closes an hour later. */
const FRIDAY = Date.parse('2026-01-09T15:00:00Z');
const MONDAY = Date.parse('2026-01-12T08:00:00Z');

beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());
beforeEach(async () => {
  await folder.empty();
  await start(FRIDAY);
});
afterEach(() => desk.stop());

async function start(now: number): Promise<void> {
  staffPlatform = new ScriptedStaffPlatform();
  desk = await TestDesk.start(folder, { now, staffPlatform, serviceLevels: serviceLevels(HOUR_TO_REPLY) });
}

async function startAgain(now: number): Promise<void> {
  await desk.stop();
  await start(now);
}

const happened = async () =>
  (await desk.store.read.tickets.events((await desk.ticket())?.id ?? '')).map(({ kind }) => kind);

test('staff see in their thread that a promise is about to be broken, and who is called then', async () => {
  await desk.says('I want to talk to a person');
  await desk.pass(50 * MINUTE_MS);
  expect(staffPlatform.items.slice(1)).toEqual(['reminder: First reply due in 15 min. Nobody has claimed this yet']);
  expect(staffPlatform.card?.ticket).toMatchObject({ calledFor: 'staff', dueAt: FRIDAY + 60 * MINUTE_MS });
  await desk.pass(11 * MINUTE_MS);
  expect(staffPlatform.items.at(-1)).toMatch(/^team_called: .*@support, please see to it$/);
});

test('over a weekend and a restart nothing is done twice, and nothing is forgotten', async () => {
  await desk.says('I want to talk to a person');
  await desk.pass(50 * MINUTE_MS);
  expect(await happened()).toEqual(['opened', 'reminder']);
  await startAgain(MONDAY - 3 * MINUTE_MS);
  await desk.pass(2 * MINUTE_MS);
  expect(await happened()).toEqual(['opened', 'reminder', 'team_called']);
  await desk.store.transaction((tx) =>
    tx.timers.set({ conversationId: desk.conversationId(), kind: 'sla_step', dueAt: desk.clock.now() }),
  );
  await desk.pass(17 * MINUTE_MS);
  expect(await happened()).toEqual(['opened', 'reminder', 'team_called', 'supervisor_called']);
});
