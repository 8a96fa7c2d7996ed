/** The Web API: who may call what, how often, and how the answers look. */

import { randomUUID } from 'node:crypto';
import { serveWithFault } from '../shared/faults.ts';
import type { LoggedRequest, RequestLog } from '../shared/request-log.ts';
import { ApiError } from './api-error.ts';
import { optionalText, type ReadArguments, readArguments } from './arguments.ts';
import type { Method, MethodContext } from './method.ts';
import { APP_METHODS } from './methods/app.ts';
import { CHAT_METHODS } from './methods/chat.ts';
import { CONVERSATION_METHODS } from './methods/conversations.ts';
import { FILE_METHODS } from './methods/files.ts';
import { PEOPLE_METHODS } from './methods/people.ts';
import { STREAM_METHODS } from './methods/streams.ts';
import type { RateLimiter } from './rate-limits.ts';
import type { SlackFaults } from './slack-faults.ts';
import type { Json } from './types.ts';

const METHODS: Record<string, Method> = {
  ...APP_METHODS,
  ...CHAT_METHODS,
  ...CONVERSATION_METHODS,
  ...FILE_METHODS,
  ...PEOPLE_METHODS,
  ...STREAM_METHODS,
};

export type TokenError = 'token_revoked' | 'account_inactive' | 'invalid_auth';

export interface Tokens {
  bot: Token;
  app: Token;
}

interface Token {
  value: string;
  state: 'valid' | TokenError;
}

export interface WebApi {
  /** Answers one call; `destroy` cuts its connection. */
  answer(name: string, request: Request, destroy: () => Response): Promise<Response>;
}

/** Serves the methods over one workspace. */
export function createWebApi(options: {
  context: MethodContext;
  tokens: Tokens;
  faults: SlackFaults;
  limiter: RateLimiter;
  log: RequestLog;
}): WebApi {
  const { context, tokens, faults, limiter, log } = options;

  async function answer(name: string, request: Request, destroy: () => Response): Promise<Response> {
    const method = METHODS[name];
    const read = await readOrRefuse(request, method?.formOnly ?? false);
    const token = tokenOf(request, read instanceof ApiError ? {} : read.args);
    const entry = logEntry(name, request, read instanceof ApiError ? {} : read.args, context.clock.now());
    log.add(entry);
    const fault = faults.takeForRequest(name);
    const response =
      fault?.kind === 'refused'
        ? refusal(new ApiError(fault.error))
        : await serveWithFault(fault, {
            serve: async () => serve(name, method, token, read),
            serverError: (status) => new Response('<!DOCTYPE html><title>Server Error</title>', { status }),
            rateLimited,
            destroyConnection: destroy,
          });
    if (fault?.kind !== 'reset' && fault?.kind !== 'response-lost') entry.status = response.status;
    context.changed();
    return response;
  }

  function serve(name: string, method: Method | undefined, token: string, read: ReadArguments | ApiError): Response {
    try {
      if (method === undefined) throw new ApiError('unknown_method', { req_method: name });
      if (method.anybody === undefined) authenticate(method, token);
      if (read instanceof ApiError) throw read;
      const waitSeconds = limiter.count(method.tier, name, optionalText(read.args, 'channel'));
      if (waitSeconds !== undefined) return rateLimited(waitSeconds);
      needAnyScope(method);
      return json({ ok: true, ...withWarnings(method.run(read.args, context), read.warnings) }, headersOf(method));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return refusal(error, method && headersOf(method), read instanceof ApiError ? [] : read.warnings);
    }
  }

  function authenticate(method: Method, token: string): void {
    if (token === '') throw new ApiError('not_authed');
    const known = [tokens.bot, tokens.app].find((other) => other.value === token);
    if (known === undefined) throw new ApiError('invalid_auth');
    if (known.state !== 'valid') throw new ApiError(known.state);
    if ((known === tokens.app) !== (method.appToken ?? false)) throw new ApiError('not_allowed_token_type');
  }

  function needAnyScope(method: Method): void {
    const { scopes } = method;
    if (method.appToken || scopes === undefined || scopes.some((scope) => context.scopes.has(scope))) return;
    throw new ApiError('missing_scope', { needed: scopes.join(','), provided: [...context.scopes].join(',') });
  }

  function headersOf(method: Method): Record<string, string> {
    const granted = method.appToken ? ['connections:write'] : [...context.scopes];
    const headers: Record<string, string> = { 'x-oauth-scopes': granted.join(',') };
    if (method.scopes !== undefined) headers['x-accepted-oauth-scopes'] = method.scopes.join(',');
    return headers;
  }

  return { answer };
}

async function readOrRefuse(request: Request, formOnly: boolean): Promise<ReadArguments | ApiError> {
  try {
    return await readArguments(request, formOnly);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

function refusal(error: ApiError, headers: Record<string, string> = {}, warnings: string[] = []): Response {
  return json({ ok: false, error: error.code, ...withWarnings(error.details, warnings) }, headers);
}

function rateLimited(retryAfterSeconds: number): Response {
  return Response.json(
    { ok: false, error: 'ratelimited' },
    { status: 429, headers: { 'Retry-After': String(retryAfterSeconds) } },
  );
}

function json(body: Json, headers: Record<string, string>): Response {
  return new Response(JSON.stringify(body), {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'x-slack-req-id': randomUUID(), ...headers },
  });
}

function withWarnings(body: Json, warnings: string[]): Json {
  if (warnings.length === 0) return body;
  const metadata = body.response_metadata as Json | undefined;
  return { warning: warnings.join(','), ...body, response_metadata: { ...metadata, warnings } };
}

/** Slack takes a token in the header or as a field of a form, but not of JSON or a query. */
function tokenOf(request: Request, args: Json): string {
  const inHeader = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  const form = /form/.test(request.headers.get('content-type') ?? '');
  return inHeader ?? (form ? optionalText(args, 'token') : undefined) ?? '';
}

function logEntry(method: string, request: Request, args: Json, at: number): LoggedRequest {
  const headers = Object.fromEntries(request.headers);
  if (headers.authorization !== undefined) headers.authorization = 'redacted';
  const body = Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, /token/.test(name) ? 'redacted' : value]),
  );
  return { method, path: new URL(request.url).pathname, headers, body, status: undefined, at };
}
