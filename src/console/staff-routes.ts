/** Inviting, changing and removing staff, for admins. */

import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { type CommandOutcome, STAFF_ROLES, type StaffMember } from '../domain/staff.ts';
import { createSignInLink, type SignInLink } from '../staff/sign-in-link.ts';
import { requireAdmin } from './auth.tsx';
import type { ConsoleEnv, ConsoleOptions } from './console-options.ts';
import { leaveMessage, pageContext, UNREADABLE } from './page-context.ts';
import { type MemberView, renderMember } from './pages/member.tsx';
import { type NewLink, renderStaff, type StaffView } from './pages/staff.tsx';
import { countAssignedTickets, findOtherAssignees } from './ticket-assignees.ts';

const NAME_AND_ROLE = z.object({ name: z.string(), role: z.enum(STAFF_ROLES) });
/** The form's key names the new member, so that the same form sent twice invites one. */
const INVITATION = NAME_AND_ROLE.extend({ key: z.uuid() });

const STAFF_PATH = '/console/staff';
const NOBODY: CommandOutcome = { ok: false, code: 'not_found', message: 'This person is not on the staff any more.' };
const UNCONFIRMED: CommandOutcome = { ok: false, code: 'invalid', message: 'Tick the box to say that you are sure.' };

/** The pages under `/console/staff`. */
export function createStaffRoutes(options: ConsoleOptions): Hono<ConsoleEnv> {
  const { roster, store } = options;
  const { showStaff, showMember, finish } = staffPages(options);
  const routes = new Hono<ConsoleEnv>();
  routes.use(requireAdmin);

  routes.get('/', (c) => showStaff(c));

  routes.post('/', async (c) => {
    const form = INVITATION.safeParse(await c.req.parseBody());
    if (!form.success) return c.text(UNREADABLE, 400);
    const { key, ...invitation } = form.data;
    const id = `staff-${key}`;
    const outcome = await roster.add({ id, ...invitation }, c.get('staff'));
    if (!outcome.ok) return showStaff(c, { invitation }, outcome);
    const link = await createSignInLink(options, id, c.get('staff'));
    return link === undefined ? showStaff(c, {}, NOBODY) : showStaff(c, { link: toNewLink(c, link) });
  });

  routes.get('/:id', async (c) => {
    const member = await store.read.staff.get(c.req.param('id'));
    return member === undefined ? showStaff(c, {}, NOBODY, 404) : showMember(c, member);
  });

  routes.post('/:id', async (c) => {
    const form = NAME_AND_ROLE.safeParse(await c.req.parseBody());
    if (!form.success) return c.text(UNREADABLE, 400);
    const outcome = await roster.change(c.req.param('id'), form.data, c.get('staff'));
    return finish(c, outcome, { wanted: form.data });
  });

  routes.post('/:id/link', async (c) => {
    const link = await createSignInLink(options, c.req.param('id'), c.get('staff'));
    return link === undefined ? showStaff(c, {}, NOBODY) : showMember(c, link.staff, { link: toNewLink(c, link) });
  });

  routes.post('/:id/remove', async (c) => {
    const { confirmed } = await c.req.parseBody();
    if (confirmed !== 'yes') return finish(c, UNCONFIRMED);
    return finish(c, await roster.remove(c.req.param('id'), c.get('staff')));
  });

  routes.post('/:id/merge', async (c) => {
    const { into } = await c.req.parseBody();
    if (typeof into !== 'string') return c.text(UNREADABLE, 400);
    return finish(c, await roster.merge(c.req.param('id'), into, c.get('staff')));
  });

  routes.post('/:id/unassign', async (c) => {
    const id = c.req.param('id');
    const assignee = (await findOtherAssignees(store)).find((other) => other.id === id);
    if (assignee !== undefined) leaveMessage(c, options, (await roster.unassignAll(assignee, c.get('staff'))).message);
    return c.redirect(STAFF_PATH, 303);
  });
  return routes;
}

/** The pages that the routes end in; refused, they say why. */
function staffPages(options: ConsoleOptions) {
  const { store } = options;

  /** Back to the list when it is done; otherwise the member's page again, with what was asked for. */
  async function finish(c: Context<ConsoleEnv>, outcome: CommandOutcome, view: Partial<MemberView> = {}) {
    if (outcome.ok) {
      leaveMessage(c, options, outcome.message);
      return c.redirect(STAFF_PATH, 303);
    }
    const member = await store.read.staff.get(c.req.param('id') ?? '');
    return member === undefined ? showStaff(c, {}, outcome) : showMember(c, member, view, outcome);
  }

  async function showStaff(
    c: Context<ConsoleEnv>,
    view: Pick<StaffView, 'link' | 'invitation'> = {},
    outcome?: CommandOutcome,
    refused: 404 | 409 = 409,
  ) {
    const [members, others] = await Promise.all([store.read.staff.all(), findOtherAssignees(store)]);
    const page = renderStaff(pageContext(c, options, outcome), { members, others, ...view });
    return c.html(page, outcome === undefined ? 200 : refused);
  }

  async function showMember(
    c: Context<ConsoleEnv>,
    member: StaffMember,
    view: Partial<MemberView> = {},
    outcome?: CommandOutcome,
  ) {
    const tickets = await countAssignedTickets(store, member.id);
    const identities = await store.read.staff.identitiesOf(member.id);
    const others = (await store.read.staff.all()).filter(({ id }) => id !== member.id);
    const page = renderMember(pageContext(c, options, outcome), { member, tickets, identities, others, ...view });
    return c.html(page, outcome === undefined ? 200 : 409);
  }

  return { showStaff, showMember, finish };
}

/** The browser knows at which address the desk is reached; behind a proxy the desk may not. */
function toNewLink(c: Context<ConsoleEnv>, { staff, path, expiresAt }: SignInLink): NewLink {
  const origin = c.req.header('Origin');
  return { staff, expiresAt, href: new URL(path, origin?.startsWith('http') ? origin : c.req.url).href };
}
