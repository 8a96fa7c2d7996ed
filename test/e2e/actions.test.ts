import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { actingFiles, writeActingContent } from '../support/acting-content.ts';
import { serve, serveOverTls, TEST_CERTIFICATE } from '../support/action-server.ts';
import { startDeskProcess } from '../support/desk-process.ts';
import { findFreePort } from '../support/free-port.ts';
import { runRelaydesk } from '../support/run-relaydesk.ts';
import { WebCustomer } from '../support/web-customer.ts';

const KILLS = 8;

/** A shop that is slow at random, and counts how often each request is made under each key. */
async function startShop() {
  const cancelled = new Map<string, string[]>();
  const arrivals: string[] = [];
  const { port } = await serve((request, response) => {
    const [, , order = ''] = (request.url ?? '').split('/');
    if (request.method === 'POST') {
      const key = String(request.headers['idempotency-key']);
      cancelled.set(order, [...(cancelled.get(order) ?? []), key]);
    } else arrivals.push(order);
    setTimeout(() => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ day: 'Monday' }));
    }, Math.random() * 60);
  });
  return { port, cancelled, arrivals };
}

/** A folder for a desk, gone at the end of the test. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-actions-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A desk in a process of its own, whose actions ask the shop at this port; it comes back at the same address. */
async function startActingDesk(shopPort: number) {
  const folder = await makeFolder();
  await writeActingContent(folder, shopPort);
  const port = await findFreePort();
  const start = () => startDeskProcess({ dataDir: join(folder, 'data'), contentDir: folder, port });
  let running = await start();
  onTestFinished(async () => void (await running.stop('SIGKILL')));
  return {
    url: running.url,
    async killAndRestart() {
      expect(await running.stop('SIGKILL')).toBe('SIGKILL');
      running = await start();
    },
  };
}

test(`killed ${KILLS} times while it acts, the desk sends no write twice, and tells how each ended`, async () => {
  const shop = await startShop();
  const desk = await startActingDesk(shop.port);
  const orders = Array.from({ length: KILLS }, (_, index) => String(100_001 + index));
  const customers: WebCustomer[] = [];
  for (const order of orders) {
    const kim = new WebCustomer(desk.url);
    customers.push(kim);
    await kim.open();
    const says = async (text: string) => expect(await kim.post(text)).toBe(202);
    const sees = (text: string) =>
      vi.waitFor(async () => expect((await kim.transcript()).map((one) => one.text).join()).toContain(text), 20_000);
    await says(`cancel order ${order}`);
    await sees(`Shall I cancel ${order}?`);
    await says('yes');
    // At a moment that no one can foresee: before it is sent, while it is under way, or after its end.
    for (let left = Math.ceil(Math.random() * 12); left > 0; left--) await kim.transcript();
    await desk.killAndRestart();
  }
  for (const [index, kim] of customers.entries()) {
    const order = orders[index] ?? '';
    const ends = await vi.waitFor(async () => {
      const texts = (await kim.wholeTranscript()).filter(({ author }) => author.kind === 'bot').map(({ text }) => text);
      const ended = texts.filter((text) => !text.startsWith('Shall I'));
      expect(ended).toHaveLength(1);
      return ended;
    }, 20_000);
    const keys = shop.cancelled.get(order) ?? [];
    expect(keys.length).toBeLessThanOrEqual(1);
    if (ends[0] === `Order ${order} is cancelled.`) expect(keys).toHaveLength(1);
    else expect(ends[0]).toContain('I cannot tell whether that was done.');
  }
}, 120_000);

test('a desk that is stopped while it looks something up answers after the next start', async () => {
  const shop = await startShop();
  const desk = await startActingDesk(shop.port);
  const kim = new WebCustomer(desk.url);
  await kim.open();
  expect(await kim.post('when does parcel 100001 arrive')).toBe(202);
  await vi.waitFor(() => expect(shop.arrivals).toHaveLength(1), 20_000);
  await desk.killAndRestart();
  const answers = async () => (await kim.transcript()).filter(({ author }) => author.kind === 'bot');
  await vi.waitFor(async () => expect(await answers()).toHaveLength(1), 20_000);
  expect((await answers())[0]?.text).toBe('Parcel 100001 arrives on Monday.');
}, 60_000);

test('a certificate is trusted that the authority of NODE_EXTRA_CA_CERTS has signed, and by nobody else', async () => {
  const folder = await makeFolder();
  const paths: (string | undefined)[] = [];
  const { port } = await serveOverTls(({ url }, response) => {
    paths.push(url);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ day: 'Monday' }));
  });
  await writeActingContent(folder, port);
  for (const [file, text] of Object.entries(actingFiles(`https://127.0.0.1:${port}`))) {
    await writeFile(join(folder, file), text);
  }
  const authority = join(folder, 'authority.pem');
  await writeFile(authority, TEST_CERTIFICATE);
  const asks = (variables: Record<string, string>) =>
    runRelaydesk(['actions', 'try', 'arrival', 'order_number=100001', '--root', folder], { variables });
  const trusting = await asks({ NODE_EXTRA_CA_CERTS: authority });
  expect(trusting.stdout).toContain('Parcel 100001 arrives on Monday.');
  expect([trusting.exitCode, paths]).toEqual([0, ['/parcels/100001']]);
  const others = await asks({});
  expect(others.stdout).toContain('failed, not sent: the other side has received nothing');
  expect([others.exitCode, paths]).toEqual([1, ['/parcels/100001']]);
});
