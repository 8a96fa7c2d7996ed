import { serve } from '@hono/node-server';
import { expect, onTestFinished, test } from 'vitest';
import { createExampleCaller } from '../../src/actions/example-caller.ts';
import { createHttpCaller } from '../../src/actions/http-caller.ts';
import { loadContent } from '../../src/content/load-content.ts';
import type { Action } from '../../src/domain/actions/action.ts';
import { renderTemplate } from '../../src/domain/templates/render-template.ts';
import { textValues } from '../../src/domain/templates/template-value.ts';
import { createShop } from '../demo/shop/shop.ts';

const { content } = await loadContent({ root: '.' });
const ACTIONS = Object.values(content?.actions ?? {});
const EXAMPLES = ACTIONS.flatMap((action) => action.examples.map((example) => [action.name, example, action] as const));

const CLOCK = { now: () => Date.UTC(2026, 10, 6, 12) };
/** What an example may leave open. */
const GIVEN = { day: '2026-12-01', email: 'kim@example.org', address: '2 Paper Lane, 20095 Hamburg' };

/** A shop of its own on this machine; resolves to its port. */
async function startShop(): Promise<number> {
  const shop = createShop(CLOCK);
  return new Promise((resolve) => {
    const server = serve({ fetch: shop.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve(port));
    onTestFinished(() => void server.close());
  });
}

function callShop(port: number, action: Action, inputs: Record<string, string>, idempotencyKey = 'effect-1') {
  const caller = createHttpCaller({ hosts: [{ hostname: '127.0.0.1', port, isPrivate: true }], environment: {} });
  const url = action.request.url.replace(':3400/', `:${port}/`);
  return caller.call({ action: { ...action, request: { ...action.request, url } }, inputs, idempotencyKey });
}

test.each(EXAMPLES)('what the example of %s with %j says is what the shop answers', async (_name, example, action) => {
  const inputs = { ...GIVEN, ...example.inputs };
  const expected = await createExampleCaller(CLOCK).call({ action, inputs, idempotencyKey: 'effect-1' });
  const answered = await callShop(await startShop(), action, inputs);
  if (expected.kind === 'failed' || answered.kind === 'failed') throw new Error(JSON.stringify([expected, answered]));
  const { state, ...others } = answered.values;
  expect([answered.outcome, state]).toEqual([expected.outcome, expected.values.state]);
  expect(Object.keys(others)).toEqual(
    expect.arrayContaining(Object.keys(expected.values).filter((name) => name !== 'state')),
  );
});

test('a write that is sent again under its key is carried out once, and answered as the first time', async () => {
  const port = await startShop();
  const cancel = ACTIONS.find(({ name }) => name === 'cancel_order');
  if (cancel === undefined) throw new Error('the sample desk cancels no orders');
  const order = { order_number: '100238' };
  const first = await callShop(port, cancel, order);
  expect(first).toMatchObject({ outcome: 'cancelled' });
  expect(await callShop(port, cancel, order)).toEqual(first);
  expect(await callShop(port, cancel, order, 'effect-2')).toMatchObject({ outcome: 'too_late' });
  expect(await callShop(port, cancel, { order_number: '100239' })).toMatchObject({ failure: 'refused' });
});

test('the sample desk says in each language where an order is', async () => {
  const port = await startShop();
  const status = ACTIONS.find(({ name }) => name === 'order_status');
  if (status === undefined) throw new Error('the sample desk asks for no orders');
  const inputs = { order_number: '100234' };
  const result = await callShop(port, status, inputs);
  if (result.kind === 'failed') throw new Error(result.reason);
  const told = ['en', 'zh'].map((locale) => {
    const intent = content?.locales[locale]?.intents.find(({ name }) => name === 'track_order');
    const wording = intent?.action?.wordings[result.outcome] ?? '';
    return renderTemplate(wording, { ...textValues(inputs), ...result.values }, { locale }).replaceAll('\\', '');
  });
  expect(told).toEqual([
    'Order **100234** is on its way with Blue Parcel and should be there on November 8, 2026.\n[Follow the parcel](https://track.example/100234)',
    '订单 **100234** 正在路上，由 Blue Parcel 承运，预计 2026年11月8日 送到。\n[查看物流](https://track.example/100234)',
  ]);
});
