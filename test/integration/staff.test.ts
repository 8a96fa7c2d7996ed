import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StaffMember, StaffRole } from '../../src/domain/staff.ts';
import type { StaffIdentity } from '../../src/ports/staff.ts';
import { leave, recognize } from '../../src/staff/identities.ts';
import { createRoster } from '../../src/staff/roster.ts';
import { question } from '../contract/store/samples.ts';
import { ANNA, BEN } from '../support/conversation.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

const ADA: StaffMember = { id: 'ada', name: 'Ada', role: 'admin' };
const EVE: StaffMember = { id: 'eve', name: 'Eve', role: 'admin' };
const EVE_AGAIN: StaffMember = { id: 'eve2', name: 'Eve Two', role: 'admin' };
const KIM_IN_SLACK: StaffMember = { id: 'slack:T1:U1', name: 'Kim', role: 'agent' };

let folder: TestFolder;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
beforeEach(async () => {
  await folder.empty();
  desk = await TestDesk.start(folder);
  await desk.store.transaction(async (tx) => {
    for (const member of [ADA, EVE, ANNA, BEN]) await tx.staff.save(member, desk.clock.now());
  });
});
afterEach(() => desk.stop());
afterAll(() => folder.remove());

const roster = () => createRoster(desk.context);
const names = async () => (await desk.store.read.staff.all()).map(({ name }) => name);
const history = async () => {
  const events = await desk.store.read.tickets.events((await desk.ticket())?.id ?? '');
  return events.map(({ kind, by, detail }) => ({ kind, by: by.name, detail }));
};

const whereItIs = async () => {
  const ticket = await desk.ticket();
  return [ticket?.status, ticket?.assignee?.name];
};

async function ticketHeldBy(holder: StaffMember): Promise<void> {
  await desk.says('a human please');
  await desk.does(holder, { kind: 'claim' });
}

describe('a member who is removed', () => {
  test('leaves tickets in the queue, once, and the customer nothing to notice', async () => {
    await ticketHeldBy(ANNA);
    await desk.does(ANNA, { kind: 'reply', text: 'I am on it' });
    const shown = desk.channel.texts();
    expect(await roster().remove('anna', ADA)).toEqual({
      ok: true,
      message: 'Anna is removed and signed out. Their ticket is back in the queue.',
    });
    await desk.settle();
    expect(await whereItIs()).toEqual(['open', undefined]);
    expect((await history()).slice(1)).toEqual([
      { kind: 'claimed', by: 'Anna', detail: '' },
      { kind: 'replied', by: 'Anna', detail: '' },
      { kind: 'unassigned', by: 'Ada', detail: 'Anna is not on the staff any more' },
    ]);
    expect(desk.channel.texts()).toEqual(shown);
    expect(await roster().remove('anna', ADA)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await names()).toEqual(['Ada', 'Ben', 'Eve']);
  });

  test('is gone whole, when the process ends before the tickets are seen to', async () => {
    await ticketHeldBy(ANNA);
    const jobs = desk.context.jobs;
    const removal = roster().remove('anna', ADA);
    await Promise.all([removal, jobs.close()]);
    const now = desk.clock.now();
    await desk.stop();
    desk = await TestDesk.start(folder, { now });
    await desk.settle();
    expect(await whereItIs()).toEqual(['open', undefined]);
    expect((await history()).filter(({ kind }) => kind === 'unassigned')).toHaveLength(1);
  });

  test('does nothing more, also not with what was on its way', async () => {
    await ticketHeldBy(ANNA);
    await roster().remove('anna', ADA);
    for (const command of [{ kind: 'claim' }, { kind: 'note', text: 'x' }, { kind: 'resolve' }] as const) {
      const outcome = await desk.does(ANNA, command);
      expect(outcome).toMatchObject({ ok: false, message: expect.stringContaining('not on the staff any more') });
    }
    expect((await history()).map(({ kind }) => kind)).toEqual(['opened', 'claimed', 'unassigned']);
  });

  test('and is given a ticket at that moment, does not keep it', async () => {
    await ticketHeldBy(BEN);
    await roster().remove('anna', ADA);
    expect(await desk.does(BEN, { kind: 'transfer', to: ANNA })).toMatchObject({ ok: true });
    await desk.pass(5_000);
    expect(await whereItIs()).toEqual(['open', undefined]);
    expect((await history()).at(-1)).toEqual({
      kind: 'unassigned',
      by: 'Relaydesk',
      detail: 'Anna is not on the staff any more',
    });
  });
});

test('two admins who remove each other at once leave one', async () => {
  const outcomes = await Promise.all([roster().remove('eve', ADA), roster().remove('ada', EVE)]);
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
  expect(await names()).toEqual(['Ada', 'Anna', 'Ben']);
});

