/** The HTTP side: the API with its token, versions and errors, the links to files, faults, and the log of requests. */

import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { serveWithFault } from '../shared/faults.ts';
import type { LoggedRequest, RequestLog } from '../shared/request-log.ts';
import { fileBehindLink, type UploadedFile } from './attachments.ts';
import type { Call } from './call.ts';
import { type DiscordFaults, isRefusal, isRequestFault } from './discord-faults.ts';
import { DiscordError, discordError, invalidField } from './errors.ts';
import { createRateLimiter, type RateLimiter, type RateLimits, tooManyRequests } from './rate-limits.ts';
import { type ReadBody, readBody } from './request-body.ts';
import { findRoute, type KnownRoute } from './routes.ts';
import { isSnowflake } from './snowflake.ts';
import type { World } from './world.ts';

export interface ApiServerOptions {
  world: World;
  faults: DiscordFaults;
  log: RequestLog;
  rateLimits: RateLimits;
}

/** Answers one HTTP request; `incoming` is the connection it came in on. */
export type ApiServer = (request: Request, incoming: { socket: { destroy(): unknown } }) => Promise<Response>;

const VERSIONS = ['9', '10'];

/** The API under `/api/v9` and `/api/v10`, files under `/attachments`, and pictures of stickers, whatever they show. */
export function createApiServer(options: ApiServerOptions): ApiServer {
  const limiter = createRateLimiter(options.rateLimits, options.world.now);
  return async (request, incoming) => {
    const url = new URL(request.url);
    if (url.pathname.startsWith('/attachments/')) return serveFile(options.world, url);
    if (url.pathname.startsWith('/stickers/')) return new Response(`the picture ${url.pathname}`);
    const [, version, path] = /^\/api(?:\/v(\d+))?(\/.*)$/.exec(url.pathname) ?? [];
    if (path === undefined) return errorResponse(discordError('notFound'));
    if (!VERSIONS.includes(version ?? '')) return errorResponse(discordError('invalidApiVersion'));
    const found = findRoute(request.method, path);
    if (found === undefined) return errorResponse(discordError('notFound'));
    if (found === 'method-not-allowed') return errorResponse(discordError('methodNotAllowed'));
    const body = await readBody(request);
    const entry = logRequest(options, found.route, request, url, body);
    const response = await serveWithFault(options.faults.takeFitting(found.route.name, isRequestFault), {
      serve: async () => serve(options, limiter, { ...found, request, query: url.searchParams, body }),
      serverError: (status) => serverError(status),
      rateLimited: tooManyRequests,
      destroyConnection: () => {
        incoming.socket.destroy();
        return RESPONSE_ALREADY_SENT;
      },
    });
    if (response !== RESPONSE_ALREADY_SENT) entry.status = response.status;
    limiter.answered(response.status);
    options.world.changes.happened();
    return response;
  };
}

interface Asked {
  route: KnownRoute;
  params: Record<string, string>;
  request: Request;
  query: URLSearchParams;
  body: ReadBody;
}

function serve({ world, faults }: ApiServerOptions, limiter: RateLimiter, asked: Asked): Response {
  const { route, params, request, query, body } = asked;
  if (!request.headers.get('user-agent')) return errorResponse(discordError('blockedByFirewall'));
  if (
    route.needsToken &&
    (world.token === undefined || request.headers.get('authorization') !== `Bot ${world.token}`)
  ) {
    return errorResponse(discordError('unauthorized'));
  }
  const verdict = limiter.count(route.name, params.channel ?? params.guild ?? params.token ?? '');
  if ('refusal' in verdict) return verdict.refusal;
  try {
    if (body.kind === 'malformed') throw discordError('invalidJson');
    const refusal = faults.takeFitting(route.name, isRefusal);
    if (refusal !== undefined) throw discordError(refusal.error);
    const reply = route.serve(toCall(world, params, query, body));
    const { headers } = verdict;
    return reply.body === undefined
      ? new Response(null, { status: reply.status, headers })
      : Response.json(reply.body, { status: reply.status, headers });
  } catch (error) {
    if (error instanceof DiscordError) return errorResponse(error, verdict.headers);
    throw error;
  }
}

function toCall(
  world: World,
  params: Record<string, string>,
  query: URLSearchParams,
  body: { value: unknown; files: UploadedFile[] },
): Call {
  const param = (name: string) => params[name] ?? '';
  return {
    world,
    botId: world.botId,
    query,
    body: toObject(body.value),
    files: body.files,
    param,
    id: (name) => {
      if (isSnowflake(param(name))) return param(name);
      throw invalidField([`${name}_id`], {
        code: 'NUMBER_TYPE_COERCE',
        message: `Value "${param(name)}" is not snowflake.`,
      });
    },
  };
}

/** Lists are kept as they are: registering commands sends one. */
function toObject(value: unknown): object {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null) return value;
  throw invalidField([], { code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries may be used in a DictType' });
}

function serveFile(world: World, url: URL): Response {
  const file = fileBehindLink(world, url.pathname, url.searchParams);
  if (file === undefined) return new Response('This content is no longer available.', { status: 404 });
  return new Response(new Uint8Array(file.bytes), { headers: { 'content-type': file.contentType } });
}

function logRequest(
  options: ApiServerOptions,
  route: KnownRoute,
  request: Request,
  url: URL,
  body: ReadBody,
): LoggedRequest {
  const headers = Object.fromEntries(request.headers);
  if (headers.authorization !== undefined) headers.authorization = 'Bot [redacted]';
  const entry: LoggedRequest = {
    method: route.name,
    path: redactTokens(`${url.pathname}${url.search}`),
    headers,
    body: loggable(body),
    status: undefined,
    at: options.world.now(),
  };
  options.log.add(entry);
  return entry;
}

function redactTokens(path: string): string {
  return path.replace(/\/((?:interactions|webhooks)\/\d+)\/[^/?]+/, '/$1/[redacted]');
}

function loggable(body: ReadBody): unknown {
  if (body.kind === 'malformed' || body.files.length === 0) return body.value;
  return {
    ...toObject(body.value),
    files: body.files.map(({ name, contentType, bytes }) => ({ name, type: contentType, size: bytes.length })),
  };
}

function errorResponse(error: DiscordError, headers: Record<string, string> = {}): Response {
  return Response.json(error.toBody(), { status: error.status, headers });
}

/** An error from in front of the API is a page, not JSON; one of the API itself is. */
function serverError(status: number): Response {
  if (status === 500) return Response.json({ message: '500: Internal Server Error', code: 0 }, { status });
  return new Response(`<html><head><title>${status}</title></head><body><center>cloudflare</center></body></html>`, {
    status,
    headers: { 'content-type': 'text/html' },
  });
}
