import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CommandOutcome } from '../domain/staff.ts';
import { CONSOLE_PATH, type ConsoleEnv, type ConsoleOptions } from './console-options.ts';
import type { PageContext } from './pages/layout.tsx';

const COOKIE = 'relaydesk_done';
const TTL_S = 60;

/** Says that a form has not what the console's own forms have. */
export const UNREADABLE = 'This form could not be read. Go back, reload the page, and try again.';

/** What a page needs of its request; `outcome` is how the command just given ended. */
export function pageContext(c: Context<ConsoleEnv>, options: ConsoleOptions, outcome?: CommandOutcome): PageContext {
  return {
    staff: c.get('staff'),
    formToken: c.get('formToken'),
    now: options.clock.now(),
    outcome: outcome ?? takeMessage(c),
    contentErrors: options.content.problems().filter(({ severity }) => severity === 'error').length,
  };
}

/** Has the next page that somebody opens say how a command ended. */
export function leaveMessage(c: Context, options: Pick<ConsoleOptions, 'secureCookies'>, message: string): void {
  const attributes = { path: CONSOLE_PATH, httpOnly: true, sameSite: 'Strict', secure: options.secureCookies } as const;
  setCookie(c, COOKIE, message, { ...attributes, maxAge: TTL_S });
}

/** A page that reads itself anew in the background leaves the message to the one that was opened. */
function takeMessage(c: Context<ConsoleEnv>): CommandOutcome | undefined {
  const message = getCookie(c, COOKIE);
  if (message === undefined || c.req.header('X-Background') !== undefined) return undefined;
  deleteCookie(c, COOKIE, { path: CONSOLE_PATH });
  return { ok: true, message };
}
