import { isValidSlackRequest } from '@slack/bolt';
import type { Clock } from '../../src/ports/clock.ts';
import type { SlackBody } from './event-queue.ts';
import { parseJsonObject } from './wire.ts';

export interface SignedRequestsOptions {
  signingSecret: string;
  clock: Clock;
  /** Resolves, once an event is durable, to what it is acknowledged with. */
  take(body: SlackBody): Promise<unknown>;
}

const TOLERANCE_SECONDS = 5 * 60;
/** Slack's own requests are far smaller. */
const MAX_BODY_BYTES = 4_000_000;

/**
 * Answers what Slack posts to the app's address: 200 once it is durable, 401 to whoever cannot prove to be Slack, 503 when it
 * could not be kept, upon which Slack sends an event again.
 */
export function createSignedRequests(options: SignedRequestsOptions): (request: Request) => Promise<Response> {
  const { signingSecret, clock, take } = options;
  return async (request) => {
    if (request.method !== 'POST') return new Response('Method Not Allowed', { status: 405 });
    const text = await readText(request);
    if (text === undefined) return new Response('Payload Too Large', { status: 413 });
    if (!isSigned(request.headers, text, signingSecret, clock.now())) {
      return new Response('Unauthorized', { status: 401 });
    }
    const body = parseBody(request.headers.get('content-type') ?? '', text);
    if (body === undefined) return new Response('Bad Request', { status: 400 });
    if (body.type === 'url_verification') return Response.json({ challenge: body.challenge });
    try {
      return toResponse(await take(body));
    } catch {
      return new Response('Service Unavailable', { status: 503 });
    }
  };
}

async function readText(request: Request): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Bolt refuses what is too old, as it may be an old request sent again; what comes from the future could be sent again for longer. */
function isSigned(headers: Headers, body: string, signingSecret: string, nowMilliseconds: number): boolean {
  const timestamp = headers.get('x-slack-request-timestamp') ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || Number(timestamp) > nowMilliseconds / 1_000 + TOLERANCE_SECONDS) return false;
  const signed = {
    'x-slack-signature': headers.get('x-slack-signature') ?? '',
    'x-slack-request-timestamp': Number(timestamp),
  };
  return isValidSlackRequest({ signingSecret, body, headers: signed, nowMilliseconds });
}

/** Events come as JSON, commands as a form, and interactions as a form with JSON in its `payload`. */
function parseBody(type: string, text: string): SlackBody | undefined {
  if (type.startsWith('application/json')) return parseJsonObject(text);
  const form = Object.fromEntries(new URLSearchParams(text));
  return form.payload === undefined ? form : parseJsonObject(form.payload);
}

function toResponse(answer: unknown): Response {
  if (answer === undefined || answer === '') return new Response('');
  return typeof answer === 'string' ? new Response(answer) : Response.json(answer);
}
