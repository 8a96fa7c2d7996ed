import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDeskFile } from '../../src/config/desk-file.ts';
import { openServiceLevels } from '../../src/config/service-levels.ts';
import { loadContent } from '../../src/content/load-content.ts';
import type { Outcome } from '../../src/domain/decision-record.ts';
import type { Fact } from '../../src/domain/fact.ts';
import { DAY_MS, MINUTE_MS } from '../../src/domain/policy.ts';
import { TICKET_STATUSES, type TicketEventKind } from '../../src/domain/ticket.ts';
import { createReport } from '../../src/insights/create-report.ts';
import { REPORT_NAMES } from '../../src/insights/report.ts';
import { NO_CONTENT } from '../../src/insights/report-content.ts';
import type { FactCursor } from '../../src/ports/facts.ts';
import type { Store } from '../../src/ports/store.ts';
import { planHistory } from '../../src/sample/plan.ts';
import { playPlan } from '../../src/sample/play.ts';
import { AGENTS } from '../../src/sample/truth.ts';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { createTestAnalyzer } from '../support/test-analyzer.ts';

/** Of this seed some have claimed a ticket at this moment, and have not answered it yet. */
const SEED = 13;
const UNTIL = Date.UTC(2026, 2, 12, 10, 20);
const plan = planHistory({ until: UNTIL, days: 4, seed: SEED, channels: ['web', 'a', 'b'] });

let folder: string;
let store: Store;
let facts: Fact[];
let progress: number[];

async function play(storeFile: string, signal: AbortSignal, onProgress: (done: number) => void): Promise<void> {
  const settings = await readDeskFile('.');
  const { content } = await loadContent({ root: '.' });
  if (content === undefined) throw new Error('The sample desk has mistakes: run relaydesk intents check.');
  await playPlan({
    ...{ plan, seed: SEED, storeFile, signal, onProgress },
    trained: { content, analyzer: await createTestAnalyzer(content) },
    policy: settings.policy,
    serviceLevels: openServiceLevels(settings),
    logger: pino({ level: 'silent' }),
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-sample-'));
  const file = join(folder, 'relaydesk.db');
  progress = [];
  await play(file, new AbortController().signal, (done) => progress.push(done));
  store = await createSqliteStore({ file });
  facts = await store.read.facts.between({ since: 0, until: UNTIL + DAY_MS }, { limit: 100_000 });
}, 180_000);

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const events = (event: TicketEventKind) => facts.filter((fact) => fact.kind === 'ticket' && fact.event === event);
const outcomes = (outcome: Outcome) => facts.filter((fact) => fact.kind === 'outcome' && fact.outcome === outcome);

test('everything planned is played, between its beginning and its end', () => {
  expect(progress).toEqual(plan.talks.map((_, index) => index + 1));
  expect(Math.min(...facts.map(({ at }) => at))).toBeGreaterThanOrEqual(plan.since);
  expect(Math.max(...facts.map(({ at }) => at))).toBeLessThanOrEqual(plan.until);
});

test('there are tickets in all states', async () => {
  for (const status of TICKET_STATUSES) {
    const { count } = await store.read.tickets.count({ statuses: [status] }, 1);
    expect([status, count]).toEqual([status, 1]);
  }
});

test('answers are scored and tickets rated, as planned', () => {
  const planned = plan.talks.flatMap(({ ticket }) => ticket?.acts ?? []);
  const rated = planned.filter(({ at, does }) => does === 'rate' && at < plan.until).length;
  const scored = facts.filter(({ kind }) => kind === 'scored');
  expect(events('rated').length).toBeGreaterThan(0.8 * rated);
  expect(outcomes('helped').length).toBeGreaterThan(outcomes('not_helped').length);
  expect(scored.length).toBeGreaterThan(events('rated').length);
});

test('most who are planned to wait for a person do, and hardly anybody else', () => {
  const opened = events('opened').length;
  const planned = plan.talks.filter(({ ticket }) => ticket !== undefined).length;
  expect(opened).toBeGreaterThan(0.9 * planned);
  expect(opened).toBeLessThan(1.2 * planned);
});

test('the agents are on the staff, and all of them have replied', async () => {
  const agents = AGENTS.map(({ id }) => id as string).toSorted();
  expect((await store.read.staff.all()).map(({ id }) => id).toSorted()).toEqual(agents);
  const replied = events('replied').flatMap((fact) => (fact.kind === 'ticket' ? [fact.by.id] : []));
  expect([...new Set(replied)].toSorted()).toEqual(agents);
});

test('nothing is left to be done late: whatever is due is due after the end', async () => {
  expect(await store.read.timers.due(UNTIL - MINUTE_MS, 10)).toEqual([]);
});

test.each(REPORT_NAMES)(
  'the %s report leaves nothing out that it needs: it says the same of all facts',
  async (name) => {
    const { read } = store;
    const everything = (range: { since: number; until: number }, page: { limit: number; after?: FactCursor }) =>
      read.facts.between(range, { limit: page.limit, ...(page.after && { after: page.after }) });
    const settings = await readDeskFile('.');
    const request = { name, periodDays: 2, now: UNTIL };
    const [needed, all] = await Promise.all(
      [read, { ...read, facts: { ...read.facts, between: everything } }].map((reads) =>
        createReport(reads, request, {
          ...{ timeZone: 'UTC', levels: openServiceLevels(settings), goals: settings.goals },
          ...{ staffing: settings.staffing, costs: settings.costs, content: NO_CONTENT },
        }),
      ),
    );
    expect(needed).toEqual(all);
  },
  30_000,
);

test('an interrupted play stops', async () => {
  const controller = new AbortController();
  const done: number[] = [];
  await play(join(folder, 'interrupted.db'), controller.signal, (count) => {
    done.push(count);
    if (count === 3) controller.abort();
  });
  expect(done).toEqual([1, 2, 3]);
}, 60_000);
