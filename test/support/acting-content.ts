/** The small desk's content with a shop that it asks, and has orders cancelled by. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSmallContent } from './small-content.ts';

const ORDERS = `
intents:
  - name: order_arrival
    category: orders
    importance: 3
    utterances:
      - when does parcel {order_number} arrive
      - when will parcel {order_number} be here
      - arrival of parcel {order_number}
      - when can I expect parcel {order_number}
      - on which day does parcel {order_number} come
    slots: [{ name: order_number, type: order_number, ask: Which parcel? }]
    answer: Parcel {order_number} arrives some day.
    action: arrival
    outcomes:
      known: Parcel {order_number} arrives on {day}.
  - name: cancel_order
    category: orders
    importance: 3
    utterances:
      - cancel order {order_number}
      - please cancel my order {order_number}
      - I want to cancel order {order_number}
      - cancellation of order {order_number}
      - stop order {order_number} and cancel it
    slots: [{ name: order_number, type: order_number, ask: Cancel which order? }]
    escalate: true
    action: cancel
    confirm: Shall I cancel {order_number}?
    outcomes:
      cancelled: Order {order_number} is cancelled.
`;

const arrival = (origin: string) => `
kind: read
request: { method: GET, url: "${origin}/parcels/{order_number}" }
timeout_seconds: 5
outcomes:
  known: { status: 200, result: { day: { path: day } } }
examples:
  - inputs: { order_number: "100001" }
    body: { day: Monday }
`;

const cancel = (origin: string) => `
kind: write
request: { method: POST, url: "${origin}/orders/{order_number}/cancel" }
timeout_seconds: 5
outcomes:
  cancelled: { status: 200 }
examples:
  - inputs: { order_number: "100001" }
    body: {}
`;

/** More files of the small desk's content, by their paths: intents, and actions of a shop at this origin. */
export function actingFiles(origin: string): Record<string, string> {
  return {
    'intents/en/acting.yaml': ORDERS,
    'actions/arrival.yaml': arrival(origin),
    'actions/cancel.yaml': cancel(origin),
  };
}

/** Writes all of it into a folder, with the shop's host in desk.yaml. */
export async function writeActingContent(folder: string, port: number): Promise<void> {
  await writeSmallContent(folder);
  await mkdir(join(folder, 'actions'), { recursive: true });
  for (const [file, text] of Object.entries(actingFiles(`http://127.0.0.1:${port}`))) {
    await writeFile(join(folder, file), text);
  }
  const desk = await readFile(join(folder, 'desk.yaml'), 'utf8');
  await writeFile(join(folder, 'desk.yaml'), `${desk}actions:\n  hosts:\n    "127.0.0.1:${port}": private\n`);
}
