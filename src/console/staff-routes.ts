/** Inviting staff, for admins. */

import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { STAFF_ROLES } from '../domain/staff.ts';
import { requireAdmin } from './auth.tsx';
import type { ConsoleEnv, ConsoleOptions } from './console-options.ts';
import { pageContext } from './page-context.ts';
import { renderStaff } from './pages/staff.tsx';
import { createSignInLink } from './sign-in-link.ts';

const INVITATION = z.object({
  /** The form's key names the new member, so that the same form sent twice invites one. */
  key: z.uuid(),
  name: z.string().trim().min(1).max(80),
  role: z.enum(STAFF_ROLES),
});

/** The pages under `/console/staff`. */
export function createStaffRoutes(options: ConsoleOptions): Hono<ConsoleEnv> {
  const { store, clock } = options;
  const routes = new Hono<ConsoleEnv>();
  routes.use(requireAdmin);

  routes.get('/', async (c) => c.html(renderStaff(pageContext(c, options), await store.read.staff.all(), undefined)));

  routes.post('/', async (c) => {
    const form = INVITATION.safeParse(await c.req.parseBody());
    if (!form.success) return c.text('Give a name of at most 80 characters and a role.', 400);
    const { key, name, role } = form.data;
    const path = await createSignInLink(store, clock, { id: `staff-${key}`, name, role });
    return showLink(c, name, path);
  });

  routes.post('/:id/link', async (c) => {
    const member = await store.read.staff.get(c.req.param('id'));
    if (member === undefined) return c.text('There is no such staff member.', 404);
    const path = await createSignInLink(store, clock, member);
    return showLink(c, member.name, path);
  });

  /** The browser knows at which address the desk is reached; behind a proxy the desk may not. */
  async function showLink(c: Context<ConsoleEnv>, name: string, path: string) {
    const origin = c.req.header('Origin');
    const href = new URL(path, origin?.startsWith('http') ? origin : c.req.url).href;
    return c.html(renderStaff(pageContext(c, options), await store.read.staff.all(), { name, href }));
  }
  return routes;
}
