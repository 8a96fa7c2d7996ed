/** Serves the page on which one watches the platforms, on the loopback interface. */

import type { Server } from 'node:http';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { streamSSE } from 'hono/streaming';
import { projectRoot } from '../../../src/config/project-root.ts';
import { PLATFORMS } from '../places/place.ts';
import type { Board } from './board.ts';
import { renderDemoPage } from './demo-page.tsx';

const HOST = '127.0.0.1';
/** A busy platform changes many times a second; nobody reads that fast. */
const BETWEEN_CHANGES_MS = 150;

export interface PageServer {
  url: string;
  /** Tells the open pages to look again. */
  changed(): void;
  close(): Promise<void>;
}

/** Resolves when the page can be opened. @throws where the port cannot be had, saying what to do */
export async function servePages(board: Board, port: number): Promise<PageServer> {
  const listeners = new Set<() => void>();
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  app.get('/', (c) => {
    const chosen = Object.fromEntries(PLATFORMS.map((platform) => [platform, c.req.query(platform)]));
    c.header('Cache-Control', 'no-store');
    return c.html(renderDemoPage(board, chosen));
  });
  app.get(
    '/assets/:file',
    serveStatic({
      root: join(projectRoot(), 'test/demo/public'),
      rewriteRequestPath: (path) => path.slice(path.lastIndexOf('/')),
    }),
  );
  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const tell = () => void stream.writeSSE({ event: 'changed', data: '' });
      listeners.add(tell);
      const gone = new Promise<void>((resolve) => stream.onAbort(resolve));
      tell();
      await gone;
      listeners.delete(tell);
    }),
  );
  const server = await listen(app, port);
  const changed = atMostEvery(BETWEEN_CHANGES_MS, () => {
    for (const tell of listeners) tell();
  });
  return { url: server.url, changed, close: () => close(server.server) };
}

function listen(app: Hono, port: number): Promise<{ url: string; server: Server }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: HOST, port }, (address) => {
      resolve({ url: `http://${HOST}:${address.port}`, server });
    }) as Server;
    server.once('error', (cause) => {
      reject(new Error(`Port ${port} cannot be had: choose another one with --port (0 takes a free one).`, { cause }));
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Calls `act` soon after the first of several calls, and once for all of them. */
function atMostEvery(milliseconds: number, act: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      act();
    }, milliseconds).unref();
  };
}
