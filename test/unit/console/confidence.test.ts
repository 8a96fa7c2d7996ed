import { afterEach, beforeEach, expect, test } from 'vitest';
import { judgeFit } from '../../../src/domain/confidence/fit.ts';
import type { StaffRole } from '../../../src/domain/staff.ts';
import { Visitor } from '../../support/visitor.ts';
import { startWebDesk, type WebDesk } from '../../support/web-desk.ts';

let desk: WebDesk;
beforeEach(async () => {
  desk = await startWebDesk();
});
afterEach(() => desk.stop());

const PAGE = '/console/confidence';

async function signIn(name: string, role: StaffRole): Promise<Visitor> {
  const visitor = new Visitor(desk.app);
  await visitor.postForm(await desk.invite(name, role), {});
  return visitor;
}

async function post(visitor: Visitor, path: string, fields: Record<string, string> = {}): Promise<Response> {
  const token = /name="token" value="([^"]+)"/.exec(await visitor.html('/console'))?.[1] ?? '';
  return visitor.postForm(path, { token, ...fields });
}

/** A fit to messages of which the bot was sure by .9, and every other one right. */
async function addFit(locale: string, state: 'in_force' | 'not_better' = 'in_force'): Promise<number> {
  const labels = Array.from({ length: 60 }, (_, index) => {
    return { confidence: 0.9, right: index % 2 === 0, about: `intent-${index % 10}` };
  });
  const { isBetter: _, ...fit } = judgeFit(labels, { slope: 1, intercept: 0 }, (confidence) => confidence);
  return desk.store.transaction((tx) => tx.confidence.addFit({ ...fit, kind: 'intent', locale, at: 1_000, state }));
}

test('an admin sees how honest confidences are, before and after the fit in force', async () => {
  const admin = await signIn('Admin', 'admin');
  expect(await admin.html(PAGE)).toContain('No fit is in force');
  await addFit('en');
  const page = await admin.html(PAGE);
  expect(page).toContain('Intents, English (en)');
  expect(page.replace(/<[^>]*>/g, ' ')).toMatch(/90 % – 100 %\s+60\s+90 %\s+50 %/);
  expect(page).toContain('off by 40 % on average before');
});

test('how honest confidences are is seen as well where no fit was better, with nothing to undo', async () => {
  const admin = await signIn('Admin', 'admin');
  await addFit('zh', 'not_better');
  const page = await admin.html(PAGE);
  expect(page).toContain('No fit is in force');
  expect(page.replace(/<[^>]*>/g, ' ')).toMatch(/Chinese \(zh\)\s+no better than what was in force/);
  expect(page).not.toContain('/undo');
});

test('one click takes a fit back and turns learning off, another turns it on, and both say by whom', async () => {
  const admin = await signIn('<b>Ada</b>', 'admin');
  const first = await addFit('');
  const second = await addFit('');
  expect((await post(admin, `${PAGE}/${second}/undo`)).status).toBe(303);
  expect((await desk.store.read.confidence.inForce()).map(({ id }) => id)).toEqual([first]);
  const page = await admin.html(PAGE);
  expect(page).toContain('Undone: what was in force before is again, and learning is off.');
  expect(page).toContain('undone by <bdi>&lt;b&gt;Ada&lt;/b&gt;</bdi>');
  expect((await post(admin, `${PAGE}/${second}/undo`)).status).toBe(409);

  expect((await post(admin, `${PAGE}/learning`, { on: 'true' })).status).toBe(303);
  expect(await desk.store.read.confidence.learning()).toMatchObject({ isOn: true, by: { name: '<b>Ada</b>' } });
  expect(await admin.html(PAGE)).toContain('Turn learning off');
});

test('what is no fit and no switch is refused', async () => {
  const admin = await signIn('Admin', 'admin');
  expect((await post(admin, `${PAGE}/x/undo`)).status).toBe(400);
  expect((await post(admin, `${PAGE}/99/undo`)).status).toBe(409);
  expect((await post(admin, `${PAGE}/learning`, { on: 'perhaps' })).status).toBe(400);
});

test('nobody but admins sees or changes it', async () => {
  const lead = await signIn('Lea', 'lead');
  const fit = await addFit('');
  expect((await lead.get(PAGE)).status).toBe(403);
  expect(await lead.html('/console')).not.toContain(PAGE);
  expect((await post(lead, `${PAGE}/${fit}/undo`)).status).toBe(403);
  expect((await post(lead, `${PAGE}/learning`, { on: 'false' })).status).toBe(403);
  expect(await desk.store.read.confidence.inForce()).toHaveLength(1);
});
