/** One HTTP request and its answer, bounded in time and size, whatever the other side does. */

import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { FilledRequest } from '../domain/actions/fill-request.ts';
import { reasonOf } from '../lib/errors.ts';
import type { ActionHost } from '../ports/actions.ts';
import { createCheckedLookup, explainAddress, isAllowedAddress } from './address-check.ts';

export interface ExchangeOptions {
  host: ActionHost;
  timeoutMs: number;
  /** How names are looked up; as the system does where it is not given. */
  resolve?: LookupFunction | undefined;
}

/** An answer as it came: at most 256 kB of text. */
export interface HttpAnswer {
  status: number;
  mediaType: string;
  text: string;
}

/** There is no answer that can be used. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  /** Whether the other side may have received something of the request. */
  readonly wasSent: boolean;
  /** Of an answer that broke off, or was more than is read. */
  readonly status: number | undefined;

  constructor(message: string, wasSent: boolean, status?: number) {
    super(message);
    this.wasSent = wasSent;
    this.status = status;
  }
}

/** Of the text, after it was decompressed. */
const MAX_ANSWER_BYTES = 256 * 1024;

/**
 * Sends a request once and reads its answer, within the timeout in all. Redirects are answers like others.
 * @throws ExchangeError where there is no whole answer; its message is for an operator, and has nothing of the request
 */
export function exchange(request: FilledRequest, options: ExchangeOptions): Promise<HttpAnswer> {
  const { hostname, protocol } = request.url;
  const literal = hostname.replace(/^\[|\]$/g, '');
  const { host, timeoutMs, resolve } = options;
  if (isIP(literal) !== 0 && !isAllowedAddress(literal, host.isPrivate)) {
    return Promise.reject(new ExchangeError(explainAddress(hostname, literal), false));
  }
  let wasSent = false;
  let status: number | undefined;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  const answer = new Promise<HttpAnswer>((resolveAnswer, reject) => {
    const send = protocol === 'https:' ? requestHttps : requestHttp;
    const sending = send(request.url, {
      method: request.method,
      headers: { ...request.headers, ...headersOfBody(request.body), 'accept-encoding': 'identity' },
      lookup: createCheckedLookup(host.isPrivate, resolve),
      // A connection of its own, whose address has been checked.
      agent: false,
      signal: controller.signal,
    });
    sending.on('socket', (socket) => {
      socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        wasSent = true;
      });
    });
    sending.on('response', (response) => {
      status = response.statusCode;
      readText(response).then(
        (text) => resolveAnswer({ status: status ?? 0, mediaType: mediaTypeOf(response), text }),
        reject,
      );
    });
    sending.on('error', reject);
    sending.on('upgrade', (_response, socket) => {
      socket.destroy();
      reject(new Error('it changed the protocol, which nobody asked for'));
    });
    sending.end(request.body);
  });
  return answer
    .catch((error: unknown) => {
      const reason = controller.signal.aborted
        ? `there was no whole answer within ${timeoutMs / 1_000} s`
        : explain(error);
      throw new ExchangeError(reason, wasSent, status);
    })
    .finally(() => {
      clearTimeout(timer);
      controller.abort();
    });
}

function headersOfBody(body: string | undefined): Record<string, string> {
  const accept = { accept: 'application/json' };
  if (body === undefined) return accept;
  return { ...accept, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
}

function mediaTypeOf({ headers }: IncomingMessage): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

const TOO_LARGE = `the answer is larger than ${MAX_ANSWER_BYTES / 1024} kB`;

/** @throws Error where it is too large, breaks off, or is no text in UTF-8 */
async function readText(response: IncomingMessage): Promise<string> {
  if (Number(response.headers['content-length'] ?? 0) > MAX_ANSWER_BYTES) throw new Error(TOO_LARGE);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of decompress(response)) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error(TOO_LARGE);
    chunks.push(chunk);
  }
  if (!response.complete) throw new Error('the answer broke off');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Error('the answer is not UTF-8');
  }
}

/** Bounded by whoever reads: it goes on only as far as it is read. */
function decompress(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return response;
  const create = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }[
    encoding
  ];
  if (create === undefined) throw new Error('the answer is compressed in a way that is not known');
  const decompressed = create();
  response.on('error', (error) => decompressed.destroy(error));
  return response.pipe(decompressed);
}

/** Codes of errors say nothing of the request; other messages could. */
const EXPLANATIONS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection broke off',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up now',
};

function explain(error: unknown): string {
  const reason = reasonOf(error);
  if (reason.startsWith('HPE_')) return `what it answers is no HTTP (${reason})`;
  if (reason.startsWith('Z_') || reason.startsWith('ERR_BROTLI')) return `the answer is wrongly compressed (${reason})`;
  return EXPLANATIONS[reason] ?? reason;
}
