import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR_MS } from '../../../src/domain/policy.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { fromCustomer, ticket } from '../../contract/store/samples.ts';
import { indexAll, saveTicket } from '../../support/tickets.ts';
import { Visitor } from '../../support/visitor.ts';
import { startWebDesk, type WebDesk } from '../../support/web-desk.ts';

let desk: WebDesk;
let ana: Visitor;

beforeEach(async () => {
  desk = await startWebDesk();
  ana = new Visitor(desk.app);
  await ana.postForm(await desk.invite('Ana', 'agent'), {});
});
afterEach(() => desk.stop());

const save = (count: number, changes: (index: number) => Partial<Ticket>) =>
  desk.store.transaction(async (tx) => {
    for (let index = 0; index < count; index += 1) {
      const id = randomUUID();
      await saveTicket(
        tx,
        ticket(id, { conversationId: id, openedAt: Date.now(), waitingSince: Date.now(), ...changes(index) }),
      );
    }
  });
const numbersIn = (html: string) =>
  [...html.matchAll(/<span class="number">#(\d+)<\/span> <bdi>/g)].map(([, number]) => Number(number));
/** The numbers on all parts of a list, one part after the other. */
async function allNumbers(path: string): Promise<number[]> {
  const html = await ana.html(path);
  const next = /<a href="([^"]+)">Next<\/a>/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  return [...numbersIn(html), ...(next === undefined ? [] : await allNumbers(next))];
}

test('however many wait, the most urgent is first, and how many there are is said', async () => {
  await save(1_100, () => ({ importance: 1 }));
  await save(1, () => ({ importance: 5, urgentWords: true, subject: 'The house is flooded' }));
  const html = await ana.html('/console');
  expect(numbersIn(html)[0]).toBe(1_101);
  expect(numbersIn(html)).toHaveLength(25);
  expect(html).toContain('<title>(1000+) Queue');
  expect(html).toContain('href="/console/tickets?status=open"');
  const list = await ana.html('/console/tickets?status=open');
  expect(numbersIn(list)).toHaveLength(50);
  expect(list).toContain('1000+ tickets');
});

test.each(['open', 'all', 'done'])('every ticket of a long list (%s) is on one of its parts, once', async (status) => {
  const now = Date.now();
  await save(130, (index) => ({
    importance: 1 + (index % 5),
    ...(status === 'done' && { status: 'resolved' as const, resolvedAt: now + (index % 7), waitingSince: undefined }),
  }));
  const numbers = await allNumbers(`/console/tickets?status=${status}`);
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 130 }, (_, index) => index + 1));
});

test('a list can be narrowed, and keeps being so from part to part', async () => {
  await save(120, (index) => ({ tags: index % 2 === 0 ? ['vip & co'] : [], locale: index % 3 === 0 ? 'zh' : 'en' }));
  const numbers = await allNumbers('/console/tickets?tag=vip+%26+co&locale=en&assignee=nobody');
  expect(numbers).toHaveLength(40);
  const html = await ana.html('/console/tickets?tag=vip+%26+co&locale=en');
  expect(html).toContain('<option value="vip &amp; co" selected="">');
  expect(html).toContain('40 tickets');
});

test('what was said is found from the field above the queue, with the words around it', async () => {
  await save(3, (index) => ({ conversationId: `c${index}` }));
  await desk.store.transaction(async (tx) => {
    const long = `${'well '.repeat(100)}my order LF100234 <b>never</b> came`;
    await tx.messages.addFromCustomer({ ...fromCustomer('m1', long, Date.now() + HOUR_MS), conversationId: 'c1' });
  });
  await indexAll(desk.store);
  expect(await ana.html('/console')).toContain('action="/console/tickets"');
  const html = await ana.html('/console/tickets?text=100234');
  expect(numbersIn(html)).toEqual([2]);
  expect(html).toContain('order LF100234 &lt;b&gt;never&lt;/b&gt; came');
  expect(numbersIn(await ana.html('/console/tickets?text=%233'))).toEqual([3]);
  expect(await ana.html('/console/tickets?text=%3Cscript%3E')).toContain('No ticket is like this.');
});

test.each([
  'status=nonsense&from=x_y_z',
  'status=open&from=1_2',
  'status=open&from=Infinity_1_1_1',
  `text=${'x'.repeat(5_000)}`,
  'text=refund&from=-5',
  'text=refund&from=1e9',
  'assignee=not%3A&tag=%00',
  'status=open&status=closed&text=a&text=b',
])('an address that nobody would make (%s) is answered with a list', async (query) => {
  await save(2, () => ({}));
  const response = await ana.get(`/console/tickets?${query}`);
  expect(response.status).toBe(200);
});

test('a ticket has the tags that are typed, and is found by them', async () => {
  const customer = new Visitor(desk.app);
  await customer.get('/chat');
  await customer.postJson('/chat/messages', { text: 'A person please' });
  await desk.settle();
  const token = /name="token" value="([^"]+)"/.exec(await ana.html('/console'))?.[1] ?? '';
  const fields = { token, key: randomUUID(), tags: 'VIP，  broken lamp, vip' };
  expect((await ana.postForm('/console/tickets/1/commands/set_tags', fields)).status).toBe(303);
  await desk.settle();
  const html = await ana.html('/console/tickets/1');
  expect(html).toContain('value="broken lamp, vip"');
  expect(html).toContain('changed the tags');
  expect(numbersIn(await ana.html('/console/tickets?tag=vip'))).toEqual([1]);
});
