/** Deliveries over HTTP: signed requests to the app's own address. */

import { createHmac } from 'node:crypto';
import type { Clock } from '../../../src/ports/clock.ts';
import type { AttemptOutcome, Envelope, Transport } from './deliveries.ts';
import type { Json } from './types.ts';

/** The headers that prove a body to come from Slack: `v0=` and the HMAC-SHA256 of `v0:timestamp:body`. */
export function signatureHeaders(secret: string, timestampSeconds: number, body: string): Record<string, string> {
  const digest = createHmac('sha256', secret).update(`v0:${timestampSeconds}:${body}`).digest('hex');
  return { 'X-Slack-Request-Timestamp': String(timestampSeconds), 'X-Slack-Signature': `v0=${digest}` };
}

export interface RequestUrlOptions {
  signingSecret: string;
  verificationToken: string;
  clock: Clock;
  acknowledgementTimeoutMs: number;
}

/** Sends every delivery to `url`. */
export function createRequestUrl(url: string, options: RequestUrlOptions): Transport {
  return { send: (envelope) => post(url, options, bodyOf(envelope), retryHeaders(envelope)) };
}

/** Asks the address to prove that it is the app's, as Slack does when it is set; resolves to whether it did. */
export async function verifyRequestUrl(url: string, options: RequestUrlOptions): Promise<boolean> {
  const challenge = createHmac('sha256', options.signingSecret).update(url).digest('hex');
  const body = JSON.stringify({ token: options.verificationToken, challenge, type: 'url_verification' });
  const outcome = await post(url, options, { text: body, type: 'application/json' }, {});
  return outcome.kind === 'acknowledged' && [outcome.payload.challenge, outcome.payload.text].includes(challenge);
}

async function post(
  url: string,
  options: RequestUrlOptions,
  body: { text: string; type: string },
  extraHeaders: Record<string, string>,
): Promise<AttemptOutcome> {
  const { clock } = options;
  const timeout = new AbortController();
  const cancel = clock.schedule(clock.now() + options.acknowledgementTimeoutMs, () => timeout.abort());
  const headers = {
    'Content-Type': body.type,
    'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    ...signatureHeaders(options.signingSecret, Math.floor(clock.now() / 1000), body.text),
    ...extraHeaders,
  };
  try {
    const response = await fetch(url, { method: 'POST', headers, body: body.text, signal: timeout.signal });
    const text = await response.text();
    if (response.ok) return { kind: 'acknowledged', payload: payloadOf(text) };
    return { kind: 'failed', reason: 'http_error', final: response.headers.get('x-slack-no-retry') === '1' };
  } catch {
    return { kind: 'failed', reason: timeout.signal.aborted ? 'http_timeout' : 'connection_failed' };
  } finally {
    cancel();
  }
}

function bodyOf(envelope: Envelope): { text: string; type: string } {
  if (envelope.kind === 'events_api') return { text: JSON.stringify(envelope.payload), type: 'application/json' };
  const fields =
    envelope.kind === 'interactive'
      ? { payload: JSON.stringify(envelope.payload) }
      : Object.fromEntries(Object.entries(envelope.payload).map(([name, value]) => [name, String(value)]));
  return { text: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' };
}

function retryHeaders(envelope: Envelope): Record<string, string> {
  if (envelope.retry === 0) return {};
  return { 'X-Slack-Retry-Num': String(envelope.retry), 'X-Slack-Retry-Reason': envelope.retryReason };
}

function payloadOf(text: string): Json {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as Json;
  } catch {
    return { text };
  }
}
