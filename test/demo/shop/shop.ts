/** The order service of the sample shop: what the sample desk's actions ask and write. It keeps everything in memory. */

import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { createBookings } from './bookings.ts';
import { makeOrders, type Order, refundOf } from './orders.ts';

export interface ShopOptions {
  /** Epoch milliseconds. */
  now(): number;
  /** Told of each request that is carried out, for a line in the terminal. */
  onRequest?(line: string): void;
}

interface Reply {
  status: 200 | 201 | 400 | 404 | 409 | 422;
  body: Record<string, unknown>;
}

const addressSchema = z.object({ address: z.string().trim().min(5).max(300) });
const bookingSchema = z.object({ day: z.iso.date(), email: z.email() });

/** Serves `/orders/:number` with its `refund`, `cancellation` and `address`, and `/bookings`. */
export function createShop({ now, onRequest = () => {} }: ShopOptions): Hono {
  const orders = makeOrders(now());
  const bookings = createBookings();
  const once = createOnce();
  const app = new Hono();
  const find = (context: Context): Order | undefined => orders.get(context.req.param('number') ?? '');
  const told = (context: Context, { status, body }: Reply) => {
    onRequest(`${context.req.method} ${context.req.path} → ${status}`);
    return context.json(body, status);
  };
  const write = async (context: Context, perform: (body: unknown) => Reply) => {
    const text = await context.req.text();
    const request = `${context.req.method} ${context.req.path} ${text}`;
    return told(
      context,
      once(context.req.header('idempotency-key'), request, () => perform(parseJson(text))),
    );
  };
  const forOrder = (context: Context, perform: (order: Order) => Reply): Reply => {
    const order = find(context);
    return order === undefined ? NO_ORDER : perform(order);
  };

  app.get('/orders/:number', (context) =>
    told(
      context,
      forOrder(context, (order) => ({ status: 200, body: { ...order } })),
    ),
  );
  app.get('/orders/:number/refund', (context) => told(context, forOrder(context, readRefund)));
  app.post('/orders/:number/refund', (context) =>
    write(context, () => forOrder(context, (order) => refund(order, now()))),
  );
  app.post('/orders/:number/cancellation', (context) =>
    write(context, () => forOrder(context, (order) => cancel(order, now()))),
  );
  app.put('/orders/:number/address', (context) =>
    write(context, (body) => forOrder(context, (order) => move(order, body))),
  );
  app.post('/bookings', (context) =>
    write(context, (body) => {
      const wanted = bookingSchema.safeParse(body);
      if (!wanted.success) return { status: 400, body: { error: 'needs day and email' } };
      const startsAt = bookings.book(wanted.data.day);
      if (startsAt === undefined) return { status: 409, body: { error: 'full' } };
      return { status: 201, body: { starts_at: startsAt, email: wanted.data.email } };
    }),
  );
  app.notFound((context) => told(context, { status: 404, body: { error: 'no_such_place' } }));
  return app;
}

const NO_ORDER: Reply = { status: 404, body: { error: 'no_order' } };

function readRefund({ refund: found }: Order): Reply {
  return found === undefined ? { status: 404, body: { error: 'no_refund' } } : { status: 200, body: { ...found } };
}

function refund(order: Order, now: number): Reply {
  if (order.refund !== undefined) return { status: 409, body: { error: 'already_refunded' } };
  if (order.state !== 'delivered') return { status: 409, body: { error: 'not_delivered' } };
  order.refund = refundOf(order, now, 'requested');
  return { status: 201, body: { ...order.refund } };
}

function cancel(order: Order, now: number): Reply {
  if (order.state !== 'received') return { status: 409, body: { error: 'too_late', state: order.state } };
  order.state = 'cancelled';
  order.refund = refundOf(order, now, 'requested');
  return { status: 200, body: { state: order.state, refund: order.refund } };
}

function move(order: Order, body: unknown): Reply {
  const wanted = addressSchema.safeParse(body);
  if (!wanted.success) return { status: 400, body: { error: 'needs an address' } };
  const isHere = order.state === 'received' || order.state === 'packed';
  if (!isHere) return { status: 409, body: { error: 'too_late', state: order.state } };
  order.address = wanted.data.address;
  return { status: 200, body: { address: order.address } };
}

/**
 * Performs a write once a key: the same request again is told what came of it the first time, another under the same key is
 * refused (draft-ietf-httpapi-idempotency-key-header).
 */
function createOnce(): (key: string | undefined, request: string, perform: () => Reply) => Reply {
  const known = new Map<string, { request: string; reply: Reply }>();
  return (key, request, perform) => {
    if (key === undefined || key === '') return { status: 400, body: { error: 'needs an Idempotency-Key' } };
    const before = known.get(key);
    if (before !== undefined) {
      return before.request === request ? before.reply : { status: 422, body: { error: 'key_used_otherwise' } };
    }
    const reply = perform();
    known.set(key, { request, reply });
    return reply;
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
