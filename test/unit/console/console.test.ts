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

/** A customer asks for a person: ticket 1. */
async function openTicket(text = 'A person please'): Promise<Visitor> {
  const customer = new Visitor(desk.app);
  await customer.get('/chat');
  await customer.postJson('/chat/messages', { text });
  await desk.settle();
  return customer;
}

/** The session's token, from any page. */
async function tokenOf(visitor: Visitor): Promise<string> {
  return /name="token" value="([^"]+)"/.exec(await visitor.html('/console'))?.[1] ?? '';
}

async function give(visitor: Visitor, kind: string, fields: Record<string, string> = {}): Promise<Response> {
  const response = await visitor.postForm(`/console/tickets/1/commands/${kind}`, {
    token: await tokenOf(visitor),
    key: randomUUID(),
    ...fields,
  });
  await desk.settle();
  return response;
}

test('an address that tries one sign-in link after the other is held up, and others are not', async () => {
  const tryLink = (client: string) =>
    desk.app.request('/console/sign-in/guess', {
      method: 'POST',
      headers: {
        'Test-Client': client,
        'Sec-Fetch-Site': 'same-origin',
        'Content-Type': 'application/x-www-form-urlencoded',
      },
    });
  const statuses: number[] = [];
  for (let count = 0; count < 40; count++) statuses.push((await tryLink('a')).status);
  expect(new Set(statuses.slice(0, 30))).toEqual(new Set([410]));
  expect(statuses.at(-1)).toBe(429);
  expect((await tryLink('a')).headers.get('Retry-After')).toBe('2');
  expect((await tryLink('b')).status).toBe(410);
});

test('looking at a sign-in link does not use it up; pressing the button does', async () => {
  const link = await desk.invite('Ana');
  const visitor = new Visitor(desk.app);
  expect(await visitor.html(link)).toContain('Sign in');
  expect(await visitor.html(link)).toContain('Sign in');
  const signedIn = await visitor.postForm(link, {});
  expect(signedIn.status).toBe(303);
  expect(await visitor.html('/console')).toContain('Ana');
  expect((await new Visitor(desk.app).postForm(link, {})).status).toBe(410);
});

test('the session cookie is for the console alone, and not for scripts or other sites', async () => {
  const response = await new Visitor(desk.app).postForm(await desk.invite('Ana'), {});
  const [cookie] = response.headers.getSetCookie();
  expect(cookie).toMatch(/Max-Age=2592000; Path=\/console; HttpOnly; SameSite=Strict/);
});

test.each(['', '/tickets/1', '/content', '/satisfaction', '/staff', '/events'])(
  '/console%s is for signed-in staff only',
  async (path) => {
    const response = await new Visitor(desk.app).get(`/console${path}`);
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('Queue');
  },
);

test('a link from another site is followed again from here, where the browser sends the cookie', async () => {
  const response = await new Visitor(desk.app).get('/console/tickets/1', { 'Sec-Fetch-Site': 'cross-site' });
  expect(await response.text()).toContain('http-equiv="refresh"');
});

test('signing out ends the session, not only the cookie', async () => {
  const ana = await signIn('Ana');
  const stolen = new Visitor(desk.app);
  for (const [name, value] of ana.cookies) stolen.cookies.set(name, value);
  await ana.postForm('/console/sign-out', { token: await tokenOf(ana) });
  expect((await ana.get('/console')).status).toBe(401);
  expect((await stolen.get('/console')).status).toBe(401);
});

test("a form without the session's token, or from another site, is refused", async () => {
  await openTicket();
  const ana = await signIn('Ana');
  const form = { key: randomUUID(), token: await tokenOf(await signIn('Ben')) };
  expect((await ana.postForm('/console/tickets/1/commands/claim', form)).status).toBe(403);
  const token = await tokenOf(ana);
  const fromElsewhere = { 'Sec-Fetch-Site': 'cross-site' };
  expect((await ana.postForm('/console/tickets/1/commands/claim', { ...form, token }, fromElsewhere)).status).toBe(403);
  expect((await desk.store.read.tickets.findByNumber(1))?.ticket.status).toBe('open');
});

test('a second claim is refused and names the holder', async () => {
  await openTicket();
  const ana = await signIn('Ana');
  const ben = await signIn('Ben');
  expect((await give(ana, 'claim')).status).toBe(303);
  expect(await ana.html('/console/tickets/1')).toContain('It is yours.');
  const refused = await give(ben, 'claim');
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain('This ticket is assigned to Ana.');
});

