/** The HTTP server that carries the chat, the help pages and the console. */

import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { ConfigError } from '../config/config-error.ts';
import { codeOf } from '../lib/errors.ts';
import { createHttpApp, type HttpAppOptions } from './http-app.ts';

export interface HttpServerOptions extends HttpAppOptions {
  host: string;
  port: number;
}

export interface HttpServer {
  /** `http://host:port`, with the port that was taken. */
  url: string;
  /** Takes no more connections, ends the open ones, and resolves when all are gone. */
  stop(): Promise<void>;
}

/** How long requests under way are given to finish when the server stops. */
const GRACE_MS = 1_500;

/**
 * Resolves when the server listens; `/healthz` answers 200 from then on.
 * @throws ConfigError when the address cannot be listened on: taken, not allowed, or not this machine's
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { host, port, logger } = options;
  const app = createHttpApp(options);
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (address) => {
      server.removeAllListeners('error');
      // Such as that a connection could not be taken, for want of file descriptors.
      server.on('error', (error) => logger.error({ err: error }, 'the HTTP server had a failure'));
      const shownHost = host.includes(':') ? `[${host}]` : host;
      resolve({ url: `http://${shownHost}:${address.port}`, stop: () => stop(server) });
    }) as Server;
    server.once('error', (error) => reject(explain(error, host, port)));
  });
}

function explain(error: Error, host: string, port: number): Error {
  const code = codeOf(error);
  const address = `Port ${port} of ${host}`;
  if (code === 'EADDRINUSE') {
    return new ConfigError(`${address} is taken: stop what uses it, or set PORT to another one (0 takes a free one).`);
  }
  if (code === 'EACCES') return new ConfigError(`${address} may not be used by this user: set PORT to one above 1023.`);
  return new ConfigError(
    `${address} cannot be listened on (${error.message}): set HOST to an address of this machine.`,
  );
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const force = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close((error) => {
      clearTimeout(force);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}
