/** Who a browser belongs to: a random secret in a cookie, of which only digests leave this file. */

import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { ConversationAddress } from '../../src/domain/inbound.ts';

const COOKIE = 'relaydesk_chat';
const SECRET_BYTES = 32;
const SECRET_PATTERN = /^[A-Za-z0-9_-]{43}$/;
/** The longest that browsers keep a cookie. */
const MAX_AGE_S = 400 * 24 * 60 * 60;

export interface CustomerSession {
  address: ConversationAddress;
  customerKey: string;
  /** A few characters that tell one unnamed customer from another. */
  shortName: string;
}

/** The session of the request's cookie; a new one is begun, and its cookie set, when there is none. */
export function openSession(c: Context, secure: boolean): CustomerSession {
  const given = getCookie(c, COOKIE, secure ? 'host' : undefined);
  const secret =
    given !== undefined && SECRET_PATTERN.test(given) ? given : randomBytes(SECRET_BYTES).toString('base64url');
  setCookie(c, COOKIE, secret, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    maxAge: MAX_AGE_S,
    ...(secure ? { prefix: 'host' as const } : {}),
  });
  const customerKey = digest(`customer:${secret}`);
  return {
    address: { channel: 'web', account: 'default', conversationKey: digest(`conversation:${secret}`) },
    customerKey,
    shortName: customerKey.slice(0, 4).toUpperCase(),
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