test('how a command ended is said once', async () => {
  await openTicket();
  const ana = await signIn('Ana');
  await give(ana, 'claim');
  const inBackground = await ana.get('/console/tickets/1', { 'X-Background': '1' });
  expect(await inBackground.text()).not.toContain('It is yours.');
  expect(await ana.html('/console/tickets/1')).toContain('It is yours.');
  expect(await ana.html('/console/tickets/1')).not.toContain('It is yours.');
});

test('a form sent twice is carried out once', async () => {
  const customer = await openTicket();
  const ana = await signIn('Ana');
  await give(ana, 'claim');
  const key = randomUUID();
  await give(ana, 'reply', { key, text: 'Hello from Ana' });
  await give(ana, 'reply', { key, text: 'Hello from Ana' });
  const page = await customer.html('/chat');
  expect(page.match(/Hello from Ana/g)).toHaveLength(1);
});

test("a reply reaches the customer with the agent's name, a note never does", async () => {
  const customer = await openTicket();
  const ana = await signIn('Ana');
  await give(ana, 'claim');
  await give(ana, 'note', { text: 'Careful with this one' });
  await give(ana, 'reply', { text: 'I am on it' });
  const page = await customer.html('/chat');
  expect(page).toContain('I am on it');
  expect(page).toContain('<bdi class="author">Ana</bdi>');
  expect(page).not.toContain('Careful with this one');
  expect(JSON.stringify(await customer.json('/chat/transcript'))).not.toContain('Careful with this one');
  expect(await ana.html('/console/tickets/1')).toContain('Careful with this one');
});

test('a refused reply keeps what was written', async () => {
  await openTicket();
  const ana = await signIn('Ana');
  const ben = await signIn('Ben');
  await give(ana, 'claim');
  await give(ben, 'note', { text: '   ' });
  const refused = await give(ben, 'note', { text: `${'x'.repeat(10_001)} my long note` });
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain('my long note</textarea>');
});

test.each(['claim', 'note', 'nonsense', 'transfer', 'snooze'])(
  'a %s form that cannot be read is refused',
  async (kind) => {
    await openTicket();
    const ana = await signIn('Ana');
    const token = await tokenOf(ana);
    expect((await ana.postForm(`/console/tickets/1/commands/${kind}`, { token, key: 'x' })).status).toBe(400);
  },
);

test('a ticket is handed on, put off, weighed, settled and opened again', async () => {
  await openTicket();
  const ana = await signIn('Ana');
  await signIn('Ben');
  const ticket = async () => (await desk.store.read.tickets.findByNumber(1))?.ticket;
  await give(ana, 'claim');
  await give(ana, 'set_importance', { importance: '5' });
  expect((await ticket())?.importance).toBe(5);
  await give(ana, 'snooze', { hours: '4' });
  expect((await ticket())?.status).toBe('snoozed');
  expect(await ana.html('/console')).toContain('Snoozed');
  await give(ana, 'transfer', { to: 'ben' });
  expect((await ticket())?.assignee?.name).toBe('Ben');
  expect((await give(ana, 'resolve')).status).toBe(409);
  const lea = await signIn('Lea', 'lead');
  await give(lea, 'resolve');
  expect((await ticket())?.status).toBe('resolved');
  expect(await ana.html('/console')).toContain('Recently resolved');
  await give(ana, 'reopen');
  expect((await ticket())?.assignee?.name).toBe('Ana');
});

