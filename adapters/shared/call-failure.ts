/** What every platform's calls have in common when they fail. */

import { messageOf } from '../../src/lib/errors.ts';

/** Codes of a connection that was never made. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether a call was not even heard, as an error or one behind it says (its `cause`, or `original` as some SDKs call it). */
export function isUnreached(error: unknown): boolean {
  for (let inner = error; inner instanceof Error; inner = 'original' in inner ? inner.original : inner.cause) {
    if ('code' in inner && NEVER_CONNECTED.has(String(inner.code))) return true;
  }
  return false;
}

/** Takes a token out of a text. */
export function hideToken(token: string): (text: string) => string {
  return (text) => (token === '' ? text : text.replaceAll(token, '<token>'));
}

/** A copy for logs, of message and stack alone: requests, which have the token in them, may hang on an SDK's errors. */
export function withoutSecrets(error: unknown, scrub: (text: string) => string): Error {
  const copy = new Error(scrub(messageOf(error)));
  if (error instanceof Error && error.stack !== undefined) copy.stack = scrub(error.stack);
  return copy;
}
