import { STAFF_ROLES, type StaffMember, type StaffRole } from '../../domain/staff.ts';
import type { SignInLink } from '../../staff/sign-in-link.ts';
import { Form, type PageContext, renderPage } from './layout.tsx';
import { Moment } from './moment.tsx';

/** A sign-in link as a whole address, which is shown this once. */
export type NewLink = Pick<SignInLink, 'staff' | 'expiresAt'> & { href: string };

/** What stands in the form for a name and a role. */
export interface NameAndRole {
  name: string;
  role: StaffRole;
}

/** Somebody who holds tickets. */
export interface AssigneeCount extends Pick<StaffMember, 'id' | 'name'> {
  tickets: number;
}

export interface StaffView {
  members: StaffMember[];
  /** Those who hold tickets and are not on the console's staff. */
  others: AssigneeCount[];
  link?: NewLink | undefined;
  /** An invitation that was refused. */
  invitation?: NameAndRole | undefined;
}

const ROLE_WORDS: Record<StaffRole, string> = {
  agent: 'claims and answers tickets',
  lead: 'also takes tickets over from others',
  admin: 'also sees to content and staff',
};

/** Who works here, and the way to invite somebody. */
export function renderStaff(context: PageContext, { members, others, link, invitation }: StaffView) {
  return renderPage({
    context,
    section: 'staff',
    title: 'Staff',
    children: (
      <>
        <h1>Staff</h1>
        {link !== undefined && <LinkOnce link={link} />}
        <Invite context={context} invitation={invitation} />
        <Members members={members} />
        {others.length > 0 && <Others context={context} others={others} />}
      </>
    ),
  });
}

/** A new sign-in link, until when it works, and what becomes of the earlier one. */
export function LinkOnce({ link }: { link: NewLink }) {
  return (
    <section class="panel link-once" aria-label="New sign-in link">
      <h2>
        Sign-in link for <bdi>{link.staff.name}</bdi>
      </h2>
      <p>
        It works once, until <Moment at={link.expiresAt} />, and is shown only now. Their earlier links have ended. Pass
        it on privately; if the time is over, make a new one.
      </p>
      <input class="link" type="text" readonly value={link.href} aria-label="Sign-in link" />
    </section>
  );
}

/** The fields for a member's name and role. */
export function NameAndRoleFields({ name, role, ownRole }: NameAndRole & { ownRole?: boolean }) {
  return (
    <>
      <label class="invite-field">
        Name
        <input type="text" name="name" required maxlength={80} autocomplete="off" dir="auto" value={name} />
      </label>
      <label class="invite-field">
        Role
        <select name="role">
          {STAFF_ROLES.filter((option) => !ownRole || option === role).map((option) => (
            <option value={option} selected={option === role}>
              {option}: {ROLE_WORDS[option]}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function Invite({ context, invitation }: { context: PageContext; invitation: NameAndRole | undefined }) {
  return (
    <section class="panel">
      <h2>Invite somebody</h2>
      <Form context={context} action="/console/staff" class="invite">
        <NameAndRoleFields name={invitation?.name ?? ''} role={invitation?.role ?? 'agent'} />
        <button type="submit" class="button primary">
          Make a sign-in link
        </button>
      </Form>
    </section>
  );
}

function Members({ members }: { members: StaffMember[] }) {
  return (
    <section class="panel">
      <h2>
        Members <span class="count">{members.length}</span>
      </h2>
      <ul class="members">
        {members.map((member) => (
          <li class="member">
            <span>
              <a class="author" href={`/console/staff/${encodeURIComponent(member.id)}`}>
                <bdi>{member.name}</bdi>
              </a>{' '}
              <small>{member.role}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Others({ context, others }: { context: PageContext; others: AssigneeCount[] }) {
  return (
    <section class="panel">
      <h2>
        At another staff platform <span class="count">{others.length}</span>
      </h2>
      <p>
        They work in the team chat, where it is said who may act. If somebody is gone, put their tickets back into the
        queue.
      </p>
      <ul class="members">
        {others.map(({ id, name, tickets }) => (
          <li class="member">
            <span>
              <bdi class="author">{name}</bdi> <small>{tickets === 1 ? '1 ticket' : `${tickets} tickets`}</small>
            </span>
            <Form context={context} action={`/console/staff/${encodeURIComponent(id)}/unassign`}>
              <button type="submit" class="button quiet">
                Put back into the queue
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}
