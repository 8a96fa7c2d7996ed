/** `npm run demo:shop`: the order service that the sample desk's actions ask. Needs no network beyond this machine. */

import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { createShop } from './shop.ts';

/** The port that the actions of the sample desk name. */
const USUAL_PORT = 3400;

const { values } = parseArgs({ options: { port: { type: 'string', default: String(USUAL_PORT) } } });
const say = (line: string) => process.stdout.write(`${line}\n`);
const shop = createShop({ now: Date.now, onRequest: say });
const server = serve({ fetch: shop.fetch, port: Number(values.port), hostname: '127.0.0.1' }, ({ port }) => {
  say(`The shop has orders 100200 to 100299, at http://127.0.0.1:${port}/orders/100234 ; Ctrl-C ends it.`);
});
server.on('error', (error) => {
  process.stderr.write(`The shop cannot be started: ${error.message}\n`);
  process.exitCode = 1;
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close());