test('until when a ticket is put off is a time for the reader’s own clock', async () => {
  await openTicket();
  const ana = await signIn('Ana');
  await give(ana, 'claim');
  await give(ana, 'snooze', { hours: '4' });
  const page = await ana.html('/console/tickets/1');
  expect(page).toMatch(/Until <time datetime="[^"]+Z">\d{4}-\d\d-\d\d \d\d:\d\d UTC<\/time>/);
  expect(page.replace(/datetime="[^"]*"/g, '')).not.toMatch(/\d{4}-\d\d-\d\dT/);
});

test('a ticket is put off until the customer writes, and says so wherever it is shown', async () => {
  await openTicket();
  const ana = await signIn('Ana');
  await give(ana, 'claim');
  expect(await ana.html('/console/tickets/1')).toContain('>until the customer writes</option>');
  await give(ana, 'snooze', { hours: 'reply' });
  const page = await ana.html('/console/tickets/1');
  expect(page).toContain('Back when the customer writes');
  expect(page).toContain('Until the customer writes');
  expect(await ana.html('/console')).toContain('back when the customer writes');
});

test('a reply far too long is refused before it is kept', async () => {
  await openTicket();
  const ana = await signIn('Ana');
  await give(ana, 'claim');
  const refused = await give(ana, 'reply', { text: 'x'.repeat(900_000) });
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain('900000 characters are too many');
  const { conversationId = '' } = (await desk.store.read.tickets.findByNumber(1))?.ticket ?? {};
  expect(await desk.store.read.inbox.countPending(conversationId)).toBe(0);
});

test('the ticket page shows what one should know first', async () => {
  const customer = await openTicket('How do I return this?');
  await customer.postJson('/chat/messages', { text: 'a person please' });
  await desk.settle();
  const page = await (await signIn('Ana')).html('/console/tickets/1');
  for (const words of [
    'How do I return this?',
    'Priority 0.5·',
    'Asked for a person',
    'return_item',
    'Returning an item',
  ]) {
    expect(page).toContain(words);
  }
  expect(page).toContain('opened the ticket');
});

test('the queue says how long who comes now waits, and a ticket that its customer may not come back', async () => {
  await desk.stop();
  desk = await startWebDesk({
    forecasts: {
      expectedWait: () => ({ lowMs: 0, highMs: 50 * 60_000 }),
      leaving: () => ({ probability: 0.784, reasons: 'waited 12 h' }),
    },
  });
  const customer = await openTicket();
  const agent = await signIn('Jonas');
  expect(await agent.html('/console')).toContain('Who comes now is likely to wait up to 50 minutes.');
  expect(await agent.html('/console/tickets/1')).toContain('May not come back (78 %): waited 12 h');
  expect(await customer.html('/chat')).not.toContain('May not come back');
});

test('an article is put into the reply without a script too', async () => {
  await openTicket();
  const ana = await signIn('Ana');
  await give(ana, 'claim');
  expect(await ana.html('/console/tickets/1?article=returns')).toMatch(
    /Send it back within 30 days\.[^<]*<\/textarea>/,
  );
});

test('a saved reply is there in the customer’s language with its variables filled in, and is put into the reply', async () => {
  await desk.stop();
  const texts = { en: 'Dear {customer}, {agent} looks at #{ticket}. {other}', zh: '您好' };
  desk = await startWebDesk({ savedReplies: [{ title: 'Looking into it', texts }] });
  await openTicket();
  const ana = await signIn('Ana');
  await give(ana, 'claim');
  const filled = /Dear Guest [^<]+, Ana looks at #1\. \{other\}/;
  expect(await ana.html('/console/tickets/1')).toMatch(filled);
  expect(await ana.html('/console/tickets/1?saved=0')).toMatch(new RegExp(`${filled.source}[^<]*</textarea>`));
});

test('a reply answers the message that was chosen, and the customer sees which', async () => {
  const customer = await openTicket('The red <b>lamp</b>');
  await customer.postJson('/chat/messages', { text: 'The blue lamp' });
  await desk.settle();
  const ana = await signIn('Ana');
  await give(ana, 'claim');
  const page = await ana.html('/console/tickets/1');
  const [, messageId = ''] = /<option value="([^"]+)">“The red &lt;b&gt;lamp/.exec(page) ?? [];
  await give(ana, 'reply', { text: 'Not this one.', messageId });
  await desk.settle();
  expect(await customer.html('/chat')).toMatch(/<blockquote class="answered"[^>]*>The red &lt;b&gt;lamp/);
  expect(await ana.html('/console/tickets/1')).toMatch(/Answering Guest [^<]+<\/bdi>/);
});

test('what a customer writes is text wherever staff read it', async () => {
  await openTicket('<script>alert(1)</script><img src=x onerror=alert(2)> a person');
  const ana = await signIn('Ana');
  for (const path of ['/console', '/console/tickets/1']) {
    const page = await ana.html(path);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/<script>|<img src=x/);
  }
});

test('there is no page for a ticket that is not there', async () => {
  const ana = await signIn('Ana');
  for (const number of ['7', 'x', '-1', '1e3', '99999999999999999999']) {
    expect((await ana.get(`/console/tickets/${number}`)).status).toBe(404);
  }
});

test('only an admin sees and invites staff', async () => {
  const ana = await signIn('Ana');
  expect((await ana.get('/console/staff')).status).toBe(403);
  const form = { token: await tokenOf(ana), key: randomUUID(), name: 'Eve', role: 'admin' };
  expect((await ana.postForm('/console/staff', form)).status).toBe(403);
  expect((await desk.store.read.staff.all()).map(({ name }) => name)).toEqual(['Ana']);
});