test('nobody removes themselves or changes their own role, and others than admins change nothing', async () => {
  expect(await roster().remove('ada', ADA)).toMatchObject({ code: 'not_allowed' });
  expect(await roster().change('ada', { name: 'Ada', role: 'agent' }, ADA)).toMatchObject({ code: 'not_allowed' });
  expect(await roster().remove('ben', { ...ANNA, role: 'admin' })).toMatchObject({ code: 'not_allowed' });
  expect(await roster().add({ id: 'new', name: 'New', role: 'agent' }, BEN)).toMatchObject({ code: 'not_allowed' });
  expect(await names()).toEqual(['Ada', 'Anna', 'Ben', 'Eve']);
});

test('a new name shows on tickets and in the next words to the customer, and the old one stays in the history', async () => {
  await ticketHeldBy(ANNA);
  const renamed = { name: ' Anne  Li ', role: 'lead' } as const;
  expect(await roster().change('anna', renamed, ADA)).toMatchObject({ ok: true, message: 'Saved: Anne Li, lead.' });
  await desk.settle();
  expect((await desk.ticket())?.assignee).toEqual({ id: 'anna', name: 'Anne Li', role: 'lead' });
  expect((await history()).map(({ by }) => by)).toContain('Anna');
});

describe('two of one name', () => {
  test('cannot be made, not by an invitation, a new name, or both at once', async () => {
    const add = (id: string, name: string) => roster().add({ id, name, role: 'agent' }, ADA);
    expect(await add('s1', ' ａｎｎａ ')).toMatchObject({ code: 'invalid', message: expect.stringContaining('Anna') });
    expect(await roster().change('ben', { name: 'ANNA', role: 'agent' }, ADA)).toMatchObject({ code: 'invalid' });
    const outcomes = await Promise.all([add('s2', 'Mo'), add('s3', 'mo')]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
    expect(await names()).toEqual(['Ada', 'Anna', 'Ben', 'Eve', 'Mo']);
  });

  test('is no matter for the one and only who is saved again, or for a name that somebody left behind', async () => {
    expect(await roster().change('anna', { name: 'ANNA', role: 'agent' }, ADA)).toMatchObject({ ok: true });
    await roster().remove('anna', ADA);
    expect(await roster().add({ id: 'a2', name: 'Anna', role: 'agent' }, ADA)).toMatchObject({ ok: true });
  });
});

test('an invitation sent twice invites one, and brings nobody back', async () => {
  const mo: StaffMember = { id: 'staff-1', name: 'Mo', role: 'agent' };
  expect(await roster().add(mo, ADA)).toMatchObject({ ok: true });
  expect(await roster().add(mo, ADA)).toMatchObject({ ok: true });
  await roster().remove('staff-1', ADA);
  expect(await roster().add(mo, ADA)).toMatchObject({ code: 'invalid' });
});

test('the tickets of somebody who has left another staff platform go back into the queue', async () => {
  await ticketHeldBy(KIM_IN_SLACK);
  expect(await roster().unassignAll(KIM_IN_SLACK, BEN)).toMatchObject({ code: 'not_allowed' });
  expect(await roster().unassignAll(KIM_IN_SLACK, ADA)).toMatchObject({ ok: true });
  await desk.settle();
  expect(await whereItIs()).toEqual(['open', undefined]);
  expect((await history()).at(-1)).toEqual({ kind: 'unassigned', by: 'Ada', detail: 'It was assigned to Kim' });
});

test('what customers put under their own words counts for nothing', async () => {
  await desk.receive({ kind: 'message', messageKey: 'own', text: 'hm hm asdf qwer zxcv' });
  await desk.receive({ kind: 'feedback', messageKey: 'own', score: 1 });
  await desk.receive({ kind: 'reaction', messageKey: 'own', emoji: '👍', added: true });
  await desk.receive({ kind: 'rating', messageKey: 'own', score: 5 });
  expect((await desk.store.read.feedback.since(0)).filter(({ score }) => score !== undefined)).toEqual([]);
});

describe('one person', () => {
  const KIM: StaffIdentity = { platform: 'slack', account: 'T1', userKey: 'U1' };
  const as = (role: StaffRole, name = 'Kim') => recognize(desk.context, KIM, { name, role });

  test('is one member however often they are seen, and called as the platform calls them', async () => {
    expect(await as('agent')).toEqual(KIM_IN_SLACK);
    await ticketHeldBy(KIM_IN_SLACK);
    expect(await as('lead', 'Kim Li')).toEqual({ ...KIM_IN_SLACK, name: 'Kim Li', role: 'lead' });
    await desk.settle();
    expect(await names()).toEqual(['Ada', 'Anna', 'Ben', 'Eve', 'Kim Li']);
    expect(await whereItIs()).toEqual(['claimed', 'Kim Li']);
  });

  test.each<[StaffRole, StaffRole, StaffRole]>([
    ['lead', 'agent', 'agent'],
    ['agent', 'lead', 'agent'],
    ['admin', 'lead', 'lead'],
    ['lead', 'lead', 'lead'],
  ])('whom an admin made %s is at a platform that says %s of them: %s', async (made, said, role) => {
    await as('agent');
    expect(await roster().change(KIM_IN_SLACK.id, { name: 'Kim', role: made }, ADA)).toMatchObject({ ok: true });
    expect(await as(said)).toMatchObject({ role });
    expect(await desk.store.read.staff.get(KIM_IN_SLACK.id)).toMatchObject({ role: made });
  });

  test('who may not act at the platform any more is gone everywhere, their ticket waits, and they may come back', async () => {
    await as('agent');
    await ticketHeldBy(KIM_IN_SLACK);
    await desk.store.transaction((tx) => tx.staff.addSession('open', KIM_IN_SLACK.id, desk.clock.now() + 1_000));
    await leave(desk.context, KIM);
    await desk.settle();
    expect(await whereItIs()).toEqual(['open', undefined]);
    expect((await history()).at(-1)?.detail).toContain('may act at their staff platform');
    expect(await desk.store.read.staff.bySession('open', desk.clock.now())).toBeUndefined();
    expect(await desk.does(KIM_IN_SLACK, { kind: 'claim' })).toMatchObject({ ok: false });
    expect(await names()).toEqual(['Ada', 'Anna', 'Ben', 'Eve']);
    expect(await as('agent')).toEqual(KIM_IN_SLACK);
    expect(await desk.does(KIM_IN_SLACK, { kind: 'claim' })).toMatchObject({ ok: true });
  });

  test('who was removed by an admin stays so, whatever the platform says', async () => {
    await as('lead');
    await roster().remove(KIM_IN_SLACK.id, ADA);
    expect(await as('lead')).toBeUndefined();
    await leave(desk.context, KIM);
    expect(await as('lead')).toBeUndefined();
    expect(await names()).toEqual(['Ada', 'Anna', 'Ben', 'Eve']);
  });

  test('the last admin stays when they leave the platform, and others do not', async () => {
    await as('admin');
    await roster().merge(KIM_IN_SLACK.id, 'ada', ADA);
    await roster().remove('eve', ADA);
    await leave(desk.context, KIM);
    expect(await names()).toEqual(['Ada', 'Anna', 'Ben']);
    await roster().add(EVE_AGAIN, ADA);
    await leave(desk.context, KIM);
    expect(await names()).toEqual(['Anna', 'Ben', 'Eve Two']);
  });

  test('two members who are one are joined: tickets, scores and identities go over, and lists show them once', async () => {
    await as('agent');
    await ticketHeldBy(KIM_IN_SLACK);
    await desk.store.transaction(async (tx) => {
      const author = { kind: 'agent' as const, id: KIM_IN_SLACK.id, name: 'Kim' };
      await tx.feedback.ask(question('q1', { author }));
    });
    expect(await desk.does(ANNA, { kind: 'resolve' })).toMatchObject({ ok: false });
    expect(await roster().merge(KIM_IN_SLACK.id, 'anna', ADA)).toMatchObject({ ok: true });
    await desk.settle();
    expect(await whereItIs()).toEqual(['claimed', 'Anna']);
    expect(await as('agent')).toEqual(ANNA);
    expect((await desk.store.read.feedback.get('q1'))?.author.id).toBe('anna');
    expect(await names()).toEqual(['Ada', 'Anna', 'Ben', 'Eve']);
    expect(await desk.does(ANNA, { kind: 'resolve' })).toMatchObject({ ok: true });
  });

  test('joining is for an admin, or for oneself; the only admin cannot be lost by it', async () => {
    await as('agent');
    expect(await roster().merge(KIM_IN_SLACK.id, 'anna', BEN)).toMatchObject({ code: 'not_allowed' });
    expect(await roster().merge('anna', 'anna', ADA)).toMatchObject({ code: 'invalid' });
    expect(await roster().merge('nobody', 'anna', ADA)).toMatchObject({ ok: false });
    await roster().remove('eve', ADA);
    expect(await roster().merge('ada', 'anna', ANNA)).toMatchObject({
      ok: false,
      message: 'Ada is the only admin: make Anna one first.',
    });
    expect(await roster().merge(KIM_IN_SLACK.id, 'anna', ANNA)).toMatchObject({ ok: true });
  });
});
