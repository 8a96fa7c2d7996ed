/** Keeps pages from running, framing or leaking anything, from being cached by others, and forms from being sent by others. */

import type { MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';

/** Nothing but the desk's own files, no other site may show the page, and what does not say how it may be cached is kept by nobody. */
export function protectPages(secure: boolean): MiddlewareHandler[] {
  const headers = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
    strictTransportSecurity: secure,
  });
  const caching = createMiddleware(async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  });
  return [headers, caching];
}

/**
 * Refuses forms that other sites send (RFC 6454's Origin, and Sec-Fetch-Site where browsers tell it). Behind a proxy that speaks
 * HTTPS the address a request arrives at is not the one browsers know, so that the public one counts as well.
 */
export function refuseOtherSites(publicOrigin: string | undefined): MiddlewareHandler {
  return csrf({ origin: (origin, c) => origin === publicOrigin || origin === new URL(c.req.url).origin });
}
