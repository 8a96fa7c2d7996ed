import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StaffRole } from '../../../src/domain/staff.ts';
import { Visitor } from '../../support/visitor.ts';
import { startWebDesk, type WebDesk } from '../../support/web-desk.ts';

let desk: WebDesk;
beforeEach(async () => {
  desk = await startWebDesk();
});
afterEach(() => desk.stop());

async function signIn(name: string, role: StaffRole = 'agent'): Promise<Visitor> {
  const visitor = new Visitor(desk.app);
  await visitor.postForm(await desk.invite(name, role), {});
  return visitor;
}

async function post(visitor: Visitor, path: string, fields: Record<string, string> = {}): Promise<Response> {
  const token = /name="token" value="([^"]+)"/.exec(await visitor.html('/console'))?.[1] ?? '';
  const response = await visitor.postForm(path, { token, ...fields });
  await desk.settle();
  return response;
}

async function openTicket(): Promise<Visitor> {
  const customer = new Visitor(desk.app);
  await customer.get('/chat');
  await customer.postJson('/chat/messages', { text: 'A person please' });
  await desk.settle();
  return customer;
}

async function ticket() {
  const stored = await desk.store.read.tickets.findByNumber(1);
  if (stored === undefined) throw new Error('There is no ticket');
  return { ...stored.ticket, events: await desk.store.read.tickets.events(stored.ticket.id) };
}

test('a removed member is signed out at once, and their ticket waits again, with a line that says why', async () => {
  const admin = await signIn('Admin', 'admin');
  const ben = await signIn('Ben');
  const customer = await openTicket();
  const seen = await customer.html('/chat/transcript');
  await post(ben, '/console/tickets/1/commands/claim', { key: randomUUID() });
  expect(await ticket()).toMatchObject({ status: 'claimed', assignee: { name: 'Ben' } });
  const unused = await desk.invite('Ben');

  expect((await post(admin, '/console/staff/ben/remove')).status).toBe(409);
  expect((await post(admin, '/console/staff/ben/remove', { confirmed: 'yes' })).status).toBe(303);

  expect((await ben.get('/console')).headers.get('Location') ?? (await ben.html('/console'))).not.toContain('Ben');
  expect((await new Visitor(desk.app).postForm(unused, {})).status).toBe(410);
  const after = await ticket();
  expect(after.status).toBe('open');
  expect(after.assignee).toBeUndefined();
  expect(after.events.at(-1)?.detail).toContain('Ben');
  expect(after.events.map(({ by }) => by.name)).toContain('Ben');
  const joined = (await customer.html('/chat/transcript')).replace(seen, '');
  expect(joined).not.toMatch(/removed|queue again/i);
});

test('the pages that a removed member has open hear nothing more, and those of others go on', async () => {
  const url = await desk.listen();
  const admin = await signIn('Admin', 'admin');
  const ben = await signIn('Ben');
  const open = async ({ cookies }: Visitor) => {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
    const events = await fetch(`${url}/console/events`, { headers: { Cookie: cookie } });
    const analyzer = events.body?.getReader();
    await analyzer?.read();
    return analyzer;
  };
  const [ofBen, ofAdmin] = [await open(ben), await open(admin)];
  await post(admin, '/console/staff/ben/remove', { confirmed: 'yes' });
  let last = await ofBen?.read();
  while (last?.done === false) last = await ofBen?.read();
  expect(last?.done).toBe(true);
  expect(new TextDecoder().decode((await ofAdmin?.read())?.value)).toContain('changed');
  await ofAdmin?.cancel();
});

test('what somebody wrote in a form that came after their removal is shown to them again', async () => {
  const admin = await signIn('Admin', 'admin');
  const ben = await signIn('Ben');
  await openTicket();
  const token = /name="token" value="([^"]+)"/.exec(await ben.html('/console'))?.[1] ?? '';
  await post(admin, '/console/staff/ben/remove', { confirmed: 'yes' });
  const form = { token, key: randomUUID(), text: '<b>half an hour of work</b>' };
  const late = await ben.postForm('/console/tickets/1/commands/reply', form);
  expect(late.status).toBe(401);
  expect(await late.text()).toContain('&lt;b&gt;half an hour of work&lt;/b&gt;</textarea>');
});

test('a new name and role hold at once, also on pages that are open', async () => {
  const admin = await signIn('Admin', 'admin');
  const ben = await signIn('Ben');
  expect((await ben.get('/console/staff')).status).toBe(403);
  await post(admin, '/console/staff/ben', { name: 'Benjamin', role: 'admin' });
  expect((await ben.get('/console/staff')).status).toBe(200);
  expect(await ben.html('/console')).toContain('Benjamin');
});

