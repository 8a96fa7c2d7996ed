import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterEach, expect, test } from 'vitest';
import { parseTrustedProxies, type TrustedProxies } from '../../src/config/trusted-proxies.ts';
import { createClientOf } from '../../src/http/client-of.ts';

let server: Server;

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Whom a server takes the sender of a request for that really comes from this machine. */
async function clientSeenBy(trusted: TrustedProxies | undefined, forwardedFor: string[]): Promise<string> {
  const clientOf = createClientOf(trusted);
  const app = new Hono().get('/', (c) => c.text(clientOf(c) ?? 'nobody'));
  server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }) as Server;
  await once(server, 'listening');
  const headers = new Headers(forwardedFor.map((value): [string, string] => ['X-Forwarded-For', value]));
  return (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { headers })).text();
}

test('a request from this machine is by nobody in particular, whatever its header says', async () => {
  expect(await clientSeenBy(undefined, ['198.51.100.1'])).toBe('nobody');
});

test('a request through a trusted proxy on this machine is by whom the proxy names last, over all such headers', async () => {
  const trusted = parseTrustedProxies('127.0.0.0/8');
  expect(await clientSeenBy(trusted, ['203.0.113.5', '198.51.100.1, 198.51.100.2'])).toBe('198.51.100.2');
});
