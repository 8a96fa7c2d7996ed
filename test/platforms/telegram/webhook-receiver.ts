/** A server that webhooks can call: Telegraf's own callback, or whatever a test wants to answer. */

import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WebhookReceiver {
  url: string;
  close(): Promise<void>;
}

/** Listens on a port of this machine; the address ends with the path. */
export async function startReceiver(path: string, listener: RequestListener): Promise<WebhookReceiver> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
