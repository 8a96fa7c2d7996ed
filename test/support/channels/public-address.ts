/** An address that a platform posts to, as a desk with a public address has one. */

import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';

export interface PublicAddress {
  readonly url: string;
  /** Who answers from now on; 503 before. */
  answerWith(handle: (request: Request) => Promise<Response>): void;
  close(): Promise<void>;
}

/** Listens on a free port of this machine. */
export async function openPublicAddress(path: string): Promise<PublicAddress> {
  let answer = async (_request: Request): Promise<Response> => new Response(null, { status: 503 });
  const server = serve({ fetch: (request) => answer(request), hostname: '127.0.0.1', port: 0 }) as Server;
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    answerWith(handle) {
      answer = handle;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
