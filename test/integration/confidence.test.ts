import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { StoredDecision } from '../../src/domain/decision-record.ts';
import type { StaffMember } from '../../src/domain/staff.ts';
import { learnConfidence } from '../../src/engine/confidence.ts';
import { createConfidenceService } from '../../src/staff/confidence.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

const LEA: StaffMember = { id: 'lea', name: 'Lea', role: 'admin' };
const ANNA: StaffMember = { id: 'anna', name: 'Anna', role: 'agent' };
const GIFT_CARD = 'do you sell gift cards';

let folder: TestFolder;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());
beforeEach(async () => {
  await folder.empty();
  desk = await TestDesk.start(folder);
  await desk.store.transaction(async (tx) => {
    for (const member of [LEA, ANNA]) await tx.staff.save(member, 0);
  });
});
afterEach(() => desk.stop());

const inForce = () => desk.store.read.confidence.inForce();
const service = () => createConfidenceService(desk.context);

async function decisionOf(customer: string): Promise<StoredDecision> {
  const decision = await desk.store.read.decisions.latest(desk.conversationId(customer));
  if (decision === undefined) throw new Error('There is to be one.');
  return decision;
}

/** So many customers ask the same, and say whether the answer helped. */
async function ask(count: number, helped: (index: number) => boolean, prefix = 'c'): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const customer = `${prefix}${index}`;
    await desk.says(GIFT_CARD, { customer });
    const messageKey = (await decisionOf(customer)).answerIds[0] ?? '';
    await desk.receive({ kind: 'feedback', messageKey, score: helped(index) ? 1 : 0 }, { customer });
  }
}

test('once fifty answers are scored, the bot is as sure as they were right, and says by which fit', async () => {
  await ask(49, (index) => index % 2 === 0);
  await desk.pass(11 * 60_000);
  expect(await inForce()).toEqual([]);
  await ask(1, () => false, 'last');
  await desk.pass(11 * 60_000);
  const [fit, ...others] = await inForce();
  expect(fit).toMatchObject({ kind: 'intent', locale: 'en' });
  expect(others).toEqual([]);

  await desk.says(GIFT_CARD, { customer: 'after' });
  const { analysis, rule } = await decisionOf('after');
  const asRead = analysis?.asRead?.intent ?? 0;
  expect(asRead).toBeGreaterThan(0.8);
  expect(analysis?.intents[0]?.confidence).toBeLessThan(0.75);
  expect(analysis?.scaledBy?.intent).toEqual({ fitId: fit?.id, slope: fit?.slope, intercept: fit?.intercept });
  expect(rule).toBeDefined();
});

test('a fit that is no better than what is in force is kept, and not used', async () => {
  await ask(50, () => true);
  await desk.store.transaction(async (tx) => {
    // What is in force says already that all of these are right.
    const sure = { slope: 2, intercept: 2 };
    const exact = { loss: 0, error: 0, table: [] };
    await tx.confidence.addFit({
      ...{ kind: 'intent', locale: 'en', at: 0, state: 'in_force', labels: 1, scaling: sure },
      ...{ before: exact, after: exact },
    });
  });
  const before = await inForce();
  await learnConfidence(desk.context);
  expect(await inForce()).toEqual(before);
  expect(await desk.store.read.confidence.fits(1)).toMatchObject([{ state: 'not_better', labels: 50 }]);
});

test('of two processes that make the same fit one does', async () => {
  await ask(50, (index) => index % 2 === 0);
  await Promise.all([learnConfidence(desk.context), learnConfidence(desk.context)]);
  expect(await desk.store.read.confidence.fits(9)).toHaveLength(1);
});

test('an admin takes a fit back, which holds until learning is turned on again and there is more to learn', async () => {
  await ask(50, (index) => index % 2 === 0);
  await learnConfidence(desk.context);
  const [fit] = await inForce();
  expect(await service().undo(fit?.id ?? 0, ANNA)).toMatchObject({ ok: false, code: 'not_allowed' });
  expect(await service().undo(fit?.id ?? 0, LEA)).toMatchObject({ ok: true });
  expect(await service().undo(fit?.id ?? 0, LEA)).toMatchObject({ ok: false, code: 'not_found' });
  expect(await inForce()).toEqual([]);
  const by = { id: 'lea', name: 'Lea' };
  expect(await service().view()).toMatchObject({
    learning: { isOn: false, by },
    fits: [{ state: 'undone', undone: { by } }],
    labels: { intent: 50, article: 0 },
  });

  await desk.pass(1);
  await ask(10, () => false, 'more');
  await learnConfidence(desk.context);
  expect(await inForce()).toEqual([]);
  expect(await service().setLearning(true, LEA)).toMatchObject({ ok: true });
  await learnConfidence(desk.context);
  expect(await inForce()).toMatchObject([{ kind: 'intent', locale: 'en' }]);
});
