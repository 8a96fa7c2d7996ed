/** Keeps strangers from guessing sign-in links, and forms from being sent by others. */

import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { MINUTE_MS } from '../domain/policy.ts';
import { Throttle } from '../domain/throttle.ts';
import { sameSecret } from '../staff/secrets.ts';
import type { ConsoleEnv, ConsoleOptions } from './console-options.ts';

const SIGN_INS = { amount: 30, perMs: MINUTE_MS };

/** Keeps an address from trying one sign-in link after the other. */
export function limitSignIns({ clientOf, clock }: Pick<ConsoleOptions, 'clientOf' | 'clock'>): MiddlewareHandler {
  const throttle = new Throttle(SIGN_INS);
  return createMiddleware(async (c, next) => {
    const client = clientOf(c);
    if (client === undefined) return next();
    const waitMs = throttle.waitMs(client, clock.now());
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1000);
      c.header('Retry-After', String(seconds));
      return c.text(`Too many sign-in links were tried from here. Try again in ${seconds} s.`, 429);
    }
    throttle.take(client, clock.now());
    await next();
  });
}

/** Lets a form through only with the token of the session it is sent in. */
export const requireFormToken = createMiddleware<ConsoleEnv>(async (c, next) => {
  if (c.req.method === 'POST') {
    const { token } = await c.req.parseBody();
    if (typeof token !== 'string' || !sameSecret(token, c.get('formToken'))) {
      return c.text('This form is out of date. Go back, reload the page, and try again.', 403);
    }
  }
  await next();
});
