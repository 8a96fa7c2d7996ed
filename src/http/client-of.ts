import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { clientAddress, type TrustedProxies } from '../config/trusted-proxies.ts';

/** Tells who sends a request, as limits count them; undefined where clients cannot be told apart. */
export function createClientOf(trusted: TrustedProxies | undefined): (c: Context) => string | undefined {
  return (c) => {
    const socketAddress = getConnInfo(c).remote.address;
    return clientAddress({ socketAddress, forwardedFor: c.req.header('X-Forwarded-For') }, trusted);
  };
}