test('an invitation shows a link that signs in once, and is shown once', async () => {
  const admin = await signIn('Ada', 'admin');
  const form = { token: await tokenOf(admin), key: randomUUID(), name: 'Ben', role: 'agent' };
  const page = await (await admin.postForm('/console/staff', form)).text();
  const link = /value="http:\/\/localhost(\/console\/sign-in\/[^"]+)"/.exec(page)?.[1] ?? '';
  const ben = new Visitor(desk.app);
  await ben.postForm(link, {});
  expect(await ben.html('/console')).toContain('Ben');
  expect(await admin.html('/console/staff')).not.toContain('/console/sign-in/');
});

test("pages allow only the desk's own files and are kept by nobody", async () => {
  const { headers } = await (await signIn('Ana')).get('/console');
  expect(headers.get('Content-Security-Policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
});

test('content problems stand on top with file, line and reason', async () => {
  await desk.stop();
  desk = await startWebDesk({
    problems: [{ file: 'intents/en/orders.yaml', line: 12, severity: 'error', reason: 'no utterances' }],
  });
  const page = await (await signIn('Ana')).html('/console/content');
  expect(page).toContain('intents/en/orders.yaml:12');
  expect(page.indexOf('no utterances')).toBeLessThan(page.indexOf('track_order'));
  expect(page).toContain('6 intents, 1 article');
});

test('a satisfaction score needs enough answers', async () => {
  const ana = await signIn('Ana');
  const customer = await openTicket('gift card');
  const score = async () => {
    await customer.postJson('/chat/messages', { text: 'gift card' });
    await desk.settle();
    const { messages } = await customer.json<{ messages: { id: string; asksFeedback: boolean; score?: number }[] }>(
      '/chat/transcript',
    );
    for (const { id } of messages.filter((message) => message.asksFeedback && message.score === undefined)) {
      await customer.postJson('/chat/feedback', { messageId: id, score: 1 });
    }
    await desk.settle();
    return ana.html('/console/satisfaction');
  };
  expect(await ana.html('/console/satisfaction')).toContain('too few answers yet');
  const page = await score();
  expect(page).toContain('34 % – 100 %');
  expect(page).toContain('<svg class="plot"');
});

test('how surveys were answered stands below the scores, as customers wrote it', async () => {
  const ana = await signIn('Ana');
  expect(await ana.html('/console/satisfaction')).not.toContain('Survey');
  await desk.store.transaction(async (tx) => {
    const at = Date.now();
    const survey = { survey: 'advice', conversationId: 'c1', at };
    await tx.surveys.keep(survey);
    for (const value of ['5', '5', '<b>x</b>']) await tx.surveys.keep({ ...survey, question: 'score', value });
  });
  const page = await ana.html('/console/satisfaction');
  expect(page).toContain('begun 1 ×');
  expect(page).toMatch(/<td>score<\/td><td dir="auto">5<\/td><td>2<\/td>/);
  expect(page).toContain('&lt;b&gt;x&lt;/b&gt;');
});

test('an action that is not there is refused on the page', async () => {
  await openTicket();
  const ana = await signIn('Ana');
  await give(ana, 'claim');
  const page = await ana.html('/console/tickets/1');
  expect(page).not.toContain('Other systems');
  const refused = await give(ana, 'run_action', { action: 'gone', 'input.order_number': '1' });
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain('There is no such action any more.');
});

test('staff see whom a customer is joined with, and part them', async () => {
  const agent = await signIn('Ana');
  const customer = await openTicket();
  const other = new Visitor(desk.app);
  await other.get('/chat');
  const says = async (visitor: Visitor, text: string) => {
    await visitor.postJson('/chat/messages', { text });
    await desk.settle();
    return visitor.html('/chat');
  };
  expect(await agent.html('/console/tickets/1')).not.toContain('Joined with');
  const code = /\/link ([A-Z2-9]{10})/.exec(await says(customer, '/link'))?.[1];
  for (const visitor of [other, other, customer]) await says(visitor, `/link ${code}`);
  const page = await agent.html('/console/tickets/1');
  expect(page).toMatch(/Joined with <bdi>[^<]+ on the web chat</);
  expect(page).toContain('>Unlink<');
  expect((await give(agent, 'unmerge')).status).toBe(303);
  const after = await agent.html('/console/tickets/1');
  expect(after).toMatch(/Ana<\/bdi> parted two channels/);
  expect(after).not.toContain('>Unlink<');
  expect((await give(agent, 'unmerge')).status).toBe(409);
});
