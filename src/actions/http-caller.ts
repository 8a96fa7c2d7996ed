/** Performs actions over HTTP. */

import type { LookupFunction } from 'node:net';
import type { Action, ActionFailure, ActionResult, JsonValue } from '../domain/actions/action.ts';
import { type FilledRequest, fillRequest, RequestError } from '../domain/actions/fill-request.ts';
import { failureOf, readAnswer } from '../domain/actions/read-answer.ts';
import type { ActionCall, ActionCaller, ActionHost } from '../ports/actions.ts';
import { findAllowedHost } from './allowed-hosts.ts';
import { ExchangeError, exchange, type HttpAnswer } from './exchange.ts';
import { createRedactor, redactValues } from './redact.ts';

export interface HttpCallerOptions {
  hosts: readonly ActionHost[];
  /** Where the variables are that actions list. */
  environment: Readonly<Record<string, string | undefined>>;
  /** How names are looked up; as the system does where it is not given. */
  resolve?: LookupFunction;
  /** Told of each answer, without secrets. */
  onAnswer?(status: number, text: string): void;
}

/** Calls the hosts that are listed, and no other; what the other side does can cost no more than a failure. */
export function createHttpCaller(options: HttpCallerOptions): ActionCaller {
  return { call: (call) => callOnce(options, call) };
}

/** The environment variables that an action lists, by their names. */
export function secretsOf(
  { environment: listed }: Action,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(listed.map((name) => [name, environment[name]]));
}

async function callOnce(options: HttpCallerOptions, call: ActionCall): Promise<ActionResult> {
  const { action } = call;
  const secrets = secretsOf(action, options.environment);
  const redact = createRedactor(secrets);
  try {
    const request = withIdempotencyKey(call, fillRequest(action, call.inputs, secrets));
    const host = findAllowedHost(options.hosts, request.url);
    if (typeof host === 'string') return failed('not_sent', host);
    const answer = await exchange(request, { host, timeoutMs: action.timeoutMs, resolve: options.resolve });
    options.onAnswer?.(answer.status, redact(answer.text));
    const result = read(action, answer);
    return result.kind === 'answered' ? { ...result, values: redactValues(result.values, redact) } : result;
  } catch (error) {
    if (error instanceof RequestError) return failed('not_sent', error.message);
    if (error instanceof ExchangeError) return failed(failureOfExchange(error), redact(error.message));
    throw error;
  }
}

/** draft-ietf-httpapi-idempotency-key-header: a server that knows the key answers a repetition as it did the first time. */
function withIdempotencyKey({ action, idempotencyKey }: ActionCall, request: FilledRequest): FilledRequest {
  if (action.kind === 'read') return request;
  return { ...request, headers: { ...request.headers, 'idempotency-key': idempotencyKey } };
}

function failureOfExchange({ wasSent, status }: ExchangeError): ActionFailure {
  if (status !== undefined) return failureOf(status);
  return wasSent ? 'unknown' : 'not_sent';
}

function read(action: Action, { status, mediaType, text }: HttpAnswer): ActionResult {
  if (text.trim() === '') return readAnswer(action, status, undefined);
  const isJson =
    mediaType === 'application/json' || (mediaType.startsWith('application/') && mediaType.endsWith('+json'));
  const body = isJson ? parseJson(text) : undefined;
  if (body === undefined) return failed(failureOf(status), `it answered ${status}, and not in JSON`);
  return readAnswer(action, status, body);
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function failed(failure: ActionFailure, reason: string): ActionResult {
  return { kind: 'failed', failure, reason };
}
