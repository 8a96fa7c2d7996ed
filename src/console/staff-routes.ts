/** Inviting staff, for admins. */

import { Hono } from 'hono';
import { z } from 'zod';
import { STAFF_ROLES } from '../domain/staff.ts';
import { requireAdmin } from './auth.tsx';
import type { ConsoleEnv, ConsoleOptions } from './console-options.ts';
import { pageContext } from './page-context.ts';
import { type NewLink, renderStaff } from './pages/staff.tsx';
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
    return showLink(c, { name, href: new URL(path, c.req.url).href });
  });

  routes.post('/:id/link', async (c) => {
    const member = await store.read.staff.get(c.req.param('id'));
    if (member === undefined) return c.text('There is no such staff member.', 404);
    const path = await createSignInLink(store, clock, member);
    return showLink(c, { name: member.name, href: new URL(path, c.req.url).href });
  });

  async function showLink(c: Parameters<typeof pageContext>[0], link: NewLink) {
    return c.html(renderStaff(pageContext(c, options), await store.read.staff.all(), link));
  }
  return routes;
}
