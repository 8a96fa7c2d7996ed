/** The HTTP side: tokens, methods, downloads, the log, and the faults that a test asks for. */

import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Faults, type RequestFault, serveWithFault } from '../shared/faults.ts';
import type { LoggedRequest, RequestLog } from '../shared/request-log.ts';
import { DescribedResult, type Methods } from './methods/method.ts';
import { type Query, readQuery } from './query.ts';
import type { CountMessage } from './rate-limits.ts';
import { TelegramError, tooManyRequests, unauthorized } from './telegram-error.ts';
import type { World } from './world.ts';

/** What can go wrong with a call: as on every platform, or in a way of Telegram's own. */
export type TelegramFault =
  | RequestFault
  /** Nothing happens but this refusal. */
  | { kind: 'refused'; error: TelegramError }
  /** What was asked for happens; the answer breaks off in its middle, having said how long it is or not. */
  | { kind: 'response-cut'; framing: 'content-length' | 'chunked' };

export interface ApiServerOptions {
  world: World;
  methods: Methods;
  /** By method as documented (`sendMessage`), and `download` for files. */
  faults: Faults<string, TelegramFault>;
  log: RequestLog;
  countMessage: CountMessage;
}

export interface ApiServer {
  /** Without a slash at the end, as the SDKs want it. */
  url: string;
  /** Destroys every connection there is; whoever was waiting for an answer gets none. */
  dropConnections(): void;
  close(): Promise<void>;
}

/** Serves the Bot API on a port of this machine. */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const server = createAdaptorServer({
    fetch: (request, bindings) => respond(options, request, bindings as HttpBindings),
    overrideGlobalObjects: false,
  }) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    dropConnections: () => server.closeAllConnections(),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Carries out a call; the answer and its HTTP status are what api.telegram.org would send. */
export async function callMethod(options: ApiServerOptions, query: Query, gone: AbortSignal): Promise<Response> {
  try {
    const method = options.methods[query.method];
    if (method === undefined) throw new TelegramError(404, 'Not Found: method not found');
    if (/^(send(?!ChatAction)|copy|forward)/.test(query.method)) options.countMessage(query.text('chat_id'));
    const result = await method(query, gone);
    if (!(result instanceof DescribedResult)) return Response.json({ ok: true, result });
    return Response.json({ ok: true, result: result.result, description: result.description });
  } catch (error) {
    if (error instanceof TelegramError) return toResponse(error);
    throw error;
  }
}

async function respond(options: ApiServerOptions, request: Request, { incoming, outgoing }: HttpBindings) {
  const { pathname } = new URL(request.url);
  const [, kind, token = '', rest = ''] = /^\/(file\/bot|bot)([^/]+)\/(.+)$/.exec(pathname) ?? [];
  const isDownload = kind === 'file/bot';
  const method = isDownload ? 'download' : documentedName(options.methods, rest);
  const entry = logEntry(options.world, request, method, token);
  options.log.add(entry);
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());

  const serve = async (): Promise<Response> => {
    if (kind === undefined || !/^\d+:[\w-]{20,}$/.test(token)) return toResponse(new TelegramError(404, 'Not Found'));
    if (token !== options.world.token) return toResponse(unauthorized());
    if (isDownload) return download(options.world, decodeURIComponent(rest));
    try {
      const query = await readQuery(method, request);
      entry.body = query.body;
      return await callMethod(options, query, gone.signal);
    } catch (error) {
      if (error instanceof TelegramError) return toResponse(error);
      throw error;
    }
  };

  const response = await serveFaulty(options.faults.take(method), serve, { incoming, outgoing });
  if (response !== RESPONSE_ALREADY_SENT) entry.status = response.status;
  options.world.changes.happened();
  return response;
}

async function serveFaulty(
  fault: TelegramFault | undefined,
  serve: () => Promise<Response>,
  { incoming, outgoing }: HttpBindings,
): Promise<Response> {
  if (fault?.kind === 'refused') return toResponse(fault.error);
  if (fault?.kind === 'response-cut') {
    const text = await (await serve()).text();
    const length = fault.framing === 'chunked' ? {} : { 'content-length': Buffer.byteLength(text) };
    outgoing.writeHead(200, { 'content-type': 'application/json', ...length });
    outgoing.write(text.slice(0, text.length / 2), () => incoming.socket.destroy());
    return RESPONSE_ALREADY_SENT;
  }
  return serveWithFault(fault, {
    serve,
    serverError,
    rateLimited: (seconds) => toResponse(tooManyRequests(seconds)),
    destroyConnection: () => {
      incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    },
  });
}

function toResponse({ code, message, parameters }: TelegramError): Response {
  const body = { ok: false, error_code: code, description: message, ...(parameters ? { parameters } : {}) };
  const retryAfter = parameters?.retry_after;
  return Response.json(body, {
    status: code,
    ...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }),
  });
}

/** 500 comes from the Bot API itself, in JSON; the others from the proxy before it, in HTML. */
function serverError(status: number): Response {
  if (status === 500) return toResponse(new TelegramError(500, 'Internal Server Error'));
  const title = { 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout' }[status] ?? 'Error';
  const html = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body><h1>${status} ${title}</h1></body>\r\n</html>`;
  return new Response(html, { status, headers: { 'content-type': 'text/html' } });
}

function download(world: World, path: string): Response {
  const file = [...world.files.values()].find((stored) => stored.path === path);
  if (file === undefined) return toResponse(new TelegramError(404, 'Not Found'));
  return new Response(Uint8Array.from(file.bytes), { headers: { 'content-type': 'application/octet-stream' } });
}

function documentedName(methods: Methods, name: string): string {
  return Object.keys(methods).find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
}

function logEntry(world: World, request: Request, method: string, token: string): LoggedRequest {
  const { pathname, search } = new URL(request.url);
  const redact = (text: string): string => (token === '' ? text : text.replaceAll(token, '<token>'));
  return {
    method,
    path: redact(pathname + search),
    headers: Object.fromEntries(request.headers),
    body: {},
    status: undefined,
    at: world.clock.now(),
  };
}
