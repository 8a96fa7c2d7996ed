/** Signing in with a one-time link, staying signed in with a cookie, signing out. */

import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { StaffMember } from '../domain/staff.ts';
import { staffTopic } from '../engine/topics.ts';
import { digestOf, formTokenOf, newSecret } from '../staff/secrets.ts';
import { CONSOLE_PATH, type ConsoleEnv, type ConsoleOptions } from './console-options.ts';
import { leaveMessage } from './page-context.ts';
import { renderLinkUsed, renderReturning, renderSignIn, renderSignInNeeded } from './pages/sign-in.tsx';

const COOKIE = 'relaydesk_staff';
const SESSION_TTL_S = 30 * 24 * 60 * 60;

type AuthOptions = Pick<ConsoleOptions, 'store' | 'clock' | 'secureCookies' | 'roster'>;

/** The sign-in pages. A link is used up by pressing the button, so that a preview of the link does not use it. */
export function createSignInRoutes(options: AuthOptions): Hono {
  const { store, clock, secureCookies, roster } = options;
  const routes = new Hono();
  routes.use(hideAddress);
  routes.get('/:secret', async (c) => {
    if (comesFromElsewhere(c)) return c.html(renderReturning());
    const staff = await store.read.staff.bySignInLink(digestOf(c.req.param('secret')), clock.now());
    if (staff === undefined) return c.html(renderLinkUsed(), 410);
    const signedIn = await signedInAs(c, options);
    return c.html(renderSignIn(staff.name, signedIn?.id === staff.id ? undefined : signedIn?.name));
  });
  routes.post('/:secret', async (c) => {
    const linkDigest = digestOf(c.req.param('secret'));
    const { join } = await c.req.parseBody();
    const sessionSecret = newSecret();
    const now = clock.now();
    const own = join === 'yes' ? await signedInAs(c, options) : undefined;
    const staff = await store.transaction(async (tx) => {
      const member = await tx.staff.redeemSignInLink(linkDigest, now);
      if (member !== undefined && own === undefined) {
        await tx.staff.addSession(digestOf(sessionSecret), member.id, now + SESSION_TTL_S * 1000);
      }
      return member;
    });
    if (staff === undefined) return c.html(renderLinkUsed(), 410);
    if (own !== undefined) {
      leaveMessage(c, options, (await roster.merge(staff.id, own.id, own)).message);
      return c.redirect(CONSOLE_PATH, 303);
    }
    setCookie(c, COOKIE, sessionSecret, {
      httpOnly: true,
      sameSite: 'Strict',
      secure: secureCookies,
      path: CONSOLE_PATH,
      maxAge: SESSION_TTL_S,
    });
    return c.redirect(CONSOLE_PATH, 303);
  });
  return routes;
}

/** The address of a sign-in page is a secret: pages that are opened from it learn no more than the desk's own. */
const hideAddress = createMiddleware(async (c, next) => {
  await next();
  c.res.headers.set('Referrer-Policy', 'strict-origin');
});

/** Who is signed in on this browser. */
async function signedInAs(c: Context, { store, clock }: AuthOptions): Promise<StaffMember | undefined> {
  const secret = getCookie(c, COOKIE);
  return secret === undefined ? undefined : store.read.staff.bySession(digestOf(secret), clock.now());
}

/** Lets only signed-in staff through, and says who it is. */
export function requireStaff({ store, clock }: AuthOptions) {
  return createMiddleware<ConsoleEnv>(async (c, next) => {
    // A form may be long on its way: who sends it is looked up when all of it is there.
    const fields = c.req.method === 'POST' ? await c.req.parseBody() : {};
    const secret = getCookie(c, COOKIE);
    const staff = secret && (await store.read.staff.bySession(digestOf(secret), clock.now()));
    if (!secret || !staff) {
      if (comesFromElsewhere(c)) return c.html(renderReturning());
      return c.html(renderSignInNeeded('You are not signed in.', unsentText(fields)), 401);
    }
    c.set('staff', staff);
    c.set('sessionSecret', secret);
    c.set('formToken', formTokenOf(secret));
    await next();
  });
}

/** What somebody wrote in a form that comes too late. */
function unsentText({ text }: Record<string, unknown>): string | undefined {
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

/** Browsers keep a strict cookie back on a link from another site, and send it once the page asks again by itself. */
function comesFromElsewhere(c: Context): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  return c.req.method === 'GET' && (site === 'cross-site' || site === 'same-site');
}

/** Lets only admins through. */
export const requireAdmin = createMiddleware<ConsoleEnv>(async (c, next) => {
  if (c.get('staff').role !== 'admin') return c.text('Only an admin may see this page.', 403);
  await next();
});

/** Ends the session of this browser, with all pages of it that are open. */
export async function signOut(c: Context<ConsoleEnv>, { store, pubsub }: ConsoleOptions): Promise<Response> {
  await store.transaction((tx) => tx.staff.endSession(digestOf(c.get('sessionSecret'))));
  pubsub.publish(staffTopic(c.get('staff').id), { kind: 'changed' });
  deleteCookie(c, COOKIE, { path: CONSOLE_PATH });
  return c.html(renderSignInNeeded('You are signed out.'));
}
