/** The orders of the sample shop: a hundred, the same every time, placed in the weeks before today. */

export type OrderState = 'received' | 'packed' | 'shipped' | 'delivered' | 'cancelled';

/** An order as the service's JSON has it. Days are written as 2026-12-01. */
export interface Order {
  number: string;
  state: OrderState;
  placed_on: string;
  items: { name: string; quantity: number; price: number }[];
  total: number;
  currency: 'EUR';
  carrier?: string;
  tracking_url?: string;
  expected_on?: string;
  delivered_on?: string;
  address: string;
  refund?: Refund;
}

export interface Refund {
  state: 'requested' | 'paid';
  amount: number;
  currency: 'EUR';
  expected_on: string;
}

const FIRST_NUMBER = 100_200;
const COUNT = 100;
const DAY_MS = 86_400_000;

const PRODUCTS = [
  { name: 'Paper lantern', price: 12.9 },
  { name: 'Moon lamp', price: 34.5 },
  { name: 'Rattan pendant', price: 79 },
  { name: 'Linen lampshade', price: 24.9 },
  { name: 'Floor lamp', price: 149 },
  { name: 'Cushion cover', price: 16.5 },
];
const CARRIERS = ['Blue Parcel', 'Northpost'];
/** The state of an order by its age in days. */
const LIFE: OrderState[] = ['received', 'packed', 'shipped', 'shipped', 'delivered', 'delivered'];

/** The orders by their numbers, 100200 to 100299. */
export function makeOrders(now: number): Map<string, Order> {
  const orders = Array.from({ length: COUNT }, (_, index) => makeOrder(index, now));
  return new Map(orders.map((order) => [order.number, order]));
}

function makeOrder(index: number, now: number): Order {
  const number = String(FIRST_NUMBER + index);
  const ageDays = (index + 4) % LIFE.length;
  const state = index % 17 === 16 ? 'cancelled' : (LIFE[ageDays] ?? 'received');
  const items = [index, index * 5 + 2].slice(0, 1 + (index % 2)).map((choice) => {
    const product = PRODUCTS[choice % PRODUCTS.length] ?? { name: 'Paper lantern', price: 12.9 };
    return { ...product, quantity: 1 + (choice % 3) };
  });
  const total = toCents(items.reduce((sum, { price, quantity }) => sum + price * quantity, 0));
  const order: Order = {
    number,
    state,
    placed_on: dayAt(now - ageDays * DAY_MS),
    items,
    total,
    currency: 'EUR',
    address: `${1 + (index % 60)} Lantern Street, 10115 Berlin`,
  };
  if (state === 'delivered') Object.assign(order, parcelOf(index, number), { delivered_on: dayAt(now - DAY_MS) });
  if (state === 'shipped') Object.assign(order, parcelOf(index, number), { expected_on: dayAt(now + 2 * DAY_MS) });
  if (state === 'cancelled') order.refund = refundOf(order, now, 'paid');
  return order;
}

function parcelOf(index: number, number: string): Pick<Order, 'carrier' | 'tracking_url'> {
  const carrier = CARRIERS[index % CARRIERS.length] ?? 'Northpost';
  return { carrier, tracking_url: `https://track.example/${number}` };
}

/** The whole amount, back within five days. */
export function refundOf({ total, currency }: Order, now: number, state: Refund['state']): Refund {
  return { state, amount: total, currency, expected_on: dayAt(now + 5 * DAY_MS) };
}

/** The day of an instant, in UTC. */
export function dayAt(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

function toCents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
