/** The platform's HTTP server: which path leads where, each with its faults. */

import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type HttpBindings, serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { serveWithFault } from '../shared/faults.ts';
import type { FileServer } from './file-server.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { SlackFaults } from './slack-faults.ts';
import type { Json } from './types.ts';
import type { WebApi } from './web-api.ts';

export interface HttpServer {
  /** The address, without a slash at its end. */
  url: string;
  /** Says what is behind the paths: called once, before the first request. */
  route(behind: {
    webApi: WebApi;
    files: FileServer;
    responseUrls: ResponseUrls;
    faults: SlackFaults;
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
    changed(): void;
  }): void;
  /** Cuts every connection and stops listening. */
  close(): Promise<void>;
}

type HttpContext = Context<{ Bindings: HttpBindings }>;

/** Listens on a free port of the loopback interface. */
export async function startHttpServer(): Promise<HttpServer> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const { server, port } = await listen(app);
  return {
    url: `http://127.0.0.1:${port}`,
    route({ webApi, files, responseUrls, faults, upgrade, changed }) {
      const withFaults = async (name: string, c: HttpContext, answer: () => Promise<Response> | Response) => {
        const fault = faults.takeForRequest(name);
        const response = await serveWithFault(fault?.kind === 'refused' ? undefined : fault, {
          serve: async () => answer(),
          serverError: (status) => new Response('Server Error', { status }),
          rateLimited: (seconds) => new Response('', { status: 429, headers: { 'Retry-After': String(seconds) } }),
          destroyConnection: () => destroy(c),
        });
        changed();
        return response;
      };
      const respond = async (c: HttpContext) => responseUrls.answer(c.req.path, (await c.req.json()) as Json);

      server.on('upgrade', upgrade);
      app.all('/api/:method', (c) => webApi.answer(c.req.param('method'), c.req.raw, () => destroy(c)));
      app.post('/upload/v1/:file', (c) => withFaults('upload', c, () => files.upload(c.req.param('file'), c.req.raw)));
      app.get('/files-pri/*', (c) => withFaults('download', c, () => files.download(c.req.path, c.req.raw)));
      app.get('/signin', (c) => c.html('<!DOCTYPE html><title>Sign in | Slack</title>'));
      app.post('/actions/*', (c) => withFaults('response_url', c, () => respond(c)));
      app.post('/commands/*', (c) => withFaults('response_url', c, () => respond(c)));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Cuts the connection of a request; what it returns never leaves. */
function destroy(c: HttpContext): Response {
  c.env.incoming.socket.destroy();
  return new Response();
}

function listen(app: Hono<{ Bindings: HttpBindings }>): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
      resolve({ server: server as Server, port }),
    );
  });
}
