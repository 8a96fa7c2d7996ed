import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openServiceLevels } from '../../src/config/service-levels.ts';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import { explainTicket } from '../../src/domain/sla/explain-ticket.ts';
import { keepServiceLevels } from '../../src/engine/keep-service-levels.ts';
import { conversationTopic } from '../../src/engine/topics.ts';
import { ScriptedStaffPlatform } from '../support/scripted-staff-platform.ts';
import { HOUR_TO_REPLY, promises } from '../support/service-levels.ts';
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

async function start(now: number, kept = promises(HOUR_TO_REPLY)): Promise<void> {
  staffPlatform = new ScriptedStaffPlatform();
  desk = await TestDesk.start(folder, { now, staffPlatform, promises: kept });
}

async function startAgain(now: number, kept = promises(HOUR_TO_REPLY)): Promise<void> {
  await desk.stop();
  await start(now, kept);
  await desk.pass(1);
}

async function putInForce(settings: ReturnType<typeof promises>): Promise<void> {
  await keepServiceLevels(desk.context, settings, (versions) => {
    const serviceLevels = openServiceLevels(settings, versions);
    desk.context.serviceLevels = serviceLevels;
    return serviceLevels;
  });
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

const explained = async () => {
  const stored = await desk.store.read.tickets.findByNumber(1);
  const { serviceLevels } = desk.context;
  if (stored === undefined || serviceLevels === undefined) throw new Error('there is no ticket');
  const events = await desk.store.read.tickets.events(stored.ticket.id);
  const asked = { ticket: stored.ticket, events, weights: desk.context.policy.priority, now: desk.clock.now() };
  return explainTicket(serviceLevels, asked)?.clocks[0];
};

test('hours that are changed move what is due, and keep the time that was used', async () => {
  await desk.says('I want to talk to a person');
  await startAgain(FRIDAY + 30 * MINUTE_MS, promises(HOUR_TO_REPLY, '09:00-16:35'));
  expect((await desk.ticket())?.dueAt).toBe(MONDAY + 25 * MINUTE_MS);
  await startAgain(MONDAY - 60 * MINUTE_MS, promises(HOUR_TO_REPLY, '10:00-17:00'));
  expect((await desk.ticket())?.dueAt).toBe(MONDAY + 85 * MINUTE_MS);
  await startAgain(MONDAY + 65 * MINUTE_MS - 1, promises(HOUR_TO_REPLY, '10:00-17:00'));
  expect(await explained()).toMatchObject({
    clock: { usedMs: 40 * MINUTE_MS },
    sums: [{ reason: 'counted', sumMs: 40 * MINUTE_MS }, { reason: 'outside_hours' }],
  });
});

test('as soon as changed hours are in force every ticket is due by them, and staff see it', async () => {
  await desk.says('I want to talk to a person');
  await desk.stop();
  await start(FRIDAY + 30 * MINUTE_MS, promises(HOUR_TO_REPLY, '09:00-16:35'));
  expect((await desk.ticket())?.dueAt).toBe(MONDAY + 25 * MINUTE_MS);
  const timers = await desk.store.read.timers.ofConversation(desk.conversationId());
  expect(timers.find(({ kind }) => kind === 'sla_step')?.dueAt).toBe(MONDAY + 10 * MINUTE_MS);
  await desk.pass(1);
  expect(staffPlatform.card?.ticket).toMatchObject({ dueAt: MONDAY + 25 * MINUTE_MS });
  await desk.pass(12 * MINUTE_MS);
  expect(await happened()).toEqual(['opened']);
});

test('whoever looks at a ticket is told that changed hours have moved it', async () => {
  await desk.says('I want to talk to a person');
  const told: unknown[] = [];
  const topic = conversationTopic(desk.conversationId());
  const unsubscribe = desk.context.pubsub.subscribe(topic, (news) => told.push(news));
  await putInForce(promises(HOUR_TO_REPLY, '09:00-16:35'));
  unsubscribe();
  expect(told).toEqual([{ kind: 'changed' }]);
});

test('what was being decided when other hours came into force is decided by those', async () => {
  const trained = desk.context.trained();
  const { analyzer } = trained;
  let isChanged = false;
  const analyze: typeof analyzer.analyze = async (...given) => {
    if (!isChanged) await putInForce(promises(HOUR_TO_REPLY, '09:00-16:35'));
    isChanged = true;
    return analyzer.analyze(...given);
  };
  desk.context.trained = () => ({ ...trained, analyzer: { ...analyzer, analyze } });
  await desk.says('I want to talk to a person');
  expect((await desk.ticket())?.dueAt).toBe(MONDAY + 25 * MINUTE_MS);
  expect(desk.channel.texts()).toHaveLength(1);
});

test('a step whose time has come by other hours is taken next', async () => {
  await desk.says('I want to talk to a person');
  await startAgain(FRIDAY + 50 * MINUTE_MS, promises(`${HOUR_TO_REPLY.replace('[15]', '[20]')}`));
  expect(await happened()).toEqual(['opened', 'reminder']);
});

test('a start with the same desk.yaml begins no version and touches no ticket', async () => {
  await desk.says('I want to talk to a person');
  const { version } = (await desk.store.read.conversations.get(desk.conversationId())) ?? {};
  await startAgain(FRIDAY + MINUTE_MS);
  expect(await desk.store.read.conversations.get(desk.conversationId())).toMatchObject({ version });
  expect(await desk.store.read.serviceLevels.calendarVersions()).toHaveLength(2);
});

test('a ticket that nothing is promised for any more is watched by its waiting time again', async () => {
  await desk.says('I want to talk to a person');
  const without = { ...promises(HOUR_TO_REPLY), sla: [] };
  await startAgain(FRIDAY + MINUTE_MS, without);
  expect((await desk.ticket())?.dueAt).toBeUndefined();
  await desk.pass(11 * MINUTE_MS);
  expect(await happened()).toEqual(['opened', 'reminder']);
  await startAgain(FRIDAY + 20 * MINUTE_MS);
  expect((await desk.ticket())?.dueAt).toBe(FRIDAY + 60 * MINUTE_MS);
});

test('what is promised is at the head of the queue, and its customer hears so', async () => {
  await startAgain(FRIDAY, promises(`${HOUR_TO_REPLY}\n    priority_at_least: 2.5`));
  await desk.says('I want to talk to a person', { customer: 'lu' });
  await desk.pass(MINUTE_MS);
  await desk.says('This is urgent. I want to talk to a person');
  expect(desk.channel.texts().at(-1)).toMatch(/You are next\.$/);
  const moment = { weights: desk.context.policy.priority, now: desk.clock.now(), limit: 9 };
  const { tickets } = await desk.store.read.tickets.queue({ statuses: ['open'] }, moment);
  expect(tickets.map(({ number, ticket }) => [number, ticket.dueAt !== undefined])).toEqual([
    [2, true],
    [1, false],
  ]);
});