test.each(['Ben', ' ben ', 'BEN', 'Ｂｅｎ', 'B\u200den', 'b\u202een'])(
  'nobody else can be called %j beside Ben',
  async (name) => {
    const admin = await signIn('Admin', 'admin');
    await desk.invite('Ben');
    const refused = await post(admin, '/console/staff', { name, role: 'agent', key: randomUUID() });
    expect(refused.status).toBe(409);
    expect(await desk.store.read.staff.all()).toHaveLength(2);
  },
);

test('the last admin stays one, and stays', async () => {
  const admin = await signIn('Admin', 'admin');
  await post(admin, '/console/staff/admin', { name: 'Admin', role: 'agent' });
  await post(admin, '/console/staff/admin/remove', { confirmed: 'yes' });
  expect(await desk.store.read.staff.all()).toEqual([{ id: 'admin', name: 'Admin', role: 'admin' }]);
});

test('agents change nobody', async () => {
  await desk.invite('Ben');
  const agent = await signIn('Ana');
  for (const path of ['/console/staff', '/console/staff/ben', '/console/staff/ben/remove', '/console/staff/ben/link']) {
    expect((await post(agent, path, { name: 'x', role: 'admin', confirmed: 'yes', key: randomUUID() })).status).toBe(
      403,
    );
  }
  expect((await desk.store.read.staff.all()).map(({ name }) => name).sort()).toEqual(['Ana', 'Ben']);
});

test('a new link ends the one before', async () => {
  const before = await desk.invite('Ben');
  const after = await desk.invite('Ben');
  expect((await new Visitor(desk.app).postForm(before, {})).status).toBe(410);
  expect((await new Visitor(desk.app).postForm(after, {})).status).toBe(303);
});

test('a customer cannot score what they wrote themselves', async () => {
  const customer = await openTicket();
  const { messages } = await customer.json<{ messages: { id: string; author: { kind: string } }[] }>(
    '/chat/transcript',
  );
  const own = messages.find(({ author }) => author.kind === 'customer')?.id ?? '';
  await customer.postJson('/chat/feedback', { messageId: own, score: 1 });
  await customer.postJson('/chat/ratings', { messageId: own, score: 5 });
  await desk.settle();
  expect((await desk.store.read.feedback.since(0)).filter(({ score }) => score !== undefined)).toEqual([]);
});

test('two members who are one person are joined by an admin, and shown once', async () => {
  const admin = await signIn('Admin', 'admin');
  const ben = await signIn('Ben');
  await signIn('Benny');
  await openTicket();
  await post(ben, '/console/tickets/1/commands/claim', { key: randomUUID() });
  expect(await admin.html('/console/staff/ben')).toContain('The same person as');
  expect((await post(ben, '/console/staff/ben/merge', { into: 'benny' })).status).toBe(403);
  expect((await post(admin, '/console/staff/ben/merge', { into: 'nobody' })).status).toBe(409);
  expect((await post(admin, '/console/staff/ben/merge', { into: 'benny' })).status).toBe(303);
  expect(await ticket()).toMatchObject({ status: 'claimed', assignee: { id: 'benny', name: 'Benny' } });
  expect((await ben.get('/console')).status).toBe(401);
  const members = await admin.html('/console/staff');
  expect(members).toContain('Ben and Benny are one person now: Benny.');
  expect(members.match(/class="member"/g)).toHaveLength(2);
});

test('whoever is signed in and opens a link of theirs by another name may join the two, and stays signed in', async () => {
  await signIn('Admin', 'admin');
  const anna = await signIn('Anna');
  const link = await desk.invite('Anna in the chat');
  const page = await anna.html(link);
  expect(page).toContain('You are signed in here as');
  expect(page).toContain('Both are me: join them');
  expect((await anna.postForm(link, { join: 'yes' })).status).toBe(303);
  expect(await anna.html('/console')).toContain('are one person now: Anna.');
  expect((await desk.store.read.staff.all()).map(({ name }) => name)).toEqual(['Admin', 'Anna']);
  expect((await anna.postForm(link, { join: 'yes' })).status).toBe(410);
});

test('a link of somebody else opened on a browser that nobody is signed in on signs them in, and offers nothing else', async () => {
  const link = await desk.invite('Anna');
  const browser = new Visitor(desk.app);
  expect(await browser.html(link)).not.toContain('join');
  expect((await browser.postForm(link, { join: 'yes' })).status).toBe(303);
  expect(await browser.html('/console')).toContain('Anna');
});
